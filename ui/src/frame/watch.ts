/** When to ask the shell again although nothing was done here: the window is looked at again, or another day began. */

/** The day it is where the business is; only to notice that it changed, the shell says which one it is. */
const day = () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/Paris' })

/** A timer sleeps while the computer does: the minute after it woke, this looks at the calendar. */
const MINUTE = 60_000

export function watch(lookAgain: () => void): () => void {
  let known = day()
  const seen = () => {
    if (document.visibilityState === 'visible') lookAgain()
  }
  const clock = setInterval(() => {
    if (day() === known) return
    known = day()
    lookAgain()
  }, MINUTE)
  window.addEventListener('focus', seen)
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearInterval(clock)
    window.removeEventListener('focus', seen)
    document.removeEventListener('visibilitychange', seen)
  }
}
