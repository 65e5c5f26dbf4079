import { screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import Commitments from './Screen.svelte'

it('lists what is awaited of everybody by its day, with the customer’s name, and ends one', async () => {
  const user = userEvent.setup()
  await openScreen(Commitments, '#/commitments')
  const late = await screen.findByRole('region', { name: /Date passée/ })
  await expectAccessible()
  const lines = within(late).getAllByRole('listitem')
  expect(lines.length).toBeGreaterThan(0)
  const promised = lines.find((line) => /promis pour le/.test(line.textContent))!
  expect(within(promised).getByRole('link').getAttribute('href')).toMatch(/^#\/customer\//)
  await user.click(screen.getByText(/Terminés ces trois derniers mois/))
  expect(screen.getAllByText('tenue').length).toBeGreaterThan(0)
}, 20_000)

it('says what to do where nothing is awaited', async () => {
  await openScreen(Commitments, '#/commitments', 'empty')
  await screen.findByText('Aucun engagement en cours')
  await expectAccessible()
}, 20_000)
