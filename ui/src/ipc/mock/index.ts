/** A shell for the browser: sample facts held in memory, so that every screen can be looked at and tried. */
import type { Answer, Args, CommandName } from '..'
import type { BusinessForm, Changed, FrameView, ProgressView } from '../generated'
import { commands as commitmentCommands, commitmentCount } from './commitments'
import * as data from './data'
import { customerFile, claimOf, proposalOf, todayOf, decode } from './views'
import { L, TODAY, setLanguage } from './data'
import { bankCommands, bankCount, resetBank } from './bank'
import { mapping, plan } from './import'
import { journalPlan } from './journal'
import { listCustomers, listInvoices, ROWS } from './lists'
import { draftOf } from './draft'
import { letOut } from './gate'
import { limitationHandlers, supposeFor } from './limits'
import { chequeWaits, owed, owedHoldEnd } from './owed'
import { state, recorded, reset as resetState, settle, customer, euros, openOf, type Scenario } from './state'

export function reset(scenario: Scenario) {
  resetBank()
  resetState(scenario)
}
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
let heard: ((progress: ProgressView) => void) | null = null
export function onProgress(listener: (progress: ProgressView) => void) {
  heard = listener
  return () => (heard = null)
}

const params = typeof location === 'undefined' ? new URLSearchParams() : new URLSearchParams(location.search)
reset((params.get('mock') as Scenario | null) ?? 'rich')
if (params.get('lang')) {
  state.lang = params.get('lang')!
  setLanguage(state.lang)
}
if (params.get('theme')) state.theme = params.get('theme')!

const failure = (code: string, sentence: string, field: string | null = null) => ({ code, sentence, field })
const changed = (sentence: string, customers: string[] = [], undo: string | null = 'u1'): Changed => ({
  customers,
  sentence,
  undo,
})
function needsSiren(form: { siret: string }) {
  if (form.siret && ![9, 14].includes(form.siret.replace(/\D/g, '').length))
    throw failure(
      'siret_length',
      L('Un SIREN a 9 chiffres, un SIRET 14.', 'A SIREN has 9 digits, a SIRET 14.'),
      'siret',
    )
}

function needsName(form: BusinessForm) {
  if (!form.name.trim())
    throw failure(
      'name_missing',
      L(
        'Donnez le nom de votre entreprise, tel qu’il figure sur vos factures.',
        'Give the name of your business as it appears on your invoices.',
      ),
      'name',
    )
}

/** As if a verb had recorded something meanwhile. */
let facts = 0
export function writtenElsewhere() {
  facts += 1
}

function frame(): FrameView {
  const rich = state.scenario !== 'start'
  return {
    version: '0.1.0',
    today: TODAY,
    lang: state.lang,
    theme: state.theme,
    business: state.business,
    is_sample: state.sample,
    counts: {
      today: rich ? todayOf().groups.reduce((sum, group) => sum + group.cards.length, 0) : 0,
      invoices: ROWS || state.invoices.filter((one) => one.amount - one.paid > 0).length,
      customers: state.customers.length,
      bank: bankCount(),
      commitments: rich ? commitmentCount() : 0,
    },
    facts: `facts-${facts}`,
    backup: L('Sauvegardé le 22 novembre', 'Backed up on 22 November'),
    data_folder: '/home/moi/.local/share/acquit',
    pauses: [],
    waiting_files: [],
  }
}

type Handlers = { [N in CommandName]: (args: Args<N>) => Answer<N> | Promise<Answer<N>> }

const stepFrom = (letter: string) => letter.split('-') as [string, string, string]
let cancelled = false
async function progress(total: number) {
  cancelled = false
  for (let done = 0; done <= total && !cancelled; done++) {
    heard?.({ done, total, file: `F-2026-${200 + done}.pdf` })
    await wait(params.has('slow') ? 400 : 18)
  }
  return !cancelled
}

const handlers: Handlers = {
  ...owed,
  frame,
  set_language: ({ lang }) => {
    state.lang = lang
    setLanguage(lang)
    return frame()
  },
  set_theme: ({ theme }) => {
    state.theme = theme
    return frame()
  },
  business_check: ({ form }) => {
    needsName(form)
    needsSiren(form)
    return true
  },
  business_save: ({ form }) => {
    needsName(form)
    needsSiren(form)
    state.business = { ...form }
    return changed(L('Entreprise enregistrée.', 'Business saved.'), [], null)
  },
  search: ({ text }) => {
    const wanted = decode(text)
    return [
      ...state.customers
        .filter((one) => decode(`${one.name} ${one.city} ${one.siren}`).includes(wanted))
        .map((one) => ({
          kind: 'customer',
          id: one.id,
          customer: one.id,
          customer_name: one.name,
          title: one.name,
          detail: [one.city, openOf(one.id) ? euros(openOf(one.id)) : ''].filter(Boolean).join(' · '),
        })),
      ...state.invoices
        .filter((one) => decode(one.number).includes(wanted))
        .map((one) => ({
          kind: 'invoice',
          id: one.id,
          customer: one.customer,
          customer_name: customer(one.customer).name,
          title: one.number,
          detail: `${customer(one.customer).name} · ${euros(one.amount - one.paid)}`,
        })),
    ].slice(0, 8)
  },
  verify: async () => {
    await wait(200)
    return { intact: true, sentence: L('Le journal est intact.', 'The journal is intact.'), entries: 214 }
  },
  backups: () =>
    [22, 21, 20].map((day) => ({
      name: `acquit-2026-11-${day}.db`,
      title: L(`Copie du ${day} novembre 2026`, `Copy of ${day} November 2026`),
      size: L('1,2 Mo', '1.2 MB'),
    })),
  backup_put_back: () => ({
    frame: frame(),
    sentence: L('La sauvegarde est remise.', 'The backup is back.'),
  }),
  language: ({ last }) => last ?? 'fr',
  painted: () => false,
  undo: () => {
    const back = state.before
    if (back) settle(back)
    return changed(L('C’est annulé.', 'Taken back.'), [], null)
  },
  today: todayOf,
  proposal: ({ customer: id, step }) => proposalOf(id, step),
  snooze: ({ customer: id, until }) =>
    leave(
      id,
      L(
        `${customer(id).name} : reporté au ${until.split('-').reverse().join('/')}.`,
        `${customer(id).name}: snoozed until ${until}.`,
      ),
    ),
  skip: ({ customer: id }) =>
    leave(id, L(`${customer(id).name} : étape passée.`, `${customer(id).name}: step skipped.`)),
  choose_step: ({ customer: id, step }) => {
    settle(null)
    state.chosen[id] = step
    return changed(
      L(`${customer(id).name} : ${data.stepLabel(step)}.`, `${customer(id).name}: ${data.stepLabel(step)}.`),
      [id],
    )
  },
  rate_confirm: ({ rate_percent }) => {
    if (!/^\d+([.,]\d+)?$/.test(rate_percent.trim()))
      throw failure(
        'rate',
        L('Ce taux ne se lit pas comme un nombre.', 'This rate cannot be read as a number.'),
        'rate_percent',
      )
    state.rateConfirmed = true
    return changed(L('Taux confirmé.', 'Rate confirmed.'))
  },
  draft: ({ customer: id, step, lang }) => draftOf(id, step, lang ?? state.kept[`${id} ${step}`]?.lang ?? 'fr', null),
  draft_render: ({ edit }) => draftOf(stepFrom(edit.letter)[1], stepFrom(edit.letter)[2], edit.lang, edit),
  draft_keep: ({ edit }) => {
    const [, id, step] = stepFrom(edit.letter)
    state.kept[`${id} ${step}`] = edit
    return draftOf(id, step, edit.lang, edit)
  },
  sent: ({ form }) => {
    const [, id, step] = stepFrom(form.letter)
    const waiting = (state.waiting[id] ?? []).find((one) => one.letter === form.letter)
    if (form.day < (waiting?.day ?? TODAY))
      throw failure(
        'field_before_the_letter',
        L('La lettre est datée d’un autre jour : elle n’a pas pu partir avant.', 'It cannot have gone before its day.'),
        'day',
      )
    letOut(form.letter, form.despite)
    const draft = draftOf(id, step, state.kept[`${id} ${step}`]?.lang ?? 'fr', null)
    const back = leave(
      id,
      L(
        `${data.stepLabel(step)} notée comme envoyée à ${customer(id).name}.`,
        `${data.stepLabel(step)} to ${customer(id).name} recorded as sent.`,
      ),
    )
    state.lines.push({
      customer: id,
      entry: {
        ...data.line(
          100 + state.lines.length,
          form.day,
          'plain',
          `${data.stepLabel(step)}, e-mail`,
          L('empreinte', 'fingerprint') + ' 9f3c…e2',
        ),
        text: draft.body,
        document: { digest: `sent-${id}-${step}`, name: draft.pdf_name, kind: '' },
      },
    })
    return back
  },
  letter_put_aside: ({ letter }) => {
    const [, id] = stepFrom(letter)
    state.waiting[id] = (state.waiting[id] ?? []).filter((one) => one.letter !== letter)
    return changed(L('Lettre laissée de côté.', 'Letter put aside.'), [id], null)
  },
  claim: ({ customer: id, invoice }) => claimOf(id, invoice),
  document: ({ digest }) => {
    if (digest === 'logo')
      return {
        digest,
        name: 'logo.svg',
        media_type: 'image/svg+xml',
        base64: btoa(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" rx="6" fill="#17624a"/><text x="14" y="26" font-size="18" fill="#fff" font-family="sans-serif">Morvan</text></svg>',
        ),
      }
    const [, id = 'quai', step = 'formal_notice'] = digest.startsWith('sent-')
      ? digest.split('-')
      : ['', 'quai', 'formal_notice']
    return {
      digest: '9f3c41d7a0b2e58c11f04c2a77d0e6f3',
      name: `${step}.pdf`,
      media_type: 'application/pdf',
      base64: draftOf(id, step, 'fr', null).pdf_base64,
    }
  },
  invoices: ({ query }) => listInvoices(query),
  customers: ({ query }) => listCustomers(query),
  customer_file: ({ customer: id }) => customerFile(id),
  customer_save: ({ form }) => {
    if (!form.name.trim())
      throw failure('name_missing', L('Donnez un nom à ce client.', 'Give this customer a name.'), 'name')
    const known = state.customers.find((one) => one.id === form.id)
    const contact = form.contacts.find((one) => one.for_reminders) ?? form.contacts[0]
    const facts = {
      name: form.name,
      kind: form.kind as 'professional',
      siren: form.siren,
      street: form.street,
      postcode: form.postcode,
      city: form.city,
      email: contact?.email ?? '',
      phone: contact?.phone ?? '',
      contact: contact?.name ?? '',
      role: contact?.role ?? '',
    }
    const id = form.id || `n${state.customers.length}`
    if (known) Object.assign(known, facts)
    else state.customers.push({ id, last: null, rate: 12.15, ...facts })
    return changed(L('Client enregistré.', 'Customer saved.'), [id], null)
  },
  kinds_set: ({ kinds }) => {
    settle(null)
    for (const one of kinds) {
      const who = state.customers.find((other) => other.id === one.customer)
      if (who) who.kind = one.kind as 'professional'
      delete state.chosen[one.customer]
      state.left.add(one.customer)
    }
    return changed(
      L(kinds.length > 1 ? `${kinds.length} clients précisés.` : 'Client précisé.', 'Customers named.'),
      kinds.map((one) => one.customer),
    )
  },
  exchange_save: ({ form }) => {
    if (!form.outcome) throw failure('outcome', L('Dites ce qui s’est passé.', 'Say what happened.'), 'outcome')
    if (form.outcome === 'promised' && !/^\d{4}-/.test(form.promise_day))
      throw failure(
        'promise_day',
        L(
          'Ce jour ne se lit pas : écrivez par exemple 28/11/2026.',
          'This day cannot be read: write for instance 28/11/2026.',
        ),
        'promise_day',
      )
    if (form.outcome === 'promised') state.promised.add(form.customer)
    const back = leave(
      form.customer,
      L(
        `Échange avec ${customer(form.customer).name} noté.`,
        `Exchange with ${customer(form.customer).name} recorded.`,
      ),
    )
    state.lines.push({
      customer: form.customer,
      entry: {
        ...data.line(
          100 + state.lines.length,
          TODAY,
          'plain',
          L('Appel', 'Call') + (form.party ? `, ${form.party}` : ''),
          form.note || form.outcome,
        ),
        undo: 'u1',
      },
    })
    return back
  },
  delivery_save: ({ form }) => changed(L('Accusé de réception noté.', 'Receipt recorded.'), [form.customer]),
  payment_save: ({ form }) => {
    const cents = Math.round(Number(form.amount.replace(/[\s\u202f]/g, '').replace(',', '.')) * 100)
    if (!cents)
      throw failure(
        'amount',
        L(
          'Ce montant ne se lit pas : écrivez par exemple 1 234,56.',
          'This amount cannot be read: write for instance 1234.56.',
        ),
        'amount',
      )
    settle(null)
    let rest = cents
    for (const one of state.invoices.filter(
      (other) =>
        other.customer === form.customer &&
        (form.parts.length === 0 || form.parts.some((part) => part.invoice === other.id)),
    )) {
      const taken = Math.min(rest, Math.max(0, one.amount - one.paid))
      one.paid += taken
      rest -= taken
    }
    if (form.means === 'cheque' && !form.deposited_on) chequeWaits(form.customer, cents)
    if (openOf(form.customer) === 0) state.left.add(form.customer)
    state.lines.push({
      customer: form.customer,
      entry: {
        ...data.line(
          100 + state.lines.length,
          form.received_on,
          'good',
          L(`Paiement reçu : ${euros(cents)}`, `Payment received: ${euros(cents)}`),
          form.reference,
        ),
        undo: 'u1',
      },
    })
    return changed(
      L(
        `${euros(cents)} reçus de ${customer(form.customer).name}.`,
        `${euros(cents)} received from ${customer(form.customer).name}.`,
      ),
      [form.customer],
    )
  },
  payment_reverse: () => changed(L('Paiement annulé.', 'Payment reversed.')),
  pause_save: ({ form }) => {
    if (!form.reason.trim())
      throw failure(
        'reason',
        L('Donnez une raison : elle sera rappelée partout.', 'Give a reason: it will be recalled everywhere.'),
        'reason',
      )
    const id = form.scope === 'customer' ? form.of : (state.invoices.find((one) => one.id === form.of)?.customer ?? '')
    state.paused[id] = form.reason
    return leave(id, L('Relances suspendues.', 'Reminders paused.'))
  },
  money_apply: ({ customer: id }) => {
    settle(null)
    return changed(L('Somme imputée.', 'Money applied.'), [id])
  },
  money_to_accessories: ({ customer: id }) => {
    settle(null)
    return changed(L('Les intérêts et l’indemnité sont réglés.', 'Interest and the indemnity are settled.'), [id])
  },
  ...commitmentCommands,
  hold_end: ({ form: { kind, id } }) => {
    settle(null)
    if (kind === 'dispute') delete state.disputes[id]
    if (kind === 'plan') delete state.plans[id]
    owedHoldEnd(kind, id)
    if (kind === 'pause') delete state.paused[id]
    if (kind === 'promise') {
      state.promised.delete(id)
      state.chosen[id] = 'second_reminder'
    }
    return changed(L('C’est noté, les relances reprennent.', 'Recorded; the reminders resume.'), [id])
  },
  insolvency_save: ({ form }) =>
    leave(
      form.customer,
      L('Procédure notée. Toutes les relances sont arrêtées.', 'Proceedings recorded. All reminders have stopped.'),
    ),
  ...limitationHandlers,
  limitation_suppose: ({ form }) => supposeFor(form, customerFile(form.customer).limitations),
  hand_over_save: ({ form }) =>
    leave(
      form.customer,
      L(`Dossier ${customer(form.customer).name} confié.`, `File of ${customer(form.customer).name} handed over.`),
    ),
  due_preview: ({ form }) => {
    const base = form.delivery_date || form.issue_date
    const day = /^\d{4}-\d{2}-\d{2}$/.test(base)
      ? new Date(Date.parse(base) + 30 * 86_400_000).toISOString().slice(0, 10)
      : null
    const shown = (iso: string | null) => (iso ? iso.split('-').reverse().join('/') : '?')
    return {
      due_date: form.due_date || day,
      sentence: form.due_date
        ? L(`Échéance convenue le ${shown(form.due_date)}.`, `Agreed due date: ${shown(form.due_date)}.`)
        : L(
            `Échéance le ${shown(day)} : 30 jours après la facture, à défaut d’accord (C. com., art. L. 441-10).`,
            `Due on ${shown(day)}: 30 days after the invoice, for want of agreement (C. com., art. L. 441-10).`,
          ),
      warnings:
        form.due_date && day && Date.parse(form.due_date) > Date.parse(day) + 31 * 86_400_000
          ? [
              L(
                'Ce délai dépasse les 60 jours que la loi permet entre professionnels.',
                'This term is longer than the 60 days the law allows between professionals.',
              ),
            ]
          : [],
      duplicate: state.invoices.some((one) => one.number === form.number.trim() && one.id !== form.id)
        ? L('Ce numéro est déjà enregistré.', 'This number is already stored.')
        : null,
      parts: form.instalments.length ? L('Les échéances font le compte.', 'The due dates make up the whole.') : null,
    }
  },
  write_off_overdue: ({ customer: id }) => leave(id, L('Créance abandonnée.', 'Claim given up.')),
  rates: () => [
    {
      half_year: L('2e semestre 2026', 'second half of 2026'),
      from: '2026-07-01',
      ecb: {
        parameter: 'ecb_main_refinancing_rate',
        shown: '2,40 %',
        typed: '2,4',
        source: { title: 'BCE', href: null, confidence: 'likely' },
        confirmed: false,
      },
      professional: '12,40 %',
      public: '10,40 %',
      legal: { parameter: 'legal_interest_rate_other', shown: '2,75 %', typed: '2,75', source: null, confirmed: true },
      floor: '8,25 %',
    },
  ],
  attachment_add: ({ invoice, kind, paths }) => {
    settle(null)
    const added = paths.map((path) => ({ digest: `doc-${path}`, name: path.split('/').at(-1)!, kind }))
    state.papers[invoice] = [...(state.papers[invoice] ?? []), ...added]
    return changed(L(`${paths.length} pièce jointe.`, `${paths.length} document attached.`))
  },
  attachment_withdraw: ({ invoice, digest }) => {
    settle(null)
    state.papers[invoice] = (state.papers[invoice] ?? []).filter((one) => one.digest !== digest)
    return changed(L('Pièce retirée.', 'Document taken off.'), [], null)
  },
  invoice_save: ({ form }) => {
    if (!form.customer && !form.customer_name.trim())
      throw failure('customer', L('Indiquez le client.', 'Name the customer.'), 'customer_name')
    if (!form.number.trim())
      throw failure('number', L('Indiquez le numéro de la facture.', 'Give the invoice number.'), 'number')
    const cents = Math.round(Number(form.amount.replace(/[\s\u202f]/g, '').replace(',', '.')) * 100)
    if (!cents)
      throw failure(
        'amount',
        L(
          'Ce montant ne se lit pas : écrivez par exemple 1 234,56.',
          'This amount cannot be read: write for instance 1234.56.',
        ),
        'amount',
      )
    settle(null)
    let id = form.customer
    if (!id) {
      id = `n${state.customers.length}`
      state.customers.push({
        id,
        name: form.customer_name,
        kind: form.customer_kind as 'professional',
        siren: '',
        street: '',
        postcode: '',
        city: '',
        contact: '',
        role: '',
        email: form.customer_email,
        phone: '',
        last: null,
        rate: 12.15,
      })
    }
    const made = {
      id: `n${state.invoices.length}`,
      number: form.number,
      customer: id,
      subject: form.subject,
      issue: form.issue_date,
      due: form.due_date || form.issue_date,
      amount: cents,
      paid: 0,
    }
    state.invoices.push(made)
    return {
      invoice: made.id,
      customer: id,
      sentence:
        form.kind === 'credit_note'
          ? L(`Avoir ${form.number} enregistré.`, `Credit note ${form.number} recorded.`)
          : L(`Facture ${form.number} enregistrée.`, `Invoice ${form.number} recorded.`),
      undo: form.id ? null : 'u1',
    }
  },
  invoice_form: ({ invoice }) => {
    const one = state.invoices.find((other) => other.id === invoice)!
    return {
      id: one.id,
      customer: one.customer,
      customer_name: customer(one.customer).name,
      customer_kind: '',
      customer_email: '',
      number: one.number,
      kind: 'invoice',
      issue_date: one.issue,
      due_date: one.due,
      instalments: [],
      retention_amount: '',
      retention_date: '',
      delivery_date: '',
      received_on: '',
      nature: 'general',
      credits: '',
      amount: String(one.amount / 100).replace('.', ','),
      already_paid: '',
      subject: one.subject,
    }
  },
  invoice_withdraw: ({ invoice }) => {
    settle(null)
    state.invoices = state.invoices.filter((one) => one.id !== invoice)
    return changed(L('Facture retirée.', 'Invoice withdrawn.'))
  },
  write_off: ({ invoice, reason }) => {
    if (!reason.trim()) throw failure('reason', L('Donnez une raison.', 'Give a reason.'), 'reason')
    settle(null)
    const one = state.invoices.find((other) => other.id === invoice)
    if (one) one.paid = one.amount
    return changed(L('Créance abandonnée.', 'Claim given up.'))
  },
  import_mapping: ({ edit }) => {
    const map = mapping()
    map.columns.forEach((column, at) => (column.field = edit.fields[at] ?? ''))
    map.sheet = edit.sheet
    map.header_line = edit.header_line
    map.decimal = edit.decimal
    map.dates = edit.dates
    map.missing = ['number', 'customer_name', 'amount'].filter((field) => !edit.fields.includes(field))
    state.mapping = map
    return plan(map, [], state.answers)
  },
  ...bankCommands(changed),
  import_plan: () => (state.journal ? journalPlan(state.answers) : plan(state.mapping, [], state.answers)),
  import_answer: ({ answers }) => {
    state.answers = answers
    if (state.journal) return journalPlan(answers)
    return plan(state.mapping, [], answers)
  },
  import_undo: ({ import: ids }) => {
    const named = ids.split(',')
    for (const batch of state.imports) {
      for (const file of batch.files) if (named.includes(file.import)) file.undone = true
      batch.undone = batch.files.every((file) => file.undone)
    }
    return changed(
      L('Import annulé : ses factures ont été retirées.', 'Import taken back: its invoices were withdrawn.'),
      [],
      null,
    )
  },
  imports: () => state.imports.map((one) => ({ ...one, files: one.files.map((file) => ({ ...file })) })),
  import_read: async ({ paths }) => {
    await progress(Math.max(paths.length, 29))
    state.mapping = null
    state.answers = []
    state.journal = paths.some((path) => path.includes('FEC'))
    return state.journal ? journalPlan([]) : plan(null, paths)
  },
  import_confirm: async () => {
    const stopped = !(await progress(25))
    const ids = [0, 1, 2].map((at) => `imp${state.imports.length}-${at}`)
    const files = ids.map((id, at) => ({
      import: id,
      name: ['impayes-octobre.xlsx', 'F-2026-210.xml', 'F-2026-211.pdf'][at]!,
      day: TODAY,
      sentence: recorded([23, 1, 1][at]!),
      undone: false,
    }))
    state.imports.unshift({ day: TODAY, files, sentence: recorded(25), undone: false })
    return {
      import_ids: ids,
      sentence: stopped
        ? L(
            'Arrêté. 25 factures enregistrées (3 fichiers) ; le reste ne l’est pas.',
            'Stopped. 25 invoices recorded (3 files); the rest is not.',
          )
        : L('25 factures enregistrées, 1 corrigée.', '25 invoices recorded, 1 corrected.'),
      cancelled: stopped,
      recorded: 25,
      lines: 0,
      credits: 0,
      to_name: state.customers
        .filter((one) => !one.kind)
        .map((one) => ({ customer: one.id, name: one.name, kind: '', open_invoices: 1 })),
      findings: [
        {
          severity: 'warning',
          place: L('impayes-octobre.xlsx, ligne 14', 'impayes-octobre.xlsx, line 14'),
          sentence: L('sans échéance : la loi la donne.', 'without due date: the law gives it.'),
        },
      ],
    }
  },
  import_cancel: () => (cancelled = true),
  pick_files: () => Array.from({ length: 29 }, (_, at) => `/home/moi/factures/F-2026-${200 + at}.pdf`),
  pick_folder: () => ['/home/moi/comptabilite/812345678FEC20251231.txt'],
  pick_logo: () => 'logo',
  document_save: ({ letter, despite }) => {
    letOut(letter, despite)
    return L('Enregistré dans Documents/relance-studio-perrin.pdf', 'Saved in Documents/relance-studio-perrin.pdf')
  },
  original_print: () =>
    L('Le PDF s’ouvre dans votre lecteur : imprimez-le.', 'The PDF opens in your reader: print it.'),
  original_save: () => L('Enregistré dans Documents/devis.pdf', 'Saved in Documents/devis.pdf'),
  document_print: ({ letter, despite }) => {
    letOut(letter, despite)
    return L('Ouvert dans votre lecteur de PDF.', 'Opened in your PDF reader.')
  },
  mail_open: ({ letter, despite }) => {
    letOut(letter, despite)
    return L('Message ouvert dans votre messagerie, PDF joint.', 'Message opened in your mail program, PDF attached.')
  },
  sample: ({ open }) => {
    reset(open ? 'rich' : 'start')
    state.sample = open
    return frame()
  },
}

function leave(id: string, sentence: string): Changed {
  settle(null)
  state.left.add(id)
  delete state.chosen[id]
  return changed(sentence, [id])
}

export async function answer<N extends CommandName>(name: N, args: Args<N>): Promise<Answer<N>> {
  await wait(params.has('slow') ? 600 : 4)
  return handlers[name](args)
}

export type { BusinessForm }
