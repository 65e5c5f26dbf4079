/** Payments planned, cessions, the order of payments and breakdowns in the sample shell. */
import type { Answer, Args } from '..'
import type { Changed, HoldView } from '../generated'
import { badge, L, TODAY, type MockInvoice } from './data'
import { customer, euros, state } from './state'

/** To whom invoices are ceded, the order chosen, and the cheques that wait, until the page is loaded again. */
const ceded = new Map<string, string>()
/** What a customer's file says of an invoice: who it is owed to, and how late. */
export const stateOf = (one: MockInvoice, open: number, days: number) => ({
  ceded: ceded.has(one.id),
  state: one.credit
    ? badge(L('avoir', 'credit note'), 'plain')
    : open <= 0
      ? badge(L('réglée', 'paid'), 'good')
      : ceded.has(one.id)
        ? badge(L(`cédée à ${ceded.get(one.id)}`, `ceded to ${ceded.get(one.id)}`), 'plain')
        : days > 0
          ? badge(L(`${days} j de retard`, `${days} d late`), 'late')
          : badge(L('à échoir', 'not due'), 'plain'),
})

const orders = new Map<string, { order: string; reason: string }>()
const cheques = new Map<string, { customer: string; amount: number }>()

export const cededTo = (invoice: string) => ceded.get(invoice) ?? ''

export function orderView(id: string) {
  const chosen = orders.get(id) ?? { order: 'interest_first', reason: '' }
  return {
    payment_order: chosen.order,
    payment_order_sentence:
      chosen.order === 'interest_first'
        ? L('Un paiement règle d’abord les intérêts.', 'A payment settles interest first.')
        : L('Un paiement règle d’abord le principal.', 'A payment settles the principal first.'),
    payment_order_reason: chosen.reason,
  }
}

export function chequeWaits(id: string, amount: number) {
  cheques.set(`cheque-${cheques.size + 1}`, { customer: id, amount })
}

export function owedHoldEnd(kind: string, id: string) {
  if (kind === 'cheque') cheques.delete(id)
  if (kind === 'cession') ceded.delete(id)
}

const hold = (kind: string, id: string, title: string, detail: string, tone: HoldView['tone']): HoldView => ({
  kind,
  id,
  title,
  detail,
  tone,
  invoice: null,
  number: '',
  amount: null,
})

export function owedHolds(id: string): HoldView[] {
  const waiting = [...cheques].filter(([, cheque]) => cheque.customer === id)
  const given = state.invoices.filter((one) => one.customer === id && ceded.has(one.id))
  return [
    ...waiting.map(([key, cheque]) =>
      hold(
        'cheque',
        key,
        L(`Chèque de ${euros(cheque.amount)} à remettre à la banque`, `Cheque of ${euros(cheque.amount)} to deposit`),
        L('Les intérêts courent jusqu’à la remise.', 'Interest runs until it is deposited.'),
        'soon',
      ),
    ),
    ...given.map((one) => ({
      ...hold(
        'cession',
        one.id,
        L(
          `${one.number} · ${euros(one.amount - one.paid)} cédés à ${ceded.get(one.id)}`,
          `${one.number} · ${euros(one.amount - one.paid)} ceded to ${ceded.get(one.id)}`,
        ),
        L('Avec recours. Aucune relance de votre part.', 'With recourse. You send no reminder.'),
        'plain',
      ),
      invoice: one.id,
      number: one.number,
    })),
  ]
}

const changed = (sentence: string, id: string): Changed => ({ customers: [id], sentence, undo: 'u1' })
const cents = (text: string) => Math.round(Number(text.replace(/[\s\u202f\u00a0€]/g, '').replace(',', '.')) * 100) || 0

function plan({ form }: Args<'payment_preview'>): Answer<'payment_preview'> {
  const whole = cents(form.amount)
  const none = { lines: [], credit: 0, accessories_owed: 0, sentences: [] }
  if (whole <= 0)
    return {
      ...none,
      problem: L('Ce montant ne se lit pas : écrivez par exemple 1 234,56.', 'This amount cannot be read.'),
      field: 'amount',
    }
  let rest = whole
  const mine = state.invoices.filter((one) => one.customer === form.customer && one.amount > one.paid)
  const wanted = form.parts.length
    ? form.parts.flatMap((part) => mine.filter((one) => one.id === part.invoice))
    : [...mine].sort((one, other) => one.due.localeCompare(other.due))
  const line = (one: MockInvoice) => {
    const part = form.parts.find((other) => other.invoice === one.id)
    const [withheld, discounted] = [cents(part?.withheld ?? ''), cents(part?.discount ?? '')]
    const open = one.amount - one.paid
    const paid = Math.min(rest, open - withheld - discounted, part?.amount ? cents(part.amount) : open)
    rest -= paid
    const left = open - paid - withheld - discounted
    return {
      ...{ invoice: one.id, number: one.number, due_date: one.due || null, open, paid, withheld, discounted, left },
      accessories: 0,
      ceded_to: cededTo(one.id),
    }
  }
  const lines = wanted.map(line)
  // Of what is left over, what interest and the indemnity of the last one settled could take.
  const settled = lines.findLast((one) => one.left === 0)
  const owing = settled ? Math.min(rest, 4240) : 0
  if (settled && form.accessories) {
    settled.accessories = owing
    rest -= owing
  }
  const name = customer(form.customer).name
  const sentences = [
    form.indicated
      ? L(
          'Le client a indiqué ce qu’il paie : c’est son choix qui compte (C. civ., art. 1342-10).',
          'The customer said what it pays: its choice counts (C. civ. art. 1342-10).',
        )
      : L(
          'Sans indication du client, la plus ancienne des factures échues est réglée d’abord (C. civ., art. 1342-10).',
          'Where the customer says nothing, the oldest of what is due is settled first (C. civ. art. 1342-10).',
        ),
  ]
  if (rest > 0)
    sentences.push(
      L(
        `${euros(rest)} de trop : gardés au crédit de ${name}, pour une prochaine facture.`,
        `${euros(rest)} too much: kept as a credit of ${name}, for a later invoice.`,
      ),
    )
  if (form.means === 'cheque' && !form.deposited_on)
    sentences.push(
      L(
        'Le chèque n’est pas encore remis à la banque : plus de relance, mais les intérêts courent jusqu’à sa remise.',
        'The cheque is not deposited yet: no more reminder, but interest runs until it is.',
      ),
    )
  return { lines, credit: rest, accessories_owed: owing, sentences, problem: null, field: null }
}

export const owed = {
  payment_preview: plan,
  cede: ({ form }: Args<'cede'>) => {
    if (!form.to.trim()) throw { code: 'field_missing', sentence: L('Dites à qui.', 'Say to whom.'), field: 'to' }
    for (const id of form.invoices) ceded.set(id, form.to)
    return changed(L(`Cédée à ${form.to}.`, `Ceded to ${form.to}.`), form.customer)
  },
  cession_end: ({ form }: Args<'cession_end'>) => {
    for (const id of form.invoices) ceded.delete(id)
    return changed(L('La facture est revenue.', 'The invoice came back.'), form.customer)
  },
  payment_order_save: ({ form }: Args<'payment_order_save'>) => {
    if (!form.reason.trim())
      throw { code: 'field_missing', sentence: L('Donnez une raison.', 'Give a reason.'), field: 'reason' }
    orders.set(form.customer, { order: form.order, reason: form.reason })
    return changed(L('Ordre retenu.', 'Order kept.'), form.customer)
  },
  breakdown: ({ invoice }: Args<'breakdown'>): Answer<'breakdown'> => {
    const one = state.invoices.find((other) => other.id === invoice)!
    const open = one.amount - one.paid
    const part = cededTo(one.id) ? 'ceded' : one.due < TODAY ? 'due' : 'not_due'
    const lines = [
      { part, amount: open },
      { part: 'paid', amount: one.paid },
    ]
    return {
      number: one.number,
      as_of: TODAY,
      amount_due: one.amount,
      lines: lines.filter((line) => line.amount > 0),
      notes:
        one.paid > 0
          ? [
              L(
                'Un paiement règle d’abord les intérêts, puis le principal, l’indemnité en dernier (C. civ., art. 1343-1).',
                'A payment settles interest first, then the principal, the indemnity last (C. civ. art. 1343-1).',
              ),
            ]
          : [],
    }
  },
}
