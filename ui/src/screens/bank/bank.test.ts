import { screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import Bank from './Screen.svelte'

const section = (name: RegExp) => screen.findByRole('region', { name })

it('confirms all that is certain, then one by one, and takes a match back', async () => {
  const user = userEvent.setup()
  await openScreen(Bank, '#/bank')
  await section(/Rapprochés avec certitude/)
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Tout valider (1)' }))
  await expect.poll(() => screen.queryByRole('region', { name: /Rapprochés avec certitude/ })).toBeNull()
  const doubtful = await section(/À confirmer/)
  await user.click(within(doubtful).getByRole('button', { name: /^Valider.*GARAGE LENOIR/ }))
  await expect.poll(() => within(doubtful).queryByRole('button', { name: /GARAGE LENOIR/ })).toBeNull()
  await user.click(screen.getByText(/Déjà rapprochés/))
  await user.click(screen.getByRole('button', { name: /^Défaire.*GARAGE LENOIR/ }))
  expect(await within(doubtful).findByRole('button', { name: /^Valider.*GARAGE LENOIR/ })).toBeTruthy()
}, 20_000)

it('an unknown line is given to a customer by hand, or set aside with a reason', async () => {
  const user = userEvent.setup()
  await openScreen(Bank, '#/bank')
  const unknown = await section(/Inconnus/)
  await user.click(within(unknown).getByRole('button', { name: /^Choisir/ }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: /je choisis le client/ }))
  await user.type(within(dialog).getByRole('combobox', { name: /Quel client/ }), 'perrin')
  await within(dialog).findByRole('option', { name: /Perrin/ })
  await user.keyboard('{Enter}')
  await within(dialog).findByRole('table')
  await expectAccessible()
  await user.click(within(dialog).getByRole('button', { name: 'Valider' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  await expect.poll(() => screen.queryByRole('region', { name: /Inconnus/ })).toBeNull()
}, 20_000)

it('a return says which payment went back', async () => {
  const user = userEvent.setup()
  await openScreen(Bank, '#/bank')
  const returns = await section(/Retours et rejets/)
  await user.click(within(returns).getByRole('button', { name: /Rouvrir la facture/ }))
  await expect.poll(() => screen.queryByRole('region', { name: /Retours et rejets/ })).toBeNull()
}, 20_000)
