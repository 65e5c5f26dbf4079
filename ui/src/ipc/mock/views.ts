/** What the sample shell answers for the larger screens. */
import type { ClaimView, CustomerFileView, GroupView, ProposalView, TodayView } from '../generated'
import { badge, daysLate, L, line, type MockGroup, src, stepLabel, steps, timelines, TODAY } from './data'
import { commitmentsOf, holdOf } from './commitments'
import { limitationKinds, limitationsOf } from './limits'
import { habitsOf } from './habits'
import { mark } from './gate'
import { orderView, owedHolds, stateOf } from './owed'
import { customer, openOf, state } from './state'

export const decode = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
const euros = (cents: number) =>
  new Intl.NumberFormat(state.lang === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  )
const DECISIONS = ['hand_over', 'act_before_limitation', 'declare_claim']
const DOCUMENTS = ['first_reminder', 'call', 'second_reminder', 'formal_notice']

function cardOf(id: string) {
  const known = steps[id]
  if (!known || state.left.has(id) || !state.customers.some((one) => one.id === id)) return null
  const card = known.card(0)
  const step = state.chosen[id] ?? card.step
  return {
    ...card,
    step,
    step_label: state.chosen[id] ? stepLabel(step) : card.step_label,
    customer: id,
    customer_name: customer(id).name,
    amount: openOf(id),
    mark: mark(id),
  }
}

export function todayOf(): TodayView {
  const group = (key: MockGroup, title: string, note: string): GroupView => ({
    key,
    title,
    note,
    cards: Object.keys(steps)
      .filter((id) => steps[id]!.group === key)
      .map(cardOf)
      .filter((card) => card !== null),
  })
  const groups = [
    group('decide', L('À décider', 'To decide'), ''),
    group(
      'do',
      L('À faire aujourd’hui', 'To do today'),
      L('classé par ce que chaque geste peut faire rentrer', 'ranked by what each step can bring in'),
    ),
    group(
      'promises',
      L('Promesses à vérifier', 'Promises to check'),
      L('leur jour est passé, le temps de la banque aussi', 'their day has passed, and the bank’s days too'),
    ),
    group('check', L('À vérifier', 'To check'), ''),
  ].filter((one) => one.cards.length > 0)
  const count = groups.reduce((sum, one) => sum + one.cards.length, 0)
  const empty = state.invoices.length === 0
  const overdue = state.invoices
    .filter((one) => daysLate(one) > 0)
    .reduce((sum, one) => sum + Math.max(0, one.amount - one.paid), 0)
  const soon = state.invoices
    .filter((one) => daysLate(one) <= 0)
    .reduce((sum, one) => sum + Math.max(0, one.amount - one.paid), 0)
  return {
    today: TODAY,
    heading: L('Dimanche 22 novembre', 'Sunday 22 November'),
    summary: empty
      ? L('Commençons par vos factures', 'Let us begin with your invoices')
      : count === 0
        ? L('Rien à faire aujourd’hui', 'Nothing to do today')
        : L(
            `${count} ${count > 1 ? 'choses' : 'chose'} à faire, environ ${count * 3} minutes`,
            `${count} thing${count > 1 ? 's' : ''} to do, about ${count * 3} minutes`,
          ),
    figures: [
      {
        key: 'overdue',
        value: euros(overdue),
        label: L('en retard', 'late'),
        explanation: L(
          'Ce qui reste dû sur les factures dont l’échéance est passée, avoirs déduits, sans intérêts ni indemnités.',
          'What is still owed on invoices past their due date, credit notes deducted, without interest or indemnities.',
        ),
      },
      {
        key: 'not_due',
        value: euros(soon),
        label: L('à échoir', 'not due yet'),
        explanation: L(
          'Ce qui reste dû sur les factures dont l’échéance n’est pas arrivée.',
          'What is still owed on invoices whose due date has not come.',
        ),
      },
      {
        key: 'received',
        value: euros(empty ? 0 : 931020),
        label: L('encaissés ce mois', 'received this month'),
        explanation: L('Les paiements reçus depuis le 1er novembre.', 'Payments received since 1 November.'),
      },
      {
        key: 'average_delay',
        value: empty ? '–' : L('47 j', '47 d'),
        label: L('délai moyen de paiement', 'average time to pay'),
        explanation: L(
          'Du jour de la facture au jour du paiement, sur les 12 derniers mois, les impayées comptées jusqu’à aujourd’hui.',
          'From the day of the invoice to the day of payment, over 12 months, unpaid ones counted up to today.',
        ),
      },
    ],
    groups,
    upcoming: empty
      ? []
      : [
          {
            day: '2026-11-24',
            customer: 'rault',
            customer_name: 'M. Rault',
            step_label: L('1re relance', '1st reminder'),
            amount: 88000,
          },
          {
            day: '2026-11-26',
            customer: 'lenoir',
            customer_name: 'Garage Lenoir',
            step_label: L('2e relance', '2nd reminder'),
            amount: 510200,
          },
          {
            day: '2026-12-05',
            customer: 'ecole',
            customer_name: 'École Sainte-Anne',
            step_label: L('1re relance', '1st reminder'),
            amount: 384000,
          },
        ],
    law_notes: state.rateConfirmed
      ? []
      : [
          {
            kind: 'confirm_rate',
            sentence: L(
              'Le taux légal des professionnels du 2e semestre 2026 a été lu, sans deuxième source : comparez-le avec le Journal officiel.',
              'The legal rate for professionals of the second half of 2026 was read from one source only: compare it with the Journal officiel.',
            ),
            parameter: 'legal_rate_professional',
            half_year: '2026-07-01',
            rate_percent: '2.62',
            source: src('Arrêté du 22 juin 2026', 'confirm'),
          },
        ],
  }
}

export function proposalOf(id: string, wanted: string | null): ProposalView {
  const who = customer(id)
  const card = cardOf(id)
  const step = wanted ?? card?.step ?? 'first_reminder'
  const mine = state.invoices.filter((one) => one.customer === id && one.amount > one.paid)
  const label = step === card?.step ? card.step_label : stepLabel(step)
  const decision = DECISIONS.includes(step)
  const reasons: Record<string, [string, string, string]> = {
    second_reminder: [
      L(
        `12 jours depuis la 1re relance (votre scénario : 10). Pénalités au 22 nov. : 25,14 € (12,15 % l’an) et indemnité forfaitaire 80,00 €.`,
        '12 days since the first reminder (your scenario: 10). Interest to 22 Nov.: €25.14 (12.15% a year) and fixed indemnities of €80.00.',
      ),
      L(
        'Chaque semaine coûte environ 7,50 € de pénalités que peu de clients paient ; l’usage veut une relance sous 15 jours.',
        'Each week costs about €7.50 of interest that few customers pay; a reminder within 15 days is customary.',
      ),
      L(
        'Il paie d’habitude en retard, mais il paie : une mise en demeure abîmerait la relation avant d’être utile.',
        'They usually pay late, but they pay: a formal notice would harm the relation before it is useful.',
      ),
    ],
    name_the_kind: [
      L(
        'Facture échue depuis 5 jours. Les délais, les intérêts et le ton dépendent de la nature du client.',
        'The invoice fell due 5 days ago. Time limits, interest and tone depend on who the customer is.',
      ),
      L('Rien ne sera proposé pour ce client.', 'Nothing will be proposed for this customer.'),
      '',
    ],
    check_promise: [
      L(
        'Promesse de 998,00 € pour le 20 novembre, au téléphone. Un virement met 1 à 3 jours.',
        'Promise of €998.00 for 20 November, by telephone. A transfer takes 1 to 3 days.',
      ),
      L('Les relances restent muettes tant que la promesse court.', 'Reminders stay silent while the promise runs.'),
      L(
        'On ne relance pas quelqu’un qui vient peut-être de payer.',
        'One does not chase somebody who may just have paid.',
      ),
    ],
  }
  const [why_now, if_you_wait, why_not_stronger] = reasons[step] ?? [
    card?.why ?? L('Étape choisie par vous.', 'A step chosen by you.'),
    L(
      'La preuve s’affaiblit avec le temps, et les chances de paiement baissent après 90 jours.',
      'Proof weakens with time, and the odds of payment fall after 90 days.',
    ),
    decision
      ? L('C’est l’étape la plus forte que l’amiable permette.', 'This is the strongest step before a third party.')
      : L(
          'L’étape plus douce qui peut suffire est proposée d’abord.',
          'The gentlest step that can work is proposed first.',
        ),
  ]
  return {
    customer: id,
    customer_name: who.name,
    step,
    step_label: label,
    title: decision
      ? `${label} ${who.name}`
      : DOCUMENTS.includes(step)
        ? L(`${label} ${step === 'call' ? '' : 'à '}${who.name}`, `${label} to ${who.name}`)
        : who.name,
    subtitle: [
      L(`${mine.length} facture${mine.length > 1 ? 's' : ''}`, `${mine.length} invoice${mine.length > 1 ? 's' : ''}`),
      step === 'call' ? who.phone : step === 'formal_notice' ? '' : who.email,
    ]
      .filter(Boolean)
      .join(' · '),
    channel_label:
      {
        call: L('Téléphone', 'Telephone'),
        formal_notice: L('Recommandé + PDF', 'Registered + PDF'),
        first_reminder: 'E-mail + PDF',
        second_reminder: 'E-mail + PDF',
      }[step] ?? (decision ? L('Décision', 'Decision') : L('Vérification', 'Check')),
    posted: step === 'formal_notice',
    amount: openOf(id),
    why_now,
    if_you_wait,
    why_not_stronger,
    sources: decision
      ? [src('C. com., art. L. 110-4'), src('C. civ., art. 2224')]
      : step === 'second_reminder' || step === 'formal_notice'
        ? [src('C. com., art. L. 441-10, II'), src('C. com., art. D. 441-5')]
        : [],
    missing:
      step === 'formal_notice'
        ? [
            {
              sentence: L('Le SIREN du client n’a pas été vérifié.', 'The customer’s SIREN was not checked.'),
              screen: 'customer',
              blocking: false,
            },
            {
              sentence: L('La facture elle-même n’est pas au dossier.', 'The invoice itself is not on file.'),
              screen: 'invoice',
              blocking: false,
            },
            {
              sentence: L('Pas de preuve de livraison au dossier.', 'No proof of delivery on file.'),
              screen: 'invoice',
              blocking: false,
            },
          ]
        : [],
    has_document: DOCUMENTS.includes(step),
    hold: holdOf(id, step),
    free: 0,
    decision: decision
      ? {
          headline:
            id === 'delmas'
              ? L('84 jours pour agir', '84 days to act')
              : L('Le dossier est prêt à être confié', 'The file is ready to be handed over'),
          facts:
            id === 'delmas'
              ? [
                  L('Créance de 640,00 € née le 14 février 2025.', 'Claim of €640.00 born on 14 February 2025.'),
                  L(
                    'Délai de deux ans contre un particulier (C. conso., art. L. 218-2).',
                    'Two-year limit against a consumer (C. conso., art. L. 218-2).',
                  ),
                ]
              : [
                  L(
                    'Mise en demeure reçue le 3 novembre, délai de 8 jours écoulé le 16.',
                    'Formal notice received on 3 November, its 8 days over on the 16th.',
                  ),
                  L(
                    '5 123,71 € exigibles, dont 133,71 € d’intérêts et 120,00 € d’indemnités.',
                    '€5,123.71 claimable, of which €133.71 interest and €120.00 indemnities.',
                  ),
                  L(
                    'Dernier mot du client : « Pas avant la fin de saison. »',
                    'The customer’s last words: “Not before the end of the season.”',
                  ),
                ],
          routes: [
            {
              key: 'mediateur_des_entreprises',
              label: L('Médiateur des entreprises', 'Business mediator'),
              state: 'open',
              reasons: [
                L('Gratuit et confidentiel ; garde la relation.', 'Free and confidential; keeps the relation.'),
              ],
              cost: L('gratuit', 'free'),
              effect_on_limitation: L('suspendue pendant la médiation', 'suspended during mediation'),
              sources: [src('C. civ., art. 2238')],
            },
            {
              key: 'order_for_payment',
              label: L('Injonction de payer', 'Order for payment'),
              state: 'open',
              reasons: [
                L('Créance contractuelle d’un montant déterminé.', 'A contractual claim of a fixed amount.'),
                L(
                  'Sans avocat, devant le tribunal de commerce de Rennes.',
                  'Without a lawyer, before the commercial court of Rennes.',
                ),
              ],
              cost: L('frais de greffe, puis signification', 'court fee, then service'),
              effect_on_limitation: L('interrompue par la signification', 'interrupted by service'),
              sources: [src('CPC, art. 1405')],
            },
            {
              key: 'collection_agency',
              label: L('Société de recouvrement', 'Collection agency'),
              state: 'open',
              reasons: [
                L(
                  'Demandez une convention écrite et un compte dédié.',
                  'Ask for a written agreement and a dedicated account.',
                ),
              ],
              cost: L('selon votre devis', 'as quoted'),
              effect_on_limitation: L('sans effet', 'none'),
              sources: [],
            },
            {
              key: 'refere_provision',
              label: L('Référé-provision', 'Interim payment'),
              state: 'needs',
              reasons: [
                L('Dites si la créance a été contestée par écrit.', 'Say whether the claim was disputed in writing.'),
              ],
              cost: L('assignation et greffe', 'summons and court fee'),
              effect_on_limitation: L('interrompue par l’assignation', 'interrupted by the summons'),
              sources: [src('C. com., R. 873-2', 'likely')],
            },
            {
              key: 'small_claims',
              label: L('Petites créances', 'Small claims'),
              state: 'closed',
              reasons: [
                L('Exclue entre commerçants depuis le 25 avril 2026.', 'Excluded between traders since 25 April 2026.'),
              ],
              cost: '',
              effect_on_limitation: '',
              sources: [src('CPCE, art. L. 125-1')],
            },
            {
              key: 'uncontested_commercial_claim',
              label: L('Créance commerciale non contestée', 'Uncontested commercial claim'),
              state: 'closed',
              reasons: [L('Le décret qui l’ouvre n’est pas confirmé.', 'The decree that opens it is not confirmed.')],
              cost: '',
              effect_on_limitation: '',
              sources: [src('CPCE, art. L. 126-1', 'confirm')],
            },
          ],
          evidence: [
            {
              label: L('Bon de commande signé', 'Signed order'),
              present: true,
              detail: L('2 juillet 2026', '2 July 2026'),
            },
            {
              label: L('Bon de livraison', 'Delivery note'),
              present: true,
              detail: L('28 juillet 2026', '28 July 2026'),
            },
            { label: L('Factures', 'Invoices'), present: true, detail: mine.map((one) => one.number).join(', ') },
            {
              label: L('Mise en demeure et accusé de réception', 'Formal notice and its receipt'),
              present: id === 'quai',
              detail: id === 'quai' ? L('3 novembre 2026', '3 November 2026') : '',
            },
            {
              label: L(
                'Extrait d’immatriculation du débiteur de moins de 3 mois',
                'Extract of the debtor’s registration, under 3 months old',
              ),
              present: false,
              detail: '',
            },
          ],
        }
      : null,
    alternatives: [
      {
        step: 'first_reminder',
        label: stepLabel('first_reminder'),
        note: L('déjà faite', 'already done'),
        enabled: false,
      },
      { step: 'call', label: stepLabel('call'), note: L('plus humain', 'more human'), enabled: step !== 'call' },
      {
        step: 'second_reminder',
        label: stepLabel('second_reminder'),
        note: L('plus doux', 'gentler'),
        enabled: step !== 'second_reminder',
      },
      {
        step: 'formal_notice',
        label: stepLabel('formal_notice'),
        note: L('plus fort', 'stronger'),
        enabled: step !== 'formal_notice',
      },
      {
        step: 'hand_over',
        label: stepLabel('hand_over'),
        note: L('après la mise en demeure', 'after the formal notice'),
        enabled: step !== 'hand_over',
      },
    ],
    can_snooze: true,
    can_skip: step !== 'name_the_kind',
  }
}

export function claimOf(id: string, only: string | null): ClaimView {
  const who = customer(id)
  const consumer = who.kind === 'consumer'
  const invoices = state.invoices
    .filter((one) => one.customer === id && one.amount > one.paid && (!only || one.id === only))
    .map((one) => {
      const late = Math.max(0, daysLate(one))
      const open = one.amount - one.paid
      const interest = consumer ? 0 : Math.round((open * who.rate * late) / 36500)
      return {
        invoice: one.id,
        number: one.number,
        due_sentence: L(
          `Échéance le ${one.due.split('-').reverse().join('/')}, convenue sur la facture.`,
          `Due on ${one.due.split('-').reverse().join('/')}, as agreed on the invoice.`,
        ),
        due_sources: [src('C. com., art. L. 441-10, I')],
        segments:
          late > 0 && !consumer
            ? [
                {
                  from: one.due,
                  to: TODAY,
                  days: late,
                  base: open,
                  rate: L(`${String(who.rate).replace('.', ',')} %`, `${who.rate}%`),
                  rate_label: L('BCE + 10 points, 2e semestre 2026', 'ECB + 10 points, second half of 2026'),
                  rate_source: null,
                  exact: ((open * who.rate * late) / 3650000).toFixed(6).replace('.', state.lang === 'fr' ? ',' : '.'),
                  source: src('C. com., art. L. 441-10, II'),
                },
              ]
            : [],
        movements:
          one.paid > 0
            ? [
                {
                  day: '2026-10-05',
                  label: L('Virement reçu', 'Transfer received'),
                  amount: one.paid,
                  to_interest: 0,
                  to_principal: one.paid,
                  to_indemnity: 0,
                  surplus: 0,
                },
              ]
            : [],
        principal: open,
        interest,
        indemnity: late > 0 && !consumer ? 4000 : 0,
        indemnity_sentence: consumer
          ? L('Aucune indemnité : elle n’est pas due par un particulier.', 'No indemnity: a consumer does not owe it.')
          : L(
              '40,00 € d’indemnité forfaitaire, une fois par facture en retard.',
              '€40.00 fixed indemnity, once for each late invoice.',
            ),
        indemnity_sources: consumer ? [] : [src('C. com., art. D. 441-5')],
        warnings: [],
      }
    })
  const sum = (key: 'principal' | 'interest' | 'indemnity') => invoices.reduce((total, one) => total + one[key], 0)
  return {
    title: only
      ? L(
          `Ce que doit ${who.name} pour ${invoices[0]?.number ?? ''}`,
          `What ${who.name} owes for ${invoices[0]?.number ?? ''}`,
        )
      : L(`Ce que doit ${who.name}`, `What ${who.name} owes`),
    as_of: TODAY,
    invoices,
    principal: sum('principal'),
    interest: sum('interest'),
    indemnity: sum('indemnity'),
    total: sum('principal') + sum('interest') + sum('indemnity'),
    variant:
      id === 'quai'
        ? L(
            'Si les paiements s’imputaient d’abord sur le principal : 5 119,40 €.',
            'If payments went to principal first: €5,119.40.',
          )
        : null,
    notes: [
      L(
        'Le jour de l’échéance ne porte pas intérêt ; celui du paiement, si.',
        'The due day bears no interest; the day of payment does.',
      ),
    ],
  }
}

export function customerFile(id: string): CustomerFileView {
  const who = customer(id)
  const claim = claimOf(id, null)
  const next = cardOf(id)
  const late = state.invoices.some((one) => one.customer === id && one.amount > one.paid && daysLate(one) > 0)
  const mine = state.invoices.filter((one) => one.customer === id)
  return {
    id,
    name: who.name,
    tags: [
      badge(
        {
          professional: L('Professionnel', 'Professional'),
          consumer: L('Particulier', 'Consumer'),
          public_body: L('Organisme public', 'Public body'),
          '': L('Nature à préciser', 'Kind to be named'),
        }[who.kind],
        who.kind ? 'plain' : 'soon',
      ),
      ...(id === 'quai' ? [badge(L('Mise en demeure expirée', 'Formal notice expired'), 'late')] : []),
    ],
    facts_line: [
      who.siren && `SIREN ${who.siren}`,
      who.city,
      [who.contact, who.role].filter(Boolean).join(', '),
      who.phone,
      who.email,
    ]
      .filter(Boolean)
      .join(' · '),
    form: {
      id,
      name: who.name,
      kind: who.kind,
      kind_confirmed: who.kind !== '',
      standing: 'trader',
      public_buyer: who.kind === 'public_body' ? 'state_or_local' : '',
      siren: who.siren,
      vat_id: '',
      street: who.street,
      postcode: who.postcode,
      city: who.city,
      country: 'FR',
      contacts: who.email
        ? [{ id: 'k1', name: who.contact, role: who.role, email: who.email, phone: who.phone, for_reminders: true }]
        : [],
      lang: 'fr',
      pays_by_direct_debit: false,
      note: '',
    },
    next,
    silence: next
      ? null
      : late
        ? L(
            'Rien à faire aujourd’hui : le dernier contact est trop récent. Prochaine étape possible le 26 novembre.',
            'Nothing to do today: the last contact is too recent. Next possible step on 26 November.',
          )
        : L('Rien à faire : aucune facture n’est en retard.', 'Nothing to do: no invoice is late.'),
    principal: claim.principal,
    interest: claim.interest,
    indemnity: claim.indemnity,
    total: claim.total,
    as_of: TODAY,
    unallocated: id === 'lenoir' ? 35000 : 0,
    free:
      id === 'lenoir'
        ? [
            {
              source: 'payment:x',
              label: L('virement du 3 novembre 2026', 'transfer of 3 November 2026'),
              amount: 35000,
              accessories_owed: 0,
            },
          ]
        : [],
    invoices: mine.map((one) => {
      const open = one.amount - one.paid
      const days = open > 0 ? daysLate(one) : 0
      const part = claim.invoices.find((other) => other.invoice === one.id)
      return {
        id: one.id,
        number: one.number,
        subject: one.subject,
        issue_date: one.issue,
        due_date: one.due || null,
        due_dates: '',
        days_late: days,
        amount: one.amount,
        paid: one.paid,
        open,
        accessories: (part?.interest ?? 0) + (part?.indemnity ?? 0),
        ...stateOf(one, open, days),
        attachments: [
          ...(one.attachment ? [{ digest: 'doc-quai', name: one.attachment, kind: 'original' }] : []),
          ...(state.papers[one.id] ?? []),
        ],
      }
    }),
    limitations: limitationsOf(who, mine),
    limitation_kinds: limitationKinds(),
    timeline: [
      ...state.lines
        .filter((one) => one.customer === id)
        .map((one) => one.entry)
        .reverse(),
      ...(timelines[id]?.() ?? [
        line(
          3,
          who.last ?? '2026-10-30',
          'plain',
          L('1re relance, e-mail', '1st reminder, e-mail'),
          mine.map((one) => one.number).join(', '),
        ),
        line(1, mine[0]?.issue ?? TODAY, 'plain', L('Facture enregistrée', 'Invoice stored'), mine[0]?.number ?? ''),
      ]),
    ],
    holds: [
      ...(state.paused[id]
        ? [
            {
              kind: 'pause',
              id,
              title: L('Relances suspendues', 'Reminders paused'),
              detail: state.paused[id],
              tone: 'soon' as const,
              invoice: null,
              number: '',
              amount: null,
            },
          ]
        : []),
      ...owedHolds(id),
    ],
    ...orderView(id),
    commitments: commitmentsOf(id),
    habits: habitsOf(id),
    journal: badge(L('preuve intacte ✓', 'proof intact ✓'), 'good'),
  }
}
