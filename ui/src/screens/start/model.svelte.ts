import { asFailure, call, type BusinessForm, type FailureView } from '../../ipc'
import { report, setFrame } from '../../shared/desk.svelte'
import { emptyBusiness } from '../../shared/forms'

/** The three questions and the three doors. Nothing is stored before the last question is passed. */
export class StartModel {
  step = $state(1)
  form = $state<BusinessForm>(emptyBusiness())
  failure = $state.raw<FailureView | null>(null)
  saving = $state(false)

  async save(): Promise<boolean> {
    this.saving = true
    try {
      const changed = await call('business_save', { form: $state.snapshot(this.form) })
      this.failure = null
      report({ ...changed, sentence: '' })
      return true
    } catch (error) {
      this.failure = asFailure(error)
      this.step = stepOf(this.failure.field)
      return false
    } finally {
      this.saving = false
    }
  }

  /** Whether what this question asked can be kept; what later questions ask is not looked at yet. */
  async passes(): Promise<boolean> {
    try {
      await call('business_check', { form: $state.snapshot(this.form) })
    } catch (error) {
      const failure = asFailure(error)
      if (stepOf(failure.field) <= this.step) {
        this.failure = failure
        return false
      }
    }
    this.failure = null
    return true
  }

  async sample(): Promise<boolean> {
    try {
      setFrame(await call('sample', { open: true }))
      return true
    } catch (error) {
      this.failure = asFailure(error)
      return false
    }
  }
}

/** Where a refused field is asked. */
export function stepOf(field: string | null): number {
  if (['term_days', 'term_from', 'penalty_rate'].includes(field ?? '')) return 3
  if (['street', 'postcode', 'city', 'email', 'phone', 'iban', 'bic'].includes(field ?? '')) return 2
  return 1
}
