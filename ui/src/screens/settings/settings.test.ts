import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { lang } from '../../messages/index.svelte'
import { messages } from '../../shared/desk.svelte'
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

it('what was imported together is taken back together, or file by file', async () => {
  const user = userEvent.setup()
  await openScreen(Settings, '#/settings/imports')
  const whole = await screen.findByRole('button', { name: /Annuler le tout.*3\sfichiers/ })
  await expectAccessible()
  await user.click(screen.getByText(/3\sfichiers/, { selector: 'summary' }))
  await user.click(screen.getByRole('button', { name: /Annuler ce fichier.*F-2026-188.pdf/ }))
  await expect.poll(() => screen.queryByRole('button', { name: /Annuler ce fichier.*F-2026-188.pdf/ })).toBeNull()
  expect(screen.getByRole('button', { name: /Annuler ce fichier.*F-2026-189.xml/ })).toBeTruthy()
  const before = messages().length
  await user.click(whole)
  await expect.poll(() => screen.queryByRole('button', { name: /Annuler/ })).toBeNull()
  expect(messages().length).toBe(before + 1)
})
