import { screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { messages } from '../../shared/desk.svelte'
import Customer from './Screen.svelte'

const panel = () => screen.findByRole('region', { name: 'Prescription' })

it('the time left is said in words beside the last safe day, and what never interrupts', async () => {
  await openScreen(Customer, '#/customer/quai')
  const clock = await panel()
  expect(within(clock).getAllByRole('meter')).toHaveLength(3)
  expect(within(clock).getAllByText(/^il reste 4.ans et 9.mois$/).length).toBeGreaterThan(0)
  expect(clock.textContent).toMatch(/dernier jour sûr.: 31.août.2031/)
  expect(clock.textContent).toContain('une mise en demeure, même en recommandé')
  await expectAccessible()
})

it('the chain says what each event did and what it did not', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  const clock = await panel()
  const more = within(clock).getByRole('button', { name: /Ce qui s’est passé.*F-2026-141/ })
  expect(more.getAttribute('aria-expanded')).toBe('false')
  await user.click(more)
  expect(more.getAttribute('aria-expanded')).toBe('true')
  expect(within(clock).getByText(/N’interrompt rien, même en recommandé/)).toBeTruthy()
  await expectAccessible()
})

it('a payment counts for the alert once four points are confirmed, and the word can be taken back', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  const clock = await panel()
  expect(clock.textContent).toMatch(/peut-être reporté au 4.octobre.2031/)
  await user.click(within(clock).getAllByRole('button', { name: /^Confirmer/ })[0]!)
  const dialog = screen.getByRole('dialog', { name: /Cette date est-elle sûre/ })
  const yes = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Les quatre points sont exacts' })
  expect(yes.disabled).toBe(true)
  for (const box of within(dialog).getAllByRole('checkbox')) await user.click(box)
  expect(yes.disabled).toBe(false)
  await expectAccessible()
  await user.click(yes)
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  await expect.poll(() => clock.textContent).not.toMatch(/peut-être reporté/)
  await user.click(within(clock).getByRole('button', { name: /Ce qui s’est passé.*F-2026-141/ }))
  await user.click(within(clock).getByRole('button', { name: 'Retirer ma réponse' }))
  await expect.poll(() => clock.textContent).toMatch(/peut-être reporté/)
})

it('an event is recorded for the invoices ticked, corrected and taken out', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  const clock = await panel()
  await user.click(within(clock).getByRole('button', { name: 'Noter un événement…' }))
  const form = screen.getByRole('dialog', { name: /Un événement/ })
  await user.click(within(form).getByRole('button', { name: 'Noter' }))
  expect((await within(form).findByRole('alert')).textContent).toBe('À remplir.')
  await user.selectOptions(within(form).getByRole('combobox', { name: /Que s’est-il passé/ }), 'mediation')
  expect(within(form).getByLabelText('Jusqu’au')).toBeTruthy()
  await user.selectOptions(within(form).getByRole('combobox', { name: /Que s’est-il passé/ }), 'acknowledgment')
  expect(within(form).queryByLabelText('Jusqu’au')).toBeNull()
  await user.click(within(form).getByRole('checkbox', { name: 'F-2026-149' }))
  await expectAccessible()
  const before = messages().length
  await user.click(within(form).getByRole('button', { name: 'Noter' }))
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  expect(messages().length).toBeGreaterThan(before)
  await user.click(within(clock).getByRole('button', { name: /Ce qui s’est passé.*F-2026-149/ }))
  await user.click(within(clock).getByRole('button', { name: 'Retirer…' }))
  const question = screen.getByRole('dialog', { name: /Retirer cet événement/ })
  await user.type(within(question).getByRole('textbox'), 'saisi par erreur')
  await user.click(within(question).getByRole('button', { name: 'Retirer' }))
  await expect.poll(() => within(clock).queryByRole('button', { name: /Ce qui s’est passé.*F-2026-149/ })).toBeNull()
})

it('what would be is computed and nothing is kept', async () => {
  const user = userEvent.setup()
  await openScreen(Customer, '#/customer/quai')
  const clock = await panel()
  await user.click(within(clock).getByRole('button', { name: /Et s’il signe aujourd’hui/ }))
  const dialog = screen.getByRole('dialog', { name: 'Et si…' })
  await expect.poll(() => dialog.textContent).toMatch(/F-2026-149.*21.novembre.2031/)
  await user.selectOptions(within(dialog).getByRole('combobox'), 'formal_notice')
  await expect.poll(() => dialog.textContent).toMatch(/F-2026-149.*rien ne change/)
  await user.selectOptions(within(dialog).getByRole('combobox'), 'mediation')
  expect(within(dialog).getByLabelText('Jusqu’au')).toBeTruthy()
  await expectAccessible()
})
