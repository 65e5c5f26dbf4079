/** What is looked at before a letter leaves, in French. */
import { plural } from './typography'

const n = plural('fr-FR')

export const gate = {
  title: 'Avant l’envoi',
  red: (count: number) => n(count, '# point à vérifier avant l’envoi', '# points à vérifier avant l’envoi'),
  redCall: (count: number) => n(count, '# point à vérifier avant d’appeler', '# points à vérifier avant d’appeler'),
  clear: 'Rien ne s’oppose à l’envoi',
  clearCall: 'Rien ne s’oppose à l’appel',
  all: 'Ce qui a été regardé',
  reason: 'Pourquoi l’envoyer quand même ?',
  reasonHint: 'Votre raison est gardée au dossier, avec ce qui est en rouge.',
  reasonMissing: 'Écrivez pourquoi, ou vérifiez d’abord.',
  passed: (reason: string) => `Votre raison : « ${reason} »`,
  fix: {
    statement: 'Importer un relevé',
    attribute: 'Voir ce paiement',
    apply: 'Imputer',
    customer: 'Ouvrir le dossier',
    business: 'Compléter',
    redraft: 'Refaire la lettre',
  },
}
