import { screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { close, dialog, messages, newInvoice } from '../../shared/desk.svelte'
import Customer from './Screen.svelte'

it('shows what is owed, to the cent, and how it was computed', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  expect(await screen.findByRole('heading', { level: 1, name: 'Brasserie du Quai SARL' })).toBeTruthy()
  const figures = screen.getByRole('list', { name: 'Ce qui est dû' })
  await user.click(within(figures).getByRole('button', { name: /Total exigible/ }))
  expect(dialog()).toMatchObject({ kind: 'claim', customer: 'quai', invoice: null })
  await expectAccessible()
})

it('the line of time holds the exact words of what was sent', async () => {
  await openScreen(Customer, '#/customer/quai')
  const line = await screen.findByRole('region', { name: 'Échanges' })
  expect(within(line).getByText(/Nous vous mettons en demeure de la régler sous huit jours/)).toBeTruthy()
})

it('a new invoice is begun for the customer on the screen', async () => {
  const { unmount } = await openScreen(Customer, '#/customer/quai')
  const name = 'Brasserie du Quai SARL'
  await screen.findByRole('heading', { level: 1, name })
  newInvoice()
  expect(dialog()).toEqual({ kind: 'invoice', customer: { id: 'quai', name } })
  close()
  unmount()
  newInvoice()
  expect(dialog()).toEqual({ kind: 'invoice' })
  close()
})

it('a promise can be ended', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/mistral')
  await user.click(await screen.findByRole('button', { name: /Terminer.*promis/ }))
  await user.click(await screen.findByRole('menuitem', { name: 'Non tenue' }))
  await expect.poll(() => screen.queryByRole('button', { name: /Terminer.*promis/ })).toBeNull()
})

it('shows how a customer keeps its word, and what is over on demand', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/mistral')
  const list = await screen.findByRole('region', { name: 'Promesses, échéanciers, contestations' })
  expect(within(list).getByText(/1 promesse tenue sur 3/)).toBeTruthy()
  expect(within(list).queryByText(/tenue en partie/)).toBeNull()
  await user.click(within(list).getByRole('button', { name: /Voir ce qui est terminé/ }))
  expect(
    within(list)
      .getByRole('progressbar', { name: /200,00.*600,00/ })
      .getAttribute('aria-valuenow'),
  ).toBe('33')
  await expectAccessible()
})

it('a dispute is answered from a window that refuses an empty answer', async () => {
  await openScreen(Customer, '#/customer/perrin')
  const user = userEvent.setup()
  const list = await screen.findByRole('region', { name: 'Promesses, échéanciers, contestations' })
  expect(within(list).getByText(/retrouver le bon de livraison/)).toBeTruthy()
  await user.click(within(list).getByRole('button', { name: /Répondre/ }))
  expect(dialog()).toMatchObject({ kind: 'dispute', mode: 'answer', dispute: { id: 'perrin' } })
  close()
})

it('an entry is taken back after a question that names it', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  const line = await screen.findByRole('region', { name: 'Échanges' })
  const undo = within(line).getByRole('button', { name: /Annuler cette entrée.*2e relance, e-mail/ })
  await user.click(undo)
  const question = screen.getByRole('dialog', { name: /Annuler cette entrée/ })
  expect(question.textContent).toContain('2e relance, e-mail')
  await expectAccessible()
  const before = messages().length
  await user.click(within(question).getByRole('button', { name: 'La garder' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(messages()).toHaveLength(before)
  await user.click(undo)
  await user.click(screen.getByRole('button', { name: 'Oui, l’annuler' }))
  await expect.poll(() => messages().length).toBeGreaterThan(before)
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('habits are facts with the count they rest on', async () => {
  const { unmount } = await openScreen(Customer, '#/customer/quai')
  const habits = await screen.findByRole('region', { name: 'Ses habitudes de paiement' })
  expect(within(habits).getByText(/12 jours après l’échéance, sur 18 factures payées/)).toBeTruthy()
  expect(within(habits).queryByText('peu de recul')).toBeNull()
  await expectAccessible()
  unmount()
})
