import {
  call,
  type BusinessForm,
  type FailureView,
  type ImportBatchView,
  type TodayView,
  type VerifyView,
} from '../../ipc'
import { change, complain, desk } from '../../shared/desk.svelte'
import { emptyBusiness } from '../../shared/forms'
import { Resource } from '../../shared/resource.svelte'

export const SECTIONS = ['business', 'display', 'imports', 'law', 'data'] as const
export type Section = (typeof SECTIONS)[number]

export class SettingsModel {
  form = $state<BusinessForm>(emptyBusiness())
  failure = $state.raw<FailureView | null>(null)
  saving = $state(false)
  verified = $state.raw<VerifyView | null>(null)
  verifying = $state(false)
  imports: Resource<ImportBatchView[]>
  today: Resource<TodayView>

  constructor() {
    this.form = { ...(desk.frame?.business ?? emptyBusiness()) }
    this.imports = new Resource(() => call('imports', {}))
    // The notes about the law come with the day.
    this.today = new Resource(() => call('today', {}))
  }

  async save() {
    this.saving = true
    this.failure = await change(() => call('business_save', { form: $state.snapshot(this.form) }))
    this.saving = false
  }

  async pickLogo() {
    try {
      const digest = await call('pick_logo', {})
      if (digest) this.form.logo = digest
    } catch (error) {
      complain(error)
    }
  }

  async verify() {
    this.verifying = true
    try {
      this.verified = await call('verify', {})
    } catch (error) {
      complain(error)
    }
    this.verifying = false
  }
}
