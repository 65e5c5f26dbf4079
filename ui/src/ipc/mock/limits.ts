/** Limitation in the sample shell: one payment that waits for the owner's word, and what is recorded while it runs. */
import type {
  Changed,
  LimitationForm,
  LimitationKindView,
  LimitationLinkView,
  LimitationSupposeForm,
  LimitationSupposedView,
  LimitationView,
  LimitationWordForm,
} from '../generated'
import { badge, L, language, src, TODAY, type MockCustomer, type MockInvoice } from './data'

let words: Record<string, boolean> = {}
let facts: LimitationForm[] = []
let made = 0

export function forgetLimits() {
  words = {}
  facts = []
}

const long = (day: string) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(day))
    .replace(/^1 /, language === 'fr' ? '1er ' : '1 ')
const eve = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const years = (day: string, count: number) => `${Number(day.slice(0, 4)) + count}${day.slice(4)}`

export const limitationKinds = (): LimitationKindView[] => {
  const kind = (code: string, label: string, lasts = false, isCase = false, waits = false) => ({
    kind: code,
    label,
    lasts,
    suspends: ['mediation', 'conciliation', 'participative_procedure', 'small_claims_agreement'].includes(code),
    is_case: isCase,
    waits,
  })
  return [
    kind(
      'acknowledgment',
      L('Reconnaissance de dette écrite', 'Written acknowledgment of the debt'),
      false,
      false,
      true,
    ),
    kind(
      'time_requested',
      L('Demande de délai, sans contester', 'Request for more time, without contesting'),
      false,
      false,
      true,
    ),
    kind('court_action', L('Action en justice (assignation, référé)', 'Court action (summons, référé)'), true, true),
    kind('order_served', L('Ordonnance d’injonction de payer signifiée', 'Order for payment served'), true, true),
    kind('mediation', L('Médiation', 'Mediation'), true, false, true),
    kind('contract_clause', L('Clause du contrat sur la prescription', 'Clause about limitation')),
  ]
}

const label = (code: string) => limitationKinds().find((one) => one.kind === code)?.label ?? code

const restarts = (from: string, length: number) =>
  L(
    `Efface le temps déjà couru : un délai de ${length} ans repart du ${long(from)}, dernier jour sûr le ${long(eve(years(from, length)))}.`,
    `Erases the time that had run: a period of ${length} years starts again on ${long(from)}, last safe day ${long(eve(years(from, length)))}.`,
  )

function chainOf(one: MockInvoice, length: number): LimitationLinkView[] {
  const source = src('C. civ., art. 2240')
  const chain: LimitationLinkView[] = []
  if (one.id === 'i141') {
    const said = words['payment:p141']
    chain.push({
      day: '2026-10-05',
      title: L('Le paiement du 5 octobre 2026', 'The payment of 5 October 2026'),
      effect:
        said === false
          ? L(
              'Vous avez indiqué que ce n’est pas une reconnaissance de cette dette.',
              'You said that it is no acknowledgment of this debt.',
            )
          : said
            ? restarts('2026-10-05', length)
            : L('À confirmer par vous. Si oui : e', 'For you to confirm. If so: e') +
              restarts('2026-10-05', length).slice(1),
      tone: said ? 'good' : said === false ? 'plain' : 'soon',
      source,
      subject: 'payment:p141',
      to_confirm: said === undefined,
      word:
        said === undefined
          ? ''
          : said
            ? L('Confirmé par vous le 22 novembre 2026', 'Confirmed by you on 22 November 2026')
            : L('Écarté par vous le 22 novembre 2026', 'Set aside by you on 22 November 2026'),
      fact: null,
    })
    chain.push({
      day: '2026-10-26',
      title: L('La mise en demeure du 26 octobre 2026', 'The formal notice of 26 October 2026'),
      effect: L(
        'N’interrompt rien, même en recommandé (Cass. com., 18 mai 2022, n° 20-23.204).',
        'Interrupts nothing, even by registered letter (Cass. com., 18 May 2022, no. 20-23.204).',
      ),
      tone: 'plain',
      source: src('C. civ., art. 2240 à 2244'),
      subject: null,
      to_confirm: false,
      word: '',
      fact: null,
    })
  }
  for (const fact of facts.filter((known) => known.invoices.includes(one.id)))
    chain.push({
      day: fact.day,
      title: `${label(fact.kind)}, ${long(fact.day)}`,
      effect: restarts(fact.day, length),
      tone: fact.confirmed ? 'good' : 'soon',
      source,
      subject: `fact:${fact.id}`,
      to_confirm: !fact.confirmed,
      word: fact.confirmed ? L('Confirmé par vous le 22 novembre 2026', 'Confirmed by you on 22 November 2026') : '',
      fact,
    })
  return chain
}

export function limitationsOf(who: MockCustomer, mine: MockInvoice[]): LimitationView[] {
  const consumer = who.kind === 'consumer'
  const length = consumer ? 2 : 5
  return mine
    .filter((one) => !one.credit && one.amount > one.paid)
    .map((one) => {
      const chain = chainOf(one, length)
      const moved = chain.filter((link) => link.tone === 'good').at(-1)
      const doubt = chain.filter((link) => link.to_confirm).at(-1)
      const start = moved?.day ?? (one.due || one.issue)
      const outer = years(start, length)
      const safe = eve(outer)
      const whole = Date.parse(safe) - Date.parse(start)
      const left = Math.round((Date.parse(safe) - Date.parse(TODAY)) / 86_400_000)
      const months = Math.floor(left / 30.44)
      return {
        invoice: one.id,
        number: one.number,
        sentence: L(
          `${one.number} : dernier jour sûr le ${long(safe)} (${length} ans à partir de l’échéance).`,
          `${one.number}: last safe day ${long(safe)} (${length} years from the due date).`,
        ),
        left:
          left < 90
            ? L(`il reste ${left} jours`, `${left} days left`)
            : L(
                `il reste ${months > 12 ? `${Math.floor(months / 12)} ans et ` : ''}${months % 12 || 1} mois`,
                `${months > 12 ? `${Math.floor(months / 12)} years and ` : ''}${months % 12 || 1} months left`,
              ),
        safe,
        outer,
        perhaps: doubt ? eve(years(doubt.day, length)) : null,
        elapsed_percent: Math.round((100 * (Date.parse(TODAY) - Date.parse(start))) / whole),
        badge: left < 180 ? badge(L(`${left} j restants`, `${left} d left`), 'soon') : null,
        chain,
        never: L(
          'N’interrompent jamais ce délai : une relance, un appel, une mise en demeure, même en recommandé (Cass. com., 18 mai 2022, n° 20-23.204), le dépôt d’une requête en injonction de payer, la remise du dossier à une société de recouvrement.',
          'These never interrupt this period: a reminder, a call, a formal notice, even by registered letter (Cass. com., 18 May 2022, no. 20-23.204), filing a request for an order for payment, giving the file to a collection agency.',
        ),
        sources: [src(consumer ? 'C. conso., art. L. 218-2' : 'C. com., art. L. 110-4')],
      }
    })
    .sort((a, b) => a.safe.localeCompare(b.safe))
}

const answered = (sentence: string, customer: string): Changed => ({ customers: [customer], sentence, undo: 'u1' })

export const limitationHandlers = {
  limitation_fact_save: ({ form }: { form: LimitationForm }): Changed => {
    if (form.invoices.length === 0)
      throw { code: 'field_missing', sentence: L('À remplir.', 'Fill this in.'), field: 'invoices' }
    facts = facts.filter((known) => known.id !== form.id)
    facts.push({ ...form, id: form.id || `fact-${++made}`, papers: [] })
    return answered(L(`Noté : ${label(form.kind)}.`, `Recorded: ${label(form.kind)}.`), form.customer)
  },
  limitation_fact_withdraw: ({
    customer,
    fact,
    reason,
  }: {
    customer: string
    fact: string
    reason: string
  }): Changed => {
    if (!reason.trim()) throw { code: 'field_missing', sentence: L('À remplir.', 'Fill this in.'), field: 'reason' }
    facts = facts.filter((known) => known.id !== fact)
    return answered(L('Événement retiré.', 'Event taken out.'), customer)
  },
  limitation_confirm: ({ form }: { form: LimitationWordForm }): Changed => {
    words[form.subject] = form.counts
    const fact = facts.find((known) => `fact:${known.id}` === form.subject)
    if (fact) fact.confirmed = form.counts
    return answered(L('Confirmé.', 'Confirmed.'), form.customer)
  },
  limitation_unconfirm: ({ customer, subject }: { customer: string; subject: string }): Changed => {
    delete words[subject]
    return answered(L('Confirmation retirée.', 'Confirmation taken back.'), customer)
  },
}

/** Five years again from the day for what interrupts; nothing for what does not. */
export function supposeFor(form: LimitationSupposeForm, views: LimitationView[]): LimitationSupposedView[] {
  const idle = ['formal_notice', 'handed_to_agency', 'order_request_filed'].includes(form.kind)
  return views.map((view) => {
    const lasted = form.until ? Date.parse(form.until) - Date.parse(form.day) : 0
    const after = idle
      ? view.safe
      : form.until
        ? new Date(Date.parse(view.safe) + lasted).toISOString().slice(0, 10)
        : eve(years(form.day, 5))
    return {
      invoice: view.invoice,
      number: view.number,
      before: view.safe,
      after,
      sentence: idle
        ? L(
            `${view.number} : rien ne change, dernier jour sûr le ${long(view.safe)}. N’interrompt rien.`,
            `${view.number}: nothing changes, last safe day ${long(view.safe)}. Interrupts nothing.`,
          )
        : L(
            `${view.number} : dernier jour sûr le ${long(after)} au lieu du ${long(view.safe)}.`,
            `${view.number}: last safe day ${long(after)} instead of ${long(view.safe)}.`,
          ),
      tone: idle ? 'plain' : 'good',
    }
  })
}
