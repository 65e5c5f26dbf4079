import { screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { dialog, messages } from '../../shared/desk.svelte'
import { postal } from './model.svelte'
import Today from './Screen.svelte'

/** A button once the draft it acts on is there. */
async function ready(name: string) {
  const button = (await screen.findByRole('button', { name })) as HTMLButtonElement
  await waitFor(() => expect(button.disabled).toBe(false))
  return button
}

// Pages are drawn on a canvas, which this environment has not.
vi.mock('../../shared/pdf', () => ({ readPdf: () => Promise.resolve([]), bytesOf: () => new Uint8Array() }))

it('shows the ranked lines and opens the first one', async () => {
  await openScreen(Today, '#/today')
  expect(await screen.findByRole('heading', { level: 1, name: 'Dimanche 22 novembre' })).toBeTruthy()
  const list = await screen.findByRole('group', { name: 'Choses à faire' })
  expect(within(list).getAllByRole('button')).toHaveLength(8)
  expect(await screen.findByText('Le dossier est prêt à être confié')).toBeTruthy()
  await expectAccessible()
})

it('the list is one stop of Tab, which then goes into the panel of the chosen line', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  const title = { level: 2, name: /relance à Studio Perrin SAS/ }
  await screen.findByRole('heading', title)
  const list = screen.getByRole('group', { name: 'Choses à faire' })
  const rows = within(list).getAllByRole('button')
  expect(rows.filter((row) => row.tabIndex === 0).map((row) => row.dataset['customer'])).toEqual(['perrin'])
  const chosen = within(list).getByRole('button', { name: /Studio Perrin/ })
  chosen.focus()
  await user.tab()
  expect(screen.getByRole('complementary').contains(document.activeElement)).toBe(true)
  expect(screen.getByRole('heading', title)).toBeTruthy()
  await user.tab({ shift: true })
  expect(document.activeElement).toBe(chosen)
  await user.keyboard('{ArrowDown}')
  await screen.findByRole('heading', { level: 2, name: 'Appeler Garage Lenoir' })
  expect(within(list).getByRole('button', { name: /Garage Lenoir/ }).tabIndex).toBe(0)
})

it('records a reminder as sent in one click and shows the next line', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await screen.findByRole('heading', { level: 2, name: /relance à Studio Perrin SAS/ })
  await user.click(await ready('Noter comme envoyé'))
  await screen.findByRole('heading', { level: 2, name: 'Appeler Garage Lenoir' })
  expect(messages().at(-1)?.undo).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Studio Perrin/ })).toBeNull()
})

it('keeps the words of the owner', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await ready('Modifier'))
  const body = await screen.findByRole('textbox', { name: 'Texte' })
  await user.type(body, 'Cher Paul, ')
  await user.click(screen.getByRole('button', { name: 'Terminé' }))
  expect(await screen.findByText(/modifiée par vous/)).toBeTruthy()
})

it('a letter that threatens cannot be recorded as sent', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await ready('Modifier'))
  await user.type(await screen.findByRole('textbox', { name: 'Texte' }), 'Un huissier viendra. ')
  expect(await screen.findByText(/ne doit pas partir/)).toBeTruthy()
  expect((screen.getByRole('button', { name: 'Noter comme envoyé' }) as HTMLButtonElement).disabled).toBe(true)
})

it('asks for the payment when money was promised', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/mistral')
  await user.click(await screen.findByRole('button', { name: 'Oui, noter le paiement' }))
  expect(dialog()).toMatchObject({ kind: 'payment', customer: 'mistral', amount: 99_800 })
})

it('an empty day is kind and says what comes', async () => {
  await openScreen(Today, '#/today', 'quiet')
  expect(await screen.findByText('Rien à relancer aujourd’hui.')).toBeTruthy()
  expect(screen.getByRole('region', { name: 'Dans les prochains jours' })).toBeTruthy()
  await expectAccessible()
})

it('shows the message with what travels with it before it leaves', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await screen.findByRole('tab', { name: /Message/ }))
  const panel = screen.getByRole('tabpanel', { name: /Message/ })
  expect(within(panel).getByText(/compta@/)).toBeTruthy()
  expect(within(within(panel).getByRole('list')).getAllByRole('listitem').length).toBeGreaterThan(1)
  expect(screen.getByText('FR76 3000 6000 0112 3456 7890 189')).toBeTruthy()
  await expectAccessible()
  await user.keyboard('{ArrowLeft}')
  expect(screen.getByRole('tab', { name: 'Lettre' }).getAttribute('aria-selected')).toBe('true')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Lettre' }))
})

it('asks for the number of a registered letter before it is recorded', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/tilleuls')
  await user.click(await ready('Noter comme envoyé'))
  const number = await screen.findByRole('textbox', { name: /Numéro de recommandé/ })
  await user.type(number, '1A 000 000 0000 1')
  await expectAccessible()
})

it('a letter that left earlier is recorded as it was, on a day it can have gone', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await screen.findByRole('button', { name: 'La noter…' }))
  const form = await screen.findByRole('dialog', { name: /Lettre du 20 novembre/ })
  const day = within(form).getByLabelText('Quand') as HTMLInputElement
  await user.clear(day)
  await user.type(day, '19/11/2026')
  await user.click(within(form).getByRole('button', { name: 'Noter comme envoyé' }))
  expect(await within(form).findByText(/n’a pas pu partir avant/)).toBeTruthy()
  await user.clear(day)
  await user.type(day, '20/11/2026')
  await user.click(within(form).getByRole('button', { name: 'Noter comme envoyé' }))
  await screen.findByRole('heading', { level: 2, name: 'Appeler Garage Lenoir' })
})

it('words typed in one language are there again when it is chosen again', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await ready('Modifier'))
  const body = () => screen.getByRole('textbox', { name: 'Texte' }) as HTMLTextAreaElement
  await user.type(body(), 'Cher Paul, ')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Langue de la lettre' }), 'en')
  await waitFor(() => expect(body().value).toMatch(/^Dear/))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Langue de la lettre' }), 'fr')
  await waitFor(() => expect(body().value).toMatch(/Cher Paul/))
})

it('a letter that threatens leaves by no door', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/perrin')
  await user.click(await ready('Modifier'))
  await user.type(await screen.findByRole('textbox', { name: 'Texte' }), 'Un huissier viendra. ')
  await screen.findByText(/ne doit pas partir/)
  for (const name of ['Ouvrir dans la messagerie', 'Enregistrer en PDF', 'Imprimer'])
    expect((screen.getByRole('button', { name }) as HTMLButtonElement).disabled).toBe(true)
})

it('a call sheet can be saved and printed', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/lenoir')
  await user.click(await screen.findByRole('button', { name: 'Imprimer' }))
  await waitFor(() => expect(messages().at(-1)?.sentence).toMatch(/lecteur de PDF/))
  expect(screen.getByRole('button', { name: 'Enregistrer en PDF' })).toBeTruthy()
})

it('a formal notice is printed first, to a postal address; mail comes after', async () => {
  await openScreen(Today, '#/today/tilleuls')
  const print = await ready('Imprimer')
  expect(print.textContent).toContain('Imprimer')
  expect(print.className).toContain('p')
  const pdf = screen.getByRole('button', { name: 'Enregistrer en PDF' })
  expect(pdf.textContent).toContain('PDF')
  const mail = screen.getByRole('button', { name: 'Ouvrir dans la messagerie' })
  expect(mail.textContent).toContain('Messagerie')
  expect(print.compareDocumentPosition(mail) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  expect(await screen.findByText('7 place de la Mairie, 35800 Dinard')).toBeTruthy()
  // Nothing under the title says that it leaves by e-mail.
  const head = screen.getByRole('heading', { level: 2, name: /Mise en demeure/ }).parentElement!
  expect(head.textContent).toContain('1 facture')
  expect(head.textContent).not.toContain('tilleuls@')
  expect(screen.getAllByRole('button', { name: 'Noter comme envoyé' })[0]!.className.split(' ')).not.toContain('p')
  await expectAccessible()
})

it('a reminder by e-mail keeps the mail among its main actions, and the address under its title', async () => {
  await openScreen(Today, '#/today/perrin')
  const mail = await ready('Ouvrir dans la messagerie')
  const print = screen.getByRole('button', { name: 'Imprimer' })
  expect(mail.compareDocumentPosition(print) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  const head = screen.getByRole('heading', { level: 2, name: /relance/ }).parentElement!
  expect(head.textContent).toContain('compta@')
})

it('a letter is posted to a street and a town, or to nothing', () => {
  expect(postal({ street: '12 rue des Forges\n Bâtiment B ', postcode: '35400', city: 'Saint-Malo' })).toBe(
    '12 rue des Forges, Bâtiment B, 35400 Saint-Malo',
  )
  expect(postal({ street: '', postcode: '35400', city: 'Saint-Malo' })).toBe('')
  expect(postal({ street: '12 rue des Forges', postcode: '35400', city: ' ' })).toBe('')
  expect(postal(null)).toBe('')
})

it('what is missing in one place is mended by one link, and the further reasons are closed', async () => {
  await openScreen(Today, '#/today/tilleuls')
  await screen.findByText(/Pas de preuve de livraison/)
  expect(screen.getAllByRole('link', { name: 'Voir la facture' })).toHaveLength(1)
  expect(screen.getAllByRole('link', { name: 'Compléter le client' })).toHaveLength(1)
  const further = screen.getByText(/Et si j’attends/).closest('details') as HTMLDetailsElement
  expect(further.open).toBe(false)
})

it('the call sheet comes before what came of the call', async () => {
  const user = userEvent.setup()
  await openScreen(Today, '#/today/lenoir')
  const sheet = await screen.findByRole('heading', { level: 3, name: 'Fiche d’appel' })
  const outcomes = screen.getByRole('group', { name: 'Que s’est-il passé\u202f?' })
  expect(sheet.compareDocumentPosition(outcomes) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  await user.click(within(outcomes).getByRole('button', { name: 'Promet de payer' }))
  const amount = screen.getByRole('textbox', { name: 'Montant promis' }) as HTMLInputElement
  expect(amount.value).toBe('5\u202f102,00')
  expect(screen.getByRole('button', { name: 'Noter l’appel' })).toBeTruthy()
  await expectAccessible()
})
