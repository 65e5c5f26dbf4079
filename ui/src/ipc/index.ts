/** The only place of the interface that talks to the shell. */
import { invoke } from '@tauri-apps/api/core'
import type { Commands, FailureView, ProgressView } from './generated'

export type * from './generated'
export type CommandName = keyof Commands
export type Args<N extends CommandName> = Commands[N]['args']
export type Answer<N extends CommandName> = Commands[N]['answer']

const inShell = () => '__TAURI_INTERNALS__' in globalThis

/** True in a plain browser with the sample shell: development and tests only. */
export const mocked = __WITH_MOCK__ && !inShell()

export function isFailure(error: unknown): error is FailureView {
  return typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error
}

/** Whatever was thrown, as a failure that can be shown. */
export function asFailure(error: unknown): FailureView {
  if (isFailure(error)) return error
  const sentence = error instanceof Error ? error.message : String(error)
  return { code: 'shell', sentence, field: null }
}

/** Asks the shell. Throws a `FailureView`, always. */
export async function call<N extends CommandName>(name: N, args: Args<N>): Promise<Answer<N>> {
  try {
    if (__WITH_MOCK__ && !inShell()) {
      const { answer } = await import('./mock')
      return await answer(name, args)
    }
    return await invoke<Answer<N>>(name, args as Record<string, unknown>)
  } catch (error) {
    throw asFailure(error)
  }
}

/** Hears how far a reading or storing of files is. Returns what stops listening. */
export async function onImportProgress(heard: (progress: ProgressView) => void): Promise<() => void> {
  if (__WITH_MOCK__ && !inShell()) {
    const { onProgress } = await import('./mock')
    return onProgress(heard)
  }
  const { listen } = await import('@tauri-apps/api/event')
  return listen<ProgressView>('import-progress', (event) => heard(event.payload))
}

/** Hears that the day's copy was set aside. Returns what stops listening. */
export async function onBackedUp(heard: () => void): Promise<() => void> {
  if (__WITH_MOCK__ && !inShell()) return () => undefined
  const { listen } = await import('@tauri-apps/api/event')
  return listen('backed-up', () => heard())
}

export type Drop = { kind: 'over' | 'leave' } | { kind: 'drop'; paths: string[] }

/** Hears files dragged over the window and dropped on it. Returns what stops listening. */
export async function onFileDrop(heard: (drop: Drop) => void): Promise<() => void> {
  if (__WITH_MOCK__ && !inShell()) return browserDrop(heard)
  const { getCurrentWebview } = await import('@tauri-apps/api/webview')
  return getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === 'drop') heard({ kind: 'drop', paths: payload.paths })
    else heard({ kind: payload.type === 'leave' ? 'leave' : 'over' })
  })
}

function browserDrop(heard: (drop: Drop) => void): () => void {
  const over = (event: DragEvent) => {
    event.preventDefault()
    heard({ kind: 'over' })
  }
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) heard({ kind: 'leave' })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    heard({ kind: 'drop', paths: [...(event.dataTransfer?.files ?? [])].map((file) => file.name) })
  }
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
  }
}
