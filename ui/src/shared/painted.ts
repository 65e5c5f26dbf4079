/** Tells the shell once that the first screen with something to do on it can be seen; measurements wait for it. */
import { tick } from 'svelte'
import { call } from '../ipc'

let told = false

export async function painted() {
  if (told) return
  told = true
  await tick()
  // The first frame draws the page, the second begins when it is there.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  await call('painted', {}).catch(() => false)
}
