import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { BankLineView, BankPickView } from '../../ipc'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../../shared/desk.svelte'
import Line from './Line.svelte'
import type { BankModel } from './model.svelte'

const bare: BankLineView = {
  line: 'one',
  day: '2026-11-18',
  amount: 64_000,
  text: 'REMISE CHEQUES 2',
  payer: '',
  picks: [],
  confirmable: false,
  hint: '',
  other: null,
  payment: null,
}
const pick = (what: string, more: Partial<BankPickView> = {}): BankPickView => ({
  ...{ pick: what, customer: 'quai', name: 'Brasserie du Quai SARL', what, reasons: [], against: [] },
  ...{ law: null, badge: null },
  ...more,
})

type Key = 'doubtful' | 'unknown' | 'returns' | 'certain' | 'done' | 'aside'

/** A line, and what its buttons asked of the screen. */
async function drawn(key: Key, more: Partial<BankLineView>, busy = false) {
  reset('rich')
  await loadFrame()
  const done: string[] = []
  const model = new Proxy({} as BankModel, {
    get: (_, name) => (name === 'busy' ? busy : () => done.push(String(name))),
    set: (_, name, value: { kind: string }) => Boolean(done.push(`${String(name)} ${value.kind}`)),
  })
  render(Line, { props: { key, line: { ...bare, ...more }, model } })
  return { done, user: userEvent.setup() }
}
const names = () => screen.getAllByRole('button').map((one) => one.getAttribute('aria-label')?.replace(/\s/g, ' '))

it('a deposit with two payments of one customer shows both', async () => {
  await drawn('done', { picks: [pick('F-2026-141'), pick('F-2026-149')] })
  expect(screen.getByText('F-2026-141')).toBeTruthy()
  expect(screen.getByText('F-2026-149')).toBeTruthy()
  expect(names()).toEqual(['Défaire : 640,00 € · REMISE CHEQUES 2'])
})

it('what speaks for and against a match stands apart, with what the law makes of a part', async () => {
  const law = { sentence: 'Paiement partiel.', article: 'C. civ., art. 2240' }
  await drawn('doubtful', {
    confirmable: true,
    picks: [pick('F-2026-141', { reasons: ['Le libellé la nomme.'], against: ['Il manque 10 €.'], law }), pick('F-2')],
  })
  expect(screen.getByText('Le libellé la nomme.').className).toContain('muted')
  expect(screen.getByText(/Il manque/).className).toContain('soon')
  expect(screen.getByText('C. civ., art. 2240')).toBeTruthy()
  // The best alone: the others are in the dialog.
  expect(screen.queryByText('F-2')).toBeNull()
  expect(names()).toEqual(['Valider : 640,00 € · REMISE CHEQUES 2', 'Changer… : 640,00 € · REMISE CHEQUES 2'])
})

it('money that went back reopens what it paid, cancels out, or asks which payment it was', async () => {
  const back = { amount: -64_000, payer: 'MISTRAL SAS' }
  const first = await drawn('returns', { ...back, payment: 'p' })
  await first.user.click(screen.getByRole('button', { name: /^Rouvrir la facture\s: −640,00\s€ · MISTRAL SAS$/ }))
  expect(first.done).toEqual(['goesBack'])
  document.body.replaceChildren()
  const second = await drawn('returns', { ...back, other: 'two' })
  await second.user.click(screen.getByRole('button', { name: /^Les deux s’annulent\s: .* MISTRAL SAS/ }))
  await second.user.click(screen.getByRole('button', { name: /^Mettre de côté\s: .* MISTRAL SAS/ }))
  expect(second.done).toEqual(['cancelOut', 'dealing aside'])
  document.body.replaceChildren()
  const third = await drawn('returns', back)
  await third.user.click(screen.getByRole('button', { name: /^De quel paiement\s\?\s: .* MISTRAL SAS/ }))
  expect(third.done).toEqual(['dealing return'])
})

it('nothing is done twice while something is being done', async () => {
  const { user, done } = await drawn('certain', { confirmable: true, picks: [pick('F-2026-141')] }, true)
  await user.click(screen.getByRole('button', { name: /^Valider/ }))
  expect(done).toEqual([])
})
