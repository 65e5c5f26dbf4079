/** A long list read a page at a time, as it is scrolled. */
import { asFailure, type FailureView, type ListQuery } from '../ipc'
import { lang } from '../messages/index.svelte'
import { desk } from './desk.svelte'

export const PAGE = 100

interface Answer<Row> {
  rows: Row[]
  total: number
}

export class PagedList<Row, View extends Answer<Row>> {
  search = $state('')
  filter = $state('')
  sort = $state('')
  descending = $state(false)
  /** The answer to the last first page: totals and counts. */
  head = $state.raw<View | null>(null)
  failure = $state.raw<FailureView | null>(null)
  total = $state(0)
  #pages = $state.raw<ReadonlyMap<number, Row[]>>(new Map())
  #asked = new Set<number>()
  #turn = 0
  #ask: (query: ListQuery) => Promise<View>
  /** Told when another list begins: the scroll goes back to the top. */
  turned = $state(0)

  constructor(filter: string, sort: string, descending: boolean, ask: (query: ListQuery) => Promise<View>) {
    this.filter = filter
    this.sort = sort
    this.descending = descending
    this.#ask = ask
    let question = ''
    $effect(() => {
      void lang()
      void desk.revision
      const now = JSON.stringify([this.search, this.filter, this.sort, this.descending])
      const other = question !== '' && question !== now
      question = now
      const wait = setTimeout(() => void this.#begin(other), other && this.search ? 90 : 0)
      return () => clearTimeout(wait)
    })
  }

  async #begin(other: boolean) {
    const turn = ++this.#turn
    this.#asked = new Set([0])
    try {
      const view = await this.#ask(this.#query(0))
      if (turn !== this.#turn) return
      this.head = view
      this.total = view.total
      this.#pages = new Map([[0, view.rows]])
      this.failure = null
      if (other) this.turned += 1
    } catch (error) {
      if (turn === this.#turn) this.failure = asFailure(error)
    }
  }

  #query(page: number): ListQuery {
    return {
      search: this.search.trim(),
      filter: this.filter,
      sort: this.sort,
      descending: this.descending,
      offset: page * PAGE,
      limit: PAGE,
    }
  }

  /** Asks for the pages that hold these rows, unless they are there or on their way. */
  want(from: number, to: number) {
    if (this.total === 0) return
    for (let page = Math.floor(from / PAGE); page <= Math.floor(Math.max(from, to - 1) / PAGE); page++) {
      if (this.#asked.has(page)) continue
      this.#asked.add(page)
      const turn = this.#turn
      this.#ask(this.#query(page)).then(
        (view) => {
          if (turn === this.#turn) this.#pages = new Map(this.#pages).set(page, view.rows)
        },
        (error: unknown) => {
          this.#asked.delete(page)
          if (turn === this.#turn) this.failure = asFailure(error)
        },
      )
    }
  }

  row(index: number): Row | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  }

  /** Sorts by a column: what is typed to be read from the top starts there, largest sums and latest days first. */
  order(column: string, largestFirst = false) {
    if (this.sort === column) this.descending = !this.descending
    else {
      this.sort = column
      this.descending = largestFirst
    }
  }
}
