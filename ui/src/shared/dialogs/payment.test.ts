import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../desk.svelte'
import PaymentDialog from './PaymentDialog.svelte'

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
