import assert from 'node:assert/strict'

import { flow } from '../harness/acquit.mjs'

// A Monday: contacts are proposed on working days.
const today = '2026-11-23'

/** Every screen on the sample business, with its accessibility check, in both sizes. */
flow('the sample business shows every screen without an accessibility violation', { today }, async (acquit) => {
  await acquit.audit('first start')
  await acquit.tabTo('button', 'Essayer d’abord l’entreprise d’essai')
  await acquit.key('Enter')
  await acquit.see('À décider')
  await acquit.see('Studio Perrin SAS')
  await acquit.screenshot('today')
  await acquit.audit('Today')

  await acquit.click('button', 'Studio Perrin SAS')
  await acquit.see('2e relance à Studio Perrin SAS')
  await acquit.see('200,00 € contestés sont laissés de côté')
  await acquit.element('.pages canvas')
  await acquit.screenshot('today draft')
  await acquit.audit('Today with a draft')

  await acquit.click('button', 'Brasserie du Quai SARL')
  await acquit.see('Pièces du dossier')
  await acquit.screenshot('decision')
  await acquit.audit('a decision')

  await acquit.key('Alt+2')
  await acquit.see('F-2026-141')
  await acquit.screenshot('invoices')
  await acquit.audit('Invoices')

  await acquit.key('Alt+3')
  await acquit.see('Mairie de Saint-Briac')
  await acquit.screenshot('customers')
  await acquit.audit('Customers')

  await acquit.key('Alt+5')
  await acquit.see('200,00 € contestés')
  await acquit.screenshot('commitments')
  await acquit.audit('Commitments')

  await acquit.key('Control+k')
  await acquit.type('brasserie')
  await acquit.see('Brasserie du Quai SARL · 820,00 €')
  await acquit.key('Enter')
  await acquit.see('4 870,00 €')
  await acquit.see('Total exigible')
  await acquit.see('Recommandé reçu, accusé signé')
  await acquit.screenshot('customer')
  await acquit.audit('a customer’s file')

  await acquit.key('Alt+6')
  await acquit.see('Mon entreprise')
  await acquit.audit('Settings, the business')
  await acquit.click('link', 'Données et preuve')
  await acquit.click('button', 'Vérifier le journal')
  await acquit.see('Historique intact')
  await acquit.screenshot('settings')
  await acquit.audit('Settings')

  await acquit.resize(1024, 700)
  await acquit.key('Alt+1')
  await acquit.see('À décider')
  await acquit.screenshot('today small')
  await acquit.audit('Today in a small window')
  assert.equal(await acquit.title(), 'Acquit')
})
