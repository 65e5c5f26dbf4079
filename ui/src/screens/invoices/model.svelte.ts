import { call, type InvoiceRow, type InvoicesView } from '../../ipc'
import { PagedList } from '../../shared/paged.svelte'

export const FILTERS = ['open', 'overdue', 'not_due', 'paid', 'ceded', 'credit_notes', 'all'] as const

/** The list of invoices: a filter, a search, an order, and as many pages as were looked at. */
export class InvoicesModel extends PagedList<InvoiceRow, InvoicesView> {
  constructor() {
    // The oldest due date first: what is late the longest.
    super('open', 'due_date', false, (query) => call('invoices', { query }))
  }
}
