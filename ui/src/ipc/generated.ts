// Written from the Rust types by a test; not to be edited. `cargo xtask accept` renews it.

export type SourceView = { 
/**
 * As a reader knows it: "C. com., art. L. 441-10, II".
 */
title: string, href: string | null, 
/**
 * `sure`, `likely` or `confirm` (law.md 0.1).
 */
confidence: string, };
export type FailureView = { 
/**
 * Stable, for scripts and tests.
 */
code: string, sentence: string, 
/**
 * The field of a form it is about, where there is one.
 */
field: string | null, };
export type Tone = "plain" | "late" | "soon" | "law" | "good";
export type Badge = { text: string, tone: Tone, };
export type Changed = { customers: Array<string>, sentence: string, 
/**
 * Set when the owner can take it back at once.
 */
undo: string | null, };
export type FrameView = { version: string, today: string, lang: string, 
/**
 * `system`, `light` or `dark`.
 */
theme: string, 
/**
 * `None` until the three questions are answered.
 */
business: BusinessForm | null, 
/**
 * True in the sample business, which lives in a file of its own.
 */
is_sample: boolean, counts: NavCounts, 
/**
 * Pauses of the whole business that hold today: nothing is proposed to anybody.
 */
pauses: Array<HoldView>, 
/**
 * The end of the journal: another one as soon as anybody wrote a fact.
 */
facts: string, 
/**
 * "Sauvegardé le 21 novembre", or that there is none yet.
 */
backup: string, data_folder: string, 
/**
 * Files given on the command line or dropped on the icon, to be imported.
 */
waiting_files: Array<string>, };
export type BackupView = { 
/**
 * Its file name, by which it is asked for.
 */
name: string, 
/**
 * "Copie du 21 novembre 2026".
 */
title: string, 
/**
 * "1,2 Mo".
 */
size: string, };
export type RestoredView = { frame: FrameView, sentence: string, };
export type NavCounts = { today: number, invoices: number, customers: number, 
/**
 * Lines of the bank that wait.
 */
bank: number, 
/**
 * Promises, plans and disputes that are open.
 */
commitments: number, };
export type VerifyView = { intact: boolean, sentence: string, entries: number, };
export type SearchHit = { 
/**
 * `customer` or `invoice`.
 */
kind: string, id: string, customer: string, customer_name: string, title: string, detail: string, };
export type TodayView = { today: string, 
/**
 * "Dimanche 22 novembre".
 */
heading: string, 
/**
 * "7 choses à faire, environ 20 minutes".
 */
summary: string, figures: Array<FigureView>, groups: Array<GroupView>, 
/**
 * What the next days will bring, when today is empty or short.
 */
upcoming: Array<UpcomingView>, 
/**
 * Things about the law that need the owner: a rate to confirm, a half-year without a rate.
 */
law_notes: Array<LawNoteView>, };
export type FigureView = { 
/**
 * `overdue`, `not_due`, `received`, `average_delay`.
 */
key: string, 
/**
 * Ready to show.
 */
value: string, label: string, 
/**
 * How it is computed, in one sentence.
 */
explanation: string, };
export type GroupView = { 
/**
 * `decide`, `do`, `promises`, `said_paid`, `check`.
 */
key: string, title: string, note: string, cards: Array<CardView>, };
export type CardView = { customer: string, customer_name: string, 
/**
 * Code of the step: `second_reminder`…
 */
step: string, 
/**
 * "2e relance".
 */
step_label: string, 
/**
 * One or two sentences.
 */
why: string, amount: number, badge: Badge, 
/**
 * Something red to look at before anything is sent: "1 paiement de 480,00 € non attribué : vérifiez d’abord".
 */
mark: string | null, };
export type UpcomingView = { day: string, customer: string, customer_name: string, step_label: string, amount: number, };
export type LawNoteView = { 
/**
 * `confirm_rate` or `missing_rate`.
 */
kind: string, sentence: string, parameter: string, 
/**
 * First day of the half-year.
 */
half_year: string, 
/**
 * The value found, in percent: to confirm or to correct.
 */
rate_percent: string | null, source: SourceView | null, };
export type RateRow = { 
/**
 * "2e semestre 2026".
 */
half_year: string, 
/**
 * First day of the half-year.
 */
from: string, ecb: RateView, 
/**
 * "12,40 %": ECB and 10 points.
 */
professional: string, 
/**
 * ECB and 8 points.
 */
public: string, 
/**
 * The legal rate of those who act in business.
 */
legal: RateView, 
/**
 * Three times the legal rate.
 */
floor: string, };
export type RateView = { 
/**
 * Code of the published parameter.
 */
parameter: string, 
/**
 * Ready to show: "2,40 %".
 */
shown: string, 
/**
 * As the owner would type it.
 */
typed: string, source: SourceView | null, 
/**
 * The owner confirmed or corrected it.
 */
confirmed: boolean, };
export type ProposalView = { customer: string, customer_name: string, step: string, step_label: string, 
/**
 * "2e relance à Studio Perrin".
 */
title: string, 
/**
 * "2 factures · compta@studio-perrin.example".
 */
subtitle: string, 
/**
 * "E-mail + PDF".
 */
channel_label: string, 
/**
 * It is printed and posted.
 */
posted: boolean, amount: number, why_now: string, if_you_wait: string, why_not_stronger: string, sources: Array<SourceView>, 
/**
 * What is missing before this step can be done well: "adresse e-mail", "IBAN de votre entreprise"…
 */
missing: Array<MissingView>, has_document: boolean, 
/**
 * The promise or word of payment that this line asks to check, or the dispute it asks to answer.
 */
hold: HoldView | null, 
/**
 * Money and credit notes of the customer that no invoice has yet, where the line is about them.
 */
free: number, 
/**
 * Set for a decision card: the file is ready to be handed over.
 */
decision: DecisionView | null, alternatives: Array<AlternativeView>, can_snooze: boolean, can_skip: boolean, };
export type MissingView = { sentence: string, 
/**
 * Where to mend it: `customer`, `business`, `invoice`.
 */
screen: string, blocking: boolean, };
export type AlternativeView = { step: string, label: string, 
/**
 * "plus fort", "plus doux", "déjà fait"…
 */
note: string, enabled: boolean, };
export type DecisionView = { headline: string, facts: Array<string>, routes: Array<RouteView>, evidence: Array<EvidenceView>, };
export type RouteView = { key: string, label: string, 
/**
 * `open`, `closed` or `needs` (a fact is missing).
 */
state: string, 
/**
 * Conditions of the text against what the file holds.
 */
reasons: Array<string>, cost: string, effect_on_limitation: string, sources: Array<SourceView>, };
export type EvidenceView = { label: string, present: boolean, detail: string, };
export type DraftView = { letter: string, customer: string, step: string, lang: string, 
/**
 * `email`, `letter`, `registered_letter`, `phone`.
 */
channel: string, recipient: string, subject: string, 
/**
 * The words, which the owner may change.
 */
body: string, edited: boolean, 
/**
 * What the message says, word for word.
 */
text: string, 
/**
 * To whom the message would go; empty where no address is known.
 */
mail_to: string, 
/**
 * What travels with the message: the letter, then the invoices.
 */
enclosed: Array<EnclosedView>, 
/**
 * The account the debtor is asked to pay to, in groups of four; none where it is not known.
 */
iban: string | null, 
/**
 * Letters to this customer that left Acquit and of which nobody has said whether they were sent.
 */
waiting: Array<WaitingView>, 
/**
 * The PDF as it is kept, in base64: what is shown is these bytes.
 */
pdf_base64: string, pdf_digest: string, pdf_name: string, deadline_days: number | null, principal: number, interest: number, indemnity: number, total: number, 
/**
 * What the check of the letter found.
 */
checks: Array<CheckView>, 
/**
 * What a blocking check forbids: true when the document must not leave as it is.
 */
blocked: boolean, 
/**
 * What in the file speaks for and against sending it now.
 */
gate: GateView, };
export type EnclosedView = { name: string, 
/**
 * Ready to show: "84 Ko".
 */
size: string, };
export type WaitingView = { letter: string, 
/**
 * "Lettre du 23 novembre enregistrée en PDF, pas encore notée comme envoyée."
 */
sentence: string, channel: string, 
/**
 * The day it bears: it cannot have gone before.
 */
day: string, };
export type CheckView = { 
/**
 * Late = red, Soon = orange, Good = green.
 */
tone: Tone, sentence: string, source: SourceView | null, };
export type GateView = { 
/**
 * Every subject that was looked at, in the order it is shown.
 */
lights: Array<LightView>, 
/**
 * Something is red, and no reason was written yet for all of it: nothing leaves without one.
 */
closed: boolean, 
/**
 * The reason that was written for this letter, where it covers everything that is red.
 */
passed: string | null, };
export type LightView = { 
/**
 * `bank`, `money`, `free_money`, `dispute`, `promise`, `paid_claim`, `pause`, `silence`, `already_sent`,
 * `recipient`, `iban`, `letter`.
 */
code: string, 
/**
 * Late = red, Soon = amber, Good = green.
 */
tone: Tone, 
/**
 * A few words: "banque vue jusqu’au 20/11/2026".
 */
short: string, sentence: string, 
/**
 * What mends it: `statement`, `attribute`, `apply`, `customer`, `business`, `redraft`, or nothing.
 */
fix: string, };
export type DraftEdit = { letter: string, subject: string, body: string, lang: string, deadline_days: number | null, };
export type SentForm = { letter: string, channel: string, day: string, registered_number: string, note: string, 
/**
 * Why it goes although something is red; empty where nothing is.
 */
despite: string, };
export type ClaimView = { title: string, as_of: string, invoices: Array<ClaimInvoiceView>, principal: number, interest: number, indemnity: number, total: number, 
/**
 * "Si les paiements s’imputaient d’abord sur le principal : …".
 */
variant: string | null, notes: Array<string>, };
export type ClaimInvoiceView = { invoice: string, number: string, 
/**
 * "Échéance le 9 avril 2026 : 30 jours après la prestation, à défaut d’accord."
 */
due_sentence: string, due_sources: Array<SourceView>, segments: Array<SegmentView>, movements: Array<MovementView>, principal: number, interest: number, indemnity: number, indemnity_sentence: string, indemnity_sources: Array<SourceView>, warnings: Array<string>, };
export type SegmentView = { from: string, to: string, days: number, base: number, 
/**
 * Ready to show: "12,40 %".
 */
rate: string, 
/**
 * "BCE + 10 points, 2e semestre 2026".
 */
rate_label: string, 
/**
 * Where the rate was published, and how sure it is; none for a rate of the terms of sale.
 */
rate_source: SourceView | null, 
/**
 * Exact to six decimals, as text: interest is rounded once, at the end of its period.
 */
exact: string, source: SourceView, };
export type MovementView = { day: string, label: string, amount: number, to_interest: number, to_principal: number, to_indemnity: number, 
/**
 * Beyond everything owed.
 */
surplus: number, };
export type DocumentView = { digest: string, name: string, media_type: string, base64: string, };
export type ListQuery = { search: string, 
/**
 * Invoices: `open`, `overdue`, `not_due`, `paid`, `ceded`, `credit_notes`, `all`. Customers: `open`, `to_name`, `all`.
 */
filter: string, 
/**
 * Name of a column.
 */
sort: string, descending: boolean, offset: number, limit: number, };
export type InvoicesView = { rows: Array<InvoiceRow>, total: number, open: number, overdue: number, 
/**
 * How many rows each filter has.
 */
counts: Array<FilterCount>, };
export type FilterCount = { filter: string, count: number, };
export type InvoiceRow = { id: string, number: string, customer: string, customer_name: string, subject: string, issue_date: string, 
/**
 * The date that counts for interest; absent for a credit note.
 */
due_date: string | null, 
/**
 * "2 échéances"; empty where there is one.
 */
due_dates: string, days_late: number, amount: number, paid: number, open: number, state: Badge, };
export type CustomersView = { rows: Array<CustomerRow>, total: number, counts: Array<FilterCount>, };
export type CustomerRow = { id: string, name: string, city: string, kind_label: string, kind_known: boolean, open_invoices: number, open: number, overdue: number, last_contact: string | null, next_step: Badge | null, };
export type CustomerFileView = { id: string, name: string, tags: Array<Badge>, 
/**
 * "SIREN 812 345 678 · Rennes · M. Hamon, gérant · 02 99 00 00 00".
 */
facts_line: string, form: CustomerForm, 
/**
 * The next step, or why there is none.
 */
next: CardView | null, silence: string | null, principal: number, interest: number, indemnity: number, total: number, as_of: string, 
/**
 * Money received and not given to an invoice.
 */
unallocated: number, 
/**
 * Where that money lies.
 */
free: Array<FreeMoneyView>, invoices: Array<FileInvoiceView>, 
/**
 * Of each open invoice, what presses most first.
 */
limitations: Array<LimitationView>, 
/**
 * What can be recorded that moves them.
 */
limitation_kinds: Array<LimitationKindView>, timeline: Array<TimelineView>, 
/**
 * In which order payments count: `interest_first` or `principal_first`, as a sentence, and why it was chosen.
 */
payment_order: string, payment_order_sentence: string, payment_order_reason: string, holds: Array<HoldView>, commitments: CommitmentsView, 
/**
 * How it pays, as facts.
 */
habits: Array<HabitView>, 
/**
 * "preuve intacte" or what is wrong.
 */
journal: Badge, };
export type FileInvoiceView = { id: string, number: string, subject: string, issue_date: string, 
/**
 * Of several, the first of which something is unpaid.
 */
due_date: string | null, 
/**
 * "2 échéances"; empty where there is one.
 */
due_dates: string, days_late: number, amount: number, paid: number, open: number, 
/**
 * Interest and indemnity.
 */
accessories: number, 
/**
 * It is owed to a factor or a bank.
 */
ceded: boolean, state: Badge, attachments: Array<AttachmentView>, };
export type FreeMoneyView = { 
/**
 * `payment:ID` or `credit_note:ID`.
 */
source: string, 
/**
 * "virement du 3 novembre 2026".
 */
label: string, amount: number, 
/**
 * What of it could pay interest and indemnity.
 */
accessories_owed: number, };
export type AttachmentView = { digest: string, name: string, 
/**
 * `original`, `quote`, `order`, `delivery_note`, `contract`, `other`; empty for a letter of ours.
 */
kind: string, };
export type LimitationView = { invoice: string, number: string, sentence: string, 
/**
 * "il reste 3 ans et 2 mois".
 */
left: string, 
/**
 * The last day to rely on.
 */
safe: string, outer: string, 
/**
 * The last safe day if what is to be confirmed is; none where nothing is.
 */
perhaps: string | null, 
/**
 * How much of the period has passed, 0 to 100.
 */
elapsed_percent: number, badge: Badge | null, chain: Array<LimitationLinkView>, 
/**
 * What never interrupts, in so many words; of a public body, what does.
 */
never: string, sources: Array<SourceView>, };
export type LimitationLinkView = { day: string, title: string, effect: string, tone: Tone, source: SourceView, 
/**
 * What the owner can confirm, as the commands take it; none where there is nothing to confirm.
 */
subject: string | null, 
/**
 * It waits for the owner's word.
 */
to_confirm: boolean, 
/**
 * "Confirmé le 12 janvier 2027"; empty without a word of the owner.
 */
word: string, 
/**
 * A recorded event, which can be corrected or taken out.
 */
fact: LimitationForm | null, };
export type LimitationForm = { 
/**
 * Empty for a new one.
 */
id: string, customer: string, invoices: Array<string>, kind: string, day: string, 
/**
 * Empty while it goes on.
 */
until: string, 
/**
 * `decided`, `dropped`, `rejected`, `lapsed`; empty while it goes on.
 */
case_end: string, clause_years: string, by: string, note: string, 
/**
 * Paths of files that prove it.
 */
papers: Array<string>, confirmed: boolean, };
export type LimitationWordForm = { customer: string, subject: string, 
/**
 * Empty: every invoice it concerns.
 */
invoices: Array<string>, counts: boolean, note: string, };
export type LimitationSupposeForm = { customer: string, 
/**
 * `acknowledgment`, `payment_by_debtor`, `mediation`, `order_served`…
 */
kind: string, day: string, until: string, };
export type LimitationSupposedView = { invoice: string, number: string, 
/**
 * The last safe day now and then.
 */
before: string, after: string, sentence: string, tone: Tone, };
export type LimitationKindView = { kind: string, label: string, 
/**
 * It has an end, or goes on.
 */
lasts: boolean, 
/**
 * It stops the period for as long as it lasts.
 */
suspends: boolean, 
/**
 * A court decides about it.
 */
is_case: boolean, 
/**
 * Its effect waits for the owner's confirmation.
 */
waits: boolean, };
export type TimelineView = { seq: number, day: string, tone: Tone, title: string, detail: string, 
/**
 * The exact words that were sent, where there are some.
 */
text: string | null, document: AttachmentView | null, 
/**
 * Set when the owner may take it back: the command to call and its argument.
 */
undo: string | null, 
/**
 * The day it was taken back, for what is in the story but no longer holds.
 */
withdrawn_on: string | null, };
export type HoldView = { 
/**
 * `promise`, `dispute`, `payment_claim`, `pause`, `insolvency`, `hand_over`, `cheque`, `pass_on`, `cession`.
 */
kind: string, id: string, title: string, detail: string, tone: Tone, 
/**
 * The invoice that a dispute or a cession is about.
 */
invoice: string | null, 
/**
 * The number of a ceded invoice; empty otherwise.
 */
number: string, 
/**
 * What a promise or a dispute is about; the whole that is open, for a dispute of all.
 */
amount: number | null, };
export type CommitmentsView = { promises: Array<PromiseView>, 
/**
 * "2 promesses tenues sur 3."; empty where no promise has come to its day.
 */
history: string, disputes: Array<DisputeView>, plans: Array<PlanView>, };
export type CommitmentBoard = { 
/**
 * "5 engagements suivis : 1 dont la date est passée, 2 d’ici à 7 jours. 1 200,00 € attendus."
 */
summary: string, 
/**
 * Their day has passed.
 */
late: CommitmentGroup, 
/**
 * Within seven days.
 */
week: CommitmentGroup, later: CommitmentGroup, 
/**
 * Disputes without a day for the answer, or answered.
 */
undated: CommitmentGroup, 
/**
 * Ended in the last ninety days, the latest first.
 */
ended: CommitmentGroup, };
export type CommitmentGroup = { count: number, lines: Array<CommitmentLine>, };
export type CommitmentLine = { 
/**
 * The day promised, of the next instalment, or of the answer.
 */
day: string | null, customer: string, customer_name: string, promise: PromiseView | null, dispute: DisputeView | null, plan: PlanView | null, };
export type PromiseView = { id: string, customer: string, customer_name: string, due_on: string, amount: number, 
/**
 * What came for it.
 */
received: number, 
/**
 * What came of the whole, 0 to 100.
 */
received_percent: number, 
/**
 * "M. Hamon, téléphone, 12 nov. · F-2026-141".
 */
detail: string, state: Badge, 
/**
 * Awaited, so that it can be ended.
 */
open: boolean, };
export type DisputeView = { id: string, customer: string, customer_name: string, 
/**
 * The invoice, and its number.
 */
invoice: string, number: string, 
/**
 * "qualité".
 */
reason: string, amount: number, 
/**
 * "Les 900,00 € restants continuent d’être réclamés."; empty where nothing else is open.
 */
rest: string, note: string, task: string, answer_due: string | null, 
/**
 * "Répondu le 12 nov. : bon de livraison envoyé."; empty where it was not.
 */
answer: string, state: Badge, open: boolean, };
export type PlanView = { id: string, customer: string, customer_name: string, 
/**
 * "F-2026-141, F-2026-149 · signé par M. Hamon le 3 nov.".
 */
detail: string, total: number, received: number, 
/**
 * What came of the whole, 0 to 100.
 */
received_percent: number, parts: Array<PlanPartView>, state: Badge, 
/**
 * What it does to limitation.
 */
limitation: string, 
/**
 * Digest of the agreement, and the name to save it under.
 */
document: string, document_name: string, to_sign: boolean, 
/**
 * Signed, and its acknowledgment is not among the events of limitation yet.
 */
to_acknowledge: boolean, open: boolean, };
export type PlanPartView = { due: string, amount: number, paid: number, state: Badge, };
export type PlanStart = { form: PlanForm, invoices: Array<PlanInvoiceView>, };
export type PlanInvoiceView = { id: string, number: string, 
/**
 * What of it is open and undisputed.
 */
left: number, };
export type PlanPreview = { principal: number, interest: number, indemnity: number, total: number, 
/**
 * What the instalments share out.
 */
spread: number, parts: Array<PlanPreviewPart>, 
/**
 * What keeps it from being agreed as it stands; empty when nothing does.
 */
problem: string, };
export type PlanPreviewPart = { due: string, amount: number, };
export type BusinessForm = { name: string, 
/**
 * `sole_trader`, `eurl`, `sarl`, `sasu`, `sas`, `sa`, `snc`, `sci`, `scop`, `association`, `other`.
 */
legal_form: string, 
/**
 * `trader`, `artisan`, `liberal_or_civil`, `association`, `unknown`.
 */
standing: string, 
/**
 * SIREN or SIRET.
 */
siret: string, vat_id: string, register_city: string, share_capital: string, 
/**
 * Several lines.
 */
street: string, postcode: string, city: string, email: string, phone: string, iban: string, bic: string, signatory: string, 
/**
 * Days of the payment term; empty when the terms of sale say nothing.
 */
term_days: string, 
/**
 * `issue`, `delivery`, `end_of_month`, `receipt`.
 */
term_from: string, 
/**
 * Percent a year; empty for the law's own rate.
 */
penalty_rate: string, 
/**
 * What to claim where that rate lies below three times the legal rate: `clause`, `floor`, `statutory`.
 */
below_floor: string, 
/**
 * Digest of the logo, set by the command that keeps it.
 */
logo: string | null, };
export type CustomerForm = { 
/**
 * Empty for a new one.
 */
id: string, name: string, 
/**
 * `professional`, `consumer`, `public_body` or empty.
 */
kind: string, kind_confirmed: boolean, standing: string, 
/**
 * `state_or_local`, `hospital`, `public_undertaking` or empty.
 */
public_buyer: string, 
/**
 * SIREN or SIRET.
 */
siren: string, vat_id: string, street: string, postcode: string, city: string, country: string, contacts: Array<ContactForm>, lang: string, pays_by_direct_debit: boolean, note: string, };
export type ContactForm = { id: string, name: string, role: string, email: string, phone: string, for_reminders: boolean, };
export type InvoiceForm = { 
/**
 * Empty for a new one.
 */
id: string, 
/**
 * Id of a known customer, or empty with a name.
 */
customer: string, customer_name: string, 
/**
 * For a new customer: `professional`, `consumer`, `public_body` or empty.
 */
customer_kind: string, customer_email: string, number: string, 
/**
 * `invoice` or `credit_note`.
 */
kind: string, issue_date: string, 
/**
 * Empty: the law computes it.
 */
due_date: string, 
/**
 * Several due dates, in place of the one; empty where there is only one.
 */
instalments: Array<InstalmentForm>, 
/**
 * Retention money and the day of its release; empty where there is none.
 */
retention_amount: string, retention_date: string, delivery_date: string, 
/**
 * The day the debtor received it; for a public body the deposit date.
 */
received_on: string, 
/**
 * For a credit note: id of the invoice it lowers, or empty.
 */
credits: string, 
/**
 * `general`, `carriage_of_goods`, `telecom`, `residential_rent`, `ship_supplies`, `consumer_credit`.
 */
nature: string, 
/**
 * Gross, as typed: `1 234,56`.
 */
amount: string, already_paid: string, subject: string, };
export type InstalmentForm = { due_date: string, amount: string, };
export type KindForm = { customer: string, 
/**
 * `professional`, `consumer`, `public_body`.
 */
kind: string, };
export type DuePreview = { due_date: string | null, 
/**
 * "Échéance le 9 avril 2026 : 30 jours après la prestation (C. com., art. L. 441-10)".
 */
sentence: string, 
/**
 * The agreed term is longer than the law allows, and the like.
 */
warnings: Array<string>, 
/**
 * The number is already known.
 */
duplicate: string | null, 
/**
 * With several due dates: "Reste à répartir : 400,00 €", or that they make up the whole.
 */
parts: string | null, };
export type InvoiceSaved = { invoice: string, customer: string, sentence: string, 
/**
 * Takes back an invoice that was new.
 */
undo: string | null, };
export type PaymentForm = { customer: string, 
/**
 * The invoices it pays, in that order; empty: the oldest due first.
 */
parts: Array<PaymentPartForm>, amount: string, received_on: string, 
/**
 * `transfer`, `cheque`, `cash`, `card`, `direct_debit`, `other`.
 */
means: string, reference: string, 
/**
 * What the invoices leave of it pays their interest and indemnity.
 */
accessories: boolean, 
/**
 * The parts are those that the customer named.
 */
indicated: boolean, 
/**
 * Of a cheque; the day is empty while it waits to be deposited.
 */
cheque_number: string, deposited_on: string, };
export type PaymentPartForm = { invoice: string, 
/**
 * Up to how much; empty: as much as is left.
 */
amount: string, 
/**
 * Costs that a bank or the payer kept, taken for paid on top; empty for none.
 */
withheld: string, 
/**
 * An early discount granted on top; empty for none.
 */
discount: string, };
export type PaymentPreview = { lines: Array<PaymentPreviewLine>, 
/**
 * What no invoice takes.
 */
credit: number, 
/**
 * What could pay interest and indemnity, beyond what a plan takes by itself, where the owner says so.
 */
accessories_owed: number, sentences: Array<string>, 
/**
 * What stands in the way, and beside which field; then there are no lines.
 */
problem: string | null, field: string | null, };
export type PaymentPreviewLine = { invoice: string, number: string, due_date: string | null, open: number, paid: number, withheld: number, discounted: number, 
/**
 * Interest and indemnity.
 */
accessories: number, left: number, 
/**
 * To whom it is ceded, or empty.
 */
ceded_to: string, };
export type CessionForm = { customer: string, invoices: Array<string>, 
/**
 * Who has them; not asked when they come back.
 */
to: string, day: string, with_recourse: boolean, 
/**
 * Why they came back.
 */
reason: string, };
export type PaymentOrderForm = { customer: string, 
/**
 * `interest_first` or `principal_first`.
 */
order: string, reason: string, };
export type BreakdownView = { number: string, as_of: string, amount_due: number, 
/**
 * Only the parts that are not zero.
 */
lines: Array<BreakdownLine>, 
/**
 * Several due dates, retention money, a cession: what to know beside the figures.
 */
notes: Array<string>, };
export type BreakdownLine = { 
/**
 * `due`, `not_due`, `retained`, `disputed`, `promised`, `ceded`, `paid`, `withheld`, `discounted`, `credited`,
 * `written_off`; `surplus` stands outside the sum.
 */
part: string, amount: number, };
export type HoldEndForm = { 
/**
 * `promise`, `dispute`, `payment_claim`, `pause`, `hand_over`, `insolvency`, `cheque`, `pass_on`, `cession`.
 */
kind: string, id: string, 
/**
 * Of a promise `kept`, `broken`, `called_off`; of a dispute `rejected`, `accepted`, `settled`; of a payment claim
 * `found`, `not_found`; of a pause `ended`; of a hand-over `paid`, `returned`, `over`; of an insolvency `declared`,
 * `mistake`; of a cheque `deposited`; of money to pass on `passed_on`; of a cession `returned`.
 */
end: string, 
/**
 * The day a claim was declared, a cheque deposited, money passed on, an invoice back; today when empty.
 */
day: string, note: string, };
export type ExchangeForm = { customer: string, invoices: Array<string>, 
/**
 * `outgoing` or `incoming`.
 */
direction: string, channel: string, day: string, 
/**
 * The step it carries out, or empty.
 */
step: string, 
/**
 * Outcome of a call: `no_answer`, `message_left`, `promised`, `says_paid`, `disputes`, `asks_for_document`,
 * `in_difficulty`, `refuses`, `wrong_number`, `other`.
 */
outcome: string, party: string, note: string, 
/**
 * With `promised`.
 */
promise_amount: string, promise_day: string, 
/**
 * With `disputes`.
 */
dispute_invoice: string, dispute_amount: string, dispute_reason: string, 
/**
 * What the owner must do to answer, and by when; both may be empty.
 */
dispute_task: string, answer_due: string, };
export type PlanForm = { customer: string, 
/**
 * Empty: everything overdue.
 */
invoices: Array<string>, 
/**
 * `monthly`, `weekly` or `custom`.
 */
rhythm: string, count: string, first: string, 
/**
 * With `custom`.
 */
parts: Array<InstalmentForm>, 
/**
 * `kept` or `waived_if_respected`.
 */
interest: string, 
/**
 * Whether a missed instalment makes the rest due.
 */
clause: boolean, 
/**
 * Days that the notice gives; with a clause.
 */
clause_days: string, signer: string, signer_role: string, trader: boolean, lang: string, };
export type PlanSignForm = { plan: string, 
/**
 * Today when empty.
 */
signed_on: string, kept: string, };
export type DisputeTaskForm = { dispute: string, task: string, answer_due: string, };
export type DisputeAnswerForm = { dispute: string, 
/**
 * Today when empty.
 */
day: string, answer: string, };
export type PauseForm = { 
/**
 * `everything`, `customer` or `invoice`.
 */
scope: string, of: string, reason: string, 
/**
 * Empty: until the owner ends it.
 */
until: string, };
export type InsolvencyForm = { customer: string, 
/**
 * `sauvegarde`, `redressement`, `liquidation`, `over_indebtedness`.
 */
kind: string, opened_on: string, published_on: string, };
export type DeliveryForm = { customer: string, presented_on: string, 
/**
 * `signed`, `unclaimed`, `refused`, `unknown_address`.
 */
outcome: string, 
/**
 * Where it was not noted when the letter went.
 */
registered_number: string, };
export type HandOverForm = { customer: string, route: string, to: string, note: string, };
export type BankView = { 
/**
 * "Banque vue jusqu’au 21 novembre 2026."
 */
seen: string, 
/**
 * Absent before the first statement.
 */
seen_until: string | null, accounts: Array<BankAccountView>, 
/**
 * "12 lignes attendent : 9 rapprochées avec certitude, 2 à confirmer, 1 inconnue."
 */
summary: string, doubtful: BankGroup, unknown: BankGroup, 
/**
 * Money that went back.
 */
returns: BankGroup, certain: BankGroup, 
/**
 * Recognised, the latest first.
 */
done: BankGroup, 
/**
 * Set aside by the owner.
 */
aside: BankGroup, };
export type BankAccountView = { 
/**
 * Its number, which no other has; empty where a statement named none.
 */
account: string, name: string, 
/**
 * The last characters of the number, since one owner may have several accounts; empty where the name is the number.
 */
ends_in: string, until: string, };
export type BankGroup = { count: number, amount: number, lines: Array<BankLineView>, };
export type BankLineView = { line: string, day: string, amount: number, 
/**
 * As the bank wrote it.
 */
text: string, payer: string, 
/**
 * The likeliest first; of a line that is recognised, what it pays, a customer each.
 */
picks: Array<BankPickView>, 
/**
 * The first may be confirmed as it is.
 */
confirmable: boolean, 
/**
 * What is said where nothing can be confirmed at once.
 */
hint: string, 
/**
 * The line that it came by, or that took it back.
 */
other: string | null, 
/**
 * The recorded payment that it takes back.
 */
payment: string | null, };
export type BankPickView = { 
/**
 * To be given back as it is.
 */
pick: string, customer: string, name: string, 
/**
 * "F-2026-171 et F-2026-176, moins avoir A-2026-009".
 */
what: string, 
/**
 * What speaks for it, and against it.
 */
reasons: Array<string>, against: Array<string>, 
/**
 * What the law makes of it, with its article.
 */
law: BankLawView | null, 
/**
 * "soldée", "acompte".
 */
badge: Badge | null, };
export type BankLawView = { sentence: string, article: string, };
export type BankSharesForm = { line: string, shares: Array<BankShareForm>, };
export type BankShareForm = { customer: string, 
/**
 * Empty: the whole line.
 */
amount: string, 
/**
 * Empty: the oldest due first.
 */
parts: Array<PaymentPartForm>, 
/**
 * What the invoices leave of it pays their interest and indemnity.
 */
accessories: boolean, };
export type BankSharesView = { shares: Array<BankShareView>, 
/**
 * What of the line is given to nobody yet; negative when more is given than it has.
 */
missing: number, problem: FailureView | null, 
/**
 * "350,00 € à son crédit"; empty when nothing is left over.
 */
note: string, };
export type BankShareView = { customer: string, name: string, amount: number, invoices: Array<BankShareInvoiceView>, 
/**
 * What it pays of interest and indemnity.
 */
accessories: number, 
/**
 * What of the rest could pay them.
 */
accessories_owed: number, };
export type BankShareInvoiceView = { invoice: string, number: string, subject: string, due_date: string | null, open: number, 
/**
 * What it gets of the line.
 */
part: number, };
export type BankPaymentView = { payment: string, name: string, day: string, amount: number, what: string, };
export type ImportPlanView = { plan: string, files: Array<ImportFileView>, 
/**
 * "24 factures prêtes, 2 doublons, 3 questions, 1 fichier illisible".
 */
summary: string, ready: number, 
/**
 * New lines of bank statements.
 */
lines: number, 
/**
 * A statement is ready, perhaps without a new line: it still says up to which day the bank has been seen.
 */
statements: boolean, 
/**
 * Payments that accounting journals bring besides.
 */
payments: number, ready_amount: number, };
export type ImportFileView = { index: number, name: string, 
/**
 * "Factur-X", "UBL", "Liste CSV"…
 */
format: string, 
/**
 * It holds bank statements.
 */
bank: boolean, 
/**
 * `ready`, `question`, `duplicate`, `refused`, `mapping`.
 */
state: string, 
/**
 * What will happen with it, or why not.
 */
sentence: string, invoices: Array<ImportInvoiceView>, findings: Array<FindingView>, 
/**
 * Each has its own answer.
 */
questions: Array<QuestionView>, mapping: MappingView | null, 
/**
 * What it holds, when it is an accounting journal.
 */
journal: JournalView | null, };
export type ImportInvoiceView = { number: string, customer_name: string, issue_date: string, due_date: string | null, amount: number, 
/**
 * `new`, `duplicate`, `conflict` (same number, other figures).
 */
state: string, sentence: string, };
export type FindingView = { 
/**
 * `note`, `warning`, `error`.
 */
severity: string, 
/**
 * "ligne 12, colonne Échéance".
 */
place: string, sentence: string, };
export type QuestionView = { 
/**
 * `other_seller`, `conflict`.
 */
key: string, sentence: string, options: Array<OptionView>, };
export type OptionView = { value: string, label: string, };
export type MappingView = { 
/**
 * `invoices` or `bank`.
 */
kind: string, sheets: Array<string>, sheet: number, 
/**
 * Line of the headings, from 1; 0 when there are none.
 */
header_line: number, columns: Array<ColumnView>, 
/**
 * The fields a column may be given.
 */
fields: Array<OptionView>, 
/**
 * Fields that several columns may be given.
 */
several: Array<string>, 
/**
 * Fields without which the list cannot be read.
 */
missing: Array<string>, 
/**
 * `comma`, `point` or empty when it must be asked.
 */
decimal: string, 
/**
 * `dmy`, `mdy`, `ymd` or empty when it must be asked.
 */
dates: string, 
/**
 * `negative`, `positive` or empty when it must be asked; absent where nothing depends on it.
 */
money_out: string | null, 
/**
 * True when this kind of list was read before.
 */
remembered: boolean, preview: Array<ImportInvoiceView>, 
/**
 * The first lines, of a bank's list.
 */
lines: Array<BankLinePreview>, };
export type BankLinePreview = { day: string | null, text: string, 
/**
 * Negative for money out.
 */
amount: number, };
export type ColumnView = { index: number, heading: string, samples: Array<string>, 
/**
 * Code of a field, or empty when the column is not read.
 */
field: string, };
export type MappingEdit = { plan: string, file: number, 
/**
 * `invoices` or `bank`: another than it was is the owner's word on what the list is.
 */
kind: string, sheet: number, header_line: number, 
/**
 * A field code for each column, empty for none.
 */
fields: Array<string>, decimal: string, dates: string, 
/**
 * `negative`, `positive` or empty.
 */
money_out: string, };
export type ImportAnswer = { file: number, 
/**
 * The key of a question, or `file` for all of it.
 */
question: string, 
/**
 * The value of an option; `leave` for a file that is left out.
 */
value: string, };
export type ImportDoneView = { import_ids: Array<string>, sentence: string, recorded: number, 
/**
 * New lines of bank statements, and those of them that bring money in.
 */
lines: number, credits: number, 
/**
 * It was stopped before the last file: the plan still has the rest.
 */
cancelled: boolean, 
/**
 * Customers whose kind nobody knows yet.
 */
to_name: Array<ToNameView>, findings: Array<FindingView>, };
export type ToNameView = { customer: string, name: string, 
/**
 * The kind assumed, or empty.
 */
kind: string, open_invoices: number, };
export type ImportBatchView = { day: string, 
/**
 * In the order in which they went in.
 */
files: Array<ImportHistoryView>, 
/**
 * "32 factures et 1 avoir enregistrés, 1 modifiée".
 */
sentence: string, 
/**
 * Every file of it was.
 */
undone: boolean, };
export type ImportHistoryView = { import: string, name: string, day: string, sentence: string, undone: boolean, };
export type ProgressView = { done: number, total: number, file: string, };
export type JournalView = { 
/**
 * "du 1er janvier au 31 décembre 2026, 5 422 lignes".
 */
period: string, 
/**
 * What it adds, sort by sort.
 */
rows: Array<JournalRowView>, left_out: Array<JournalLeftOutView>, 
/**
 * The sums on its last day, the last being what Acquit will say.
 */
sums: Array<JournalSumView>, 
/**
 * Whether they agree.
 */
verdict: Badge, 
/**
 * Customers of whom they do not.
 */
differing: Array<JournalDifferingView>, };
export type JournalRowView = { label: string, 
/**
 * "1 830 nouvelles, 12 déjà connues".
 */
count: string, amount: number | null, note: string, };
export type JournalLeftOutView = { name: string, why: string, amount: number, };
export type JournalSumView = { label: string, amount: number, };
export type JournalDifferingView = { name: string, accounts: number, acquit: number, };
export type HabitView = { text: string, 
/**
 * It rests on so little that it is no habit yet.
 */
few: boolean, };

export interface Commands {
  /** Everything the frame shows. */
  frame: { args: {  }; answer: FrameView }
  /** `fr` or `en`: every sentence asked from now on. */
  set_language: { args: { lang: string }; answer: FrameView }
  /** `system`, `light` or `dark`. */
  set_theme: { args: { theme: string }; answer: FrameView }
  /** The business as it is from now on. */
  business_save: { args: { form: BusinessForm }; answer: Changed }
  /** Whether the form of the business can be kept as it is; nothing is. */
  business_check: { args: { form: BusinessForm }; answer: boolean }
  /** Names and numbers that match, best first. */
  search: { args: { text: string }; answer: Array<SearchHit> }
  /** Checks the journal from its first entry. */
  verify: { args: {  }; answer: VerifyView }
  /** Takes back what a `Changed` offered to undo. */
  undo: { args: { token: string }; answer: Changed }
  /** What to do today. */
  today: { args: {  }; answer: TodayView }
  /** One proposal opened; another step of the same customer when one is named. */
  proposal: { args: { customer: string; step: string | null }; answer: ProposalView }
  /** Show it again on that day. */
  snooze: { args: { customer: string; step: string; until: string }; answer: Changed }
  /** Pass over this step. */
  skip: { args: { customer: string; step: string; reason: string }; answer: Changed }
  /** Prefer another step. */
  choose_step: { args: { customer: string; step: string }; answer: Changed }
  /** The rates of the law, half-year by half-year, the coming one first. */
  rates: { args: {  }; answer: Array<RateRow> }
  /** Confirm or correct a rate of the law, in percent. */
  rate_confirm: { args: { parameter: string; half_year: string; rate_percent: string }; answer: Changed }
  /** The document of a step, made now or as it was last kept. */
  draft: { args: { customer: string; step: string; lang: string | null }; answer: DraftView }
  /** The same with the owner's words; nothing is kept. */
  draft_render: { args: { edit: DraftEdit }; answer: DraftView }
  /** Keeps the owner's words. */
  draft_keep: { args: { edit: DraftEdit }; answer: DraftView }
  /** Records that it was sent. */
  sent: { args: { form: SentForm }; answer: Changed }
  /** A letter that left Acquit is not sent after all. */
  letter_put_aside: { args: { letter: string }; answer: Changed }
  /** How a claim is computed: of a customer, or of one invoice. */
  claim: { args: { customer: string; invoice: string | null }; answer: ClaimView }
  /** A kept document by its digest. */
  document: { args: { digest: string }; answer: DocumentView }
  /** A page of invoices. */
  invoices: { args: { query: ListQuery }; answer: InvoicesView }
  /** A page of customers. */
  customers: { args: { query: ListQuery }; answer: CustomersView }
  /** One customer's file. */
  customer_file: { args: { customer: string }; answer: CustomerFileView }
  /** A new customer, or a known one changed. */
  customer_save: { args: { form: CustomerForm }; answer: Changed }
  /** Says what several customers are. */
  kinds_set: { args: { kinds: Array<KindForm> }; answer: Changed }
  /** A call, a message: in or out. */
  exchange_save: { args: { form: ExchangeForm }; answer: Changed }
  /** What became of the last registered letter. */
  delivery_save: { args: { form: DeliveryForm }; answer: Changed }
  /** Money received. */
  payment_save: { args: { form: PaymentForm }; answer: Changed }
  /** What money received would do, while it is typed. */
  payment_preview: { args: { form: PaymentForm }; answer: PaymentPreview }
  /** Invoices are given to a factor or a bank. */
  cede: { args: { form: CessionForm }; answer: Changed }
  /** They came back. */
  cession_end: { args: { form: CessionForm }; answer: Changed }
  /** In which order the payments of a customer count inside an invoice. */
  payment_order_save: { args: { form: PaymentOrderForm }; answer: Changed }
  /** What became of every euro of an invoice. */
  breakdown: { args: { invoice: string }; answer: BreakdownView }
  /** Gives free money of a customer to its invoices: one source or all, to one invoice or to the oldest due first. */
  money_apply: { args: { customer: string; source: string | null; invoice: string | null }; answer: Changed }
  /** Free money pays interest and indemnity: one payment, or all. */
  money_to_accessories: { args: { customer: string; source: string | null }; answer: Changed }
  /** A payment that bounced or was recorded by mistake. */
  payment_reverse: { args: { payment: string; reason: string }; answer: Changed }
  /** Silence, with its reason. */
  pause_save: { args: { form: PauseForm }; answer: Changed }
  /** Ends a promise, dispute, payment claim, pause or hand-over. */
  hold_end: { args: { form: HoldEndForm }; answer: Changed }
  /** What a plan with a customer begins with. */
  plan_start: { args: { customer: string }; answer: PlanStart }
  /** An instalment plan while it is put together; nothing is kept. */
  plan_preview: { args: { form: PlanForm }; answer: PlanPreview }
  /** Agrees an instalment plan: its document is printed and kept. */
  plan_save: { args: { form: PlanForm }; answer: Changed }
  /** A plan came back signed. */
  plan_sign: { args: { form: PlanSignForm }; answer: Changed }
  /** Records the signature of a plan among the events that may move limitation. */
  plan_acknowledge: { args: { plan: string }; answer: Changed }
  /** What the owner must do about a dispute, and by when. */
  dispute_task: { args: { form: DisputeTaskForm }; answer: Changed }
  /** What the owner answered to a dispute. */
  dispute_answer: { args: { form: DisputeAnswerForm }; answer: Changed }
  /** The debtor is insolvent. */
  insolvency_save: { args: { form: InsolvencyForm }; answer: Changed }
  /** The file goes to somebody else. */
  hand_over_save: { args: { form: HandOverForm }; answer: Changed }
  /** Something that moves the last day to go to court; or a correction of it. */
  limitation_fact_save: { args: { form: LimitationForm }; answer: Changed }
  /** Takes out what was recorded by mistake. */
  limitation_fact_withdraw: { args: { customer: string; fact: string; reason: string }; answer: Changed }
  /** The owner's word on what the debtor did: it counts, or it does not. */
  limitation_confirm: { args: { form: LimitationWordForm }; answer: Changed }
  /** Takes that word back. */
  limitation_unconfirm: { args: { customer: string; subject: string }; answer: Changed }
  /** What would be if something happened; nothing is kept. */
  limitation_suppose: { args: { form: LimitationSupposeForm }; answer: Array<LimitationSupposedView> }
  /** What the law says of an invoice while it is typed. */
  due_preview: { args: { form: InvoiceForm }; answer: DuePreview }
  /** A new invoice, or a known one changed. */
  invoice_save: { args: { form: InvoiceForm }; answer: InvoiceSaved }
  /** An invoice as it may be edited. */
  invoice_form: { args: { invoice: string }; answer: InvoiceForm }
  /** Takes an invoice out. */
  invoice_withdraw: { args: { invoice: string; reason: string }; answer: Changed }
  /** Keeps files with an invoice, as what they prove. */
  attachment_add: { args: { invoice: string; kind: string; paths: Array<string> }; answer: Changed }
  /** Parts a document from an invoice, with the reason. */
  attachment_withdraw: { args: { invoice: string; digest: string; reason: string }; answer: Changed }
  /** Gives up a claim. */
  write_off: { args: { invoice: string; reason: string }; answer: Changed }
  /** Gives up everything overdue of a customer. */
  write_off_overdue: { args: { customer: string; reason: string }; answer: Changed }
  /** Lines of the bank and what each may pay, as many of each group as `limit`. */
  bank: { args: { limit: number }; answer: BankView }
  /** A match as it was shown. */
  bank_confirm: { args: { line: string; pick: string }; answer: Changed }
  /** Every certain match; `count` is how many were shown. */
  bank_confirm_all: { args: { count: number }; answer: Changed }
  /** What was recognised in a line is taken back. */
  bank_undo: { args: { line: string }; answer: Changed }
  /** A line is no customer's payment. */
  bank_aside: { args: { line: string; reason: string }; answer: Changed }
  /** A line set aside waits again. */
  bank_take_up: { args: { line: string }; answer: Changed }
  /** Money that came and went back: neither line waits any more. */
  bank_pair_aside: { args: { line: string; other: string }; answer: Changed }
  /** A line takes back a recorded payment. */
  bank_return: { args: { line: string; payment: string }; answer: Changed }
  /** Recorded payments that a line may take back. */
  bank_returnable: { args: { line: string }; answer: Array<BankPaymentView> }
  /** What giving a line to customers by hand would record; nothing is. */
  bank_shares: { args: { form: BankSharesForm }; answer: BankSharesView }
  /** Gives a line to customers by hand. */
  bank_recognise: { args: { form: BankSharesForm }; answer: Changed }
  /** The promises, plans and disputes of everybody. */
  commitment_board: { args: { limit: number }; answer: CommitmentBoard }
  /** What was read and is not stored yet, as it stands now. */
  import_plan: { args: {  }; answer: ImportPlanView }
  /** What would go in under these answers; files that are not named have none. */
  import_answer: { args: { plan: string; answers: Array<ImportAnswer> }; answer: ImportPlanView }
  /** Another reading of a list. */
  import_mapping: { args: { edit: MappingEdit }; answer: ImportPlanView }
  /** Takes imports out again as a whole: one, or several with commas between. */
  import_undo: { args: { import: string }; answer: Changed }
  /** Earlier imports. */
  imports: { args: {  }; answer: Array<ImportBatchView> }
  /** Reads files and folders; nothing is stored. Progress comes as the event `import-progress`. */
  import_read: { args: { paths: Array<string> }; answer: ImportPlanView }
  /** Stores what was read, each file all or nothing. Progress comes as the event `import-progress`. */
  import_confirm: { args: { plan: string; answers: Array<ImportAnswer> }; answer: ImportDoneView }
  /** Stops the reading or storing under way. */
  import_cancel: { args: {  }; answer: boolean }
  /** Asks for files; empty when the owner closed the dialog. */
  pick_files: { args: {  }; answer: Array<string> }
  /** Asks for a folder; empty when the owner closed the dialog. */
  pick_folder: { args: {  }; answer: Array<string> }
  /** Asks for a picture and keeps it as the logo. */
  pick_logo: { args: {  }; answer: string | null }
  /** Asks where, and writes the PDF of a letter there. The sentence says where. Past a red light only with a reason. */
  document_save: { args: { letter: string; despite: string | null }; answer: string | null }
  /** Asks where, and writes a copy of a kept document there. The sentence says where. */
  original_save: { args: { digest: string }; answer: string | null }
  /** Opens a kept PDF in the system's reader, to print it. */
  original_print: { args: { digest: string }; answer: string }
  /** Opens the PDF of a letter in the system's reader, to print it. Past a red light only with a reason. */
  document_print: { args: { letter: string; despite: string | null }; answer: string }
  /** Opens the mail program with the message and its PDF. Past a red light only with a reason. */
  mail_open: { args: { letter: string; despite: string | null }; answer: string }
  /** Switches to the sample business, or back to one's own. */
  sample: { args: { open: boolean }; answer: FrameView }
  /** The copies that can be put back, latest first; also when the file cannot be opened. */
  backups: { args: {  }; answer: Array<BackupView> }
  /** Puts a copy back by its name; what was there is set aside first. */
  backup_put_back: { args: { name: string }; answer: RestoredView }
  /** What is spoken while the file cannot say it: what the page spoke last, else the system's language. */
  language: { args: { last: string | null }; answer: string }
  /** The first screen with something to do on it was painted; for measurements. */
  painted: { args: {  }; answer: boolean }
}
