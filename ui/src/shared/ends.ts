/** How a silence ends, the same from the file of a customer and from Today. */
import { call, type Changed } from '../ipc'
import { open } from './desk.svelte'
import { typedAmount } from './format'

/** What is ended: a promise, a dispute, a pause… with what its end may need. */
export interface Ending {
  kind: string
  id: string
  invoice: string | null
  amount: number | null
}

/** Ends it; where the end needs money or a credit note noted first, opens that form. `settle` runs the command. */
export function endHold(
  hold: Ending,
  end: string,
  who: { customer: string; name: string },
  settle: (run: () => Promise<Changed>) => Promise<unknown>,
) {
  const done = () => settle(() => call('hold_end', { form: { kind: hold.kind, id: hold.id, end, day: '', note: '' } }))
  if (end === 'kept' || end === 'found')
    return open({ kind: 'payment', ...who, amount: hold.kind === 'promise' ? hold.amount : null })
  if (end === 'paid') return open({ kind: 'payment', ...who, then: done })
  if (end === 'accepted' && hold.invoice)
    return open({
      kind: 'invoice',
      customer: { id: who.customer, name: who.name },
      credit: { invoice: hold.invoice, amount: typedAmount(hold.amount ?? 0) },
      then: done,
    })
  void done()
}
