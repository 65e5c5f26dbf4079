import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { hold, last } from '../../../tests/asked'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../desk.svelte'
import PaymentDialog from './PaymentDialog.svelte'

vi.mock('../../ipc/mock', async (original) => (await import('../../../tests/asked')).watched(await original()))

it('begins with the amount that was promised, and one word takes an invoice whole', async () => {
  reset('rich')
  await loadFrame()
  const user = userEvent.setup()
  const props = { customer: 'mistral', name: 'Mistral', amount: 99_800, onclose: vi.fn() }
  render(PaymentDialog, { props })
  const amount = screen.getByRole('textbox', { name: 'Montant reçu' }) as HTMLInputElement
  expect(amount.value).toBe('998,00')
  await user.clear(amount)
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  expect(props.onclose).not.toHaveBeenCalled()
  await user.click(await screen.findByRole('button', { name: 'Continuer la saisie' }))
  const [whole] = await screen.findAllByRole('button', { name: /^Le tout/ })
  expect(whole?.textContent).toBe('Le tout')
  await user.click(whole!)
  expect(amount.value).toMatch(/^\d+,\d{2}$/)
})

it('says what it will settle and what is too much before it is recorded, and the split can be changed', async () => {
  reset('rich')
  await loadFrame()
  const user = userEvent.setup()
  render(PaymentDialog, { props: { customer: 'quai', name: 'Brasserie du Quai SARL', onclose: vi.fn() } })
  await user.type(screen.getByRole('textbox', { name: 'Montant reçu' }), '5000,00')
  const effect = await screen.findByRole('region', { name: 'Ce que ce paiement règle' }, { timeout: 5000 })
  expect(within(effect).getAllByRole('row')).toHaveLength(4)
  expect(effect.textContent).toMatch(/130,00\s€ de trop/)
  await user.click(within(effect).getByRole('button', { name: 'Modifier cette répartition' }))
  const part = (await screen.findByRole('textbox', { name: 'Part de F-2026-141' })) as HTMLInputElement
  expect(part.value.replace(/\s/g, '')).toBe('2600,00')
  await user.click(screen.getByRole('button', { name: 'Frais retenus, escompte…' }))
  expect(screen.getByRole('textbox', { name: 'Frais retenus sur F-2026-141' })).toBeTruthy()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Moyen' }), 'cheque')
  await user.clear(screen.getByRole('textbox', { name: 'Remis à la banque le' }))
  await screen.findByText(/les intérêts courent jusqu’à sa remise/, {}, { timeout: 5000 })
})

it('what is too much may pay interest and the indemnity, when the owner says so', async () => {
  reset('rich')
  await loadFrame()
  const user = userEvent.setup()
  const onclose = vi.fn()
  render(PaymentDialog, { props: { customer: 'quai', name: 'Brasserie du Quai SARL', onclose } })
  await user.type(screen.getByRole('textbox', { name: 'Montant reçu' }), '4870,00')
  await screen.findByRole('region', { name: 'Ce que ce paiement règle' }, { timeout: 5000 })
  expect(screen.queryByRole('checkbox', { name: /intérêts/ })).toBeNull()
  await user.clear(screen.getByRole('textbox', { name: 'Montant reçu' }))
  await user.type(screen.getByRole('textbox', { name: 'Montant reçu' }), '5000,00')
  const box = await screen.findByRole('checkbox', { name: /Compter 42,40\s€ pour les intérêts et l’indemnité/ })
  expect((box as HTMLInputElement).checked).toBe(false)
  await user.click(box)
  await waitFor(() => expect(screen.getByRole('columnheader', { name: 'Intérêts, indemnité' })).toBeTruthy())
  await waitFor(() => expect(screen.getByText(/87,60\s€ de trop/)).toBeTruthy())
  await user.click(screen.getByRole('button', { name: 'Enregistrer le paiement' }))
  await waitFor(() => expect(onclose).toHaveBeenCalled())
  expect(last('payment_save').form.accessories).toBe(true)
})

it('a slow answer to what was typed before does not stand beside what is typed now', async () => {
  reset('rich')
  await loadFrame()
  const user = userEvent.setup()
  render(PaymentDialog, { props: { customer: 'quai', name: 'Brasserie du Quai SARL', onclose: vi.fn() } })
  const amount = screen.getByRole('textbox', { name: 'Montant reçu' })
  const free = hold('payment_preview', ({ form }) => form.amount === '5000')
  await user.type(amount, '5000')
  await waitFor(() => expect(last('payment_preview').form.amount).toBe('5000'))
  await user.clear(amount)
  await user.type(amount, '100')
  const effect = await screen.findByRole('region', { name: 'Ce que ce paiement règle' })
  await waitFor(() => expect(effect.textContent).toMatch(/100,00/))
  free()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(effect.textContent).not.toMatch(/130,00/)
  await user.clear(amount)
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Ce que ce paiement règle' })).toBeNull())
})
