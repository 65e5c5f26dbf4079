import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import Import from './Screen.svelte'

it('nothing is stored before every question has its answer', async () => {
  const user = userEvent.setup()
  await openScreen(Import, '#/import')
  await user.click(screen.getByRole('button', { name: 'Choisir des fichiers…' }))
  const store = (await screen.findByRole(
    'button',
    { name: 'Enregistrer 22 factures' },
    { timeout: 4000 },
  )) as HTMLButtonElement
  expect(store.disabled).toBe(true)
  await expectAccessible()
  await user.click(screen.getByRole('radio', { name: 'Oui, c’est la mienne' }))
  await user.click(screen.getByRole('radio', { name: 'Garder la mienne' }))
  expect(store.disabled).toBe(true)
  await user.selectOptions(screen.getByRole('combobox', { name: /Signification.*TTC/ }), 'amount')
  const ready = (await screen.findByRole('button', { name: 'Enregistrer 25 factures' })) as HTMLButtonElement
  expect(ready.disabled).toBe(false)
  await user.click(ready)
  expect(await screen.findByRole('heading', { level: 1, name: 'C’est enregistré' }, { timeout: 4000 })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Annuler cet import' })).toBeTruthy()
}, 20_000)
