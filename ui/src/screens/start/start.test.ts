import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { desk } from '../../shared/desk.svelte'
import { importing } from '../../shared/importing.svelte'
import { stepOf } from './model.svelte'
import Start from './Screen.svelte'

it('only the name is needed', async () => {
  const user = userEvent.setup()
  await openScreen(Start, '#/start', 'start')
  await user.click(screen.getByRole('button', { name: 'Continuer' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Donnez le nom')
  await expectAccessible()
  await user.type(screen.getByRole('textbox', { name: 'Nom' }), 'Atelier Morvan')
  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Plus tard' }))
  await user.click(await screen.findByRole('button', { name: 'Je ne sais pas' }))
  await user.click(await screen.findByRole('button', { name: /Importer mes factures/ }))
  await expect.poll(() => desk.frame?.business?.name).toBe('Atelier Morvan')
  expect(location.hash).toBe('#/import')
})

it('files dropped before the business has a name wait for it, and are read next', async () => {
  const user = userEvent.setup()
  await openScreen(Start, '#/import', 'start')
  importing.offer(['/home/moi/factures'])
  expect((await screen.findByText(/Vos fichiers sont gardés/)).getAttribute('role')).toBe('status')
  await user.type(screen.getByRole('textbox', { name: 'Nom' }), 'Atelier Morvan')
  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Plus tard' }))
  await user.click(await screen.findByRole('button', { name: 'Je ne sais pas' }))
  await expect.poll(() => desk.frame?.business?.name).toBe('Atelier Morvan')
  await expect.poll(() => location.hash).toBe('#/import')
  expect(importing.take()).toEqual(['/home/moi/factures'])
})

it('the keyboard stays with the question', async () => {
  const user = userEvent.setup()
  await openScreen(Start, '#/start', 'start')
  const on = () => document.activeElement
  await expect.poll(on).toBe(screen.getByRole('textbox', { name: 'Nom' }))
  await user.keyboard('Atelier Morvan{Tab}12{Enter}')
  await screen.findByRole('alert')
  await expect.poll(on).toBe(screen.getByRole('textbox', { name: /SIRE/ }))
  await user.keyboard('{Backspace}{Backspace}{Enter}')
  await expect.poll(on).toBe(await screen.findByRole('textbox', { name: /Rue|Adresse/ }))
  await user.click(screen.getByRole('button', { name: 'Continuer' }))
  await expect.poll(on).toBe(await screen.findByRole('textbox', { name: /Délai/ }))
  await user.click(screen.getByRole('button', { name: 'Retour' }))
  await expect.poll(on).toBe(await screen.findByRole('textbox', { name: /Rue|Adresse/ }))
  await user.click(screen.getByRole('button', { name: 'Continuer' }))
  await screen.findByRole('textbox', { name: /Délai/ })
  await user.keyboard('{Enter}')
  await expect.poll(on).toBe(await screen.findByRole('button', { name: /Importer mes factures/ }))
})

it('a refused field is shown where it was asked', () => {
  expect(stepOf('siret')).toBe(1)
  expect(stepOf('iban')).toBe(2)
  expect(stepOf('penalty_rate')).toBe(3)
})

it('no legal form is chosen for the owner', async () => {
  const user = userEvent.setup()
  await openScreen(Start, '#/start', 'start')
  const form = (await screen.findByRole('combobox', { name: 'Forme juridique' })) as HTMLSelectElement
  expect(form.selectedOptions[0]?.textContent).toBe('Choisir…')
  await user.selectOptions(form, 'SARL')
  expect(form.value).toBe('sarl')
})
