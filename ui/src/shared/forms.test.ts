import { expect, it } from 'vitest'
import { nextNumber } from './forms'

it('the next invoice number keeps its prefix and its width', () => {
  expect(nextNumber('F-2026-118')).toBe('F-2026-119')
  expect(nextNumber('2026/0099')).toBe('2026/0100')
  expect(nextNumber('FA999')).toBe('FA1000')
  expect(nextNumber('sans numéro')).toBe('')
})
