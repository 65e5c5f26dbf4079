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
