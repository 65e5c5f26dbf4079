// What jsdom leaves out and the components use.
import { cleanup, configure } from '@testing-library/svelte'
import { afterEach } from 'vitest'

// A shared machine may be slow: what must appear is waited for.
configure({ asyncUtilTimeout: 8000 })
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
})

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.setAttribute('open', '')
}
HTMLElement.prototype.scrollTo ??= () => undefined
HTMLElement.prototype.scrollIntoView ??= () => undefined
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  addEventListener() {},
  removeEventListener() {},
})) as never
