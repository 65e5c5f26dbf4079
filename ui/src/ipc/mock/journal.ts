/** A sample accounting journal on its way in. */
import type { ImportAnswer, ImportPlanView, JournalView } from '../generated'
import { L } from './data'

function journal(): JournalView {
  return {
    period: L('Du 1er janvier au 31 décembre 2025, 5 422 lignes', '1 January 2025 to 31 December 2025, 5,422 lines'),
    rows: [
      {
        label: L('Clients', 'Customers'),
        count: L('212 nouveaux, 12 déjà connus', '212 new, 12 known already'),
        amount: null,
        note: L('41 doivent encore quelque chose.', '41 still owe something.'),
      },
      {
        label: L('Factures', 'Invoices'),
        count: L('1 830 nouvelles, 23 déjà connues', '1,830 new, 23 known already'),
        amount: 412_003_40,
        note: L('56 restent à payer (38 120,15 €).', '56 are unpaid (€38,120.15).'),
      },
      { label: L('Avoirs', 'Credit notes'), count: L('14 nouveaux', '14 new'), amount: 3_912_00, note: '' },
      {
        label: L('Paiements', 'Payments'),
        count: L('1 702 nouveaux', '1,702 new'),
        amount: 372_940_12,
        note: L(
          '9 sont sans lettrage complet : 1 204,00 € restent au crédit de leurs clients.',
          '9 are not lettered in full: €1,204.00 stay as credit of their customers.',
        ),
      },
      {
        label: L('Soldes d’ouverture', 'Opening balances'),
        count: L('6 nouveaux', '6 new'),
        amount: 12_480_00,
        note: L(
          'La facture et son échéance ne sont pas dans le fichier : rien n’est réclamé tant que vous ne les avez pas précisées.',
          'The invoice and its due date are not in the file: nothing is claimed until you have said them.',
        ),
      },
    ],
    left_out: [
      {
        name: 'RECETTE CB',
        why: L('un moyen de paiement, pas un client', 'a means of payment, not a customer'),
        amount: 312_50,
      },
      {
        name: 'CLIENTS DIVERS',
        why: L('plusieurs personnes sous un même nom', 'several people under one name'),
        amount: 1_920_00,
      },
    ],
    sums: [
      { label: L('Compte 411 du fichier', 'Account 411 of the file'), amount: 51_628_65 },
      { label: L('Laissé de côté', 'Left out'), amount: -2_232_50 },
      {
        label: L('Clients repris, d’après la comptabilité', 'Customers taken over, by the accounts'),
        amount: 49_396_15,
      },
      { label: L('D’après Acquit, avant', 'By Acquit, before'), amount: 8_204_00 },
      { label: L('D’après Acquit, après', 'By Acquit, after'), amount: 49_396_15 },
    ],
    verdict: {
      text: L('Les soldes sont les mêmes, client par client.', 'The balances are the same, customer by customer.'),
      tone: 'good',
    },
    differing: [],
  }
}

/** A plan of a journal alone. */
export function journalPlan(answers: ImportAnswer[]): ImportPlanView {
  const left = answers.some((one) => one.question === 'file' && one.value === 'leave')
  return {
    plan: 'plan-1',
    summary: L('1 850 factures prêtes', '1,850 invoices ready'),
    ready: left ? 0 : 1850,
    lines: 0,
    statements: false,
    payments: left ? 0 : 1702,
    ready_amount: left ? 0 : 41_192_15,
    files: [
      {
        index: 0,
        name: '812345678FEC20251231.txt',
        format: L('Écritures (FEC)', 'Journal (FEC)'),
        bank: false,
        state: 'ready',
        sentence: L(
          '212 nouveaux clients, 1 830 factures et 1 702 paiements seront repris de la comptabilité.',
          '212 new customers, 1,830 invoices and 1,702 payments will be taken over from the accounts.',
        ),
        invoices: [],
        findings: [
          {
            severity: 'warning',
            place: L('ligne 1 204', 'line 1204'),
            sentence: L(
              'F-2025-188 de Studio Perrin SAS est déjà connue pour 2 016,40 € ; la comptabilité dit 2 106,40 €. Rien n’y est changé : vérifiez laquelle est juste.',
              'F-2025-188 of Studio Perrin SAS is known already with €2,016.40; the accounts say €2,106.40. Nothing is changed in it: check which is right.',
            ),
          },
        ],
        questions: [],
        mapping: null,
        journal: journal(),
      },
    ],
  }
}
