import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { expectAccessible } from '../../tests/open'
import { reset } from '../ipc/mock'
import { loadFrame, messages } from '../shared/desk.svelte'
import Backups from './Backups.svelte'

it('a copy is put back after its name was read and agreed to', async () => {
  reset('rich')
  await loadFrame()
  const back = vi.fn()
  const user = userEvent.setup()
  const main = document.createElement('main')
  document.body.append(main)
  render(Backups, { target: main, props: { onback: back } })
  const button = await screen.findByRole('button', { name: /Remettre.*Copie du 21 novembre 2026/ })
  await user.click(button)
  expect(
    screen.getByText(/Remettre « Copie du 21 novembre 2026 »/u, {
      normalizer: (text) => text.replace(/[\u00a0\u202f]/g, ' '),
    }),
  ).toBeTruthy()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Annuler' }))
  expect(back).not.toHaveBeenCalled()
  await user.click(button.isConnected ? button : await screen.findByRole('button', { name: /21 novembre 2026/ }))
  await user.click(screen.getByRole('button', { name: 'Oui, la remettre' }))
  await vi.waitFor(() => expect(back).toHaveBeenCalledTimes(1))
  expect(
    messages()
      .map((one) => one.sentence)
      .join(),
  ).toContain('La sauvegarde est remise.')
})
