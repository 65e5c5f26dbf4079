/** Money received in the sample shell: four lines that wait, each of another kind, and what was done with some. */
import type { Answer, Args } from '..'
import type { BankGroup, BankLineView, BankPickView, BankView, Changed } from '../generated'
import { badge, L } from './data'
import { customer, state } from './state'

type Kind = 'doubtful' | 'unknown' | 'returns' | 'certain' | 'done' | 'aside'

/** Where each line is; the sample begins with the first four waiting. */
const start: Record<string, Kind> = {
  lenoir: 'doubtful',
  quai: 'doubtful',
  cheque: 'unknown',
  ecole: 'certain',
  rejet: 'returns',
}
let places: Record<string, Kind> = { ...start }
let reasons: Record<string, string> = {}
export function resetBank() {
  places = { ...start }
  reasons = {}
}

function pick(id: string, what: string, reasons: string[], against: string[], part: boolean): BankPickView {
  return {
    pick: `${id}-${what}`,
    customer: id,
    name: state.customers.find((one) => one.id === id)?.name ?? id,
    what,
    reasons,
    against,
    law: part
      ? {
          sentence: L(
            'Paiement partiel : venu du client lui-même, il interrompt la prescription de cette facture.',
            'Part payment: coming from the customer itself, it interrupts limitation of this invoice.',
          ),
          article: 'C. civ., art. 2240',
        }
      : null,
    badge: part ? badge(L('acompte', 'in part'), 'soon') : badge(L('soldée', 'settled'), 'good'),
  }
}

function lines(): Record<string, BankLineView> {
  const line = (id: string, day: string, amount: number, text: string, more: Partial<BankLineView>): BankLineView => ({
    line: id,
    day,
    amount,
    text,
    payer: '',
    picks: [],
    confirmable: false,
    hint: '',
    other: null,
    payment: null,
    ...more,
  })
  const same = L('C’est exactement ce qui reste dû.', 'It is exactly what is still owed.')
  return {
    lenoir: line('lenoir', '2026-11-12', 420600, 'VIR SEPA RECU GARAGE LENOIR FACT 171 ET 176 MOINS AVOIR', {
      payer: 'GARAGE LENOIR',
      confirmable: true,
      picks: [
        pick(
          'lenoir',
          L(
            'F-2026-171 et F-2026-176, moins avoir A-2026-009',
            'F-2026-171 and F-2026-176, less credit note A-2026-009',
          ),
          [
            L('Le libellé porte « 171 », la fin du numéro F-2026-171.', 'The text has “171”, the end of F-2026-171.'),
            same,
          ],
          [L('La banque a coupé le libellé.', 'The bank cut the text.')],
          false,
        ),
      ],
    }),
    quai: line('quai', '2026-11-05', 100000, 'VIR INST BRASSERIE DU QUAI ACPTE', {
      payer: 'BRASSERIE DU QUAI',
      confirmable: true,
      picks: [
        pick(
          'quai',
          L('acompte sur F-2026-141', 'part payment of F-2026-141'),
          [L('Le payeur est « BRASSERIE DU QUAI ».', 'The payer is “BRASSERIE DU QUAI”.')],
          [L('Il manque 2 600,00 € pour solder.', '€2,600.00 is missing to settle it.')],
          true,
        ),
      ],
    }),
    cheque: line('cheque', '2026-11-17', 35000, 'REMISE CHEQUE 0004412', {
      picks: ['delmas', 'dunes'].map((id) =>
        pick(
          id,
          'F-2026-150',
          [same],
          [L('Une autre facture ouverte a le même montant.', 'Another open invoice has this amount.')],
          false,
        ),
      ),
      hint: L('2 possibilités : Mme Delmas et Camping des Dunes', '2 possibilities: Mme Delmas and Camping des Dunes'),
    }),
    ecole: line('ecole', '2026-11-03', 216000, 'VIR SEPA STUDIO PERRIN F-2026-166', {
      payer: 'STUDIO PERRIN',
      confirmable: true,
      picks: [
        pick(
          'perrin',
          'F-2026-166',
          [L('Le libellé nomme la facture F-2026-166.', 'The text names invoice F-2026-166.'), same],
          [],
          false,
        ),
      ],
    }),
    rejet: line('rejet', '2026-11-18', -64000, 'PRLV IMPAYE MISTRAL SAS PROVISION INSUFFISANTE', {
      payer: 'MISTRAL SAS',
      payment: 'p-mistral',
      hint: L(
        'Il n’y avait pas assez d’argent sur le compte du client. Reprend le paiement de Mistral SAS du 12 octobre : la facture sera de nouveau due.',
        'There was not enough money on the customer’s account. Takes back the payment of Mistral SAS of 12 October: the invoice will be owed again.',
      ),
    }),
  }
}

const waiting = () => Object.values(places).filter((place) => place !== 'done' && place !== 'aside').length
export const bankCount = () => (state.scenario === 'rich' ? waiting() : 0)

export function bank({ limit }: Args<'bank'>): BankView {
  const all = lines()
  const rich = state.scenario === 'rich'
  const group = (kind: Kind): BankGroup => {
    const of = rich ? Object.values(all).filter((one) => places[one.line] === kind) : []
    const shown = of.map((one) =>
      kind === 'done'
        ? { ...one, confirmable: false, hint: '', picks: one.picks.slice(0, 1) }
        : kind === 'aside'
          ? { ...one, confirmable: false, picks: [], hint: reasons[one.line] ?? '' }
          : one,
    )
    return {
      count: of.length,
      amount: of.reduce((sum, one) => sum + one.amount, 0),
      lines: shown.slice(0, limit),
    }
  }
  return {
    seen: rich
      ? L('Banque vue jusqu’au 21 novembre 2026.', 'Bank seen until 21 November 2026.')
      : L('Aucun relevé pour le moment.', 'No statement yet.'),
    seen_until: rich ? '2026-11-21' : null,
    accounts: rich
      ? [
          { account: 'FR7630004000031234567890189', name: 'Atelier Morvan', ends_in: '0189', until: '2026-11-21' },
          { account: 'FR7610278021000002097930284', name: 'Atelier Morvan', ends_in: '0284', until: '2026-11-20' },
        ]
      : [],
    summary: L(`${waiting()} lignes attendent.`, `${waiting()} lines wait.`),
    doubtful: group('doubtful'),
    unknown: group('unknown'),
    returns: group('returns'),
    certain: group('certain'),
    done: group('done'),
    aside: group('aside'),
  }
}

type Change = (sentence: string, customers?: string[], undo?: string | null) => Changed

/** The commands that change a line. */
export function bankCommands(changed: Change) {
  const to = (line: string, place: Kind, french: string, english: string): Changed => {
    places[line] = place
    return changed(L(french, english))
  }
  return {
    bank,
    bank_confirm: ({ line }: Args<'bank_confirm'>) => to(line, 'done', 'Paiement reconnu.', 'Payment recognised.'),
    bank_confirm_all: () => {
      for (const [line, place] of Object.entries(places)) if (place === 'certain') places[line] = 'done'
      return changed(L('1 encaissement rapproché.', '1 payment matched.'))
    },
    bank_undo: ({ line }: Args<'bank_undo'>) =>
      to(line, start[line] ?? 'unknown', 'Rapprochement défait.', 'Match undone.'),
    bank_aside: ({ line, reason }: Args<'bank_aside'>) => {
      reasons[line] = reason
      return to(line, 'aside', 'Ligne mise de côté.', 'Line set aside.')
    },
    bank_take_up: ({ line }: Args<'bank_take_up'>) =>
      to(line, start[line] ?? 'unknown', 'La ligne attend de nouveau.', 'The line waits again.'),
    bank_pair_aside: ({ line }: Args<'bank_pair_aside'>) =>
      to(line, 'aside', 'Les deux lignes s’annulent.', 'The two lines cancel out.'),
    bank_return: ({ line }: Args<'bank_return'>) => to(line, 'done', 'Paiement reparti.', 'Payment went back.'),
    bank_returnable: (): Answer<'bank_returnable'> => [
      { payment: 'p-mistral', name: 'Mistral SAS', day: '2026-10-12', amount: 64000, what: 'F-2026-120' },
    ],
    bank_recognise: ({ form }: Args<'bank_recognise'>) =>
      to(form.line, 'done', 'Paiement reconnu.', 'Payment recognised.'),
    bank_shares: ({ form }: Args<'bank_shares'>): Answer<'bank_shares'> => {
      const line = lines()[form.line]?.amount ?? 0
      let given = 0
      const shares = form.shares.map((share) => {
        const amount = share.amount ? Math.round(Number(share.amount.replace(/\s/g, '').replace(',', '.')) * 100) : line
        given += amount
        let left = amount
        const open = state.invoices.filter((one) => one.customer === share.customer && one.amount > one.paid)
        const order = share.parts.length
          ? open.filter((one) => share.parts.some((part) => part.invoice === one.id))
          : open
        const parts = new Map<string, number>()
        for (const one of order) {
          const part = Math.min(left, one.amount - one.paid)
          parts.set(one.id, part)
          left -= part
        }
        return {
          customer: share.customer,
          name: customer(share.customer).name,
          amount,
          invoices: open.map((one) => ({
            invoice: one.id,
            number: one.number,
            subject: one.subject,
            due_date: one.due || null,
            open: one.amount - one.paid,
            part: parts.get(one.id) ?? 0,
          })),
          accessories: share.accessories ? Math.min(left, 4240) : 0,
          accessories_owed: Math.min(left, 4240),
        }
      })
      const missing = line - given
      return {
        shares,
        missing,
        problem: missing
          ? {
              code: 'field_does_not_sum',
              sentence: L('Le total ne fait pas le versement.', 'The parts do not make up the payment.'),
              field: 'amount',
            }
          : null,
        note: '',
      }
    },
  }
}
