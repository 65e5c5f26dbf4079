import { call, type CustomerFileView, type DocumentView, type LimitationForm, type LimitationLinkView } from '../../ipc'
import { Resource } from '../../shared/resource.svelte'
import { here } from '../../shared/router.svelte'

/** One customer's file, and the small windows opened over it. */
export type Window =
  | { kind: 'pause'; invoice: string | null }
  | { kind: 'insolvency' }
  | { kind: 'delivery' }
  | { kind: 'declared' }
  | { kind: 'edit' }
  | { kind: 'limitation_record'; form: LimitationForm | null }
  | { kind: 'limitation_confirm'; invoice: string; number: string; link: LimitationLinkView }
  | { kind: 'limitation_withdraw'; fact: string; title: string }
  | { kind: 'limitation_suppose' }
  | OwedWindow
  | { kind: 'write_off'; invoice: string; number: string }
  | { kind: 'withdraw'; invoice: string; number: string }
  | { kind: 'attach'; invoice: string; number: string }
  | { kind: 'detach'; invoice: string; digest: string; name: string }
  /** `invoice` is set where the document is a paper of that invoice. */
  | { kind: 'document'; digest: string; name: string; text: string; invoice: string | null }

/** Those about limitation. */
export type LimitationWindow = Extract<Window, { kind: `limitation_${string}` }>
export const isLimitation = (window: Window): window is LimitationWindow => window.kind.startsWith('limitation_')
/** Who an invoice is owed to, and how money for it counts. */
export type OwedWindow =
  | { kind: 'cede'; invoice: string; number: string }
  | { kind: 'returned'; invoice: string; number: string }
  | { kind: 'deposited' | 'passed_on'; payment: string }
  | { kind: 'order' }

export const OWED = ['cede', 'returned', 'deposited', 'passed_on', 'order'] as const
export const isOwed = (window: Window): window is OwedWindow => (OWED as readonly string[]).includes(window.kind)

export class CustomerModel {
  file: Resource<CustomerFileView>
  window = $state.raw<Window | null>(null)

  constructor() {
    this.file = new Resource(() => {
      const { screen, id } = here()
      return screen === 'customer' && id ? call('customer_file', { customer: id }) : null
    })
  }
}

export const readDocument = (digest: string): Promise<DocumentView> => call('document', { digest })
