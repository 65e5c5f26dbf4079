import { expect, it } from 'vitest'
import { sharpness } from './pdf'

it('pages are drawn at twice their size at least', () => {
  expect([0, 1, 1.5, 2, 2.5, 4].map(sharpness)).toEqual([2, 2, 2, 2, 2.5, 3])
})
