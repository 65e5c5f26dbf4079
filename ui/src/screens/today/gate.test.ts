import { screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { state } from '../../ipc/mock/state'
import { messages } from '../../shared/desk.svelte'
import Today from './Screen.svelte'

// Pages are drawn on a canvas, which this environment has not.
vi.mock('../../shared/pdf', () => ({ readPdf: () => Promise.resolve([]), bytesOf: () => new Uint8Array() }))

const strip = () => screen.findByRole('region', { name: 'Avant l’envoi' })
const field = () => screen.getByRole('textbox', { name: /Pourquoi l’envoyer quand même/ }) as HTMLInputElement

it('is one quiet line when nothing speaks against sending, and says all of it when opened', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  const gate = await strip()
  const summary = within(gate).getByText(/Rien ne s’oppose à l’envoi/)
  expect(summary.textContent).toContain('banque vue jusqu’au 20/11/2026')
  expect(screen.queryByRole('textbox', { name: /Pourquoi/ })).toBeNull()
  await user.click(summary)
  expect((summary.closest('details') as HTMLDetailsElement).open).toBe(true)
  expect(within(gate).getByText(/IBAN finissant par 0189/)).toBeTruthy()
  await expectAccessible()
})

it('amber stops nothing and leads to a newer statement', async () => {
  await openScreen(Today, '#/today/tilleuls')
  const gate = await strip()
  expect(within(gate).getByText('banque vue jusqu’au 13/11/2026')).toBeTruthy()
  expect(within(gate).getByRole('link', { name: 'Importer un relevé', hidden: true })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: /Pourquoi/ })).toBeNull()
})

it('a card says what must be looked at before anything is sent', async () => {
  await openScreen(Today, '#/today')
  const list = await screen.findByRole('group', { name: 'Choses à faire' })
  const card = within(list).getByRole('button', { name: /Saint-Briac/ })
  expect(card.textContent).toMatch(/1 paiement de 1\s204,10\s€ non attribué/)
  expect(within(list).getByRole('button', { name: /Studio Perrin/ }).textContent).not.toMatch(/non attribué/)
})

it('what is red lets nothing out without a reason, and leads to the place for it', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/briac')
  const gate = await strip()
  expect(within(gate).getByText(/1 paiement de 1\s204,10\s€ du 19 novembre n’est pas attribué/)).toBeTruthy()
  expect(within(gate).getByRole('link', { name: 'Voir ce paiement' }).getAttribute('href')).toBe('#/bank')
  for (const name of ['Noter comme envoyé', 'Ouvrir dans la messagerie', 'Enregistrer en PDF', 'Imprimer']) {
    await user.click(screen.getByRole('button', { name }))
    expect(document.activeElement).toBe(field())
  }
  expect(field().getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Écrivez pourquoi, ou vérifiez d’abord.')).toBeTruthy()
  expect(messages()).toEqual([])
  expect(state.passed).toEqual({})
  await expectAccessible()

  // The same from the keyboard.
  ;(document.activeElement as HTMLElement).blur()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(document.activeElement).toBe(field())
  await user.keyboard('c’est une autre facture')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(messages().at(-1)?.undo).toBeTruthy())
  expect(state.passed).toEqual({ 'l-briac-first_reminder': 'c’est une autre facture' })
})

it('a reason given once holds for the letter', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/briac')
  await strip()
  await user.type(field(), 'vu avec la trésorerie')
  await user.click(screen.getByRole('button', { name: 'Enregistrer en PDF' }))
  expect(await screen.findByText(/Votre raison\s: «\svu avec la trésorerie\s»/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: /Pourquoi/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Noter comme envoyé' }))
  await waitFor(() => expect(messages().at(-1)?.undo).toBeTruthy())
})

it('a letter with a day and a way of its own asks for the reason in its form', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/briac')
  await strip()
  await user.click(screen.getByRole('button', { name: 'Préciser comment et quand' }))
  const form = await screen.findByRole('dialog')
  await user.click(within(form).getByRole('button', { name: 'Noter comme envoyé' }))
  expect(await within(form).findByText('Écrivez pourquoi, ou vérifiez d’abord.')).toBeTruthy()
  await user.type(within(form).getByRole('textbox', { name: /Pourquoi/ }), 'déjà postée')
  await user.click(within(form).getByRole('button', { name: 'Noter comme envoyé' }))
  await waitFor(() => expect(state.passed).toEqual({ 'l-briac-first_reminder': 'déjà postée' }))
})

it('before a call the lights are shown, and nothing is asked', async () => {
  await openScreen(Today, '#/today/lenoir')
  const gate = await strip()
  expect(within(gate).getByText('1 point à vérifier avant d’appeler')).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: /Pourquoi/ })).toBeNull()
  await expectAccessible()
})
