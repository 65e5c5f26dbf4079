import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

import { Acquit, PROGRAM } from '../harness/acquit.mjs'

/** A Monday and the day after. */
const MONDAY = '2026-11-23'
const TUESDAY = '2026-11-24'
const SENTENCE = 'Je passe devant chez vous jeudi, parlons-en. '

/** Thirty mixed files of a made-up business, written by the tests' own generator. */
function thirtyFiles(folder) {
  execFileSync(join(dirname(PROGRAM), 'examples', 'sample_files'), [folder, MONDAY], { stdio: 'pipe' })
}

/** Walks to a control with Tab alone and presses it. */
async function press(acquit, role, name) {
  await acquit.tabTo(role, name)
  await acquit.key('Enter')
}

test('an owner imports thirty files and records a second reminder, by keyboard alone', async () => {
  const home = await mkdtemp(join(tmpdir(), 'acquit-owner-'))
  const files = join(home, 'factures')
  thirtyFiles(files)
  const data = join(home, 'data')
  const acquit = await Acquit.open({ today: MONDAY, data, pick: [files] })
  try {
    // Three questions; only the name and the number are answered.
    await acquit.tabTo('textbox', 'Nom')
    await acquit.type('Atelier Morvan')
    await acquit.tabTo('textbox', 'SIREN ou SIRET')
    await acquit.type('732829320')
    await press(acquit, 'button', 'Continuer')
    await acquit.see('Question 2 sur 3')
    await acquit.tabTo('textbox', 'E-mail')
    await acquit.type('contact@atelier-morvan.example')
    await press(acquit, 'button', 'Continuer')
    await acquit.see('Question 3 sur 3')
    await press(acquit, 'button', 'Continuer')
    await acquit.see('Par où commencer ?')
    await acquit.audit('the three doors')
    await press(acquit, 'button', 'Importer mes factures')

    await acquit.see('Déposez vos factures et vos relevés de banque ici')
    await press(acquit, 'button', 'Choisir un dossier…')
    await acquit.see('Voici ce qui a été lu')
    await acquit.see('Déjà connues')
    await acquit.screenshot('import plan')
    await acquit.audit('the plan of an import')
    // Two files say different amounts under one number: what the later one says is taken. Tab reaches the first radio
    // button, the arrow chooses the next.
    const copy = (await readdir(files)).find((name) => name.startsWith('copie corrigée'))
    const number = copy.slice('copie corrigée '.length, -'.pdf'.length)
    await acquit.tabTo('radio', `Ce que dit ${number}.ubl.xml`)
    await acquit.key('ArrowDown')
    // The invoice of another seller stays out.
    await acquit.tabTo('radio', 'Non, laisser de côté')
    await acquit.key('Space')
    await press(acquit, 'button', 'Enregistrer 33 factures')
    await acquit.see('32 factures et 1 avoir enregistrés, 1 modifiée')
    await acquit.screenshot('import done')
    await acquit.audit('the end of an import')
    await press(acquit, 'button', 'Voir ce qu’il y a à faire')

    // Today has filled. The call comes first; the owner prefers the second reminder.
    await acquit.see('À faire aujourd’hui')
    await acquit.rowTo('Studio Perrin SAS')
    await acquit.key('Enter')
    await acquit.see('Appeler Studio Perrin SAS')
    await press(acquit, 'button', 'Autre étape')
    await press(acquit, 'menuitem', '2e relance')
    await acquit.see('2e relance à Studio Perrin SAS')
    await acquit.element('.pages canvas')
    await press(acquit, 'button', 'Modifier')
    await acquit.tabTo('textbox', 'Texte')
    await acquit.key('Control+Home')
    await acquit.type(SENTENCE)
    await acquit.key('Escape')
    await acquit.see('modifiée par vous')
    await acquit.screenshot('second reminder edited')
    // The button is one step back from where the focus is.
    await acquit.key('Shift+Tab', 'Shift+Tab')
    await press(acquit, 'button', 'Noter comme envoyé')
    await acquit.see('noté comme envoyé')
  } catch (error) {
    await acquit.keepTraces('the owner').catch(() => {})
    throw error
  } finally {
    await acquit.close()
  }

  const [correction] = (await readdir(home)).filter((name) => name.endsWith('rectifiée.pdf'))
  const next = await Acquit.open({ today: TUESDAY, data, pick: [join(home, correction)] })
  try {
    await next.see('À faire aujourd’hui')
    assert.equal(await next.count('button', 'Studio Perrin SAS'), 0, 'the reminder is not proposed again')
    await next.key('Control+k')
    await next.type('Perrin')
    await next.see('Studio Perrin SAS ·')
    await next.key('Enter')
    await next.see('Échanges')
    await next.see('2e relance, e-mail')
    await press(next, 'button', 'Texte exact')
    await next.see(SENTENCE.trim())
    await next.screenshot('line of time')
    await next.audit('a customer’s file with its line of time')

    // A corrected copy of an invoice that is recorded: the owner takes it, then takes it back.
    await next.key('i')
    await next.see('Déposez vos factures et vos relevés de banque ici')
    await press(next, 'button', 'Choisir des fichiers…')
    await next.see('Que garder')
    await next.tabTo('radio', 'Ce qui est enregistré')
    await next.key('ArrowDown')
    await next.audit('an invoice that is recorded with other figures')
    await press(next, 'button', 'Enregistrer 1 facture')
    await next.see('1 modifiée')
    await press(next, 'button', 'Annuler cet import')
    await next.see('ses factures sont retirées')
  } catch (error) {
    await next.keepTraces('the owner, the day after').catch(() => {})
    throw error
  } finally {
    await next.close()
    await rm(home, { recursive: true, force: true })
  }
})
