import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/open'
import { asked, forget, hold, last, times } from '../../../tests/asked'
import { call, type BankLineView } from '../../ipc'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../../shared/desk.svelte'
import ChooseDialog from './ChooseDialog.svelte'

vi.mock('../../ipc/mock', async (original) => (await import('../../../tests/asked')).watched(await original()))

beforeEach(async () => {
  reset('rich')
  forget()
  await loadFrame()
})

const on = () => document.activeElement as HTMLElement
const search = () => screen.getByRole('combobox', { name: /Quel client/ }) as HTMLInputElement
const confirm = () => screen.getByRole('button', { name: 'Valider' }) as HTMLButtonElement
const share = (name: string | RegExp) => screen.findByRole('group', { name })

/** The dialog for a line of which nothing was found, or for the cheque that two may have paid. */
async function opened(found = false) {
  const { unknown } = await call('bank', { limit: 100 })
  const line = unknown.lines[0] as BankLineView
  const onclose = vi.fn()
  render(ChooseDialog, { props: { line: found ? line : { ...line, picks: [] }, onclose } })
  return { user: userEvent.setup(), onclose }
}

it('begins in the search where nothing was found, and says when nobody matches', async () => {
  const { user } = await opened()
  expect(on()).toBe(search())
  expect(search().getAttribute('aria-expanded')).toBe('false')
  await user.keyboard('zzz')
  expect(await screen.findByText('Aucun client ne correspond.')).toBeTruthy()
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
  expect(screen.queryByRole('group')).toBeNull()
  await user.keyboard('{Escape}')
  expect(search().value).toBe('')
  await waitFor(() => expect(screen.queryByText('Aucun client ne correspond.')).toBeNull())
  await expectAccessible()
})

it('Enter pressed before the answer takes who was typed, never who is still listed', async () => {
  const { user } = await opened()
  await user.keyboard('r')
  const [first] = await screen.findAllByRole('option')
  expect(first?.textContent).not.toContain('Perrin')
  const free = hold('search', ({ text }) => text === 'rperrin' || text === 'perrin')
  await user.keyboard('{Backspace}perrin{Enter}')
  expect(screen.queryByRole('group')).toBeNull()
  free()
  expect(await share('Studio Perrin SAS')).toBeTruthy()
  expect(screen.getAllByRole('group')).toHaveLength(1)
})

it('the arrows walk through those found, and the focus goes on in what was chosen', async () => {
  const { user, onclose } = await opened()
  await user.keyboard('sa')
  const options = await screen.findAllByRole('option')
  expect(search().getAttribute('aria-activedescendant')).toBe(options[0]?.id)
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
  expect(search().getAttribute('aria-activedescendant')).toBe(options[1]?.id)
  const name = options[1]?.querySelector('.strong')?.textContent ?? ''
  await user.keyboard('{Enter}')
  const chosen = await share(name)
  await waitFor(() => expect(on()).toBe(chosen))
  await waitFor(() => expect(confirm().disabled).toBe(false))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(last('bank_recognise').form.shares.map((one) => one.parts)).toEqual([[]])
})

it('a customer found by the number of an invoice is called by name alone', async () => {
  const { user } = await opened()
  await user.keyboard('F-2026-141')
  await screen.findByRole('option', { name: /F-2026-141/ })
  await user.keyboard('{Enter}')
  expect((await share('Brasserie du Quai SARL')).textContent).not.toMatch(/Brasserie du Quai SARL ·/)
})

it('a payment of several is shared out, whoever is chosen is not offered again, and the parts must make the whole', async () => {
  const { user } = await opened()
  await user.keyboard('perrin')
  await screen.findByRole('option', { name: /Studio Perrin/ })
  await user.keyboard('{Enter}')
  await share('Studio Perrin SAS')
  await user.click(screen.getByRole('button', { name: 'Répartir avec un autre client' }))
  await waitFor(() => expect(on()).toBe(search()))
  await user.keyboard('perrin')
  expect(await screen.findByText('Aucun autre client ne correspond.')).toBeTruthy()
  await user.keyboard('{Escape}delmas')
  await screen.findByRole('option', { name: /Delmas/ })
  await user.keyboard('{Enter}')
  const [perrin, delmas] = [await share('Studio Perrin SAS'), await share('Mme Delmas')]
  await user.type(within(perrin).getByRole('textbox', { name: 'sa part' }), '100,00')
  await user.type(within(delmas).getByRole('textbox', { name: 'sa part' }), '200,00')
  expect(await screen.findByText('Le total ne fait pas le versement.')).toBeTruthy()
  expect(confirm().disabled).toBe(true)
  await user.clear(within(delmas).getByRole('textbox', { name: 'sa part' }))
  await user.type(within(delmas).getByRole('textbox', { name: 'sa part' }), '250,00')
  await waitFor(() => expect(confirm().disabled).toBe(false))
  await user.click(within(delmas).getByRole('button', { name: /^Retirer/ }))
  await waitFor(() => expect(on()).toBe(perrin))
  await user.click(within(perrin).getByRole('button', { name: /^Retirer/ }))
  await waitFor(() => expect(on()).toBe(search()))
  expect(confirm().disabled).toBe(true)
})

it('one of those found is taken as it stands, and the keyboard stays among them', async () => {
  const { user, onclose } = await opened(true)
  const [first, second] = screen.getAllByRole('radio')
  expect(on()).toBe(first)
  await user.click(screen.getByRole('radio', { name: /je choisis le client/ }))
  expect(on()).toBe(screen.getByRole('radio', { name: /je choisis le client/ }))
  expect(confirm().disabled).toBe(true)
  await user.click(second!)
  expect(screen.queryByRole('combobox')).toBeNull()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(last('bank_confirm').pick).toContain('dunes')
  expect(times('bank_recognise')).toBe(0)
})

it('a slow answer to one share is not shown for another', async () => {
  const { user } = await opened()
  await user.keyboard('perrin')
  await screen.findByRole('option', { name: /Studio Perrin/ })
  const free = hold('bank_shares', ({ form }) => form.shares.some((one) => one.customer === 'perrin'))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(times('bank_shares')).toBe(1))
  await user.click(screen.getByRole('button', { name: /^Retirer/ }))
  free()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(confirm().disabled).toBe(true)
  expect(asked.some((one) => one.name === 'bank_recognise')).toBe(false)
})
