import { render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import Shortcuts from './Shortcuts.svelte'

it('says which keys follow one another and which stand for one another', () => {
  render(Shortcuts, { onclose: () => undefined })
  const keys = (what: string) =>
    screen.getByText(what).parentElement?.querySelector('dt')?.textContent?.replace(/\s+/g, ' ').trim()
  expect(keys('Chercher, ou lancer une action')).toBe('Ctrl K ou /')
  expect(keys('Les mêmes, en deux touches')).toBe('G puis A, F, C, E ou R')
  expect(keys('Première, dernière ligne')).toBe('Début ou Fin')
})
