/** The send gate of the sample shell: a payment of Saint-Briac's sum waits in the bank, the others are clear. */
import type { GateView, LightView } from '../generated'
import { L } from './data'
import { customer, state } from './state'

const waiting: Record<string, string> = { briac: '1 204,10 €', lenoir: '5 102,00 €' }

export const mark = (id: string): string | null =>
  waiting[id]
    ? L(
        `1 paiement de ${waiting[id]} non attribué : vérifiez d’abord`,
        `1 payment of ${waiting[id]} not attributed: check first`,
      )
    : null

export function gateOf(id: string, step: string): GateView {
  const sum = waiting[id]
  const posted = step === 'formal_notice'
  const who = customer(id)
  const light = (code: string, tone: LightView['tone'], short: string, sentence: string, fix = ''): LightView => ({
    code,
    tone,
    short,
    sentence,
    fix,
  })
  const lights = [
    posted
      ? light(
          'bank',
          'soon',
          L('banque vue jusqu’au 13/11/2026', 'bank seen up to 13/11/2026'),
          L(
            'Banque vue jusqu’au 13 novembre 2026 seulement : importez un relevé plus récent avant d’écrire.',
            'Bank seen up to 13 November 2026 only: import a more recent statement before you write.',
          ),
          'statement',
        )
      : light(
          'bank',
          'good',
          L('banque vue jusqu’au 20/11/2026', 'bank seen up to 20/11/2026'),
          L('Banque vue jusqu’au 20 novembre.', 'Bank seen up to 20 November.'),
        ),
    sum
      ? light(
          'money',
          'late',
          L('paiement à attribuer', 'payment to attribute'),
          L(
            `1 paiement de ${sum} du 19 novembre n’est pas attribué : vérifiez d’abord. C’est exactement ce qui est demandé.`,
            `1 payment of ${sum} on 19 November is not attributed: check first. It is exactly what is asked for.`,
          ),
          'attribute',
        )
      : light(
          'money',
          'good',
          L('paiements attribués', 'payments attributed'),
          L('Aucun paiement non attribué.', 'No payment that is not attributed.'),
        ),
    light('dispute', 'good', L('aucune contestation', 'no dispute'), L('Aucune contestation.', 'No dispute.')),
    light('promise', 'good', L('aucune promesse', 'no promise'), L('Aucune promesse en cours.', 'No promise running.')),
    light(
      'recipient',
      'good',
      L('destinataire à jour', 'recipient current'),
      `${L('Destinataire : ', 'Recipient: ')}${posted ? who.city : who.email || who.name}.`,
    ),
    ...(step === 'call'
      ? []
      : [
          light(
            'iban',
            'good',
            L('IBAN à jour', 'IBAN current'),
            L('IBAN finissant par 0189, celui de votre entreprise.', 'IBAN ending in 0189, that of your business.'),
          ),
          light(
            'letter',
            'good',
            L('chiffres à jour', 'figures current'),
            L('Les chiffres sont ceux du dossier.', 'The figures are those of the file.'),
          ),
        ]),
  ]
  const passed = state.passed[`l-${id}-${step}`] ?? null
  return { lights, closed: Boolean(sum) && passed === null, passed: sum ? passed : null }
}

/** Keeps the reason, or refuses as the core does. */
export function letOut(letter: string, despite: string | null): void {
  const [, id = '', step = ''] = /^l-([^-]+)-(.+)$/.exec(letter) ?? []
  if (!id || step === 'call') return
  const gate = gateOf(id, step)
  if (!gate.closed) return
  if (!despite?.trim()) {
    const red = gate.lights.find((one) => one.tone === 'late')
    throw { code: 'gate_closed', sentence: red?.sentence ?? '', field: null }
  }
  state.passed[letter] = despite.trim()
}
