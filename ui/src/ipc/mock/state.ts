/** What the sample shell remembers while the page is open. */
import type {
  AttachmentView,
  BusinessForm,
  DraftEdit,
  ImportAnswer,
  ImportBatchView,
  MappingView,
  TimelineView,
  WaitingView,
} from '../generated'
import { customers, invoices, language, type MockCustomer, type MockInvoice } from './data'
import { forgetLimits } from './limits'

export type Scenario = 'rich' | 'start' | 'quiet' | 'empty'

interface State {
  scenario: Scenario
  lang: string
  theme: string
  sample: boolean
  business: BusinessForm | null
  customers: MockCustomer[]
  invoices: MockInvoice[]
  left: Set<string>
  promised: Set<string>
  plans: Record<string, 'made' | 'signed'>
  disputes: Record<string, { task: string; due: string; answer: string }>
  paused: Record<string, string>
  chosen: Record<string, string>
  kept: Record<string, DraftEdit>
  papers: Record<string, AttachmentView[]>
  waiting: Record<string, WaitingView[]>
  /** Reasons written for letters past a red light. */
  passed: Record<string, string>
  lines: { customer: string; entry: TimelineView }[]
  imports: ImportBatchView[]
  mapping: MappingView | null
  /** The files on their way in are an accounting journal. */
  journal: boolean
  answers: ImportAnswer[]
  rateConfirmed: boolean
  before: string | null
}

const morvan: BusinessForm = {
  name: 'Atelier Morvan EURL',
  legal_form: 'eurl',
  standing: 'trader',
  siret: '842 159 376 00021',
  vat_id: 'FR32842159376',
  register_city: 'Saint-Malo',
  share_capital: '10 000 €',
  street: '12 rue des Forges',
  postcode: '35400',
  city: 'Saint-Malo',
  email: 'yann@atelier-morvan.example',
  phone: '02 99 00 00 99',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: 'AGRIFRPP',
  signatory: 'Yann Morvan',
  term_days: '30',
  term_from: 'issue',
  penalty_rate: '',
  below_floor: 'clause',
  logo: 'logo',
}

/** As the core says what an import brought. */
export const recorded = (count: number) =>
  language === 'fr'
    ? `${count} ${count < 2 ? 'facture enregistrée' : 'factures enregistrées'}`
    : `${count} ${count === 1 ? 'invoice' : 'invoices'} recorded`

const batch = (day: string, files: [string, number][], undone: boolean): ImportBatchView => ({
  day,
  files: files.map(([name, count]) => ({ import: `${day} ${name}`, name, day, sentence: recorded(count), undone })),
  sentence: recorded(files.reduce((sum, [, count]) => sum + count, 0)),
  undone,
})

export let state: State

export function reset(scenario: Scenario = 'rich') {
  forgetLimits()
  state = {
    scenario,
    lang: language,
    theme: 'light',
    sample: false,
    business: scenario === 'start' ? null : { ...morvan },
    customers: scenario === 'rich' || scenario === 'quiet' ? customers.map((one) => ({ ...one })) : [],
    invoices: scenario === 'rich' || scenario === 'quiet' ? invoices.map((one) => ({ ...one })) : [],
    left: new Set(scenario === 'quiet' ? customers.map((one) => one.id) : []),
    promised: new Set(scenario === 'rich' ? ['mistral'] : []),
    plans: {},
    disputes:
      scenario === 'rich'
        ? {
            perrin: {
              task: language === 'fr' ? 'retrouver le bon de livraison signé' : 'find the signed delivery note',
              due: '2026-11-19',
              answer: '',
            },
          }
        : {},
    paused: {},
    chosen: {},
    kept: {},
    papers: {},
    passed: {},
    waiting:
      scenario === 'rich'
        ? {
            perrin: [
              {
                letter: 'w-perrin-second_reminder',
                sentence:
                  language === 'fr'
                    ? 'Lettre du 20 novembre enregistrée en PDF, pas encore notée comme envoyée.'
                    : 'Letter of 20 November saved as PDF, not recorded as sent yet.',
                channel: 'letter',
                day: '2026-11-20',
              },
            ],
          }
        : {},
    lines: [],
    imports:
      scenario === 'rich' || scenario === 'quiet'
        ? [
            batch(
              '2026-10-31',
              [
                ['export-octobre.xlsx', 12],
                ['F-2026-188.pdf', 1],
                ['F-2026-189.xml', 1],
              ],
              false,
            ),
            batch('2026-08-03', [['factures-test.csv', 3]], true),
          ]
        : [],
    mapping: null,
    journal: false,
    answers: [],
    rateConfirmed: scenario !== 'rich',
    before: null,
  }
}

/** Before a change: remembers how things were. With what was remembered: puts them back. */
export function settle(back: string | null) {
  if (back === null) {
    state.before = JSON.stringify({ ...state, before: null, left: [...state.left], promised: [...state.promised] })
    return
  }
  const old = JSON.parse(back) as State & { left: string[]; promised: string[] }
  const { lang, theme } = state
  state = { ...old, left: new Set(old.left), promised: new Set(old.promised), lang, theme }
}

export const customer = (id: string): MockCustomer => {
  const found = state.customers.find((one) => one.id === id)
  if (!found) throw { code: 'unknown_customer', sentence: `${id} ?`, field: null }
  return found
}
export const openOf = (id: string) =>
  state.invoices
    .filter((one) => one.customer === id && one.amount > one.paid)
    .reduce((sum, one) => sum + one.amount - one.paid, 0)
export const euros = (cents: number) =>
  new Intl.NumberFormat(state.lang === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  )
