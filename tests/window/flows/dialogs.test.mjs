import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { flow } from '../harness/acquit.mjs'

const today = '2026-11-23'
const LARGE = [1440, 900]
const SMALL = [1024, 700]

/** Opens the sample business, and answers the address of one customer's file in it. */
async function sample(acquit) {
  await acquit.click('button', 'Essayer d’abord l’entreprise d’essai')
  await acquit.see('Studio Perrin SAS')
  await acquit.key('Control+k')
  await acquit.type('brasserie')
  await acquit.see('Brasserie du Quai SARL · 820,00 €')
  await acquit.key('Enter')
  await acquit.see('Total exigible')
  return acquit.address()
}

/** Everything that opens over a customer's file or over any screen: its name, how it is opened, what it then shows. */
const DIALOGS = [
  ['a new invoice', (acquit) => acquit.key('n'), 'Nouvelle facture impayée'],
  ['the palette', (acquit) => acquit.key('Control+k'), 'Rien ne correspond', 'zzz'],
  ['the shortcuts', (acquit) => acquit.key('?'), 'Raccourcis du clavier'],
  ['an exchange', (acquit) => acquit.click('button', 'Noter un échange'), 'Noter un échange avec'],
  ['a payment', (acquit) => acquit.click('button', 'Encaisser'), 'Encaisser un paiement de'],
  ['a pause', (acquit) => acquit.click('button', 'Suspendre…'), 'Suspendre les relances'],
  ['a claim', (acquit) => acquit.click('button', 'Total exigible'), 'Principal'],
  ['the customer’s own facts', (acquit) => menu(acquit, 'Plus d’actions', 'Modifier la fiche'), 'Fiche du client'],
  ['insolvency', (acquit) => menu(acquit, 'Plus d’actions', 'Procédure collective…'), 'Procédure collective ou surendettement du client'],
  ['a receipt', (acquit) => menu(acquit, 'Plus d’actions', 'Accusé de réception…'), 'Que devient la lettre recommandée'],
  ['papers', (acquit) => menu(acquit, 'Actions sur la facture F-2026-141', 'Joindre une pièce…'), 'Pièces de la facture'],
]

async function menu(acquit, button, item) {
  await acquit.click('button', button)
  await acquit.click('menuitem', item)
}

flow('every dialog is accessible in a large and in a small window', { today }, async (acquit) => {
  const customer = await sample(acquit)
  for (const [width, height] of [LARGE, SMALL]) {
    await acquit.resize(width, height)
    for (const [name, open, shows, typed] of DIALOGS) {
      await open(acquit)
      await acquit.find('dialog', '')
      if (typed) await acquit.type(typed)
      await acquit.see(shows)
      await acquit.audit(`${name}, ${width} wide`)
      await acquit.key('Escape')
      await acquit.seeNoDialog()
      assert.equal(await acquit.address(), customer)
    }
    await acquit.key('Alt+1')
    await acquit.click('button', 'Studio Perrin SAS')
    await acquit.element('.pages canvas')
    await acquit.click('button', 'Préciser comment et quand')
    await acquit.find('combobox', 'Comment')
    await acquit.audit(`how it was sent, ${width} wide`)
    await acquit.key('Escape')
    await acquit.go(customer)
    await acquit.see('Total exigible')
  }
})

flow('every screen is accessible in the dark and in English', { today }, async (acquit) => {
  const customer = await sample(acquit)
  await acquit.go('#/settings/display')
  await acquit.click('radio', 'Sombre')
  await acquit.click('radio', 'English')
  await acquit.see('Settings')
  await acquit.audit('Display, dark and English')
  const screens = [
    ['#/today', 'To do today'],
    ['#/invoices', 'F-2026-141'],
    ['#/customers', 'Mairie de Saint-Briac'],
    ['#/bank', 'No bank statement yet'],
    ['#/commitments', 'disputed'],
    [customer, 'Left to pay'],
    ['#/import', 'Drop your invoices and bank statements here'],
    ['#/settings/business', 'Name'],
    ['#/settings/imports', 'Import'],
    ['#/settings/law', 'Rates'],
    ['#/settings/data', 'Backups'],
  ]
  for (const [address, shows] of screens) {
    await acquit.go(address)
    await acquit.see(shows)
    await acquit.audit(`${address}, dark and English`)
  }
  await acquit.go('#/today')
  await acquit.click('button', 'Studio Perrin SAS')
  await acquit.element('.pages canvas')
  await acquit.screenshot('today dark English')
  await acquit.audit('a draft, dark and English')
  await acquit.key('n')
  await acquit.find('dialog', '')
  await acquit.audit('a new invoice, dark and English')
})

/** A list whose headings say nothing: the assistant asks what each column is. */
function silentList() {
  const folder = mkdtempSync(join(tmpdir(), 'acquit-list-'))
  const path = join(folder, 'liste.csv')
  writeFileSync(path, 'A;B;C;D\nF-1;Menuiserie Le Goff;02/10/2026;1 200,00\nF-2;Garage Lenoir;09/10/2026;340,50\n')
  return path
}

const list = silentList()

flow('the first questions and the mapping assistant are accessible', { today, pick: [list] }, async (acquit) => {
  await acquit.fill('Nom', 'Atelier Morvan')
  for (const question of ['Question 1 sur 3', 'Question 2 sur 3', 'Question 3 sur 3']) {
    await acquit.see(question)
    await acquit.resize(...LARGE)
    await acquit.audit(question)
    await acquit.resize(...SMALL)
    await acquit.audit(`${question}, small`)
    await acquit.click('button', 'Continuer')
  }
  await acquit.see('Par où commencer ?')
  await acquit.audit('the three doors, small')
  await acquit.click('button', 'Importer mes factures')
  await acquit.click('button', 'Choisir des fichiers…')
  await acquit.see('Dites ce que contiennent les colonnes')
  await acquit.screenshot('mapping small')
  await acquit.audit('the mapping assistant, small')
  await acquit.resize(...LARGE)
  await acquit.audit('the mapping assistant')
})
