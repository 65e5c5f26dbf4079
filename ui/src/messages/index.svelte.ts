/** The words of the interface, in the language chosen; sentences about money and law come from the core. */
import { en } from './en'
import { fr, type Messages } from './fr'

export type Lang = 'fr' | 'en'

const REMEMBERED = 'acquit-lang'
let current = $state<Lang>('fr')

export const lang = (): Lang => current
export const locale = (): string => (current === 'fr' ? 'fr-FR' : 'en-GB')
export const m = (): Messages => (current === 'fr' ? fr : en)

/** The language of last time, where the page remembers one. */
export function lastSpoken(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

export function speak(language: string) {
  current = language === 'en' ? 'en' : 'fr'
  document.documentElement.lang = current
  try {
    localStorage.setItem(REMEMBERED, current)
  } catch {
    // Storage may be refused; the shell remembers the language anyway.
  }
}
