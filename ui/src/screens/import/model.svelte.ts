import {
  asFailure,
  call,
  onImportProgress,
  type FailureView,
  type ImportDoneView,
  type ImportFileView,
  type ImportPlanView,
  type MappingEdit,
  type ProgressView,
} from '../../ipc'
import { act, touched } from '../../shared/desk.svelte'
import { m } from '../../messages/index.svelte'

export type Stage = 'choose' | 'reading' | 'plan' | 'storing' | 'done'
export const STATES = ['question', 'mapping', 'ready', 'duplicate', 'refused'] as const

/** Files on their way in: read, looked at, stored; each step can be left. */
export class ImportModel {
  stage = $state<Stage>('choose')
  plan = $state.raw<ImportPlanView | null>(null)
  done = $state.raw<ImportDoneView | null>(null)
  progress = $state.raw<ProgressView | null>(null)
  failure = $state.raw<FailureView | null>(null)
  note = $state('')
  answers = $state<Record<number, string>>({})
  kinds = $state<Record<string, string>>({})
  undone = $state(false)
  #left = false

  async #heard<T>(run: () => Promise<T>): Promise<T> {
    this.progress = null
    const stop = await onImportProgress((progress) => (this.progress = progress))
    try {
      return await run()
    } finally {
      stop()
    }
  }

  async read(paths: string[]) {
    if (paths.length === 0) return
    this.stage = 'reading'
    this.failure = null
    this.note = ''
    this.#left = false
    try {
      const plan = await this.#heard(() => call('import_read', { paths }))
      if (this.#left) return
      this.plan = plan
      this.answers = {}
      this.stage = 'plan'
    } catch (error) {
      if (this.#left) return
      this.failure = asFailure(error)
      this.stage = 'choose'
    }
  }

  async pick(what: 'pick_files' | 'pick_folder') {
    try {
      await this.read(await call(what, {}))
    } catch (error) {
      this.failure = asFailure(error)
    }
  }

  async cancel() {
    const reading = this.stage === 'reading'
    try {
      await call('import_cancel', {})
    } catch (error) {
      this.failure = asFailure(error)
    }
    if (!reading) return
    this.#left = true
    this.stage = 'choose'
    this.note = m().import.cancelled
  }

  abandon() {
    this.plan = null
    this.answers = {}
    this.stage = 'choose'
  }

  /** Questions without an answer. */
  readonly open = $derived(
    (this.plan?.files ?? []).filter((file) => file.question !== null && !this.answers[file.index]).length,
  )

  /** A list whose columns cannot be read yet. */
  readonly unread = $derived(
    (this.plan?.files ?? []).filter((file) => file.mapping && file.mapping.missing.length > 0).length,
  )

  files(state: string): ImportFileView[] {
    return this.plan?.files.filter((file) => file.state === state) ?? []
  }

  async remap(edit: MappingEdit) {
    try {
      this.plan = await call('import_mapping', { edit })
      this.failure = null
    } catch (error) {
      this.failure = asFailure(error)
    }
  }

  async confirm() {
    const plan = this.plan
    if (!plan) return
    this.stage = 'storing'
    this.failure = null
    try {
      const answers = Object.entries(this.answers).map(([file, value]) => ({ file: Number(file), value }))
      this.done = await this.#heard(() => call('import_confirm', { plan: plan.plan, answers }))
      this.kinds = Object.fromEntries(this.done.to_name.map((one) => [one.customer, one.kind]))
      this.undone = false
      this.stage = 'done'
      await touched()
    } catch (error) {
      this.failure = asFailure(error)
      this.stage = 'plan'
    }
  }

  async undo() {
    let all = true
    for (const id of this.done?.import_ids ?? []) all = (await act(() => call('import_undo', { import: id }))) && all
    this.undone = all
  }

  async name() {
    const kinds = Object.entries(this.kinds)
      .filter(([, kind]) => kind)
      .map(([customer, kind]) => ({ customer, kind }))
    if (kinds.length === 0) return
    if (await act(() => call('kinds_set', { kinds }))) {
      const named = new Set(kinds.map((one) => one.customer))
      if (this.done) this.done = { ...this.done, to_name: this.done.to_name.filter((one) => !named.has(one.customer)) }
    }
  }
}
