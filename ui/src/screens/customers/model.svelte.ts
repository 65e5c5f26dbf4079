import { call, type CustomerRow, type CustomersView, type ToNameView } from '../../ipc'
import { PagedList } from '../../shared/paged.svelte'

export const FILTERS = ['open', 'to_name', 'all'] as const

export class CustomersModel extends PagedList<CustomerRow, CustomersView> {
  constructor() {
    super('open', 'open', true, (query) => call('customers', { query }))
  }

  readonly toName = $derived(this.head?.counts.find((one) => one.filter === 'to_name')?.count ?? 0)
}

/** The customers whose kind nobody has said, to be named together. */
export async function customersToName(): Promise<ToNameView[]> {
  const view = await call('customers', {
    query: { search: '', filter: 'to_name', sort: 'open', descending: true, offset: 0, limit: 200 },
  })
  return view.rows.map((row) => ({ customer: row.id, name: row.name, kind: '', open_invoices: row.open_invoices }))
}
