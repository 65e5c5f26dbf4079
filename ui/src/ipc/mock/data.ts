/** A made-up joiner's workshop in Saint-Malo and its customers. Nothing here is shipped. */
import type { Badge, CardView, SourceView, TimelineView } from '../generated'

export let language = 'fr'
export const setLanguage = (lang: string) => (language = lang)
export const L = (fr: string, en: string) =>
  language === 'fr'
    ? fr
        .replace(/ ([;!?%€])/g, '\u202f$1')
        .replace(/ :/g, '\u00a0:')
        .replace(/« /g, '«\u202f')
        .replace(/ »/g, '\u202f»')
    : en

export const TODAY = '2026-11-22'

export interface MockInvoice {
  id: string
  number: string
  customer: string
  subject: string
  issue: string
  due: string
  amount: number
  paid: number
  credit?: boolean
  attachment?: string
}
export interface MockCustomer {
  id: string
  name: string
  kind: '' | 'professional' | 'consumer' | 'public_body'
  siren: string
  street: string
  postcode: string
  city: string
  contact: string
  role: string
  email: string
  phone: string
  last: string | null
  rate: number
}

const c = (
  id: string,
  name: string,
  kind: MockCustomer['kind'],
  siren: string,
  street: string,
  postcode: string,
  city: string,
  contact: string,
  role: string,
  email: string,
  phone: string,
  last: string | null,
  rate = 12.15,
): MockCustomer => ({ id, name, kind, siren, street, postcode, city, contact, role, email, phone, last, rate })

export const customers: MockCustomer[] = [
  c(
    'quai',
    'Brasserie du Quai SARL',
    'professional',
    '812 345 678',
    '3 quai Duguay-Trouin',
    '35000',
    'Rennes',
    'M. Hamon',
    'gérant',
    'compta@brasserie-quai.example',
    '02 99 00 00 00',
    '2026-11-03',
  ),
  c(
    'delmas',
    'Mme Delmas',
    'consumer',
    '',
    '18 rue des Cordiers',
    '35400',
    'Saint-Malo',
    '',
    '',
    'f.delmas@exemple.example',
    '06 00 00 00 01',
    '2026-09-10',
    6.67,
  ),
  c(
    'perrin',
    'Studio Perrin SAS',
    'professional',
    '879 123 450',
    '4 quai Chateaubriand',
    '35000',
    'Rennes',
    'Mme Perrin',
    'comptabilité',
    'compta@studio-perrin.example',
    '02 99 00 00 11',
    '2026-11-10',
  ),
  c(
    'lenoir',
    'Garage Lenoir',
    'professional',
    '423 456 781',
    'ZA des Landes, 12 rue Ampère',
    '35760',
    'Saint-Grégoire',
    'M. Lenoir',
    'gérant',
    'garage.lenoir@exemple.example',
    '02 99 00 00 22',
    '2026-11-12',
  ),
  c(
    'tilleuls',
    'SCI Les Tilleuls',
    'professional',
    '501 234 567',
    '7 place de la Mairie',
    '35800',
    'Dinard',
    'M. Rault',
    'gérant',
    'tilleuls@exemple.example',
    '02 99 00 00 33',
    '2026-11-05',
  ),
  c(
    'briac',
    'Mairie de Saint-Briac',
    'public_body',
    '213 502 560',
    '18 rue de la Mairie',
    '35800',
    'Saint-Briac-sur-Mer',
    'Service finances',
    '',
    'finances@saint-briac.example',
    '02 99 00 00 44',
    '2026-11-09',
    10.15,
  ),
  c(
    'mistral',
    'Café Mistral',
    'professional',
    '790 456 123',
    '2 rue de Dinan',
    '35400',
    'Saint-Malo',
    'Mme Arnaud',
    'gérante',
    'cafe.mistral@exemple.example',
    '02 99 00 00 55',
    '2026-11-16',
  ),
  c(
    'ecole',
    'École Sainte-Anne',
    'professional',
    '777 654 321',
    '9 rue de la Victoire',
    '35400',
    'Saint-Malo',
    'Économat',
    '',
    'economat@ecole.example',
    '02 99 00 00 66',
    '2026-11-03',
  ),
  c('dunes', 'Camping des Dunes', '', '', '', '35350', 'Saint-Coulomb', '', '', '', '', null),
  c(
    'rault',
    'M. Rault',
    'consumer',
    '',
    '5 allée des Pins',
    '35430',
    'Châteauneuf',
    '',
    '',
    'rault@exemple.example',
    '06 00 00 00 02',
    '2026-11-18',
    6.67,
  ),
  c(
    'horizon',
    'Hôtel Horizon & Spa, groupe Émeraude Côte d’Armor',
    'professional',
    '834 567 219',
    '44 boulevard de la Mer',
    '22700',
    'Perros-Guirec',
    'Service fournisseurs',
    '',
    'fournisseurs@horizon.example',
    '02 96 00 00 77',
    '2026-10-30',
  ),
  c(
    'kerjean',
    'Boulangerie Kerjean',
    '',
    '',
    '1 place du Marché',
    '35260',
    'Cancale',
    '',
    '',
    'kerjean@exemple.example',
    '',
    null,
  ),
]

const f = (
  id: string,
  number: string,
  customer: string,
  subject: string,
  issue: string,
  due: string,
  amount: number,
  paid = 0,
  attachment?: string,
): MockInvoice => ({ id, number, customer, subject, issue, due, amount, paid, ...(attachment ? { attachment } : {}) })

export const invoices: MockInvoice[] = [
  f('i141', 'F-2026-141', 'quai', 'Tables sur mesure', '2026-08-01', '2026-09-01', 360000, 100000, 'F-2026-141.pdf'),
  f('i149', 'F-2026-149', 'quai', 'Pose', '2026-08-12', '2026-09-12', 145000, 0, 'F-2026-149.pdf'),
  f('i160', 'F-2026-160', 'quai', 'Vernis, retouches', '2026-08-30', '2026-09-30', 82000, 0, 'F-2026-160.pdf'),
  f('i012', 'F-2025-012', 'delmas', 'Étagères du salon', '2025-02-01', '2025-02-14', 64000),
  f('i188', 'F-2026-188', 'perrin', 'Agencement accueil', '2026-09-30', '2026-10-30', 201640, 0, 'F-2026-188.pdf'),
  f('i193', 'F-2026-193', 'perrin', 'Cloison bois', '2026-09-30', '2026-10-30', 120000, 0, 'F-2026-193.pdf'),
  f('i195', 'F-2026-195', 'lenoir', 'Établis d’atelier', '2026-10-03', '2026-11-03', 510200),
  f('i170', 'F-2026-170', 'tilleuls', 'Portes palières', '2026-09-12', '2026-10-12', 239000),
  f('i190', 'F-2026-190', 'briac', 'Bancs de la salle des fêtes', '2026-10-11', '2026-11-10', 120410),
  f('i187', 'F-2026-187', 'mistral', 'Comptoir', '2026-09-26', '2026-10-26', 99800),
  f('i166', 'F-2026-166', 'ecole', 'Vestiaires', '2026-09-10', '2026-10-10', 216000, 216000),
  f('i205', 'F-2026-205', 'ecole', 'Bibliothèque', '2026-11-02', '2026-12-02', 384000),
  f('i198', 'F-2026-198', 'dunes', 'Terrasse bois', '2026-10-20', '2026-11-17', 35000),
  f('i200', 'F-2026-200', 'rault', 'Portail', '2026-10-24', '2026-11-14', 128000, 40000),
  f('i201', 'F-2026-201', 'horizon', 'Têtes de lit, 24 chambres', '2026-10-28', '2026-12-12', 1864000),
  f('i202', 'F-2026-202', 'horizon', 'Bar de la terrasse', '2026-11-08', '2026-12-23', 742600),
  f('i203', 'F-2026-203', 'kerjean', 'Présentoirs', '2026-11-05', '2026-12-05', 96000),
  { ...f('a009', 'A-2026-009', 'lenoir', 'Avoir sur F-2026-176', '2026-10-01', '', -18000), credit: true },
]

export const daysLate = (invoice: MockInvoice) =>
  invoice.due ? Math.round((Date.parse(TODAY) - Date.parse(invoice.due)) / 86_400_000) : 0

export const badge = (text: string, tone: Badge['tone']): Badge => ({ text, tone })
export const src = (title: string, confidence = 'sure'): SourceView => ({
  title,
  href: 'https://www.legifrance.gouv.fr/codes/id/LEGITEXT000005634379/',
  confidence,
})

export type MockGroup = 'decide' | 'do' | 'promises' | 'check'

export interface MockStep {
  group: MockGroup
  card: (open: number) => Omit<CardView, 'amount' | 'customer' | 'customer_name' | 'mark'>
}

export const steps: Record<string, MockStep> = {
  quai: {
    group: 'decide',
    card: () => ({
      step: 'hand_over',
      step_label: L('Confier le dossier ?', 'Hand the file over?'),
      why: L(
        'Mise en demeure expirée depuis 6 jours, sans réponse. 4 voies sont ouvertes.',
        'The formal notice expired 6 days ago, unanswered. 4 routes are open.',
      ),
      badge: badge(L('82 j', '82 d'), 'late'),
    }),
  },
  delmas: {
    group: 'decide',
    card: () => ({
      step: 'act_before_limitation',
      step_label: L('Agir avant prescription', 'Act before the claim lapses'),
      why: L(
        'Particulier : l’action s’éteint le 14 février 2027. Une relance n’interrompt pas ce délai.',
        'Consumer: the claim lapses on 14 February 2027. A reminder does not stop that clock.',
      ),
      badge: badge(L('84 j restants', '84 d left'), 'soon'),
    }),
  },
  perrin: {
    group: 'do',
    card: () => ({
      step: 'second_reminder',
      step_label: L('2e relance', '2nd reminder'),
      why: L(
        '1re relance du 10 novembre sans réponse. Paie d’habitude à 38 j.',
        'First reminder of 10 November unanswered. Usually pays after 38 days.',
      ),
      badge: badge(L('23 j', '23 d'), 'late'),
    }),
  },
  lenoir: {
    group: 'do',
    card: () => ({
      step: 'call',
      step_label: L('Appeler', 'Call'),
      why: L(
        'Deux e-mails sans réponse. Montant élevé : un appel d’abord.',
        'Two e-mails unanswered. A large amount: a call first.',
      ),
      badge: badge(L('19 j', '19 d'), 'late'),
    }),
  },
  tilleuls: {
    group: 'do',
    card: () => ({
      step: 'formal_notice',
      step_label: L('Mise en demeure', 'Formal notice'),
      why: L(
        '3 relances en 34 jours. La mise en demeure ouvre la voie judiciaire.',
        '3 reminders in 34 days. The formal notice opens the way to court.',
      ),
      badge: badge(L('41 j', '41 d'), 'late'),
    }),
  },
  briac: {
    group: 'do',
    card: () => ({
      step: 'first_reminder',
      step_label: L('1re relance', '1st reminder'),
      why: L(
        'Acheteur public : délai de 30 jours dépassé de 12 jours.',
        'Public buyer: the 30-day limit passed 12 days ago.',
      ),
      badge: badge(L('12 j', '12 d'), 'late'),
    }),
  },
  mistral: {
    group: 'promises',
    card: () => ({
      step: 'check_promise',
      step_label: L('Promesse du 20 novembre', 'Promise of 20 November'),
      why: L(
        '« Virement vendredi », au téléphone le 16. Est-il arrivé ?',
        '“Transfer on Friday”, by telephone on the 16th. Has it arrived?',
      ),
      badge: badge(L('27 j', '27 d'), 'late'),
    }),
  },
  dunes: {
    group: 'check',
    card: () => ({
      step: 'name_the_kind',
      step_label: L('Préciser qui est ce client', 'Say who this customer is'),
      why: L(
        'Rien ne peut être réclamé avant de savoir s’il s’agit d’un professionnel.',
        'Nothing can be claimed before knowing whether this is a professional.',
      ),
      badge: badge(L('5 j', '5 d'), 'soon'),
    }),
  },
}

export const stepLabel = (step: string) =>
  ({
    name_the_kind: L('Préciser qui est ce client', 'Say who this customer is'),
    check_deposit: L('Vérifier le dépôt', 'Check the deposit'),
    check_payment: L('Vérifier le paiement', 'Check the payment'),
    answer_dispute: L('Répondre à la contestation', 'Answer the dispute'),
    deposit_cheque: L('Remettre le chèque', 'Deposit the cheque'),
    check_promise: L('Vérifier la promesse', 'Check the promise'),
    first_reminder: L('1re relance', '1st reminder'),
    call: L('Appeler', 'Call'),
    second_reminder: L('2e relance', '2nd reminder'),
    formal_notice: L('Mise en demeure', 'Formal notice'),
    hand_over: L('Confier le dossier', 'Hand the file over'),
    act_before_limitation: L('Agir avant prescription', 'Act before the claim lapses'),
  })[step] ?? step

export const timelines: Record<string, () => TimelineView[]> = {
  quai: () => [
    line(
      18,
      '2026-11-16',
      'late',
      L('Délai de la mise en demeure écoulé', 'Time of the formal notice over'),
      L('aucun paiement, aucune réponse', 'no payment, no answer'),
    ),
    line(
      17,
      '2026-11-03',
      'law',
      L('Mise en demeure reçue', 'Formal notice received'),
      L('recommandé 1A 203 456 7890 1, accusé signé', 'registered letter 1A 203 456 7890 1, receipt signed'),
    ),
    {
      ...line(
        16,
        '2026-10-30',
        'law',
        L('Mise en demeure envoyée', 'Formal notice sent'),
        L('lettre recommandée, empreinte 9f3c…e2', 'registered letter, fingerprint 9f3c…e2'),
      ),
      text: L(
        'Monsieur,\n\nMalgré nos rappels des 8 et 22 septembre, la somme de 4 870,00 € reste due. Nous vous mettons en demeure de la régler sous huit jours.\n\nNous restons joignables pour convenir d’un échéancier.',
        'Dear Sir,\n\nDespite our reminders of 8 and 22 September, €4,870.00 is still owed. We give you formal notice to pay within eight days.\n\nWe remain available to agree on instalments.',
      ),
      document: { digest: 'doc-quai', name: 'mise-en-demeure-brasserie-du-quai.pdf', kind: '' },
    },
    line(
      15,
      '2026-10-21',
      'plain',
      L('Appel, M. Hamon', 'Call, Mr Hamon'),
      L(
        '« Pas avant la fin de saison. » Échéancier proposé, refusé.',
        '“Not before the end of the season.” Instalments offered, refused.',
      ),
    ),
    line(
      14,
      '2026-10-05',
      'good',
      L('Acompte reçu : 1 000,00 €', 'Part payment received: €1,000.00'),
      L('virement, imputé sur F-2026-141', 'transfer, given to F-2026-141'),
    ),
    line(
      13,
      '2026-10-02',
      'late',
      L('Promesse non tenue', 'Promise broken'),
      L('« tout réglé le 1er »', '“all paid on the 1st”'),
    ),
    {
      ...line(12, '2026-09-22', 'plain', L('2e relance, e-mail', '2nd reminder, e-mail'), 'F-2026-141, F-2026-149'),
      undo: 'u1',
    },
    line(11, '2026-09-08', 'plain', L('1re relance, e-mail', '1st reminder, e-mail'), 'F-2026-141'),
  ],
}

export function line(
  seq: number,
  day: string,
  tone: TimelineView['tone'],
  title: string,
  detail: string,
): TimelineView {
  return { seq, day, tone, title, detail, text: null, document: null, undo: null, withdrawn_on: null }
}
