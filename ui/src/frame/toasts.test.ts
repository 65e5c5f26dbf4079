import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { reset } from '../ipc/mock'
import { hush, loadFrame, messages, say } from '../shared/desk.svelte'
import Toasts from './Toasts.svelte'

it('the keyboard goes back to where it was when a message goes', async () => {
  reset('rich')
  await loadFrame()
  for (const toast of messages()) hush(toast.id)
  const user = userEvent.setup()
  const button = document.createElement('button')
  document.body.append(button)
  render(Toasts)
  for (const name of ['Annuler', 'Fermer']) {
    say('Noté.', 'u1')
    await screen.findByText('Noté.')
    button.focus()
    while (document.activeElement?.textContent !== name && document.activeElement?.getAttribute('aria-label') !== name)
      await user.tab()
    await user.keyboard('{Enter}')
    await expect.poll(() => document.activeElement).toBe(button)
    for (const toast of messages()) hush(toast.id)
  }
})
