/** Drafts of the sample shell. */
import type { DraftEdit, DraftView } from '../generated'
import * as data from './data'
import { L } from './data'
import { gateOf } from './gate'
import { letterPdf } from './pdf'
import { customer, euros, state } from './state'
import { claimOf } from './views'

export function draftOf(id: string, step: string, lang: string, edit: DraftEdit | null): DraftView {
  const who = customer(id)
  const fr = lang === 'fr'
  const open = state.invoices.filter((one) => one.customer === id && one.amount - one.paid > 0)
  const kept = state.kept[`${id} ${step}`]
  const claim = claimOf(id, null)
  const subject =
    edit?.subject ??
    kept?.subject ??
    (fr
      ? `Factures ${open.map((one) => one.number).join(' et ')}, ${step === 'formal_notice' ? 'mise en demeure' : 'rappel'}`
      : `Invoices ${open.map((one) => one.number).join(' and ')}: ${step === 'formal_notice' ? 'formal notice' : 'reminder'}`)
  const body =
    edit?.body ??
    kept?.body ??
    (step === 'call'
      ? fr
        ? 'Trois questions à poser\n1. Avez-vous bien reçu la facture et le matériel ?\n2. Y a-t-il une raison au retard ?\n3. À quelle date puis-je compter sur le virement ?\n\nSi on vous répond « en fin de mois »\nDemandez une date précise et un montant, et dites que vous la notez.'
        : 'Three questions to ask\n1. Did you receive the invoice and the goods?\n2. Is there a reason for the delay?\n3. On which day can I expect the transfer?\n\nIf you hear “at the end of the month”\nAsk for a day and an amount, and say that you note it.'
      : fr
        ? 'Madame, Monsieur,\n\nSauf erreur de notre part, et malgré notre message du 10 novembre, les factures ci-dessous restent impayées. Nous vous remercions de les régler sous huit jours.\n\nSi un point empêche ce paiement, appelez-moi : nous trouverons une solution, au besoin un échéancier.\n\nVous pouvez payer par virement en flashant le code ci-contre avec l’application de votre banque.\n\nAvec mes salutations cordiales,\nYann Morvan'
        : 'Dear Sir or Madam,\n\nUnless we are mistaken, and despite our message of 10 November, the invoices below are still unpaid. Please settle them within eight days.\n\nIf anything stands in the way, call me: we will find a solution, instalments if need be.\n\nYou can pay by transfer by scanning the code with your bank’s application.\n\nKind regards,\nYann Morvan')
  const date = fr ? 'Saint-Malo, le 22 novembre 2026' : 'Saint-Malo, 22 November 2026'
  const threat = /huissier|saisie|tribunal dans les 24/i.test(body)
  return {
    letter: `l-${id}-${step}`,
    customer: id,
    step,
    lang,
    channel: step === 'formal_notice' ? 'registered_letter' : step === 'call' ? 'phone' : 'email',
    recipient: step === 'formal_notice' ? who.name : who.email || who.name,
    subject,
    body,
    edited: Boolean(edit ?? kept),
    text: `${body}\n\nIBAN : FR76 3000 6000 0112 3456 7890 189\n\nYann Morvan\nAtelier Morvan EURL`,
    mail_to: who.email,
    enclosed: [
      { name: `${step}-${id}.pdf`, size: L('62 Ko', '62 kB') },
      ...open.map((one) => ({ name: `${one.number}.pdf`, size: L('118 Ko', '118 kB') })),
    ],
    iban: 'FR76 3000 6000 0112 3456 7890 189',
    waiting: state.waiting[id] ?? [],
    pdf_base64: letterPdf({
      sender: ['Atelier Morvan', '12 rue des Forges', '35400 Saint-Malo'],
      to: [who.name, who.contact, who.street, `${who.postcode} ${who.city}`].filter(Boolean),
      place: date,
      subject:
        step === 'call'
          ? fr
            ? `Fiche d’appel : ${who.name}, ${who.phone}`
            : `Call sheet: ${who.name}, ${who.phone}`
          : subject,
      body,
      head: fr
        ? ['Facture', 'Échéance', 'Reste dû', 'Pénalités', 'Indemnité']
        : ['Invoice', 'Due', 'Still owed', 'Interest', 'Indemnity'],
      rows: claim.invoices.map((one) => {
        const invoice = open.find((other) => other.id === one.invoice)
        return [
          one.number,
          (invoice?.due ?? '').split('-').reverse().join('/'),
          euros(one.principal),
          euros(one.interest),
          euros(one.indemnity),
        ]
      }),
      total: [fr ? 'Total à ce jour' : 'Total to date', euros(claim.total)],
      foot: 'Atelier Morvan EURL · SIRET 842 159 376 00021 · IBAN FR76 3000 6000 0112 3456 7890 189',
    }),
    pdf_digest: '9f3c41d7a0',
    pdf_name: `${step}-${id}.pdf`,
    deadline_days: step === 'formal_notice' ? (edit?.deadline_days ?? 8) : null,
    principal: claim.principal,
    interest: claim.interest,
    indemnity: claim.indemnity,
    total: claim.total,
    checks: [
      ...(threat
        ? [
            {
              tone: 'late' as const,
              sentence: L(
                '« huissier » annonce une mesure que vous ne pouvez pas encore prendre.',
                '“huissier” announces a measure you cannot take yet.',
              ),
              source: data.src('C. pén., art. 433-13'),
            },
          ]
        : []),
      { tone: 'good', sentence: L('Un moyen de répondre est proposé.', 'A way to answer is offered.'), source: null },
      {
        tone: 'good',
        sentence: L(
          'Les pénalités et les 40 € sont dus par ce débiteur.',
          'This debtor owes the interest and the €40.',
        ),
        source: data.src('C. com., art. L. 441-10, II'),
      },
      {
        tone: 'good',
        sentence: L('L’IBAN est celui de votre entreprise.', 'The IBAN is that of your business.'),
        source: null,
      },
    ],
    blocked: threat,
    gate: gateOf(id, step),
  }
}
