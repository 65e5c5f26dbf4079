import { expect, it } from 'vitest'
import { sharpness } from './pdf'

it('pages are drawn with two pixels at least for one of CSS, and a whole number of them for one shown', () => {
  for (const ratio of [0, 1, 1.25, 1.5, 1.99, 2, 3, 4]) {
    const { shown, drawn } = sharpness(ratio)
    expect(shown * drawn, String(ratio)).toBeGreaterThanOrEqual(2)
    expect(Number.isInteger(drawn), String(ratio)).toBe(true)
    expect(shown, String(ratio)).toBe(Math.min(3, ratio || 1))
  }
})
