/** Empty forms: every field as the core expects it. */
import type { BusinessForm, CustomerForm, ExchangeForm, InvoiceForm } from '../ipc'

export const emptyInvoice = (today: string): InvoiceForm => ({
  id: '',
  customer: '',
  customer_name: '',
  customer_kind: '',
  customer_email: '',
  number: '',
  kind: 'invoice',
  issue_date: today,
  due_date: '',
  instalments: [],
  retention_amount: '',
  retention_date: '',
  delivery_date: '',
  received_on: '',
  nature: 'general',
  credits: '',
  amount: '',
  already_paid: '',
  subject: '',
})

export const emptyExchange = (customer: string, today: string): ExchangeForm => ({
  customer,
  invoices: [],
  direction: 'outgoing',
  channel: 'phone',
  day: today,
  step: '',
  outcome: '',
  party: '',
  note: '',
  promise_amount: '',
  promise_day: '',
  dispute_invoice: '',
  dispute_amount: '',
  dispute_reason: '',
  dispute_task: '',
  answer_due: '',
})

export const emptyCustomer = (): CustomerForm => ({
  id: '',
  name: '',
  kind: '',
  kind_confirmed: false,
  standing: 'unknown',
  public_buyer: '',
  siren: '',
  vat_id: '',
  street: '',
  postcode: '',
  city: '',
  country: 'FR',
  contacts: [],
  lang: 'fr',
  pays_by_direct_debit: false,
  note: '',
})

export const emptyBusiness = (): BusinessForm => ({
  name: '',
  legal_form: '',
  standing: 'unknown',
  siret: '',
  vat_id: '',
  register_city: '',
  share_capital: '',
  street: '',
  postcode: '',
  city: '',
  email: '',
  phone: '',
  iban: '',
  bic: '',
  signatory: '',
  term_days: '',
  term_from: 'issue',
  penalty_rate: '',
  below_floor: 'clause',
  logo: null,
})

/** The value followed by what the next of its kind is likely to be: `F-2026-118` gives `F-2026-119`. */
export function nextNumber(number: string): string {
  const match = /^(.*?)(\d+)$/.exec(number)
  if (!match) return ''
  const digits = match[2]!
  return match[1]! + String(BigInt(digits) + 1n).padStart(digits.length, '0')
}
