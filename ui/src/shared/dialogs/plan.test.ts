import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/open'
import { forget, hold, last, times } from '../../../tests/asked'
import { call } from '../../ipc'
import { reset } from '../../ipc/mock'
import { loadFrame } from '../desk.svelte'
import PlanDialog from './PlanDialog.svelte'

vi.mock('../../ipc/mock', async (original) => (await import('../../../tests/asked')).watched(await original()))

beforeEach(async () => {
  reset('rich')
  forget()
  await loadFrame()
})

const box = (name: string | RegExp) => screen.getByRole('textbox', { name }) as HTMLInputElement
const make = () => screen.getByRole('button', { name: 'Établir l’accord' }) as HTMLButtonElement
const invoice = (name: RegExp) => screen.getByRole('checkbox', { name }) as HTMLInputElement

/** The dialog for the brewery, once its figures are there. */
async function opened() {
  const onclose = vi.fn()
  render(PlanDialog, { props: { customer: 'quai', name: 'Brasserie du Quai SARL', onclose } })
  await waitFor(() => expect(make().disabled).toBe(false))
  return { user: userEvent.setup(), onclose }
}

it('begins with everything overdue, in three months, with a clause, signed by whom reminders go to', async () => {
  await opened()
  expect(document.activeElement).toBe(invoice(/F-2026-141/))
  for (const number of [/F-2026-141/, /F-2026-149/, /F-2026-160/]) expect(invoice(number).checked).toBe(true)
  expect(box('Nombre d’échéances').value).toBe('3')
  expect(box('Délai de la mise en demeure (jours)').value).toBe('8')
  expect(box('Qui signe pour le client').value).toBe('M. Hamon')
  expect(within(screen.getByRole('list')).getAllByRole('listitem')).toHaveLength(3)
  await expectAccessible()
})

it('a clause whose days are emptied is refused, not dropped, and the refusal goes with its cause', async () => {
  const { user } = await opened()
  await user.clear(box('Délai de la mise en demeure (jours)'))
  await waitFor(() => expect(box('Délai de la mise en demeure (jours)').getAttribute('aria-invalid')).toBe('true'))
  expect(make().disabled).toBe(true)
  await user.type(box('Délai de la mise en demeure (jours)'), '15')
  await waitFor(() => expect(make().disabled).toBe(false))
  expect(box('Délai de la mise en demeure (jours)').getAttribute('aria-invalid')).toBeNull()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Si une échéance est manquée' }), 'no')
  expect(screen.queryByRole('textbox', { name: /mise en demeure/ })).toBeNull()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Si une échéance est manquée' }), 'yes')
  expect(box('Délai de la mise en demeure (jours)').value).toBe('15')
})

it('dates of one’s own begin from those proposed, and two of one day are both there', async () => {
  const { user } = await opened()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Rythme' }), 'custom')
  const first = box(/Échéance 1.*date/)
  const second = box(/Échéance 2.*date/)
  expect(first.value).toBe('09/12/2026')
  await user.clear(second)
  await user.type(second, '09/12/2026')
  await user.tab()
  await waitFor(() =>
    expect(
      last('plan_preview')
        .form.parts.map((part) => part.due_date)
        .slice(0, 2),
    ).toEqual(['2026-12-09', '2026-12-09']),
  )
  await waitFor(() => expect(make().disabled).toBe(false))
  await user.click(screen.getByRole('button', { name: 'Retirer l’échéance 3' }))
  expect(screen.queryByRole('textbox', { name: /Échéance 3.*date/ })).toBeNull()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Rythme' }), 'weekly')
  await waitFor(() => expect(within(screen.getByRole('list')).getAllByRole('listitem')).toHaveLength(3))
})

it('leaving asks when something was typed, and only then', async () => {
  const { user, onclose } = await opened()
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  expect(onclose).toHaveBeenCalledOnce()
  await user.type(box('Qui signe pour le client'), ' (gérante)')
  await user.click(screen.getByRole('button', { name: 'Fermer' }))
  expect(onclose).toHaveBeenCalledOnce()
  expect(await screen.findByRole('button', { name: 'Continuer la saisie' })).toBeTruthy()
})

it('who signs changes no figure, and none is asked for again', async () => {
  const { user } = await opened()
  const before = times('plan_preview')
  await user.type(box('Qui signe pour le client'), ' et fils')
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(times('plan_preview')).toBe(before)
  await user.click(make())
  await waitFor(() => expect(times('plan_save')).toBe(1))
  expect(last('plan_save').form.signer).toBe('M. Hamon et fils')
})

it('a slow answer to fewer instalments is not shown for more', async () => {
  const { user } = await opened()
  const free = hold('plan_preview', ({ form }) => form.count === '2')
  await user.clear(box('Nombre d’échéances'))
  await user.type(box('Nombre d’échéances'), '2')
  await waitFor(() => expect(last('plan_preview').form.count).toBe('2'))
  await user.clear(box('Nombre d’échéances'))
  await user.type(box('Nombre d’échéances'), '4')
  const parts = () => within(screen.getByRole('list')).getAllByRole('listitem')
  await waitFor(() => expect(parts()).toHaveLength(4))
  free()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(parts()).toHaveLength(4)
})

it('what is ceded is not offered, and a plan about nothing cannot be made', async () => {
  const cession = { customer: 'quai', invoices: ['i141', 'i149'], to: 'Factor', day: '2026-11-22', with_recourse: true }
  await call('cede', { form: { ...cession, reason: '' } })
  const { user } = await opened()
  expect(screen.queryByRole('checkbox', { name: /F-2026-141/ })).toBeNull()
  await user.click(invoice(/F-2026-160/))
  await waitFor(() => expect(make().disabled).toBe(true))
})
