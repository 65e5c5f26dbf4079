import {
  asFailure,
  call,
  type CardView,
  type CustomerForm,
  type DraftEdit,
  type DraftView,
  type FailureView,
  type ProposalView,
  type TodayView,
} from '../../ipc'
import { Resource } from '../../shared/resource.svelte'
import { here } from '../../shared/router.svelte'

/** Ways of sending that need paper, an envelope and a postal address. */
export const byPost = (channel: string | undefined) => channel === 'letter' || channel === 'registered_letter'

/** The address on one line; empty when a letter could not be posted to it. */
export function postal(form: Pick<CustomerForm, 'street' | 'postcode' | 'city'> | null): string {
  const street = (form?.street ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const town = [form?.postcode, form?.city]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ')
  return street.length > 0 && form?.city.trim() ? [...street, town].join(', ') : ''
}

/** Today's list, the line chosen in it, and the proposal beside it. */
export class TodayModel {
  today: Resource<TodayView>
  proposal: Resource<ProposalView>
  /** The customer whose line was chosen; its place in the list outlives it. */
  #customer = $state<string | null>(null)
  #at = $state(0)
  /** Grows when a line was dealt with: the focus goes to the one that took its place. */
  left = $state(0)

  constructor() {
    this.today = new Resource(() => call('today', {}))
    $effect.pre(() => {
      const { screen, id } = here()
      if (screen === 'today' && id) this.#customer = id
    })
    this.proposal = new Resource(() => {
      const card = this.selected
      if (card) return call('proposal', { customer: card.customer, step: card.step })
      // A customer opened from its file, without a line of its own today.
      if (this.today.value && this.#customer && here().id === this.#customer)
        return call('proposal', { customer: this.#customer, step: null })
      return null
    })
  }

  get cards(): CardView[] {
    return this.today.value?.groups.flatMap((group) => group.cards) ?? []
  }

  readonly selected = $derived.by<CardView | null>(() => {
    const cards = this.cards
    const chosen = cards.find((card) => card.customer === this.#customer)
    if (chosen) return chosen
    if (this.#customer && here().id === this.#customer) return null
    return cards[Math.min(this.#at, cards.length - 1)] ?? null
  })

  choose(card: CardView) {
    this.#customer = card.customer
    this.#at = Math.max(0, this.cards.indexOf(card))
  }

  /** The line was dealt with: the one that takes its place is next. */
  leave() {
    this.#at = Math.max(
      0,
      this.cards.findIndex((card) => card.customer === this.#customer),
    )
    this.#customer = null
    this.left += 1
    // The address would hold on to a customer who has left the list.
    if (here().id) history.replaceState(null, '', '#/today')
  }
}

/** A document before it leaves: as the core made it, and as the owner is changing it. */
export class DraftModel {
  view = $state.raw<DraftView | null>(null)
  failure = $state.raw<FailureView | null>(null)
  editing = $state(false)
  rendering = $state(false)
  subject = $state('')
  body = $state('')
  language = $state('fr')
  deadline = $state<number | null>(null)
  #turn = 0
  #wait: ReturnType<typeof setTimeout> | undefined
  #of = ''
  /** Words typed in another language than the one shown, with the letter they belong to. */
  #aside = new Map<string, Pick<DraftModel, 'view' | 'subject' | 'body' | 'deadline'>>()

  async load(customer: string, step: string, language: string | null) {
    const of = `${customer} ${step}`
    // Words being written are not thrown away because a fact changed elsewhere.
    if (this.editing && of === this.#of && language === null) return
    const turn = ++this.#turn
    if (of !== this.#of) {
      this.#aside.clear()
      this.view = null
      this.editing = false
    }
    this.#of = of
    try {
      const view = await call('draft', { customer, step, lang: language })
      if (turn !== this.#turn) return
      this.#take(view)
      this.failure = null
    } catch (error) {
      if (turn === this.#turn) this.failure = asFailure(error)
    }
  }

  #take(view: DraftView) {
    this.view = view
    this.subject = view.subject
    this.body = view.body
    this.language = view.lang
    this.deadline = view.deadline_days
  }

  /** The same letter in another language. Words typed in this one wait until it is chosen again. */
  async speak(language: string) {
    const view = this.view
    if (!view || language === this.language) return
    if (view.edited || this.subject !== view.subject || this.body !== view.body) {
      clearTimeout(this.#wait)
      // The core hears of the last words, so that it keeps the letter they belong to.
      await this.#render()
      const { subject, body, deadline } = this
      this.#aside.set(this.language, { view: this.view, subject, body, deadline })
    }
    const kept = this.#aside.get(language)
    if (!kept?.view) return this.load(view.customer, view.step, language)
    this.view = kept.view
    this.subject = kept.subject
    this.body = kept.body
    this.deadline = kept.deadline
    this.language = language
    await this.#render()
  }

  #edit(): DraftEdit {
    return {
      letter: this.view?.letter ?? '',
      subject: this.subject,
      body: this.body,
      lang: this.language,
      deadline_days: this.deadline,
    }
  }

  /** The preview follows the words, a moment after the last key. */
  changed() {
    clearTimeout(this.#wait)
    this.rendering = true
    this.#wait = setTimeout(() => void this.#render(), 320)
  }

  async #render() {
    const turn = ++this.#turn
    try {
      const view = await call('draft_render', { edit: this.#edit() })
      if (turn !== this.#turn) return
      this.view = view
      this.failure = null
    } catch (error) {
      if (turn === this.#turn) this.failure = asFailure(error)
    } finally {
      if (turn === this.#turn) this.rendering = false
    }
  }

  /** Keeps the words; false when the core refused them. */
  async keep(): Promise<boolean> {
    clearTimeout(this.#wait)
    const turn = ++this.#turn
    this.rendering = true
    try {
      const view = await call('draft_keep', { edit: this.#edit() })
      if (turn === this.#turn) this.#take(view)
      this.failure = null
      this.editing = false
      return true
    } catch (error) {
      this.failure = asFailure(error)
      return false
    } finally {
      this.rendering = false
    }
  }

  async discard() {
    clearTimeout(this.#wait)
    this.rendering = false
    this.editing = false
    this.#aside.clear()
    const [customer = '', step = ''] = this.#of.split(' ')
    await this.load(customer, step, null)
  }
}
