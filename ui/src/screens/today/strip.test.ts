import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { asked, forget, last } from '../../../tests/asked'
import type { GateView, LightView } from '../../ipc'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../../shared/desk.svelte'
import Gate from './Gate.svelte'

vi.mock('../../ipc/mock', async (original) => (await import('../../../tests/asked')).watched(await original()))

beforeEach(async () => {
  reset('rich')
  forget()
  await loadFrame()
})

const light = (tone: LightView['tone'], short: string, fix = '', code = short): LightView => ({
  ...{ code, tone, short, fix },
  sentence: `Ce que dit « ${short} ».`,
})
const drawn = (lights: LightView[], more: Partial<GateView> = {}, props: Record<string, unknown> = {}) =>
  render(Gate, {
    props: {
      gate: { lights, closed: lights.some((one) => one.tone === 'late'), passed: null, ...more },
      customer: 'quai',
      ...props,
    },
  })
const gate = () => screen.getByRole('region', { name: 'Avant l’envoi' })
const reason = () => screen.queryByRole('textbox', { name: /Pourquoi l’envoyer quand même/ })

it('two lights of one kind are both there, whatever their colour', async () => {
  const twice = (tone: LightView['tone']) => ['la une', 'la deux'].map((one) => light(tone, one, '', 'dispute'))
  drawn([...twice('late'), ...twice('soon'), ...twice('good')])
  expect(within(gate()).getByText('2 points à vérifier avant l’envoi')).toBeTruthy()
  expect(within(gate()).getAllByText(/la une|la deux/, { selector: 'b' })).toHaveLength(2)
  await userEvent.setup().click(within(gate()).getByText('la une · la deux', { exact: false, selector: '.line' }))
  const all = within(gate()).getByRole('list', { name: 'Ce qui a été regardé' })
  expect(within(all).getAllByRole('listitem')).toHaveLength(4)
})

it('asks for a reason where something is red, and says that it is missing', async () => {
  const { rerender } = drawn([light('late', 'contestée'), light('good', 'IBAN à jour')])
  expect(reason()?.getAttribute('aria-invalid')).toBeNull()
  await rerender({ missing: true })
  expect(reason()?.getAttribute('aria-invalid')).toBe('true')
  await userEvent.setup().type(reason()!, 'vu avec lui')
  expect(reason()?.getAttribute('aria-invalid')).toBeNull()
})

it('a reason given is quoted, and before a call none is asked', async () => {
  const red = [light('late', 'contestée')]
  const { unmount } = drawn(red, { closed: false, passed: 'vu avec lui' })
  expect(gate().textContent).toMatch(/vu avec lui/)
  expect(reason()).toBeNull()
  unmount()
  drawn(red, {}, { forCall: true })
  expect(within(gate()).getByText('1 point à vérifier avant d’appeler')).toBeTruthy()
  expect(reason()).toBeNull()
})

it('each light leads to where it is mended', async () => {
  const redraft = vi.fn()
  const fixes = ['statement', 'business', 'attribute', 'customer', 'apply', 'redraft']
  drawn(
    fixes.map((fix) => light('late', fix, fix)),
    {},
    { onredraft: redraft },
  )
  const links = within(gate()).getAllByRole('link')
  expect(links.map((one) => one.getAttribute('href'))).toEqual(['#/import', '#/settings', '#/bank', '#/customer/quai'])
  const user = userEvent.setup()
  const [apply, again] = within(gate()).getAllByRole('button')
  await user.click(again!)
  expect(redraft).toHaveBeenCalledOnce()
  await user.click(apply!)
  await waitFor(() => expect(asked.some((one) => one.name === 'money_apply')).toBe(true))
  expect(last('money_apply')).toEqual({ customer: 'quai', source: null, invoice: null })
})
