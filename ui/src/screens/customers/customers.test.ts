import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import Customers from './Screen.svelte'

it('names several customers at once', async () => {
  const user = userEvent.setup()
  await openScreen(Customers, '#/customers')
  await user.click(await screen.findByRole('button', { name: 'Les préciser' }))
  await user.click(await screen.findByRole('button', { name: 'Tous professionnels' }))
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Enregistrer 2 réponses' }))
  await expect.poll(() => screen.queryByRole('button', { name: 'Les préciser' })).toBeNull()
})
