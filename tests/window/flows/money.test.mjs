import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { Acquit, PROGRAM } from '../harness/acquit.mjs'

const MONDAY = '2026-11-23'
/** The promise of Monday was for Wednesday; its bank days have passed. */
const LATER = '2026-12-01'

const STATEMENT = `Date;Libellé;Nom contrepartie;Débit;Crédit
16/11/2026;VIR SEPA F-2026-166;ECOLE SAINTE ANNE;;2 160,00
17/11/2026;REMISE CHEQUES 0004412;;;1 600,00
19/11/2026;CB STATION SERVICE;;54,30;
20/11/2026;VIR SEPA F-2026-150;MISTRAL SAS;;640,00
`

/** Who owes what: customer, number, due date, amount. */
const INVOICES = [
  ['École Sainte-Anne', 'F-2026-166', '2026-10-15', '2160.00'],
  ['Garage Lenoir', 'F-2026-171', '2026-10-20', '1000.00'],
  ['Garage Lenoir', 'F-2026-176', '2026-10-31', '600.00'],
  ['Mistral SAS', 'F-2026-150', '2026-10-01', '640.00'],
  ['Studio Perrin', 'F-2026-180', '2026-10-01', '900.00'],
  ['Brasserie du Quai', 'F-2026-141', '2026-10-01', '3600.00'],
  ['Camping des Dunes', 'F-2026-190', '2026-10-05', '1200.00'],
]

function verb(data, ...words) {
  return execFileSync(PROGRAM, [...words, '--data', data, '--today', MONDAY], { stdio: 'pipe', encoding: 'utf8' })
}

async function business(home) {
  const data = join(home, 'data')
  verb(data, 'record', 'business', '--name', 'Atelier Morvan', '--siren', '732829320', '--iban', 'FR1420041010050500013M02606')
  for (const [customer, number, due, amount] of INVOICES) {
    const of = ['--customer', customer, '--kind', 'professional', '--number', number]
    verb(data, 'record', 'invoice', ...of, '--issued', '2026-09-01', '--due', due, '--amount', amount)
  }
  verb(data, 'record', 'customer', '--customer', 'Mistral SAS', '--email', 'compta@mistral.example')
  const statement = join(home, 'releve.csv')
  await writeFile(statement, STATEMENT)
  return { data, statement }
}

/** A window on a folder that outlives it. */
async function during(options, name, story) {
  const acquit = await Acquit.open(options)
  try {
    await story(acquit)
  } catch (error) {
    await acquit.keepTraces(name).catch(() => {})
    throw error
  } finally {
    await acquit.close()
  }
}

/** Opens a customer's file through the search. */
async function file(acquit, name) {
  await acquit.key('Control+k')
  await acquit.type(name)
  await acquit.see(`${name} ·`)
  await acquit.key('Enter')
  await acquit.see('Total exigible')
}

/** Whether Today proposes something to a customer. */
async function proposed(acquit, name) {
  await acquit.go('#/today')
  await acquit.see('À faire aujourd’hui')
  return (await acquit.count('button', name)) > 0
}

test('money that comes in, promises and disputes are followed by Today', async () => {
  const home = await mkdtemp(join(tmpdir(), 'acquit-money-'))
  const { data, statement } = await business(home)
  try {
    await during({ today: MONDAY, data, pick: [statement] }, 'money in', async (acquit) => {
      assert.ok(await proposed(acquit, 'École Sainte-Anne'))

      // A statement by the import of files.
      await acquit.key('Alt+4')
      await acquit.see('Aucun relevé de banque pour le moment')
      await acquit.audit('no statement yet')
      await acquit.click('button', 'Importer un relevé…')
      await acquit.click('button', 'Choisir des fichiers…')
      await acquit.see('4 lignes nouvelles')
      await acquit.screenshot('statement plan')
      await acquit.audit('the plan of a statement')
      await acquit.click('button', 'Enregistrer 4 lignes de relevé')
      await acquit.click('button', 'Voir les encaissements')

      // What is certain, in one gesture.
      await acquit.see('Rapprochés avec certitude')
      await acquit.screenshot('money in')
      await acquit.audit('money in')
      await acquit.click('button', 'Tout valider (2)')
      await acquit.see('2 encaissements rapprochés')

      // A deposit that names nobody pays two invoices of one customer.
      await acquit.click('button', 'Choisir…')
      await acquit.find('dialog', 'Que paie ce versement')
      await acquit.fill('Quel client ?', 'Lenoir')
      await acquit.find('option', 'Garage Lenoir')
      await acquit.key('Enter')
      await acquit.see('F-2026-176')
      await acquit.audit('a deposit given by hand')
      await acquit.click('button', 'Valider')
      await acquit.see('1 600,00 € reconnus comme un paiement de Garage Lenoir')
      await acquit.see('Toutes les lignes sont traitées.')
      for (const paid of ['École Sainte-Anne', 'Garage Lenoir', 'Mistral SAS']) {
        assert.equal(await proposed(acquit, paid), false, `${paid} has paid`)
      }

      // One match is undone: its customer owes again, and no other.
      await acquit.key('Alt+4')
      await acquit.click('button', 'Déjà rapprochés')
      await acquit.click('button', 'Défaire : 640,00 €')
      await acquit.see('Rapprochement défait')
      await acquit.see('À valider d’un geste'.toLowerCase())
      assert.equal(await proposed(acquit, 'École Sainte-Anne'), false)
      // The money waits and could explain the debt: no reminder leaves without a written reason.
      await acquit.go('#/today')
      await acquit.click('button', 'Mistral SAS')
      await acquit.element('.drawn canvas')
      await acquit.click('button', 'Autre étape')
      await acquit.click('menuitem', '2e relance')
      await acquit.see('2e relance à Mistral SAS')
      await acquit.element('.drawn canvas')
      await acquit.see('à vérifier avant l’envoi')
      await acquit.click('button', 'Noter comme envoyé')
      await acquit.see('Écrivez pourquoi, ou vérifiez d’abord.')
      await acquit.screenshot('gate')
      await acquit.audit('a letter that money could explain')
      await acquit.fill('Pourquoi l’envoyer quand même ?', 'Ce virement paie une autre facture')
      await acquit.click('button', 'Noter comme envoyé')
      await acquit.see('noté comme envoyé')
      await file(acquit, 'Mistral SAS')
      await acquit.see('Ce virement paie une autre facture')

      // A promise by phone: silence.
      await file(acquit, 'Studio Perrin')
      await acquit.click('button', 'Noter un échange')
      await acquit.click('button', 'Promet de payer')
      await acquit.fill('Montant promis', '900')
      await acquit.fill('Pour le', '25/11/2026')
      await acquit.key('Control+Enter')
      await acquit.seeNoDialog()
      assert.equal(await proposed(acquit, 'Studio Perrin'), false, 'it has promised')

      // A dispute on a part: the rest goes on.
      await file(acquit, 'Brasserie du Quai')
      await acquit.click('button', 'Noter un échange')
      await acquit.click('button', 'Conteste')
      await acquit.fill('Montant contesté', '600')
      await acquit.key('Control+Enter')
      await acquit.seeNoDialog()
      await acquit.see('600,00 € contestés')
      await acquit.screenshot('disputed in part')

      // A plan: its agreement is there to be printed and signed.
      assert.ok(await proposed(acquit, 'Camping des Dunes'))
      await file(acquit, 'Camping des Dunes')
      await acquit.click('button', 'Plus d’actions')
      await acquit.click('menuitem', 'Proposer un échéancier…')
      await acquit.find('dialog', '')
      await acquit.fill('Nombre d’échéances', '3')
      await acquit.fill('Qui signe pour le client', 'Mme Le Bihan')
      await acquit.audit('a plan being made')
      await acquit.screenshot('plan')
      await acquit.click('button', 'Établir l’accord')
      await acquit.see('Échéancier de 1')
      await acquit.seeNoDialog()
      await acquit.click('button', 'Voir l’accord')
      await acquit.element('dialog canvas')
      await acquit.audit('the agreement')
      await acquit.screenshot('agreement')
      await acquit.click('button', 'Imprimer')
      await acquit.see('Le PDF s’ouvre dans votre lecteur')
    })

    await during({ today: LATER, data }, 'a broken promise', async (acquit) => {
      await acquit.see('À faire aujourd’hui')
      await acquit.click('button', 'Studio Perrin')
      await acquit.see('L’argent est-il arrivé')
      await acquit.audit('a promise to check')
      await acquit.click('button', 'Non, rien reçu')
      await acquit.see('Promesse non tenue')
      assert.ok(await proposed(acquit, 'Studio Perrin'), 'nothing came: it is reminded again')
      await file(acquit, 'Studio Perrin')
      await acquit.see('non tenue')
      await acquit.screenshot('promise broken')
    })
    assert.match(verb(data, 'verify'), /Journal intact/)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
