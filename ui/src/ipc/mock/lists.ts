/** The lists of the sample shell: filtered, searched and sorted as the core does it. */
import type { Answer, Args } from '..'
import * as data from './data'
import { L } from './data'
import { customer, state } from './state'
import { decode } from './views'

/** `?rows=100000` shows a list as long as that. */
export const ROWS = typeof location === 'undefined' ? 0 : Number(new URLSearchParams(location.search).get('rows') ?? 0)

export function listInvoices(query: Args<'invoices'>['query']): Answer<'invoices'> {
  if (ROWS) return manyInvoices(query)
  const row = (one: data.MockInvoice) => {
    const open = one.amount - one.paid
    const late = data.daysLate(one)
    return {
      id: one.id,
      number: one.number,
      customer: one.customer,
      customer_name: customer(one.customer).name,
      subject: one.subject,
      issue_date: one.issue,
      due_date: one.due || null,
      due_dates: '',
      days_late: open > 0 ? late : 0,
      amount: one.amount,
      paid: one.paid,
      open,
      state: one.credit
        ? data.badge(L('avoir', 'credit note'), 'plain')
        : open <= 0
          ? data.badge(L('réglée', 'paid'), 'good')
          : state.promised.has(one.customer)
            ? data.badge(L('promise', 'promised'), 'soon')
            : late > 0
              ? data.badge(L(`${late} j de retard`, `${late} d late`), 'late')
              : data.badge(L('à échoir', 'not due'), 'plain'),
    }
  }
  const tests: Record<string, (one: ReturnType<typeof row>) => boolean> = {
    open: (one) => one.open > 0,
    overdue: (one) => one.open > 0 && one.days_late > 0,
    not_due: (one) => one.open > 0 && one.days_late <= 0,
    paid: (one) => one.open === 0,
    credit_notes: (one) => one.amount < 0,
    all: () => true,
  }
  const all = state.invoices.map(row)
  const found = all
    .filter(tests[query.filter] ?? (() => true))
    .filter((one) => decode(`${one.number} ${one.customer_name} ${one.subject}`).includes(decode(query.search)))
  return {
    rows: sorted(found, query).slice(query.offset, query.offset + query.limit),
    total: found.length,
    open: found.reduce((sum, one) => sum + Math.max(0, one.open), 0),
    overdue: found.reduce((sum, one) => sum + (one.days_late > 0 ? one.open : 0), 0),
    counts: Object.keys(tests).map((filter) => ({ filter, count: all.filter(tests[filter]!).length })),
  }
}

function manyInvoices(query: Args<'invoices'>['query']): Answer<'invoices'> {
  return {
    rows: Array.from({ length: Math.max(0, Math.min(query.limit, ROWS - query.offset)) }, (_, at) => {
      const n = query.offset + at
      return {
        id: `m${n}`,
        number: `F-${String(n + 1).padStart(6, '0')}`,
        customer: 'quai',
        customer_name: state.customers[n % state.customers.length]!.name,
        subject: '',
        issue_date: '2026-08-01',
        due_date: '2026-09-01',
        due_dates: '',
        days_late: (n % 90) + 1,
        amount: 10000 + n,
        paid: 0,
        open: 10000 + n,
        state: data.badge(L('en retard', 'late'), 'late'),
      }
    }),
    total: ROWS,
    open: ROWS * 10000,
    overdue: ROWS * 9000,
    counts: [{ filter: 'open', count: ROWS }],
  }
}

export function listCustomers(query: Args<'customers'>['query']): Answer<'customers'> {
  const all = state.customers.map((one) => {
    const mine = state.invoices.filter((other) => other.customer === one.id && other.amount - other.paid > 0)
    const next = data.steps[one.id]
    return {
      id: one.id,
      name: one.name,
      city: one.city,
      kind_known: one.kind !== '',
      kind_label: {
        professional: L('Professionnel', 'Professional'),
        consumer: L('Particulier', 'Consumer'),
        public_body: L('Public', 'Public body'),
        '': L('à préciser', 'to be named'),
      }[one.kind],
      open_invoices: mine.length,
      open: mine.reduce((sum, other) => sum + other.amount - other.paid, 0),
      overdue: mine
        .filter((other) => data.daysLate(other) > 0)
        .reduce((sum, other) => sum + other.amount - other.paid, 0),
      last_contact: one.last,
      next_step:
        next && !state.left.has(one.id)
          ? data.badge(next.card(0).step_label, next.group === 'decide' ? 'law' : 'plain')
          : null,
    }
  })
  const tests: Record<string, (one: (typeof all)[number]) => boolean> = {
    open: (one) => one.open > 0,
    to_name: (one) => !one.kind_known,
    all: () => true,
  }
  const found = all
    .filter(tests[query.filter] ?? (() => true))
    .filter((one) => decode(`${one.name} ${one.city}`).includes(decode(query.search)))
  return {
    rows: sorted(found, query).slice(query.offset, query.offset + query.limit),
    total: found.length,
    counts: Object.keys(tests).map((filter) => ({ filter, count: all.filter(tests[filter]!).length })),
  }
}

function sorted<T>(rows: T[], query: { sort: string; descending: boolean }): T[] {
  const key = query.sort as keyof T
  const way = query.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [a[key], b[key]]
    return way * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'fr'))
  })
}
