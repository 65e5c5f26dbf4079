/** Keys that work everywhere, and walking through lists. */

/** True while the keys belong to a field or an open dialog. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

export const inDialog = () => document.querySelector('dialog[open], [data-menu-open]') !== null

/** The list that j and k walk when the focus is nowhere in particular. */
let walked: HTMLElement | null = null

const rowsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-row]')]

function step(list: HTMLElement, by: number | 'first' | 'last') {
  const rows = rowsOf(list)
  if (rows.length === 0) return
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement))
  const current = rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
  let to: number
  if (by === 'first') to = 0
  else if (by === 'last') to = rows.length - 1
  else if (at >= 0) to = Math.min(rows.length - 1, Math.max(0, at + by))
  else to = current >= 0 ? current : 0
  rows[to]?.focus()
  rows[to]?.scrollIntoView({ block: 'nearest' })
}

/** An action for a list whose rows carry `data-row`: arrows, Home and End inside it, j and k from anywhere. */
export function walk(list: HTMLElement) {
  walked = list
  const keys = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || typing(event)) return
    const move = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' }[event.key] as
      number | 'first' | 'last' | undefined
    if (move === undefined) return
    event.preventDefault()
    step(list, move)
  }
  list.addEventListener('keydown', keys)
  return {
    destroy() {
      list.removeEventListener('keydown', keys)
      if (walked === list) walked = null
    },
  }
}

export function walkFromAnywhere(by: 1 | -1): boolean {
  if (!walked) return false
  step(walked, by)
  return true
}

const fields = (only: string) => ['input', 'select', 'textarea'].map((tag) => `${tag}${only}`).join(', ')

/** Takes the focus into a form: to what is wrong in it, else where it begins. */
export function intoForm(form: HTMLElement | null | undefined): boolean {
  const first = ['[aria-invalid="true"]:not(:disabled)', '[data-autofocus]:not(:disabled)', fields(':not(:disabled)')]
  const found = first.map((one) => form?.querySelector<HTMLElement>(one)).find(Boolean)
  found?.focus()
  return Boolean(found)
}

/** An action for a form: Ctrl+Enter, or Cmd+Enter, from any of its fields. */
export function ctrlEnter(form: HTMLElement, run: () => void) {
  let now = run
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    now()
  }
  form.addEventListener('keydown', keys)
  return {
    update: (next: () => void) => (now = next),
    destroy: () => form.removeEventListener('keydown', keys),
  }
}
