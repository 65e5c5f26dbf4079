import type { accounts as Accounts, habits as Habits } from './fr.accounts'

/** An accounting journal on its way in, and how a customer pays, in English. */
export const accounts: typeof Accounts = {
  content: 'What will be taken over',
  what: 'Item',
  count: 'Count',
  amount: 'Amount',
  leftOut: 'What is left out',
  sums: 'The totals, to compare with your accounts',
  differing: 'Customers whose balance differs',
  byAccounts: 'Accounts',
  byAcquit: 'Acquit',
  confirm: 'Store everything',
}

export const habits: typeof Habits = {
  title: 'How it pays',
  few: 'little to go by',
}
