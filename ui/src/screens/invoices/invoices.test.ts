import { screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import Invoices from './Screen.svelte'

it('filters, sorts and opens the customer at the invoice', async () => {
  const user = userEvent.setup()
  await openScreen(Invoices, '#/invoices')
  const oldest = await screen.findByRole('row', { name: /F-2025-012/ })
  await expectAccessible()
  oldest.focus()
  await user.keyboard('{Enter}')
  expect(location.hash).toBe('#/customer/delmas?invoice=i012')
  await user.click(screen.getByRole('button', { name: /Réglées/ }))
  expect(await screen.findByRole('row', { name: /F-2026-166/ })).toBeTruthy()
  expect(screen.queryByRole('row', { name: /F-2025-012/ })).toBeNull()
})

it('no cell takes the room of the columns that a narrow window leaves out', async () => {
  const { container } = await openScreen(Invoices, '#/invoices')
  await screen.findByRole('row', { name: /F-2025-012/ })
  expect(container.querySelector('td[colspan]')).toBeNull()
  const widths = [...container.querySelectorAll('col')].map((one) => [
    one.className.includes('wide'),
    one.style.getPropertyValue('--narrow'),
  ])
  const fixed = widths.filter(([wide]) => !wide).map(([, width]) => Number.parseInt(String(width)) || 0)
  // At 1024 the window leaves 840 to the table: the customer has what the other columns do not take.
  expect(840 - fixed.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(200)
})
