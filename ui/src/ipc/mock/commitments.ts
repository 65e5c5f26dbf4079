/** Promises and disputes of the sample shell. */
import type { Args } from '..'
import type {
  Changed,
  CommitmentBoard,
  CommitmentLine,
  CommitmentsView,
  DisputeView,
  HoldView,
  PlanPreview,
  PlanStart,
  PlanView,
  PromiseView,
} from '../generated'
import { badge, L, TODAY, type MockInvoice } from './data'
import { cededTo } from './owed'
import { customer, settle, state } from './state'

const promise = (id: string, over: Partial<PromiseView>): PromiseView => ({
  id,
  customer: id,
  customer_name: customer(id).name,
  due_on: '2026-11-20',
  amount: 99_800,
  received: 0,
  received_percent: 0,
  detail: L('Mme Arnaud, téléphone, 16 novembre', 'Mrs Arnaud, telephone, 16 November'),
  state: badge(L('à vérifier', 'to check'), 'late'),
  open: true,
  ...over,
})

const kept = (id: string): PromiseView[] => [
  promise(id, {
    id: `${id}-2`,
    due_on: '2026-09-30',
    amount: 45_000,
    received: 45_000,
    received_percent: 100,
    state: badge(L('tenue', 'kept'), 'good'),
    open: false,
  }),
  promise(id, {
    id: `${id}-1`,
    due_on: '2026-06-12',
    amount: 60_000,
    received: 20_000,
    received_percent: 33,
    state: badge(L('tenue en partie', 'kept in part'), 'soon'),
    open: false,
  }),
]

const disputeOf = (id: string): DisputeView => {
  const said = state.disputes[id]
  return {
    id,
    customer: id,
    customer_name: customer(id).name,
    invoice: state.invoices.find((one) => one.customer === id)?.id ?? '',
    number: state.invoices.find((one) => one.customer === id)?.number ?? '',
    reason: L('livraison', 'delivery'),
    amount: 20_000,
    rest: L('Le reste, 1 816,40 €, continue d’être réclamé.', 'The rest, €1,816.40, is still asked for.'),
    note: L('une étagère manque', 'a shelf is missing'),
    task: said?.task ?? '',
    answer_due: said?.due ?? null,
    answer: said?.answer ? L(`Répondu le 22 novembre : ${said.answer}`, `Answered on 22 November: ${said.answer}`) : '',
    state: said?.answer
      ? badge(L('vous avez répondu le 22/11/2026', 'you answered on 22/11/2026'), 'soon')
      : badge(
          (said?.due ?? TODAY) < TODAY
            ? L('votre réponse était due le 19/11/2026', 'your answer was due on 19/11/2026')
            : L('réponse attendue', 'to be answered'),
          (said?.due ?? TODAY) < TODAY ? 'late' : 'soon',
        ),
    open: true,
  }
}

export function commitmentsOf(id: string): CommitmentsView {
  const promised = state.promised.has(id)
  return {
    promises: promised ? [promise(id, {}), ...kept(id)] : [],
    history: promised ? L('1 promesse tenue sur 3.', '1 of 3 promises kept.') : '',
    disputes: state.disputes[id] ? [disputeOf(id)] : [],
    plans: state.plans[id] ? [planOf(id)] : [],
  }
}

const later = (day: string, today: string) => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)

export function commitmentBoard(): CommitmentBoard {
  const board: CommitmentBoard = {
    summary: '',
    late: { count: 0, lines: [] },
    week: { count: 0, lines: [] },
    later: { count: 0, lines: [] },
    undated: { count: 0, lines: [] },
    ended: { count: 0, lines: [] },
  }
  const add = (open: boolean, line: Partial<CommitmentLine> & { customer: string; day: string | null }) => {
    const days = line.day === null ? null : later(line.day, TODAY)
    const group = !open ? 'ended' : days === null ? 'undated' : days < 0 ? 'late' : days <= 7 ? 'week' : 'later'
    board[group].count += 1
    board[group].lines.push({
      customer_name: customer(line.customer).name,
      promise: null,
      dispute: null,
      plan: null,
      ...line,
    })
  }
  for (const { id } of state.customers) {
    const all = commitmentsOf(id)
    for (const one of all.promises) add(one.open, { customer: id, day: one.due_on, promise: one })
    for (const one of all.disputes)
      add(one.open, { customer: id, day: one.answer ? null : one.answer_due, dispute: one })
    for (const one of all.plans) add(one.open, { customer: id, day: one.parts[0]?.due ?? null, plan: one })
  }
  const open = board.late.count + board.week.count + board.later.count + board.undated.count
  board.summary = L(`${open} engagements suivis.`, `${open} commitments followed.`)
  return board
}

export function commitmentCount(): number {
  const { late, week, later: after, undated } = commitmentBoard()
  return late.count + week.count + after.count + undated.count
}

const promiseHold = (id: string) => ({
  kind: 'promise',
  id,
  title: L('Promesse de 998,00 € pour le 20 novembre', 'Promise of €998.00 for 20 November'),
  detail: L('au téléphone le 16 novembre, Mme Arnaud', 'by telephone on 16 November, Mrs Arnaud'),
  tone: 'soon' as const,
  invoice: null,
  number: '',
  amount: 99_800,
})

const planOf = (id: string): PlanView => {
  const signed = state.plans[id] === 'signed'
  const parts = ['2026-12-05', '2027-01-05', '2027-02-05'].map((due, at) => ({
    due,
    amount: at === 2 ? 67_214 : 67_213,
    paid: 0,
    state: badge(L('à venir', 'to come'), 'plain'),
  }))
  return {
    id,
    customer: id,
    customer_name: customer(id).name,
    detail: signed ? L('signé', 'signed') : L('pas encore signé', 'not signed yet'),
    total: 201_640,
    received: 0,
    received_percent: 0,
    parts,
    state: badge(L('respecté', 'kept so far'), 'good'),
    limitation: L('Pas encore signé : il ne change rien à la prescription.', 'Not signed yet.'),
    document: 'plan',
    document_name: L('Échéancier.pdf', 'Payment plan.pdf'),
    to_sign: !signed,
    to_acknowledge: signed,
    open: true,
  }
}

/** What a line of Today asks to check or to answer. */
export function holdOf(id: string, step: string): HoldView | null {
  if (step === 'check_promise') return promiseHold(id)
  const dispute = state.disputes[id] ? disputeOf(id) : null
  if (step !== 'answer_dispute' || !dispute) return null
  const title = L('Contestation : livraison · 200,00 €', 'Dispute: delivery · €200.00')
  const detail = `${dispute.number} · ${dispute.note}`
  return { ...promiseHold(id), kind: 'dispute', title, detail, invoice: dispute.invoice, amount: dispute.amount }
}

const cents = (typed: string) => Math.round(Number(typed.replace(/\s/g, '').replace(',', '.')) * 100)
const left = (one: MockInvoice) => one.amount - one.paid
const changed = (sentence: string, customers: string[]): Changed => ({ customers, sentence, undo: 'u1' })

export const commands = {
  commitment_board: (): CommitmentBoard => commitmentBoard(),
  plan_start: ({ customer: id }: Args<'plan_start'>): PlanStart => {
    const own = state.invoices.filter((one) => one.customer === id && !one.credit && left(one) > 0 && !cededTo(one.id))
    const who = customer(id)
    return {
      form: {
        customer: id,
        invoices: own.filter((one) => one.due < TODAY).map((one) => one.id),
        rhythm: 'monthly',
        count: '3',
        first: '2026-12-09',
        parts: [],
        interest: 'kept',
        clause: true,
        clause_days: '8',
        signer: who.contact || who.name,
        signer_role: who.role,
        trader: true,
        lang: 'fr',
      },
      invoices: own.map((one) => ({ id: one.id, number: one.number, left: left(one) })),
    }
  },
  plan_preview: ({ form }: Args<'plan_preview'>): PlanPreview => {
    if (form.clause && !form.clause_days.trim())
      throw { code: 'field_missing', sentence: L('À remplir.', 'Fill this in.'), field: 'clause_days' }
    const count = Math.max(1, Number(form.count) || 1)
    const chosen = state.invoices.filter((one) => form.invoices.includes(one.id))
    const spread = chosen.reduce((sum, one) => sum + left(one), 0)
    const even = Math.floor(spread / count)
    const own = form.parts.map((part) => ({ due: part.due_date, amount: cents(part.amount) }))
    const proposed = Array.from({ length: count }, (_, at) => ({
      due: new Date(Date.parse(form.first || TODAY) + at * 30 * 86_400_000).toISOString().slice(0, 10),
      amount: at === count - 1 ? spread - even * (count - 1) : even,
    }))
    const parts = form.rhythm === 'custom' ? own : proposed
    const early = parts.some((part) => part.due <= TODAY)
    return {
      principal: spread,
      interest: 0,
      indemnity: 0,
      total: spread,
      spread,
      parts,
      problem: early
        ? L(
            'La première échéance doit venir après la signature.',
            'The first instalment must come after the signature.',
          )
        : '',
    }
  },
  plan_save: ({ form }: Args<'plan_save'>) => {
    settle(null)
    state.plans[form.customer] = 'made'
    return changed(L('Échéancier établi.', 'Plan drawn up.'), [form.customer])
  },
  plan_sign: ({ form }: Args<'plan_sign'>) => {
    settle(null)
    state.plans[form.plan] = 'signed'
    return changed(L('Signature notée.', 'Signature recorded.'), [form.plan])
  },
  plan_acknowledge: ({ plan }: Args<'plan_acknowledge'>) =>
    changed(L('Reconnaissance notée.', 'Acknowledgment recorded.'), [plan]),
  dispute_task: ({ form }: Args<'dispute_task'>) => {
    settle(null)
    const said = state.disputes[form.dispute]
    if (said) Object.assign(said, { task: form.task, due: form.answer_due })
    return changed(L('C’est noté.', 'Recorded.'), [form.dispute])
  },
  dispute_answer: ({ form }: Args<'dispute_answer'>) => {
    if (!form.answer.trim())
      throw {
        code: 'missing',
        sentence: L('Écrivez ce que vous avez répondu.', 'Write what you answered.'),
        field: 'answer',
      }
    settle(null)
    const said = state.disputes[form.dispute]
    if (said) said.answer = form.answer
    return changed(L('Réponse notée.', 'Answer recorded.'), [form.dispute])
  },
}
