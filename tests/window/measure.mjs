// How long Acquit takes from its start to Today with its first card, and how much memory it then holds.
//
//   node measure.mjs [--runs 5] [10000 100000]
//
// `cargo xtask measure` builds what is measured and runs this. Nothing here can fail for being slow. Two clocks would
// agree within a few milliseconds: this one starts before the program does and stops when the page, after two frames
// with the first card in them, has had the shell print a line. Memory is the proportional set size (PSS) of the program
// and everything it started, three seconds later. Each run has a home and a display of its own; the disk's cache is warm.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { end, openDisplay, PATIENCE, start, within } from './harness/processes.mjs'

const TODAY = '2026-11-23'
const PROGRAM = process.env.ACQUIT_BINARY
assert.ok(PROGRAM && existsSync(PROGRAM), 'ACQUIT_BINARY names the program to measure; `cargo xtask measure` does it all')

const words = process.argv.slice(2)
const at = words.indexOf('--runs')
const runs = at < 0 ? 5 : Number(words.splice(at, 2)[1])
const sizes = words.length ? words.map(Number) : [10_000, 100_000]

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

/** A process and all that it started, directly or not. */
async function family(root) {
  const parents = new Map()
  for (const name of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of a program stands in brackets and may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat) parents.set(Number(name), parent)
  }
  const found = [root]
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found
}

/** Megabytes by program. */
async function memory(root) {
  const parts = new Map()
  for (const one of await family(root)) {
    const rollup = await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => '')
    const name = (await readFile(`/proc/${one}/comm`, 'utf8').catch(() => '?')).trim()
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
    parts.set(name, (parts.get(name) ?? 0) + kilobytes / 1024)
  }
  return parts
}

/** One start; `settle` is called once the first screen is there, before the end. */
async function run(data, settle) {
  const home = await mkdtemp(join(tmpdir(), 'acquit-measure-'))
  const display = await openDisplay({ width: 1440, height: 900 })
  const { PATH, XDG_DATA_DIRS = '' } = process.env
  const env = {
    PATH,
    XDG_DATA_DIRS,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    LANG: 'fr_FR.UTF-8',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    DISPLAY: display.name,
    ACQUIT_TIMING: '1',
  }
  const before = performance.now()
  const program = start(PROGRAM, ['--data', data, '--today', TODAY], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const painted = new Promise((done, fail) => {
      program.stdout.on('data', (text) => String(text).includes('first screen painted') && done(performance.now()))
      program.once('exit', (code) => fail(new Error(`the program ended with ${code}`)))
      program.once('error', fail)
    })
    const seconds = ((await within(PATIENCE.start, 'the first screen', painted)) - before) / 1000
    return { seconds, more: await settle(program.pid) }
  } finally {
    await end(program)
    await display.close()
    await rm(home, { recursive: true, force: true })
  }
}

const sorted = (numbers) => [...numbers].sort((one, other) => one - other)
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)]
const spread = (numbers, digits) => {
  const all = sorted(numbers)
  return `${median(numbers).toFixed(digits)} (${all[0].toFixed(digits)} to ${all.at(-1).toFixed(digits)})`
}

const folder = await mkdtemp(join(tmpdir(), 'acquit-measured-'))
try {
  for (const size of sizes) {
    const data = join(folder, String(size))
    await mkdir(data)
    execFileSync(join(dirname(PROGRAM), 'examples', 'many_invoices'), [data, String(size)], { stdio: 'pipe' })
    // Not counted: it fills the disk's cache and leaves the day's copy, so that none is made while one measures.
    await run(data, async () => {
      for (let turn = 0; turn < 600 && !existsSync(join(data, 'backups', `acquit-${TODAY}.db`)); turn += 1) await sleep(100)
    })
    const times = []
    const totals = []
    const parts = new Map()
    for (let turn = 0; turn < runs; turn += 1) {
      const { seconds, more } = await run(data, async (pid) => {
        await sleep(3_000)
        return memory(pid)
      })
      times.push(seconds)
      totals.push([...more.values()].reduce((sum, one) => sum + one, 0))
      for (const [name, megabytes] of more) parts.set(name, [...(parts.get(name) ?? []), megabytes])
    }
    console.log(`\n${size} open invoices, ${runs} runs, median (least to most)`)
    console.log(`  start to Today's first card  ${spread(times, 2)} s`)
    console.log(`  memory, PSS of all           ${spread(totals, 0)} MB`)
    for (const [name, megabytes] of parts) console.log(`    ${name.padEnd(26)} ${median(megabytes).toFixed(0)} MB`)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
