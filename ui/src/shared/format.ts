/** Amounts and days in the reader's form. Nothing is computed here: cents and ISO days come from the core. */
import { locale } from '../messages/index.svelte'

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function made<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: (locale: string) => T): T {
  const full = `${locale()} ${key}`
  let found = cache.get(full) as T | undefined
  if (!found) {
    found = make(locale())
    cache.set(full, found)
  }
  return found
}

/** Cents as the decimal text `-1234.56`: exact, whatever the size. */
export function decimal(cents: number): `${number}` {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`
}

/** `1 234,56 €` or `€1,234.56`. */
export function euros(cents: number): string {
  const format = made('eur', (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'EUR' }))
  // Both locales would write a hyphen.
  return format.format(decimal(cents)).replace('-', '\u2212')
}

/** As it stands in a field, its thousands apart: `1 234,56` or `1,234.56`. */
export function typedAmount(cents: number): string {
  const format = made('typed amount', (l) => new Intl.NumberFormat(l, { minimumFractionDigits: 2 }))
  return format.format(decimal(cents))
}

export function count(value: number): string {
  return made('count', (l) => new Intl.NumberFormat(l)).format(value)
}

// A civil day has no hour: it is read and written in UTC so that no time zone can move it.
function noon(iso: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  return match ? new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12)) : null
}

function day(iso: string | null | undefined, key: string, options: Intl.DateTimeFormatOptions): string {
  const date = iso ? noon(iso) : null
  if (!date) return iso ?? ''
  const text = made(key, (l) => new Intl.DateTimeFormat(l, { ...options, timeZone: 'UTC' })).format(date)
  return locale() === 'fr-FR' ? text.replace(/^1 /, '1er ').replace(/ 1 (?=\p{L})/u, ' 1er ') : text
}

/** `9 avr. 2026`, for tables. */
export const shortDay = (iso: string | null | undefined) =>
  day(iso, 'short', { day: 'numeric', month: 'short', year: 'numeric' })
/** `9 avr.`, where the year is plain. */
export const dayMonth = (iso: string | null | undefined) => day(iso, 'dm', { day: 'numeric', month: 'short' })
/** `22 novembre 2026`, in a sentence. */
export const fullDay = (iso: string | null | undefined) =>
  day(iso, 'full', { day: 'numeric', month: 'long', year: 'numeric' })
/** `dimanche 22 novembre 2026`. */
export const longDay = (iso: string | null | undefined) =>
  day(iso, 'long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
/** The same with the bare number, for names that must hold what is seen. */
export const spokenDay = (iso: string) => longDay(iso).replace(/\b1er\b/, '1')
/** `22/11/2026`, as it is typed. */
export const typedDay = (iso: string | null | undefined) =>
  day(iso, 'typed', { day: '2-digit', month: '2-digit', year: 'numeric' })
export const monthYear = (iso: string) => day(iso, 'my', { month: 'long', year: 'numeric' })

/** Whether a text is a day as the core reads it. */
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The ISO day so many days later. */
export function daysAfter(iso: string, days: number): string {
  const date = noon(iso)
  if (!date) return iso
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Monday is 0. */
export function weekday(iso: string): number {
  const date = noon(iso)
  return date ? (date.getUTCDay() + 6) % 7 : 0
}

/**
 * Reads a typed day into ISO: `22/11/2026`, `22/11`, `22 11 26`, `2026-11-22`, `221126`. What cannot be read is handed
 * on as it was typed, and the core says what is wrong with it.
 */
export function readDay(text: string, today: string): string {
  const typed = text.trim()
  if (!typed) return ''
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return valid(iso[1]!, iso[2]!, iso[3]!) ?? typed
  const packed = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(typed)
  const parts = packed ? packed.slice(1) : typed.split(/[\s/.-]+/)
  if (parts.length < 2 || parts.length > 3) return typed
  const [d, month, y] = parts
  const year = y === undefined ? today.slice(0, 4) : y.length === 2 ? `20${y}` : y
  return valid(year, month!, d!) ?? typed
}

function valid(year: string, month: string, d: string): string | null {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(d)) return null
  const iso = `${year}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`
  const date = new Date(`${iso}T12:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}
