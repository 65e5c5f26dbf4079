import { call, type BankLineView, type BankView } from '../../ipc'
import { act } from '../../shared/desk.svelte'
import { Resource } from '../../shared/resource.svelte'

/** As many lines of each kind as are shown at once. */
const STEP = 100

export type Dealing = { kind: 'choose' | 'return' | 'aside'; line: BankLineView }

/** The lines of the bank, and what is being done with one of them. */
export class BankModel {
  limit = $state(STEP)
  dealing = $state.raw<Dealing | null>(null)
  busy = $state(false)
  readonly answer: Resource<BankView>

  constructor() {
    this.answer = new Resource(() => call('bank', { limit: this.limit }))
  }

  more() {
    this.limit += STEP
  }

  async #once(run: () => Promise<boolean>) {
    if (this.busy) return
    this.busy = true
    try {
      await run()
    } finally {
      this.busy = false
    }
  }

  confirm(line: BankLineView) {
    const pick = line.picks[0]?.pick
    if (pick) void this.#once(() => act(() => call('bank_confirm', { line: line.line, pick })))
  }

  confirmAll(count: number) {
    void this.#once(() => act(() => call('bank_confirm_all', { count })))
  }

  undo(line: BankLineView) {
    void this.#once(() => act(() => call('bank_undo', { line: line.line })))
  }

  takeUp(line: BankLineView) {
    void this.#once(() => act(() => call('bank_take_up', { line: line.line })))
  }

  /** Money that came and went back, within what waits. */
  cancelOut(line: BankLineView) {
    const other = line.other
    if (other) void this.#once(() => act(() => call('bank_pair_aside', { line: line.line, other })))
  }

  goesBack(line: BankLineView) {
    const payment = line.payment
    if (payment) void this.#once(() => act(() => call('bank_return', { line: line.line, payment })))
  }
}
