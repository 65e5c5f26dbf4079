import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { Acquit, PROGRAM, flow } from '../harness/acquit.mjs'

const today = '2026-11-23'

/** What a script does meanwhile, with the program's own verbs. */
function verb(data, ...words) {
  return execFileSync(PROGRAM, [...words, '--data', data, '--today', today], { stdio: 'pipe', encoding: 'utf8' })
}

const business = (data, name) => verb(data, 'record', 'business', '--name', name, '--siren', '732829320')

flow('an open window follows what another program writes', { today }, async (acquit) => {
  business(acquit.data, 'Atelier Morvan')
  await acquit.lookAgain()
  await acquit.see('Atelier Morvan')
  await acquit.see('Ajoutez vos factures impayées')
  verb(
    acquit.data,
    ...['record', 'invoice', '--customer', 'Garage Lenoir', '--kind', 'professional', '--number', 'F-1'],
    ...['--issued', '2026-09-01', '--due', '2026-10-01', '--amount', '340.50'],
  )
  await acquit.lookAgain()
  await acquit.find('button', 'Garage Lenoir')
  await acquit.see('340,50 €')
})

flow('the window shows its own page and no other', { today }, async (acquit) => {
  for (const elsewhere of ['https://acquit.example/', 'file:///etc/hostname', 'http://127.0.0.1:9/']) {
    await acquit.leaveFor(elsewhere)
  }
  await acquit.click('button', 'Essayer d’abord l’entreprise d’essai')
  await acquit.see('Studio Perrin SAS')
})

test('the day’s copy is made by itself, and comes back when the file is damaged', async () => {
  const home = await mkdtemp(join(tmpdir(), 'acquit-copies-'))
  const data = join(home, 'data')
  try {
    business(data, 'Atelier Morvan')
    await rm(join(data, 'backups'), { recursive: true })
    await during({ today, data }, 'the copy of the day', async (acquit) => {
      await acquit.see('Pas encore de sauvegarde')
      // Nobody does anything: the frame says it when it is there.
      await acquit.see('Sauvegardé le 23 novembre')
      assert.deepEqual(await readdir(join(data, 'backups')), ['acquit-2026-11-23.db'])
      business(data, 'Menuiserie Kerbrat')
      await acquit.lookAgain()
      await acquit.see('Menuiserie Kerbrat')
      await acquit.go('#/settings/data')
      await acquit.tabTo('button', 'Remettre : Copie du 23 novembre 2026')
      await acquit.key('Enter')
      await acquit.see('Remettre « Copie du 23 novembre 2026 » ?')
      await acquit.audit('a copy about to be put back')
      await acquit.key('Enter')
      await acquit.see('La sauvegarde est remise.')
      await acquit.see('Ce qui a été remplacé le 23 novembre 2026')
      await acquit.see('Atelier Morvan')
    })
    for (const log of ['acquit.db-wal', 'acquit.db-shm']) await rm(join(data, log), { force: true })
    await writeFile(join(data, 'acquit.db'), 'Cher client, '.repeat(1_000))
    await during({ today, data }, 'a damaged file', async (acquit) => {
      await acquit.see('n’est pas un fichier d’Acquit')
      await acquit.audit('a file that cannot be opened')
      await acquit.screenshot('damaged')
      await acquit.click('button', 'Réessayer')
      await acquit.see('n’est pas un fichier d’Acquit')
      await acquit.click('button', 'Remettre : Copie du 23 novembre 2026')
      await acquit.click('button', 'Oui, la remettre')
      await acquit.see('Atelier Morvan')
      await acquit.see('Ajoutez vos factures impayées')
    })
    assert.match(verb(data, 'verify'), /Journal intact/)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

test('what could not be opened is opened with the next try', async () => {
  const home = await mkdtemp(join(tmpdir(), 'acquit-retry-'))
  const data = join(home, 'data')
  try {
    business(data, 'Atelier Morvan')
    await rm(join(data, 'backups'), { recursive: true })
    const other = join(home, 'other')
    execFileSync('mv', [data, other])
    await writeFile(data, 'in the way')
    await during({ today, data }, 'a second try', async (acquit) => {
      await acquit.see('Le dossier des données ne peut pas être lu ou écrit')
      await rm(data)
      execFileSync('mv', [other, data])
      await acquit.click('button', 'Réessayer')
      await acquit.see('Atelier Morvan')
    })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

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
