import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { lang } from '../../messages/index.svelte'
import Settings from './Screen.svelte'

it('a wrong SIREN is said beside its field', async () => {
  const user = userEvent.setup()
  await openScreen(Settings, '#/settings/business')
  const siret = screen.getByRole('textbox', { name: 'SIREN ou SIRET' })
  await user.clear(siret)
  await user.type(siret, '123')
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
  expect((await screen.findByRole('alert')).textContent).toContain('9 chiffres')
  expect(siret.getAttribute('aria-invalid')).toBe('true')
  await expectAccessible()
})

it('the language changes at once, everywhere', async () => {
  const user = userEvent.setup()
  await openScreen(Settings, '#/settings/display')
  await user.click(screen.getByRole('radio', { name: 'English' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeTruthy()
  expect(lang()).toBe('en')
  await user.click(screen.getByRole('radio', { name: 'Français' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Réglages' })).toBeTruthy()
})
