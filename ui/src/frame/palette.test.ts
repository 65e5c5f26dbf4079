import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { forget, hold } from '../../tests/asked'
import { reset } from '../ipc/mock'
import { loadFrame } from '../shared/desk.svelte'
import Palette from './Palette.svelte'

vi.mock('../ipc/mock', async (original) => (await import('../../tests/asked')).watched(await original()))

beforeEach(async () => {
  reset('rich')
  forget()
  location.hash = '#/today'
  await loadFrame()
})

it('Enter pressed before the answer opens who was typed, never what is still listed', async () => {
  const user = userEvent.setup()
  const onclose = vi.fn()
  render(Palette, { onclose })
  await user.type(screen.getByRole('combobox'), 'quai')
  await screen.findByRole('option', { name: /Brasserie du Quai/ })
  const free = hold('search', ({ text }) => text === 'perrin')
  await user.clear(screen.getByRole('combobox'))
  await user.type(screen.getByRole('combobox'), 'perrin{Enter}')
  expect(onclose).not.toHaveBeenCalled()
  free()
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(location.hash).toBe('#/customer/perrin')
})

it('an action is run at once where nothing has to be looked for', async () => {
  const user = userEvent.setup()
  const onclose = vi.fn()
  render(Palette, { onclose })
  await user.type(screen.getByRole('combobox'), 'réglages')
  await screen.findByRole('option', { name: /Ouvrir les réglages/ })
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(location.hash).toBe('#/settings')
})
