/** The sample import: thirty files of every sort. */
import type { ImportAnswer, ImportFileView, ImportInvoiceView, ImportPlanView, MappingView } from '../generated'
import { L } from './data'

const one = (
  number: string,
  customer_name: string,
  due_date: string,
  amount: number,
  state = 'new',
  sentence = '',
): ImportInvoiceView => ({
  number,
  customer_name,
  issue_date: '2026-10-12',
  due_date,
  amount,
  state,
  sentence,
})

function file(
  index: number,
  name: string,
  format: string,
  state: string,
  sentence: string,
  invoices: ImportInvoiceView[],
  more: Partial<ImportFileView> = {},
): ImportFileView {
  return {
    index,
    name,
    format,
    bank: false,
    state,
    sentence,
    invoices,
    findings: [],
    questions: [],
    mapping: null,
    journal: null,
    ...more,
  }
}

export function mapping(): MappingView {
  return {
    kind: 'invoices',
    sheets: ['Impayés', 'Clients'],
    sheet: 0,
    header_line: 1,
    columns: [
      { index: 0, heading: 'N° pièce', samples: ['2026-0311', '2026-0318', '2026-0320'], field: 'number' },
      {
        index: 1,
        heading: 'Tiers',
        samples: ['Menuiserie Le Goff', 'Crêperie du Port', 'ADMR'],
        field: 'customer_name',
      },
      { index: 2, heading: 'Date', samples: ['03/09/2026', '11/09/2026', '14/09/2026'], field: 'issue_date' },
      { index: 3, heading: 'Échéance', samples: ['03/10/2026', '11/10/2026', '14/10/2026'], field: 'due_date' },
      { index: 4, heading: 'TTC', samples: ['1 250,00', '318,40', '2 004,10'], field: '' },
      { index: 5, heading: 'Commercial', samples: ['PM', 'PM', 'LB'], field: '' },
    ],
    fields: [
      { value: 'number', label: L('Numéro de facture', 'Invoice number') },
      { value: 'customer_name', label: L('Nom du client', 'Customer’s name') },
      { value: 'issue_date', label: L('Date de facture', 'Invoice date') },
      { value: 'due_date', label: L('Échéance', 'Due date') },
      { value: 'amount', label: L('Montant TTC', 'Amount, tax included') },
      { value: 'paid', label: L('Déjà réglé', 'Already paid') },
    ],
    several: [],
    missing: ['amount'],
    decimal: 'comma',
    dates: 'dmy',
    money_out: null,
    remembered: false,
    preview: [],
    lines: [],
  }
}

export function plan(current: MappingView | null, names: string[], answers: ImportAnswer[] = []): ImportPlanView {
  const map = current ?? mapping()
  const readable = map.missing.length === 0
  const listed = [
    one('2026-0311', 'Menuiserie Le Goff', '2026-10-03', 125000),
    one('2026-0318', 'Crêperie du Port', '2026-10-11', 31840),
    one('2026-0320', 'ADMR', '2026-10-14', 200410),
  ]
  const ready = Array.from({ length: 22 }, (_, at) =>
    file(
      10 + at,
      `F-2026-${210 + at}.${at % 3 ? 'pdf' : 'xml'}`,
      at % 3 ? 'Factur-X' : at % 2 ? 'UBL' : 'CII',
      'ready',
      L('Sera ajoutée.', 'Will be added.'),
      [
        one(
          `F-2026-${210 + at}`,
          ['Atelier Cobalt', 'SARL Les Embruns', 'Mme Guérin', 'Librairie du Sillon'][at % 4]!,
          '2026-11-30',
          45000 + at * 13150,
        ),
      ],
    ),
  )
  const files = [
    file(
      0,
      'facture-2207.pdf',
      'Factur-X',
      'question',
      L(
        'Le vendeur inscrit sur la facture n’a pas votre SIREN.',
        'The seller on the invoice does not have your SIREN.',
      ),
      [one('2207', 'Restaurant Le Phare', '2026-10-31', 88000)],
      {
        questions: [
          {
            key: 'other_seller',
            sentence: L(
              'Le vendeur est « Morvan Agencement SARL ». Est-ce bien votre entreprise ?',
              'The seller is “Morvan Agencement SARL”. Is it your business?',
            ),
            options: [
              { value: 'import', label: L('Oui, c’est la mienne', 'Yes, it is mine') },
              { value: 'leave', label: L('Non, ne pas l’importer', 'No, leave it out') },
            ],
          },
        ],
      },
    ),
    file(
      1,
      'F-2026-188 (copie).xml',
      'UBL',
      'question',
      L('Même numéro qu’une facture connue, mais un autre montant.', 'Same number as a known invoice, another amount.'),
      [one('F-2026-188', 'Studio Perrin SAS', '2026-10-30', 210640, 'conflict')],
      {
        questions: [
          {
            key: 'conflict',
            sentence: L(
              'F-2026-188 est déjà là pour 2 016,40 € ; ce fichier dit 2 106,40 €. Laquelle garder ?',
              'F-2026-188 is already there for €2,016.40; this file says €2,106.40. Which one to keep?',
            ),
            options: [
              { value: 'keep', label: L('Garder la mienne', 'Keep mine') },
              { value: 'replace', label: L('Prendre celle du fichier', 'Take the file’s') },
            ],
          },
        ],
      },
    ),
    file(
      2,
      'impayes-octobre.xlsx',
      L('Liste Excel', 'Excel list'),
      readable ? 'ready' : 'mapping',
      readable
        ? L('3 factures seront ajoutées.', '3 invoices will be added.')
        : L('Une colonne doit être précisée.', 'One column must be named.'),
      readable ? listed : [],
      {
        mapping: { ...map, preview: readable ? listed : [] },
        findings: [
          {
            severity: 'warning',
            place: L('ligne 14, colonne Échéance', 'line 14, column Échéance'),
            sentence: L(
              '« à réception » n’est pas une date : la loi donnera l’échéance.',
              '“à réception” is no date: the law will give the due date.',
            ),
          },
        ],
      },
    ),
    ...ready,
    file(
      40,
      'F-2026-141.pdf',
      'Factur-X',
      'duplicate',
      L('Déjà enregistrée le 3 août.', 'Already stored on 3 August.'),
      [one('F-2026-141', 'Brasserie du Quai SARL', '2026-09-01', 360000, 'duplicate')],
    ),
    file(
      41,
      'F-2026-141 - copie.pdf',
      'Factur-X',
      'duplicate',
      L('Même contenu que F-2026-141.pdf.', 'Same content as F-2026-141.pdf.'),
      [one('F-2026-141', 'Brasserie du Quai SARL', '2026-09-01', 360000, 'duplicate')],
    ),
    file(
      42,
      'EDF-novembre.pdf',
      'Factur-X',
      'refused',
      L(
        'Facture reçue : vous en êtes l’acheteur, pas le vendeur.',
        'A received invoice: you are its buyer, not its seller.',
      ),
      [],
    ),
    file(
      43,
      'scan0007.pdf',
      'PDF',
      'refused',
      L(
        'Ce PDF ne contient pas de facture lisible par un programme. Saisissez-la : trente secondes suffisent.',
        'This PDF holds no invoice that a program can read. Type it: thirty seconds are enough.',
      ),
      [],
      {
        findings: [{ severity: 'error', place: '', sentence: L('aucun fichier XML joint', 'no attached XML') }],
      },
    ),
  ]
  const said = (file: number, question: string) =>
    answers.find((one) => one.file === file && one.question === question)?.value
  const isIn = (file: number, question: string, value: string) =>
    said(file, 'file') !== 'leave' && said(file, question) === value
  const more = [isIn(0, 'other_seller', 'import'), isIn(1, 'conflict', 'replace')].filter(Boolean).length
  const count = 22 + (readable && said(2, 'file') !== 'leave' ? 3 : 0) + more
  return {
    plan: 'plan-1',
    files,
    summary: L(
      `${names.length > 3 ? `${names.length} fichiers : ` : ''}${count} factures prêtes, 2 doublons, 2 questions, 2 fichiers refusés`,
      `${count} invoices ready, 2 duplicates, 2 questions, 2 files refused`,
    ),
    ready: count,
    lines: 0,
    statements: false,
    payments: 0,
    ready_amount: files
      .filter((one) => one.state === 'ready' || (one.state === 'mapping' && readable))
      .flatMap((one) => one.invoices)
      .reduce((sum, line) => sum + line.amount, 0),
  }
}
