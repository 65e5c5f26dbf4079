// Opens every screen in Chromium with the sample shell: pictures to look at, and axe on each.
//   npm run build:mock && node tests/screens.mjs [--out DIR] [--only name,name] [--quick]
// Ends with status 1 when axe, the policy or the page itself complains.
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { serve } from './serve.mjs'

const option = (name) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? null : (process.argv[at + 1] ?? '')
}
const out = option('out') ?? 'shots'
const only = option('only')?.split(',') ?? null
const quick = process.argv.includes('--quick')
await mkdir(out, { recursive: true })

const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const site = await serve(fileURLToPath(new URL('../dist-mock', import.meta.url)))
/** A browser of its own for each face; one that does not start in time is tried again. */
async function launch(tries = 3) {
  try {
    return await chromium.launch({
      executablePath: browserPath,
      timeout: 30_000,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-dev-shm-usage',
      ],
    })
  } catch (error) {
    if (tries <= 1) throw error
    return launch(tries - 1)
  }
}

const today = (customer) => ({ hash: `#/today/${customer}`, ready: 'aside h2' })
/** The plan offered to a customer, once its figures are there. */
async function plan(page) {
  await page.click('.actions > :last-child')
  await page.click('[role=menuitem]:has-text("plan"), [role=menuitem]:has-text("échéancier")')
  await page.waitForSelector('dialog .dates li')
}
const states = {
  start: { query: 'mock=start', hash: '', ready: 'form.question' },
  'start-error': {
    query: 'mock=start',
    hash: '',
    ready: 'form.question',
    do: async (page) => page.click('button[type=submit]'),
  },
  'start-2': {
    query: 'mock=start',
    hash: '',
    ready: 'form.question',
    do: async (page) => {
      await page.fill('input >> nth=0', 'Atelier Morvan EURL')
      await page.keyboard.press('Enter')
      await page.waitForSelector('textarea')
    },
  },
  'start-doors': {
    query: 'mock=start',
    hash: '',
    ready: 'form.question',
    do: async (page) => {
      await page.fill('input >> nth=0', 'Atelier Morvan EURL')
      for (let step = 0; step < 3; step++) {
        await page.click('button[type=submit]')
        await page.waitForTimeout(80)
      }
    },
  },
  today: { ...today('perrin'), pdf: true },
  'today-edit': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.keyboard.press('e')
      await page.waitForSelector('textarea')
    },
  },
  'today-sent-options': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.click('.caret')
    },
  },
  'today-snooze': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.click('.acts .btn.q.s >> nth=0')
    },
  },
  'today-others': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.click('.acts .btn.q.s >> nth=2')
    },
  },
  'today-call': {
    ...today('lenoir'),
    pdf: true,
    do: async (page) => {
      await page.click('.outcomes .btn >> nth=2')
    },
  },
  'today-notice': { ...today('tilleuls'), pdf: true },
  'today-gate': { ...today('briac'), pdf: true },
  'today-gate-asked': {
    ...today('briac'),
    pdf: true,
    do: async (page) => {
      await page.click('.pair .btn >> nth=0')
    },
  },
  'today-gate-open': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.click('.gate summary')
    },
  },
  'today-decision': today('quai'),
  'today-limitation': today('delmas'),
  'today-name': today('dunes'),
  'today-check': {
    ...today('mistral'),
    do: async (page) => {
      await page.click('[aria-expanded=false].btn.q >> nth=0')
    },
  },
  'today-sent': {
    ...today('perrin'),
    pdf: true,
    do: async (page) => {
      await page.click('.pair .btn.p >> nth=0')
      await page.waitForSelector('.toast')
    },
  },
  'today-quiet': { query: 'mock=quiet', hash: '#/today', ready: '.empty' },
  'today-empty': { query: 'mock=empty', hash: '#/today', ready: '.empty' },
  invoices: { hash: '#/invoices', ready: 'tr.line td' },
  'invoices-many': {
    query: 'rows=100000',
    hash: '#/invoices',
    ready: 'tr.line td',
    do: async (page) => {
      await page.evaluate(() => document.querySelector('.box').scrollTo(0, 2_300_000))
      await page.waitForTimeout(300)
    },
  },
  'invoice-new': {
    hash: '#/invoices',
    ready: 'tr.line td',
    do: async (page) => {
      await page.keyboard.press('n')
      await page.waitForSelector('dialog[open]')
      await page.keyboard.type('Menuiserie Le Goff')
      await page.waitForTimeout(400)
    },
  },
  customers: { hash: '#/customers', ready: 'tr.line td' },
  'customers-name': {
    hash: '#/customers',
    ready: 'tr.line td',
    do: async (page) => {
      await page.click('.banner .btn')
      await page.waitForSelector('dialog[open]')
    },
  },
  customer: { hash: '#/customer/quai?invoice=i149', ready: '.facts' },
  'customer-promise': { hash: '#/customer/mistral', ready: '.facts' },
  'customer-consumer': { hash: '#/customer/delmas', ready: '.facts' },
  'customer-claim': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.facts button >> nth=3')
      await page.waitForSelector('dialog[open] section')
    },
  },
  'limitation-chain': {
    hash: '#/customer/quai',
    ready: '.clock',
    do: async (page) => {
      await page.click('.clock .more >> nth=0')
      await page.locator('.clock').evaluate((node) => node.scrollIntoView({ block: 'nearest' }))
    },
  },
  'limitation-record': {
    hash: '#/customer/quai',
    ready: '.clock',
    do: async (page) => {
      await page.click('.clock header .btn >> nth=1')
      await page.selectOption('dialog[open] select', 'court_action')
    },
  },
  'limitation-confirm': {
    hash: '#/customer/quai',
    ready: '.clock',
    do: async (page) => page.click('.clock .under .btn'),
  },
  'limitation-suppose': {
    hash: '#/customer/quai',
    ready: '.clock',
    do: async (page) => {
      await page.click('.clock header .btn >> nth=0')
      await page.waitForSelector('dialog[open] li')
    },
  },
  'customer-edit': { hash: '#/customer/quai?edit=1', ready: 'dialog[open] .contact' },
  'customer-exchange': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.actions .btn >> nth=0')
      await page.waitForSelector('dialog[open]')
      await page.click('.outcomes .btn >> nth=4')
    },
  },
  'customer-payment-split': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.actions .btn >> nth=1')
      await page.waitForSelector('dialog fieldset')
      await page.fill('dialog input >> nth=0', '5000,00')
      await page.waitForSelector('dialog [aria-live] table')
      await page.selectOption('dialog select', 'cheque')
      await page.click('dialog [aria-live] .link')
      await page.click('dialog .choices .link')
      await page.waitForTimeout(400)
    },
  },
  'customer-breakdown': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.figure button >> nth=0')
      await page.waitForSelector('.float dl')
    },
  },
  'customer-cede': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('td.menu button >> nth=0')
      await page.click('[role=menuitem]:has-text("Dailly")')
      await page.waitForSelector('dialog')
    },
  },
  'customer-plan': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await plan(page)
    },
  },
  'customer-plan-own': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await plan(page)
      await page.selectOption('dialog select >> nth=0', 'custom')
      await page.fill('dialog [inputmode=numeric] >> nth=-1', '')
      await page.waitForSelector('dialog .error')
    },
  },
  'customer-order': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.actions > :last-child')
      await page.click('[role=menuitem] >> nth=-1')
      await page.waitForSelector('dialog fieldset')
    },
  },
  'customer-payment': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.actions .btn >> nth=1')
      await page.waitForSelector('dialog[open] fieldset')
    },
  },
  'customer-pause': {
    hash: '#/customer/quai',
    ready: '.facts',
    do: async (page) => {
      await page.click('.actions .btn >> nth=2')
      await page.waitForSelector('dialog[open]')
      await page.click('dialog .pick')
    },
  },
  'customer-document': {
    hash: '#/customer/quai',
    ready: '.facts',
    pdf: 'dialog',
    do: async (page) => {
      await page.click('.doc')
      await page.waitForSelector('dialog[open] canvas')
    },
  },
  commitments: { hash: '#/commitments', ready: '.body li' },
  'commitments-none': { query: 'mock=empty', hash: '#/commitments', ready: '.empty' },
  bank: { hash: '#/bank', ready: 'li[data-row]' },
  'bank-none': { query: 'mock=quiet', hash: '#/bank', ready: '.empty' },
  'bank-choose': {
    hash: '#/bank',
    ready: 'li[data-row]',
    do: async (page) => {
      await page.click('section[aria-labelledby=bank-unknown] .btn >> nth=0')
      await page.waitForSelector('dialog[open]')
    },
  },
  'bank-hand': {
    hash: '#/bank',
    ready: 'li[data-row]',
    do: async (page) => {
      await page.click('section[aria-labelledby=bank-unknown] .btn >> nth=0')
      await page.click('dialog input[value=hand]')
      await page.fill('dialog input[role=combobox]', 'perrin')
      await page.waitForSelector('dialog [role=option]')
      await page.keyboard.press('Enter')
      await page.waitForSelector('dialog table')
    },
  },
  'bank-aside': {
    hash: '#/bank',
    ready: 'li[data-row]',
    do: async (page) => {
      await page.click('section[aria-labelledby=bank-unknown] .btn >> nth=1')
      await page.waitForSelector('dialog[open]')
    },
  },
  import: { hash: '#/import', ready: '.zone' },
  'import-plan': {
    hash: '#/import',
    ready: '.zone',
    do: async (page) => {
      await page.click('.zone .btn.p')
      await page.waitForSelector('footer .btn.p')
    },
  },
  'import-journal': {
    hash: '#/import',
    ready: '.zone',
    do: async (page) => {
      await page.click('.zone .btn:not(.p)')
      await page.waitForSelector('.journal')
    },
  },
  'import-mapping': {
    hash: '#/import',
    ready: '.zone',
    do: async (page) => {
      await page.click('.zone .btn.p')
      await page.waitForSelector('.mapping')
      await page.selectOption('.mapping .table tr:nth-child(5) select', 'amount')
      await page.waitForSelector('.mapping h3')
      await page.evaluate(() => document.querySelector('.mapping').scrollIntoView())
    },
  },
  'import-done': {
    hash: '#/import',
    ready: '.zone',
    do: async (page) => {
      await page.click('.zone .btn.p')
      await page.waitForSelector('.mapping')
      await page.selectOption('.mapping .table tr:nth-child(5) select', 'amount')
      await page.check('input[value=mine]')
      await page.check('input[value=keep]')
      await page.click('footer .btn.p')
      await page.waitForSelector('.kinds')
    },
  },
  settings: { hash: '#/settings', ready: 'form' },
  'settings-display': { hash: '#/settings/display', ready: 'fieldset' },
  'settings-imports': { hash: '#/settings/imports', ready: '.line' },
  'settings-law': { hash: '#/settings/law', ready: '.rate' },
  'settings-data': {
    hash: '#/settings/data',
    ready: 'dl',
    do: async (page) => {
      await page.click('.pane .btn >> nth=0')
      await page.waitForSelector('[role=status].intact')
    },
  },
  palette: {
    hash: '#/today',
    ready: 'aside h2',
    do: async (page) => {
      await page.keyboard.press('Control+k')
      await page.waitForSelector('.palette')
      await page.keyboard.type('mo')
      await page.waitForTimeout(300)
    },
  },
  shortcuts: {
    hash: '#/today',
    ready: 'aside h2',
    do: async (page) => {
      await page.keyboard.press('?')
      await page.waitForSelector('dialog[open]')
    },
  },
}

const sizes = [
  [1440, 900],
  [1024, 700],
]
const faces = quick
  ? [['fr', 'light', 0]]
  : [
      ['fr', 'light', 0],
      ['fr', 'light', 1],
      ['fr', 'dark', 0],
      ['en', 'light', 0],
      ['en', 'dark', 1],
    ]
let wrong = 0
for (const [lang, theme, size] of faces) {
  const [width, height] = sizes[size]
  const browser = await launch()
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  for (const [name, state] of Object.entries(states)) {
    if (only && !only.includes(name)) continue
    const page = await context.newPage()
    page.setDefaultTimeout(12_000)
    const said = []
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    const where = `${name} ${lang} ${theme} ${width}`
    try {
      await page.goto(`${site.address}?lang=${lang}&theme=${theme}&${state.query ?? ''}${state.hash}`)
      await page.waitForSelector(state.ready, { timeout: 8000 })
      if (state.pdf === true) await page.waitForSelector('.pdf canvas', { timeout: 12000 })
      await state.do?.(page)
      await page.waitForTimeout(250)
      await page.screenshot({ path: `${out}/${name}-${lang}-${theme}-${width}.png` })
      await page.evaluate(axe)
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
      for (const one of found.violations) {
        wrong++
        console.log(`AXE ${where}: ${one.id}: ${one.help}`)
        for (const node of one.nodes.slice(0, 3))
          console.log(`    ${node.target.join(' ')}  ${node.any[0]?.message ?? node.failureSummary ?? ''}`)
      }
      // Nothing may be wider than the window.
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      if (wide) said.push('the page is wider than the window')
    } catch (error) {
      said.push(String(error).split('\n')[0])
    }
    for (const one of said) {
      wrong++
      console.log(`PAGE ${where}: ${one}`)
    }
    await page.close()
  }
  await browser.close()
}
site.close()
console.log(wrong ? `${wrong} things to mend` : 'every screen is clean')
process.exit(wrong ? 1 : 0)
