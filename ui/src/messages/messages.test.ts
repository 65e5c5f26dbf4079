import { describe, expect, it } from 'vitest'
import { en } from './en'
import { fr } from './fr'
import { plural, spaced } from './typography'

function leaves(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  if (Array.isArray(tree)) return tree.flatMap((one, at) => leaves(one, `${path}[${at}]`))
  if (typeof tree === 'object' && tree !== null)
    return Object.entries(tree).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key))
  return []
}

describe('French typography', () => {
  it('puts the right space before each sign', () => {
    expect(spaced('Vraiment ? Oui : 10 % !')).toBe('Vraiment\u202f? Oui\u00a0: 10\u202f% !'.replace(' !', '\u202f!'))
    expect(spaced("« l'autre »")).toBe('«\u202fl’autre\u202f»')
  })
  it('holds in every message', () => {
    for (const [path, text] of leaves(fr)) {
      expect(text, path).not.toMatch(/ [;!?%€»]|« |'/)
      expect(text, path).not.toMatch(/\S[;!?](?!\S)(?<![\u202f\u00a0][;!?])(?<!^[;!?])/)
    }
  })
})

describe('sources', () => {
  it('says of a secondary source that its text was not read', () => {
    expect(fr.sources.likely).toMatch(/source secondaire.*non lu/i)
    expect(en.sources.likely).toMatch(/secondary source.*not read/i)
  })
})

describe('plurals', () => {
  it('are one for nought and one in French, for one alone in English', () => {
    const f = plural('fr-FR')
    const e = plural('en-GB')
    expect([0, 1, 2].map((n) => f(n, '# facture', '# factures'))).toEqual(['0 facture', '1 facture', '2 factures'])
    expect([0, 1, 2].map((n) => e(n, '# invoice', '# invoices'))).toEqual(['0 invoices', '1 invoice', '2 invoices'])
  })
})

it('no message is empty by mistake, and both languages have the same ones', () => {
  const paths = (tree: unknown) => leaves(tree).map(([path]) => path)
  expect(paths(en)).toEqual(paths(fr))
  for (const [path, text] of [...leaves(fr), ...leaves(en)])
    if (path !== 'import.statesNote.ready') expect(text.trim(), path).not.toBe('')
})
