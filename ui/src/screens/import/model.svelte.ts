import {
  asFailure,
  call,
  onImportProgress,
  type FailureView,
  type ImportAnswer,
  type ImportDoneView,
  type ImportFileView,
  type ImportPlanView,
  type MappingEdit,
  type ProgressView,
  type QuestionView,
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
  /** What was said, by file and question. */
  answers = $state<Record<string, string>>({})
  /** Files of which nothing goes in. */
  left = $state<Record<number, boolean>>({})
  kinds = $state<Record<string, string>>({})
  undone = $state(false)
  #left = false
  #turn = 0

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
      this.left = {}
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
    this.left = {}
    this.stage = 'choose'
  }

  answerTo(file: ImportFileView, question: string): string {
    return this.answers[`${file.index} ${question}`] ?? ''
  }

  /** The questions of a file that are to be answered: which figures count matters only once it is one's own. */
  asked(file: ImportFileView): QuestionView[] {
    if (this.left[file.index]) return []
    const foreign = file.questions.some((one) => one.key === 'other_seller')
    const ours = !foreign || this.answerTo(file, 'other_seller') === 'import'
    return file.questions.filter((one) => one.key === 'other_seller' || ours)
  }

  /** Questions without an answer. */
  readonly open = $derived(
    (this.plan?.files ?? []).reduce(
      (count, file) => count + this.asked(file).filter((one) => !this.answerTo(file, one.key)).length,
      0,
    ),
  )

  /** A list whose columns cannot be read yet, and that is wanted. */
  readonly unread = $derived(
    (this.plan?.files ?? []).filter((file) => file.state === 'mapping' && !this.left[file.index]).length,
  )

  /** What the button says it will do. */
  readonly confirmLabel = $derived.by(() => {
    const plan = this.plan
    const words = m().import
    if (!plan?.statements) return words.confirm(plan?.ready ?? 0)
    if (plan.ready > 0) return words.confirmBoth(plan.ready, plan.lines)
    return plan.lines > 0 ? words.confirmLines(plan.lines) : words.confirmStatement
  })

  #said(): ImportAnswer[] {
    const answers = Object.entries(this.answers).map(([key, value]) => {
      const [file = '', question = ''] = key.split(' ')
      return { file: Number(file), question, value }
    })
    const left = Object.entries(this.left).filter(([, out]) => out)
    return [...answers, ...left.map(([file]) => ({ file: Number(file), question: 'file', value: 'leave' }))]
  }

  /** What would go in now is counted by the core. */
  async #look(ask: (plan: string) => Promise<ImportPlanView>) {
    const plan = this.plan
    if (!plan) return
    const turn = ++this.#turn
    try {
      const view = await ask(plan.plan)
      if (turn !== this.#turn || this.plan?.plan !== view.plan) return
      this.plan = view
      this.failure = null
    } catch (error) {
      if (turn === this.#turn) this.failure = asFailure(error)
    }
  }

  async answer(file: ImportFileView, question: string, value: string) {
    this.answers[`${file.index} ${question}`] = value
    await this.#look((plan) => call('import_answer', { plan, answers: this.#said() }))
  }

  async leave(file: ImportFileView, out: boolean) {
    this.left[file.index] = out
    await this.#look((plan) => call('import_answer', { plan, answers: this.#said() }))
  }

  /** The same plan in the language that is spoken now. */
  async speak() {
    if (this.stage === 'plan') await this.#look(() => call('import_plan', {}))
  }

  files(state: string): ImportFileView[] {
    return this.plan?.files.filter((file) => file.state === state) ?? []
  }

  async remap(edit: MappingEdit) {
    await this.#look(() => call('import_mapping', { edit }))
  }

  async confirm() {
    const plan = this.plan
    if (!plan) return
    this.stage = 'storing'
    this.failure = null
    try {
      const answers = this.#said()
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

  /** After a stop: what did not go in is looked at again. */
  async rest() {
    try {
      this.plan = await call('import_plan', {})
      this.stage = 'plan'
    } catch (error) {
      this.failure = asFailure(error)
    }
  }

  async undo() {
    this.undone = await act(() => call('import_undo', { import: (this.done?.import_ids ?? []).join(',') }))
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
