/** How the sample customers pay. */
import type { HabitView } from '../generated'
import { L } from './data'

export function habitsOf(id: string): HabitView[] {
  if (id === 'quai')
    return [
      {
        text: L(
          'Paie en moyenne 12 jours après l’échéance, sur 18 factures payées, dont 11 en retard.',
          'Pays 12 days after the due date on average, over 18 paid invoices, 11 of them late.',
        ),
        few: false,
      },
      {
        text: L(
          '2 factures impayées : 34 jours de retard en moyenne à ce jour.',
          '2 unpaid invoices: 34 days late on average so far.',
        ),
        few: false,
      },
      {
        text: L(
          'Paie le plus souvent autour du 10 du mois (14 fois sur 18).',
          'Mostly pays around day 10 of the month (14 of 18 times).',
        ),
        few: false,
      },
    ]
  if (id === 'mistral')
    return [
      {
        text: L(
          'Paie en moyenne 3 jours avant l’échéance, sur 2 factures payées seulement.',
          'Pays 3 days before the due date on average, over only 2 paid invoices.',
        ),
        few: true,
      },
    ]
  return []
}
