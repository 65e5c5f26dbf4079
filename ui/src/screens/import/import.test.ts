import { screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { expectAccessible, openScreen } from '../../../tests/open'
import { messages, setLanguage } from '../../shared/desk.svelte'
import { importing } from '../../shared/importing.svelte'
import Import from './Screen.svelte'

type User = ReturnType<typeof userEvent.setup>

async function openPlan(user: User) {
  await openScreen(Import, '#/import')
  await user.click(screen.getByRole('button', { name: 'Choisir des fichiers…' }))
  await screen.findByRole('button', { name: 'Enregistrer 22 factures' }, { timeout: 4000 })
}

const store = (count: number) => screen.findByRole('button', { name: `Enregistrer ${count} factures` })
const isOff = (button: HTMLElement) => (button as HTMLButtonElement).disabled

it('nothing is stored before every question has its answer', async () => {
  const user = userEvent.setup()
  await openPlan(user)
  expect(isOff(await store(22))).toBe(true)
  await expectAccessible()
  await user.click(screen.getByRole('radio', { name: 'Oui, c’est la mienne' }))
  await user.click(screen.getByRole('radio', { name: 'Garder la mienne' }))
  expect(isOff(await store(23))).toBe(true)
  await user.selectOptions(screen.getByRole('combobox', { name: /Signification.*TTC/ }), 'amount')
  const ready = await store(26)
  expect(isOff(ready)).toBe(false)
  await user.click(ready)
  expect(await screen.findByRole('heading', { level: 1, name: 'C’est enregistré' }, { timeout: 4000 })).toBeTruthy()
  const before = messages().length
  await user.click(screen.getByRole('button', { name: 'Annuler cet import' }))
  await expect.poll(() => messages().length).toBe(before + 1)
  expect(screen.queryByRole('button', { name: 'Annuler cet import' })).toBeNull()
}, 20_000)

it('a list or an invoice left out holds nothing else up', async () => {
  const user = userEvent.setup()
  await openPlan(user)
  for (const name of ['impayes-octobre.xlsx', 'facture-2207.pdf'])
    await user.click(
      screen.getByRole('button', { name: new RegExp(`Laisser de côté.*${name.replace(/[().]/g, '.')}`) }),
    )
  await user.click(screen.getByRole('radio', { name: 'Prendre celle du fichier' }))
  expect(isOff(await store(23))).toBe(false)
  expect(screen.queryByRole('combobox', { name: /Signification/ })).toBeNull()
  await expectAccessible()
  // Taken in again, it is asked about again.
  await user.click(screen.getByRole('button', { name: /Reprendre.*facture-2207.pdf/ }))
  expect(isOff(await store(23))).toBe(true)
}, 20_000)

it('what was read is said in the language that is spoken now', async () => {
  const user = userEvent.setup()
  await openPlan(user)
  const questions = screen.getByRole('region', { name: 'Votre réponse est attendue' })
  expect(within(questions).getByText(/Est-ce bien votre entreprise/)).toBeTruthy()
  await setLanguage('en')
  expect(await screen.findByText(/Is it your business/)).toBeTruthy()
  await setLanguage('fr')
  expect(await screen.findByText(/Est-ce bien votre entreprise/)).toBeTruthy()
}, 20_000)

it('stopped while storing: what went in is said, can be taken back, and the rest looked at', async () => {
  const user = userEvent.setup()
  await openPlan(user)
  for (const name of ['impayes-octobre.xlsx', 'facture-2207.pdf', 'F-2026-188 (copie).xml'])
    await user.click(
      screen.getByRole('button', { name: new RegExp(`Laisser de côté.*${name.replace(/[().]/g, '.')}`) }),
    )
  await user.click(await store(22))
  await user.click(await screen.findByRole('button', { name: 'Arrêter' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Arrêté en cours de route' })).toBeTruthy()
  expect(screen.getByText(/25 factures enregistrées/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Annuler cet import' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Voir ce qui reste' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Voici ce qui a été lu' })).toBeTruthy()
}, 20_000)

it('an accounting journal shows what it brings, what it leaves and its totals before anything is stored', async () => {
  const user = userEvent.setup()
  await openScreen(Import, '#/import')
  importing.offer(['/home/moi/812345678FEC20251231.txt'])
  const content = await screen.findByRole('region', { name: 'Ce qui sera repris' }, { timeout: 4000 })
  expect(within(content).getByRole('rowheader', { name: /^Factures/ }).textContent).toContain('56 restent à payer')
  const brought = within(content).getByRole('rowheader', { name: /Soldes d’ouverture/ })
  expect(brought.textContent).toContain('rien n’est réclamé')
  const sums = screen.getByRole('region', { name: 'Les totaux, à comparer avec votre comptabilité' })
  expect(within(sums).getByText('Les soldes sont les mêmes, client par client.')).toBeTruthy()
  expect(within(sums).getByText('RECETTE CB').parentElement?.textContent).toContain('un moyen de paiement')
  await expectAccessible()
  const all = screen.getByRole('button', { name: 'Tout enregistrer' })
  expect(isOff(all)).toBe(false)
  await user.click(screen.getByRole('button', { name: /Laisser de côté.*FEC20251231/ }))
  expect(isOff(await screen.findByRole('button', { name: /^Enregistrer/ }))).toBe(true)
  expect(screen.queryByRole('region', { name: 'Ce qui sera repris' })).toBeNull()
}, 20_000)
