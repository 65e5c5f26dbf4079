// Acquit in a real window, as a test sees it.

import assert from 'node:assert/strict'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { By, Key, WebDriver } from 'selenium-webdriver'
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js'

import * as inPage from './page.mjs'
import { openDisplay, openDriver, PATIENCE, until, within } from './processes.mjs'

const HERE = fileURLToPath(new URL('..', import.meta.url))
const PROJECT = join(HERE, '..', '..')
const SHOTS = join(HERE, 'shots')
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The program under test. `cargo xtask check` says which; by hand it is the last debug build. */
export const PROGRAM = process.env.ACQUIT_BINARY ?? join(PROJECT, 'target', 'debug', 'acquit')

/**
 * A test in a window of its own, on an empty data folder.
 *
 * @param {string} name  the fact that the test states
 * @param {object} options
 * @param {string} [options.today]  the day it is, `2026-11-22`
 * @param {string} [options.data]  a data folder to open instead of an empty one; it is left in place
 * @param {string[]} [options.pick]  paths that file dialogs answer, since a driver cannot use them
 * @param {string[]} [options.args]  further arguments of the program
 * @param {{width: number, height: number}} [options.size]  of the display
 * @param {(acquit: Acquit) => Promise<void>} story
 */
export function flow(name, options, story) {
  test(name, async () => {
    const acquit = await Acquit.open(options)
    try {
      await story(acquit)
    } catch (error) {
      await acquit.keepTraces(name).catch((reason) => console.error(`no traces of "${name}": ${reason}`))
      throw error
    } finally {
      await acquit.close()
    }
  })
}

export class Acquit {
  #session
  #closers = []
  #errors = () => ''

  /** The folder with the owner's data. Another program may look at it once the window is closed. */
  data

  /** Opens a window; see `flow` for the options. */
  static async open(options = {}) {
    const acquit = new Acquit()
    try {
      await acquit.#start(options)
    } catch (error) {
      const said = acquit.#errors()
      await acquit.close()
      throw said ? new Error(`${error.message}\nThe program said:\n${said}`, { cause: error }) : error
    }
    return acquit
  }

  async #start({ today, data, pick = [], args = [], size = { width: 1440, height: 900 } }) {
    const home = await mkdtemp(join(tmpdir(), 'acquit-window-'))
    this.#closers.push(() => rm(home, { recursive: true, force: true }))
    this.data = data ?? join(home, 'data')
    const display = await openDisplay(size)
    this.#closers.push(display.close)
    const driver = await openDriver(environment(home, { DISPLAY: display.name, ACQUIT_DATA: this.data, pick }))
    this.#closers.push(driver.close)
    this.#errors = driver.errors
    const binary = { binary: PROGRAM, args: [...(today ? ['--today', today] : []), ...args] }
    const executor = new Executor(new HttpClient(driver.url))
    const session = WebDriver.createSession(executor, { 'webkitgtk:browserOptions': binary })
    await within(PATIENCE.start, 'the window of Acquit', session.getSession())
    this.#session = session
    this.#closers.push(() => within(PATIENCE.end, 'the end of the session', session.quit()).catch(() => {}))
    await session.manage().setTimeouts({ script: PATIENCE.step, pageLoad: PATIENCE.start, implicit: 0 })
    await until(PATIENCE.start, 'a page', () => this.#run(() => document.readyState === 'complete' && document.body.innerText.trim() !== ''))
  }

  /** Ends the window, its driver and its display, in that order. */
  async close() {
    for (const closer of this.#closers.splice(0).reverse()) await closer()
  }

  #run(script, ...args) {
    return within(PATIENCE.step, 'a script in the page', this.#session.executeScript(script, ...args))
  }

  title() {
    return within(PATIENCE.step, 'the title', this.#session.getTitle())
  }

  /** Everything a reader sees, with plain spaces. */
  text() {
    return this.#run(inPage.visibleText)
  }

  /** Waits until the page shows `text`, whatever kind of spaces it has. */
  see(text) {
    return until(PATIENCE.step, `« ${text} » on the page`, async () => (await this.text()).includes(text))
  }

  /** Waits until the page no longer shows `text`. */
  seeNoMore(text) {
    return until(PATIENCE.step, `« ${text} » gone from the page`, async () => !(await this.text()).includes(text))
  }

  /** Waits for the first element that a reader would call by this role and name: `('button', 'Envoyer')`. */
  find(role, name) {
    return until(PATIENCE.step, `${role} « ${name} »`, async () => (await this.#run(inPage.elementsNamed, role, name))[0])
  }

  /** How many elements a reader would call so, now. */
  async count(role, name) {
    return (await this.#run(inPage.elementsNamed, role, name)).length
  }

  /** Waits for the first element of a CSS selector, for what has no name. */
  element(selector) {
    return until(PATIENCE.step, selector, async () => (await this.#session.findElements(By.css(selector)))[0])
  }

  async click(role, name) {
    const element = await this.find(role, name)
    await within(PATIENCE.step, `a click on « ${name} »`, element.click())
  }

  /** Empties the field and types into it. */
  async fill(name, text) {
    const field = await this.find('field', name)
    await within(PATIENCE.step, `« ${name} »`, field.clear().then(() => field.sendKeys(text)))
  }

  /** Types where the focus is. */
  type(text) {
    return within(PATIENCE.step, `typing « ${text} »`, this.#session.actions().sendKeys(text).perform())
  }

  /** Presses keys one after the other: `key('Tab', 'Shift+Tab', 'Control+k', 'Enter')`. */
  async key(...chords) {
    for (const chord of chords) {
      const names = chord === '+' ? ['+'] : chord.split('+')
      const keys = names.map((name) => (name.length === 1 ? name : Key[NAMES[name] ?? name.toUpperCase()]))
      assert.ok(keys.every(Boolean), `no key is called ${chord}`)
      const press = keys.reduce((actions, key) => actions.keyDown(key), this.#session.actions())
      const both = keys.reduceRight((actions, key) => actions.keyUp(key), press)
      await within(PATIENCE.step, `the key ${chord}`, both.perform())
    }
  }

  /** What has the focus: its tag, role and text, and whether one can see that it has it. */
  focus() {
    return this.#run(inPage.focused)
  }

  /** Walks there with Tab alone. Fails when it cannot be reached, or when the focus cannot be seen on the way. */
  async tabTo(role, name, most = 80) {
    for (let step = 0; step <= most; step += 1) {
      const reached = await this.#run(
        `const named = (${inPage.elementsNamed})(arguments[0], arguments[1]); return named.includes(document.activeElement)`,
        role,
        name,
      )
      if (reached) return
      await this.key('Tab')
      const focus = await this.focus()
      // A heading takes the focus when a screen changes, to be read out; nobody acts on it.
      const heading = /^h[1-6]$/.test(focus?.tag ?? '')
      assert.ok(focus === null || focus.visible || heading, `the focus cannot be seen on ${JSON.stringify(focus)}`)
    }
    assert.fail(`${role} « ${name} » cannot be reached with Tab in ${most} steps`)
  }

  /** Walks to a list with Tab, and in it, since a list is one stop, to a line with the arrows. */
  async rowTo(name, most = 80) {
    const reached = (expression) => this.#run(`return ${expression}`, name)
    for (let step = 0; step <= most; step += 1) {
      if (await reached('document.activeElement.matches("[data-row]")')) break
      await this.key('Tab')
    }
    for (let step = 0; step <= most; step += 1) {
      if (await reached(`(${inPage.elementsNamed})('button', arguments[0]).includes(document.activeElement)`)) return
      await this.key('ArrowDown')
    }
    assert.fail(`no line « ${name} » is reached with Tab and the arrows`)
  }

  /** Where the page is: `#/customer/…`. */
  address() {
    return this.#run(() => location.hash)
  }

  /** Goes to an address of the page, as a link would. */
  async go(address) {
    await this.#run((hash) => (location.hash = hash), address)
  }

  /** Asks the page to leave for another one; what it shows afterwards is the test's question. */
  async leaveFor(address) {
    await this.#run((href) => (location.href = href), address).catch(() => {})
  }

  /** As when the owner comes back to the window from another one. */
  async lookAgain() {
    await this.#run(() => window.dispatchEvent(new Event('focus')))
  }

  /** Waits until no dialog and no popover is open. */
  seeNoDialog() {
    return until(PATIENCE.step, 'no dialog', () => this.#run(() => !document.querySelector('dialog[open], [popover]:popover-open')))
  }

  /** The window at another size, in pixels, once the page has it. */
  async resize(width, height) {
    const rectangle = { width, height, x: 0, y: 0 }
    await within(PATIENCE.step, 'another size', this.#session.manage().window().setRect(rectangle))
    await until(PATIENCE.step, `a page ${width} wide`, () => this.#run((wide) => innerWidth === wide, width))
  }

  /** Keeps a picture of the window as `shots/<name>.png` and says where. */
  async screenshot(name) {
    // The driver takes what was painted last, which after a change may be half of it.
    await within(PATIENCE.step, 'a painted page', this.#session.executeAsyncScript(inPage.painted))
    const picture = await within(PATIENCE.step, 'a picture', this.#session.takeScreenshot())
    await mkdir(SHOTS, { recursive: true })
    const path = join(SHOTS, `${fileName(name)}.png`)
    await writeFile(path, picture, 'base64')
    return path
  }

  /** Fails when axe finds a violation on the screen shown now; `screen` names it in the message. */
  async audit(screen) {
    await this.#run(await readFile(AXE, 'utf8'))
    const answer = await within(PATIENCE.step * 2, 'axe', this.#session.executeAsyncScript(inPage.audit))
    assert.equal(answer.error, undefined, `axe failed on ${screen}`)
    assert.ok(answer.passed > 0, `axe looked at nothing on ${screen}`)
    assert.equal(answer.scrolls, 0, `${screen}: the window itself can be scrolled by ${answer.scrolls} pixels`)
    assert.equal(answer.violations.length, 0, `${screen}: ${readable(answer.violations)}`)
  }

  /** After a failure: the picture, the text and what the program said. */
  async keepTraces(name) {
    const path = await this.screenshot(`failed ${name}`)
    await writeFile(path.replace(/png$/, 'txt'), `${await this.text()}\n\n${this.#errors()}`)
    console.error(`the window when it failed: ${path}`)
  }
}

/** Names of keys that the driver spells otherwise. */
const NAMES = {
  Space: 'SPACE',
  Control: 'CONTROL',
  Ctrl: 'CONTROL',
  Esc: 'ESCAPE',
  ArrowDown: 'ARROW_DOWN',
  ArrowUp: 'ARROW_UP',
  ArrowLeft: 'ARROW_LEFT',
  ArrowRight: 'ARROW_RIGHT',
  PageDown: 'PAGE_DOWN',
  PageUp: 'PAGE_UP',
  Backspace: 'BACK_SPACE',
}

function fileName(name) {
  return name.normalize('NFD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase()
}

function readable(violations) {
  const lines = violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.target}\n      ${node.html}\n      ${node.failureSummary.replace(/\s+/g, ' ')}`)
    return `  ${id} (${impact}): ${help}\n${places.join('\n')}`
  })
  return `${violations.length} accessibility violations\n${lines.join('\n')}`
}

/** What the program under test may see of this machine: a home of its own, and nothing that slows or changes WebKit. */
function environment(home, { DISPLAY, ACQUIT_DATA, pick }) {
  const { PATH = '', XDG_DATA_DIRS, LD_LIBRARY_PATH } = process.env
  const kept = Object.fromEntries(Object.entries({ PATH, XDG_DATA_DIRS, LD_LIBRARY_PATH }).filter(([, value]) => value !== undefined))
  return {
    ...kept,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    TZ: 'Europe/Paris',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    DISPLAY,
    ACQUIT_DATA,
    // No reader and no mail program is started.
    ACQUIT_TEST_OPEN: 'yes',
    ...(pick.length ? { ACQUIT_TEST_PICK: pick.join('\n') } : {}),
    // The shell switches the renderer off for speed unless this is set; without it no screenshot is ever answered.
    WEBKIT_DISABLE_DMABUF_RENDERER: '0',
  }
}
