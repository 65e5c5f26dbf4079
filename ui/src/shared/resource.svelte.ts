/** An answer of the core that is asked again when its question, the language or the facts change. */
import { asFailure, type FailureView } from '../ipc'
import { lang } from '../messages/index.svelte'
import { desk } from './desk.svelte'

export class Resource<T> {
  value = $state.raw<T | null>(null)
  failure = $state.raw<FailureView | null>(null)
  loading = $state(false)
  #turn = 0

  /** To be made while a component is set up. `ask` may answer null: nothing to ask now. */
  constructor(ask: () => Promise<T> | null) {
    $effect(() => {
      // Read so that the effect runs again when they change.
      void lang()
      void desk.revision
      const asked = ask()
      const turn = ++this.#turn
      if (!asked) {
        this.value = null
        this.failure = null
        this.loading = false
        return
      }
      this.loading = true
      asked.then(
        (value) => {
          if (turn !== this.#turn) return
          this.value = value
          this.failure = null
          this.loading = false
        },
        (error: unknown) => {
          if (turn !== this.#turn) return
          this.failure = asFailure(error)
          this.loading = false
        },
      )
    })
  }
}
