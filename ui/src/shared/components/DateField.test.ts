import { render, screen, waitFor } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import DateField from './DateField.svelte'

it('is one stop for the keyboard; its calendar opens from the field and gives the focus back', async () => {
  const user = userEvent.setup()
  render(DateField, { value: '2026-11-22', label: 'Quand' })
  const field = screen.getByRole('textbox', { name: 'Quand' })
  await user.tab()
  expect(document.activeElement).toBe(field)
  await user.tab()
  expect(document.activeElement).toBe(document.body)
  for (const keys of ['{Alt>}{ArrowDown}{/Alt}', '{F4}']) {
    field.focus()
    await user.keyboard(keys)
    const calendar = await screen.findByRole('dialog', { name: 'Choisir dans le calendrier' })
    await waitFor(() => expect(calendar.contains(document.activeElement)).toBe(true))
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(field)
  }
})
