import assert from 'node:assert/strict'

import { flow } from '../harness/acquit.mjs'

flow('the window opens, says its name and has no accessibility violation', { today: '2026-11-22' }, async (acquit) => {
  assert.equal(await acquit.title(), 'Acquit')
  await acquit.screenshot('opens')
  await acquit.audit('the first screen')
})
