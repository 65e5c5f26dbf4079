/** What every screen shares: the frame's facts, the last change, the messages at the foot of the window. */
import { call, asFailure, type Changed, type DisputeView, type FailureView, type FrameView } from '../ipc'
import { lang, speak } from '../messages/index.svelte'
import { wear } from './theme'

let frame = $state<FrameView | null>(null)
let revision = $state(0)

export const desk = {
  get frame() {
    return frame
  },
  get today() {
    return frame?.today ?? ''
  },
  /** Grows with every change: whoever shows facts asks again when it does. */
  get revision() {
    return revision
  },
}

export function setFrame(view: FrameView) {
  frame = view
  if (view.lang !== lang()) speak(view.lang)
  wear(view.theme)
}

export async function loadFrame() {
  setFrame(await call('frame', {}))
}

/** Asked when nothing was done here: another program may have written, or another day may have begun. */
export async function lookAgain() {
  const before = frame
  try {
    await loadFrame()
  } catch (error) {
    complain(error)
    return
  }
  if (before && (before.facts !== frame?.facts || before.today !== frame.today)) revision += 1
}

/** Facts changed outside of a `Changed`: an import, another business. */
export async function touched() {
  revision += 1
  try {
    await loadFrame()
  } catch (error) {
    complain(error)
  }
}

export async function setLanguage(language: string) {
  try {
    setFrame(await call('set_language', { lang: language }))
    revision += 1
  } catch (error) {
    complain(error)
  }
}

export async function setTheme(theme: string) {
  wear(theme)
  try {
    setFrame(await call('set_theme', { theme }))
  } catch (error) {
    complain(error)
  }
}

// ---- messages at the foot ----

export interface Toast {
  id: number
  sentence: string
  tone: 'plain' | 'late'
  undo: string | null
}

let toasts = $state<Toast[]>([])
let next = 1
export const messages = () => toasts

export function say(sentence: string, undo: string | null = null, tone: Toast['tone'] = 'plain') {
  if (!sentence) return
  const id = next++
  toasts = [...toasts.slice(-2), { id, sentence, tone, undo }]
  setTimeout(() => hush(id), undo ? 12_000 : tone === 'late' ? 10_000 : 5_000)
}

export function hush(id: number) {
  toasts = toasts.filter((toast) => toast.id !== id)
}

export function complain(error: unknown) {
  say(asFailure(error).sentence, null, 'late')
}

export function report(changed: Changed) {
  say(changed.sentence, changed.undo)
  void touched()
}

export async function takeBack(toast: Toast) {
  if (!toast.undo) return
  hush(toast.id)
  try {
    report(await call('undo', { token: toast.undo }))
  } catch (error) {
    complain(error)
  }
}

/** Runs a command that changes facts: its sentence and its undo are shown, its failure is given back for the form. */
export async function change(run: () => Promise<Changed>): Promise<FailureView | null> {
  try {
    report(await run())
    return null
  } catch (error) {
    return asFailure(error)
  }
}

/** The same where there is no form to carry the failure. */
export async function act(run: () => Promise<Changed>): Promise<boolean> {
  const failure = await change(run)
  if (failure) complain(failure)
  return failure === null
}

// ---- dialogs that any screen may open ----

export type Opened =
  /** `credit`: a credit note on that invoice. `then` runs once it is kept. */
  | {
      kind: 'invoice'
      customer?: { id: string; name: string }
      invoice?: string
      credit?: { invoice: string; amount: string }
      then?: () => Promise<unknown>
    }
  /** `amount`: what was promised, in cents. */
  | { kind: 'payment'; customer: string; name: string; amount?: number | null; then?: () => Promise<unknown> }
  | { kind: 'exchange'; customer: string; name: string }
  | { kind: 'claim'; customer: string; invoice: string | null }
  /** The owner's answer to a dispute, or what there is to do before. */
  | { kind: 'dispute'; mode: 'answer' | 'task'; dispute: Pick<DisputeView, 'id' | 'number' | 'task' | 'answer_due'> }
  /** An instalment plan, put together. */
  | { kind: 'plan'; customer: string; name: string }
  /** A plan came back signed. */
  | { kind: 'plan_sign'; plan: string; name: string }
  | { kind: 'shortcuts' }
  | { kind: 'palette' }

/** The customer whose file is on the screen: what is typed next is most likely theirs. */
let facing = $state.raw<{ id: string; name: string } | null>(null)
export function face(customer: { id: string; name: string }) {
  facing = customer
  return () => {
    if (facing === customer) facing = null
  }
}
export function newInvoice() {
  open(facing ? { kind: 'invoice', customer: facing } : { kind: 'invoice' })
}

let opened = $state<Opened | null>(null)
export const dialog = () => opened
export function open(what: Opened) {
  opened = what
}
export function close() {
  opened = null
}
