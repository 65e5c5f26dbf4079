import { render } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import Sentence from './Sentence.svelte'

it('raises ordinals, keeps numbers whole and changes no word', () => {
  const text = '1re relance du 1er mai : F-2026-012 et A/12, porte-fort, 2e étage, le 12e, R2e'
  const { container } = render(Sentence, { text })
  expect(container.textContent).toBe(text)
  expect([...container.querySelectorAll('sup')].map((one) => one.textContent)).toEqual(['re', 'er', 'e', 'e'])
  expect([...container.querySelectorAll('.whole')].map((one) => one.textContent)).toEqual(['F-2026-012', 'A/12'])
})
