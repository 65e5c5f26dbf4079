import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { test } from 'node:test'

import { PROGRAM, flow } from '../harness/acquit.mjs'

test('where no display answers, the program says so', () => {
  const env = { PATH: process.env.PATH, DISPLAY: ':4096', HOME: tmpdir(), ACQUIT_DATA: '/dev/null/nowhere' }
  const ran = spawnSync(PROGRAM, [], { env, encoding: 'utf8', timeout: 20_000 })
  assert.equal(ran.status, 2)
  assert.match(ran.stderr, /the window cannot be opened: no display answers/)
})

flow('the window opens, says its name and has no accessibility violation', { today: '2026-11-22' }, async (acquit) => {
  assert.equal(await acquit.title(), 'Acquit')
  await acquit.screenshot('opens')
  await acquit.audit('the first screen')
})
