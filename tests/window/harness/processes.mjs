// Starting and ending the programs of one test: its display, its driver and, through the driver, Acquit itself.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

/** Longest waits, in milliseconds. A start may meet a cold disk; a step never needs this long. */
export const PATIENCE = { start: 60_000, step: 15_000, end: 10_000 }

/** The value of `promise`, or an error that names `what` after `milliseconds`. */
export async function within(milliseconds, what, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${milliseconds / 1000} s`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks `attempt` again and again until it gives something true; errors count as "not yet". */
export async function until(milliseconds, what, attempt) {
  const end = Date.now() + milliseconds
  let last
  for (;;) {
    try {
      const value = await within(Math.max(end - Date.now(), 1), what, attempt())
      if (value) return value
    } catch (error) {
      last = error
    }
    if (Date.now() >= end) throw new Error(`${what}: not within ${milliseconds / 1000} s`, { cause: last })
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Where a program is, looked for on the path and in `elsewhere`. */
export function which(name, elsewhere = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...elsewhere]
  const found = folders.map((folder) => join(folder, name)).find(existsSync)
  if (!found) throw new Error(`${name} was not found: \`cargo xtask check\` installs it`)
  return found
}

/** Programs that were started and not yet ended. */
const running = new Set()
process.on('exit', () => running.forEach((child) => signal(child, 'SIGKILL')))

/** Starts a program as the head of a group of its own, so that what it starts ends with it. */
export function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true })
  running.add(child)
  child.on('error', () => running.delete(child))
  return child
}

function signal(child, name) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Ends a program that `start` gave, with everything it started. */
export async function end(child) {
  if (!running.delete(child)) return
  const gone = child.exitCode !== null || child.signalCode !== null
  const exited = gone ? Promise.resolve() : new Promise((done) => child.once('exit', done))
  signal(child, 'SIGTERM')
  await within(2_000, 'a gentle end', exited).catch(() => {})
  signal(child, 'SIGKILL')
  await within(PATIENCE.end, `the end of process ${child.pid}`, exited)
}

/** A port that nobody listens on at this moment. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

/**
 * A display of its own, numbered by the server itself. With ACQUIT_SHOW=1 the windows open on the desktop instead.
 * @returns {Promise<{ name: string, close: () => Promise<void> }>}
 */
export async function openDisplay({ width, height }) {
  if (process.env.ACQUIT_SHOW && process.env.DISPLAY) {
    return { name: process.env.DISPLAY, close: async () => {} }
  }
  const server = start(
    which('Xvfb'),
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = new Promise((done, fail) => {
    let text = ''
    server.stdio[3].on('data', (bytes) => {
      text += bytes
      if (text.includes('\n')) done(text.trim())
    })
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)))
  })
  number.catch(() => {})
  return { name: `:${await within(PATIENCE.start, 'a display', number)}`, close: () => end(server) }
}

/**
 * WebKit's own driver on a free port, with the environment that the program under test will inherit.
 * @returns {Promise<{ url: string, close: () => Promise<void>, errors: () => string }>}
 */
export async function openDriver(environment) {
  const port = await freePort()
  const program = which('WebKitWebDriver', ['/usr/bin', '/usr/libexec', '/usr/lib/webkit2gtk-4.1'])
  const driver = start(program, [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...environment, TAURI_AUTOMATION: 'true', TAURI_WEBVIEW_AUTOMATION: 'true' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  driver.stderr.on('data', (bytes) => (said = (said + bytes).slice(-20_000)))
  const url = `http://127.0.0.1:${port}`
  await until(PATIENCE.start, 'WebKitWebDriver', async () => (await fetch(`${url}/status`)).ok)
  return { url, close: () => end(driver), errors: () => said }
}
