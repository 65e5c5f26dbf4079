import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../messages/index.svelte'
import { daysAfter, decimal, euros, readDay, shortDay, typedAmount, typedDay, weekday } from './format'

afterEach(() => speak('fr'))

describe('amounts', () => {
  it('are exact whatever their size', () => {
    expect(decimal(0)).toBe('0.00')
    expect(decimal(5)).toBe('0.05')
    expect(decimal(-123)).toBe('-1.23')
    expect(euros(9007199254740991)).toContain('409,91')
  })
  it('follow the language', () => {
    expect(euros(321640)).toBe('3\u202f216,40\u00a0€')
    expect(euros(-37111)).toBe('\u2212371,11\u00a0€')
    speak('en')
    expect(euros(321640)).toBe('€3,216.40')
  })
  it('stand in a field with their thousands apart', () => {
    expect(typedAmount(510200)).toBe('5\u202f102,00')
    expect(typedAmount(5)).toBe('0,05')
    speak('en')
    expect(typedAmount(510200)).toBe('5,102.00')
  })
})

describe('days', () => {
  it('are written as the reader writes them', () => {
    expect(shortDay('2026-10-01')).toBe('1er oct. 2026')
    expect(typedDay('2026-11-22')).toBe('22/11/2026')
    speak('en')
    expect(shortDay('2026-10-01')).toBe('1 Oct 2026')
  })
  it('are read in the ways people type them', () => {
    for (const typed of ['22/11/2026', '22.11.26', '22 11', '221126', '22112026', '2026-11-22'])
      expect(readDay(typed, '2026-01-05')).toBe('2026-11-22')
  })
  it('that do not exist are handed on as they were typed', () => {
    expect(readDay('31/02/2026', '2026-01-05')).toBe('31/02/2026')
    expect(readDay('demain', '2026-01-05')).toBe('demain')
    expect(readDay('', '2026-01-05')).toBe('')
  })
  it('are counted over the ends of months and years', () => {
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysAfter('2028-03-01', -1)).toBe('2028-02-29')
    expect(weekday('2026-11-22')).toBe(6)
  })
})
