/** Addresses after the hash: `#/customer/c12?invoice=i7`. */

export type Screen =
  'today' | 'invoices' | 'customers' | 'customer' | 'bank' | 'commitments' | 'import' | 'settings' | 'start'
const SCREENS: Screen[] = [
  'today',
  'invoices',
  'customers',
  'customer',
  'bank',
  'commitments',
  'import',
  'settings',
  'start',
]

export interface Place {
  screen: Screen
  id: string | null
  query: Record<string, string>
}

function read(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [name, id] = path.split('/')
  const screen = SCREENS.find((known) => known === name) ?? 'today'
  return { screen, id: id ? decodeURIComponent(id) : null, query: Object.fromEntries(new URLSearchParams(search)) }
}

let place = $state<Place>(read(location.hash))
window.addEventListener('hashchange', () => (place = read(location.hash)))

export const here = (): Place => place

export function address(screen: Screen, id?: string | null, query?: Record<string, string>): string {
  const search = query ? new URLSearchParams(query).toString() : ''
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`
}

export function go(screen: Screen, id?: string | null, query?: Record<string, string>) {
  location.hash = address(screen, id, query)
}
