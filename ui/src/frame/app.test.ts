import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import App from '../App.svelte'
import { reset } from '../ipc/mock'
import { close, dialog } from '../shared/desk.svelte'

async function opened(hash: string, scenario: Parameters<typeof reset>[0] = 'rich') {
  close()
  reset(scenario)
  location.hash = hash
  window.dispatchEvent(new Event('hashchange'))
  render(App)
  return userEvent.setup()
}

it('N on the file of a customer begins an invoice of theirs, and Ctrl+K does not throw it away', async () => {
  const user = await opened('#/customer/quai')
  await screen.findByRole('heading', { level: 1, name: 'Brasserie du Quai SARL' })
  await user.keyboard('n')
  const customer = (await screen.findByRole('combobox', { name: 'Client' })) as HTMLInputElement
  expect(customer.value).toBe('Brasserie du Quai SARL')
  const number = screen.getByRole('textbox', { name: 'Numéro' }) as HTMLInputElement
  await expect.poll(() => document.activeElement).toBe(number)
  await user.keyboard('F-2026-900{Control>}k{/Control}')
  expect(dialog()?.kind).toBe('invoice')
  expect(number.value).toBe('F-2026-900')
})

it('the first start begins in its first field', async () => {
  await opened('#/today', 'start')
  const name = await screen.findByRole('textbox', { name: 'Nom' })
  await expect.poll(() => document.activeElement).toBe(name)
  await new Promise((done) => setTimeout(done, 200))
  expect(document.activeElement).toBe(name)
})
