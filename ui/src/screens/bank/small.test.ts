import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { forget, hold, last, times } from '../../../tests/asked'
import { call, type BankLineView } from '../../ipc'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../../shared/desk.svelte'
import AsideDialog from './AsideDialog.svelte'
import ReturnDialog from './ReturnDialog.svelte'

vi.mock('../../ipc/mock', async (original) => (await import('../../../tests/asked')).watched(await original()))

beforeEach(async () => {
  reset('rich')
  forget()
  await loadFrame()
})

const back = async () => (await call('bank', { limit: 100 })).returns.lines[0] as BankLineView

it('which payment went back is chosen from the keyboard, and said once', async () => {
  const onclose = vi.fn()
  render(ReturnDialog, { props: { line: await back(), onclose } })
  const user = userEvent.setup()
  const payment = await screen.findByRole('radio', { name: /Mistral SAS/ })
  await waitFor(() => expect(document.activeElement).toBe(payment))
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(times('bank_return')).toBe(0)
  const free = hold('bank_return')
  await user.keyboard(' {Control>}{Enter}{Enter}{/Control}')
  free()
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(times('bank_return')).toBe(1)
  expect(last('bank_return').payment).toBe('p-mistral')
})

it('a line is set aside with a reason of one click or of one’s own, which is not thrown away unasked', async () => {
  const onclose = vi.fn()
  const line = await back()
  const { unmount } = render(AsideDialog, { props: { line, onclose } })
  const user = userEvent.setup()
  await user.keyboard('Erreur de la banque')
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  expect(onclose).not.toHaveBeenCalled()
  await user.click(await screen.findByRole('button', { name: 'Continuer la saisie' }))
  await user.type(screen.getByRole('textbox'), ' !{Control>}{Enter}{/Control}')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(last('bank_aside').reason).toBe('Erreur de la banque !')
  unmount()
  render(AsideDialog, { props: { line, onclose } })
  await user.dblClick(screen.getByRole('button', { name: 'Vente au comptant' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledTimes(2))
  expect(last('bank_aside').reason).toBe('Vente au comptant')
  expect(times('bank_aside')).toBe(2)
})
