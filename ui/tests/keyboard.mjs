// The main job by keyboard alone, in Chromium, with the sample shell: import, answer, open a reminder, change a
// sentence, record it as sent, find its exact text in the line of time. No mouse anywhere below.
//   npm run build:mock && node tests/keyboard.mjs
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { serve } from './serve.mjs'

const site = await serve(fileURLToPath(new URL('../dist-mock', import.meta.url)))
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-dev-shm-usage',
  ],
})
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

/** The name and role of what has the focus, as assistive software hears it. */
const focused = () =>
  page.evaluate(() => {
    const node = document.activeElement === document.body ? null : document.activeElement
    return node
      ? (node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent ?? node.textContent ?? '').trim()
      : ''
  })
async function tabTo(name, limit = 80) {
  for (let turn = 0; turn < limit; turn++) {
    await press('Tab')
    if ((await focused()).includes(name)) return
  }
  assert.fail(`no way to « ${name} » with Tab; the focus is on « ${await focused()} »`)
}
const heading = (name, level = 1) => page.getByRole('heading', { level, name }).waitFor({ timeout: 8000 })

try {
  await page.goto(site.address)
  await heading('Dimanche 22 novembre')

  await press('i')
  await heading('Importer des factures')
  await tabTo('Choisir des fichiers…')
  await press('Enter')
  await heading('Voici ce qui a été lu')
  await tabTo('Oui, c’est la mienne')
  await press('Space')
  await tabTo('Garder la mienne')
  await press('Space')
  await tabTo('Signification : TTC'.replace(' :', '\u00a0:').slice(0, 13))
  while (!(await focused()).includes('TTC')) await press('Tab')
  await page.keyboard.type('Montant')
  await press('Enter')
  await page.getByRole('button', { name: 'Enregistrer 25 factures' }).waitFor()
  await tabTo('Enregistrer 25 factures')
  await press('Enter')
  await heading('C’est enregistré')
  await tabTo('Voir ce qu’il y a à faire')
  await press('Enter')

  await heading('Dimanche 22 novembre')
  // j walks the list until the second reminder.
  for (let turn = 0; turn < 12 && !(await focused()).includes('Studio Perrin'); turn++) await press('j')
  assert.match(await focused(), /Studio Perrin SAS/)
  await press('Enter')
  await heading(/relance à Studio Perrin/, 2)
  assert.match(await focused(), /relance à Studio Perrin/)
  await page.locator('.pdf canvas').first().waitFor({ timeout: 12000 })
  await press('e')
  await page.waitForSelector('textarea:focus')
  await page.keyboard.type('Bonjour Paul, ')
  await press('Control+Enter')
  await page.getByText(/notée comme envoyée à Studio Perrin/).waitFor()
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-row'))
  assert.match(await focused(), /Garage Lenoir/)

  await press('Control+k')
  await page.waitForSelector('.palette input:focus')
  await page.keyboard.type('perrin')
  await page.getByRole('option', { name: /Studio Perrin SAS/ }).waitFor()
  await press('Enter')
  await heading('Studio Perrin SAS')
  await page.locator('details:has-text("Texte exact")').first().waitFor()
  for (let turn = 0; turn < 60 && !(await focused()).includes('Texte exact'); turn++) await press('Tab')
  await press('Enter')
  await page.getByText(/^Bonjour Paul, Madame, Monsieur/).waitFor()
  console.log('the main job was done by keyboard alone')
} catch (error) {
  console.error(String(error))
  await page.screenshot({ path: process.env.SHOT ?? 'keyboard.png' }).catch(() => undefined)
  process.exitCode = 1
}
await browser.close()
site.close()
process.exit()
