import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/open'
import { reset } from '../../ipc/mock'
import { loadFrame, messages } from '../desk.svelte'
import InvoiceDialog from './InvoiceDialog.svelte'

type Props = Parameters<typeof render<typeof InvoiceDialog>>[1]

beforeEach(async () => {
  reset('rich')
  await loadFrame()
})

function opened(props: Partial<Props> = {}) {
  const onclose = vi.fn()
  const main = document.createElement('main')
  document.body.append(main)
  render(InvoiceDialog, { target: main, props: { onclose, ...props } as never })
  return { user: userEvent.setup(), onclose }
}
const on = () => document.activeElement
/** As a browser does with Escape: this environment has no modal. */
const escape = () => fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }))
const box = (name: string | RegExp) => screen.getByRole('textbox', { name }) as HTMLInputElement

it('what was typed is not thrown away without a question', async () => {
  const { user, onclose } = opened()
  await user.type(box('Numéro'), 'F-2026-900')
  await escape()
  expect(onclose).not.toHaveBeenCalled()
  expect((await screen.findByRole('alert')).textContent).toMatch(/Abandonner la saisie/)
  await expect.poll(on).toBe(screen.getByRole('button', { name: 'Continuer la saisie' }))
  await expectAccessible()
  await user.keyboard('{Enter}')
  await expect.poll(on).toBe(box('Numéro'))
  expect(box('Numéro').value).toBe('F-2026-900')
  expect(screen.queryByText(/Abandonner la saisie/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  await user.click(await screen.findByRole('button', { name: 'Abandonner' }))
  expect(onclose).toHaveBeenCalledOnce()
})

it('a second Escape leaves, and so does the first when nothing was typed', async () => {
  const first = opened({ customer: { id: 'quai', name: 'Brasserie du Quai SARL' } } as never)
  await escape()
  expect(first.onclose).toHaveBeenCalledOnce()
  document.body.replaceChildren()
  const { user, onclose } = opened()
  await user.type(box('Numéro'), 'F')
  await escape()
  await screen.findByRole('button', { name: 'Abandonner' })
  expect(onclose).not.toHaveBeenCalled()
  await escape()
  expect(onclose).toHaveBeenCalledOnce()
})

it('all that is missing is marked at once, and a date that is none as soon as it is left', async () => {
  const { user, onclose } = opened()
  const due = box('Échéance')
  await user.type(due, 'F-2026-002')
  expect(due.getAttribute('aria-invalid')).toBeNull()
  await user.tab()
  expect(due.getAttribute('aria-invalid')).toBe('true')
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
  const wrong = () => [...document.querySelectorAll<HTMLInputElement>('input[aria-invalid="true"]')]
  await expect.poll(() => wrong().length).toBe(4)
  expect(wrong().map((input) => input.labels?.[0]?.textContent)).toEqual([
    'Client',
    'Numéro',
    'Échéance',
    'Montant TTC',
  ])
  expect(screen.getAllByText(/Ce n’est pas une date/)).toHaveLength(1)
  expect(on()).toBe(wrong()[0])
  await expectAccessible()
  await user.type(box('Numéro'), 'F-2026-900')
  expect(wrong()).toHaveLength(3)
  expect(onclose).not.toHaveBeenCalled()
})

it('an invoice just typed can be taken back', async () => {
  const { user, onclose } = opened({ customer: { id: 'quai', name: 'Brasserie du Quai SARL' } } as never)
  await expect.poll(on).toBe(box('Numéro'))
  await user.type(box('Numéro'), 'F-2026-900')
  await user.type(box('Montant TTC'), '120')
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(messages().at(-1)).toMatchObject({ sentence: 'Facture F-2026-900 enregistrée.', undo: 'u1' })
})

it('a credit note asks what a credit note needs', async () => {
  const { user } = opened({
    customer: { id: 'quai', name: 'Brasserie du Quai SARL' },
    credit: { invoice: '', amount: '50,00' },
  } as never)
  expect(await screen.findByRole('heading', { name: 'Nouvel avoir' })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Échéance' })).toBeNull()
  expect(screen.queryByRole('textbox', { name: 'Déjà réglé' })).toBeNull()
  const credits = await screen.findByRole('combobox', { name: 'Sur la facture' })
  expect(credits.compareDocumentPosition(box('Numéro')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  await user.type(box('Numéro'), 'A-2026-001')
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }))
  await expect.poll(() => messages().at(-1)?.sentence).toBe('Avoir A-2026-001 enregistré.')
})

it('choosing the type turns the form into a credit note', async () => {
  const { user } = opened()
  await user.click(screen.getByRole('button', { name: /Livraison, réception/ }))
  await expect.poll(on).toBe(box('Livrée ou terminée le'))
  await expect.poll(() => document.querySelector('.law')?.textContent).toMatch(/Échéance le/)
  await user.selectOptions(screen.getByRole('combobox', { name: 'Type' }), 'credit_note')
  expect(screen.getByRole('heading', { name: 'Nouvel avoir' })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Déjà réglé' })).toBeNull()
  expect(document.querySelector('.law')).toBeNull()
})

it('no box is drawn for a due date that is not known', async () => {
  opened()
  expect(document.querySelector('.law')).toBeNull()
  await expect.poll(() => document.querySelector('.law')?.textContent).toMatch(/Échéance le/)
})

it('a known invoice opens on its first field', async () => {
  opened({ invoice: 'i012' } as never)
  await expect.poll(() => box('Numéro').value).toBe('F-2025-012')
  expect(on()).toBe(box('Numéro'))
})
