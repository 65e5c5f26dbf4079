import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reset, writtenElsewhere } from '../ipc/mock'
import { desk, loadFrame, lookAgain } from '../shared/desk.svelte'
import { watch } from './watch'

let stop = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime('2026-11-23T22:58:30Z')
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('asks again at midnight in Paris, once', () => {
  const asked = vi.fn()
  stop = watch(asked)
  vi.advanceTimersByTime(60_000)
  expect(asked).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(asked).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(3_600_000)
  expect(asked).toHaveBeenCalledTimes(1)
})

it('asks again when the window is looked at again', () => {
  const asked = vi.fn()
  stop = watch(asked)
  window.dispatchEvent(new Event('focus'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(asked).toHaveBeenCalledTimes(2)
  stop()
  window.dispatchEvent(new Event('focus'))
  expect(asked).toHaveBeenCalledTimes(2)
})

it('screens are asked again only when facts were written elsewhere', async () => {
  vi.useRealTimers()
  reset('rich')
  await loadFrame()
  const before = desk.revision
  await lookAgain()
  expect(desk.revision).toBe(before)
  writtenElsewhere()
  await lookAgain()
  expect(desk.revision).toBe(before + 1)
})
