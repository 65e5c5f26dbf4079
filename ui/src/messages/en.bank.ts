/** Money received, in English. */
import type { bank as french } from './fr.bank'
import { plural } from './typography'

const n = plural('en-GB')

export const bank: typeof french = {
  title: 'Money in',
  import: 'Import a statement…',
  confirmAll: (count) => `Confirm all (${count})`,
  empty: 'No bank statement yet',
  emptyNote:
    'Import a statement: Acquit says which invoice each transfer pays, and no reminder goes out any more to somebody who has paid.',
  formats: 'camt.053, OFX, MT940, CFONB 120, QIF, or your bank’s list in CSV or Excel.',
  until: (day) => `seen until ${day}`,
  groups: {
    doubtful: 'To be confirmed',
    unknown: 'Unknown',
    returns: 'Sent back',
    certain: 'Matched for certain',
    done: 'Matched already',
    aside: 'Set aside',
  },
  notes: {
    doubtful: 'one by one',
    unknown: 'you say whose money it is',
    returns: 'money went back',
    certain: 'to be confirmed in one go; each match can be undone',
    done: 'Each match is undone with one click, and leaves its trace in the history.',
    aside: 'Lines that are no customer’s payment.',
  },
  more: (count) => n(count, 'Show # more line', 'Show # more lines'),
  confirm: 'Confirm',
  change: 'Change…',
  choose: 'Choose…',
  undo: 'Undo',
  takeUp: 'Take up again',
  aside: 'Set aside',
  goesBack: 'Reopen the invoice',
  cancelOut: 'The two cancel out',
  whichPayment: 'Which payment?',
  asideTitle: 'It is no customer’s payment',
  asideNote: 'The line will wait no more. You can take it up again under “Set aside”.',
  asideReasons: {
    own: 'Own funds or an internal transfer',
    refund: 'A supplier’s refund',
    tax: 'A refund of tax, or a subsidy',
    till: 'A sale over the counter',
  },
  asideOther: 'Another reason',
  returnTitle: 'Which payment went back?',
  returnNone:
    'No recorded payment has this amount. If it is not the return of a customer’s payment, set the line aside.',
  chooseTitle: (amount, day) => `What does this payment of ${amount} of ${day} pay?`,
  found: 'What was found',
  byHand: 'Something else: I choose the customer and the invoices',
  partOfLine: 'its part',
  drop: 'Take out',
  invoice: 'Invoice',
  due: 'Due',
  open: 'Still owed',
  gets: 'Gets',
  getsOf: (number) => `What ${number} gets`,
  oldest: 'Unless you choose, the oldest due date first.',
  owesNothing: 'This customer owes nothing: the sum will stay as its credit.',
  addCustomer: 'Share with another customer',
  who: 'Which customer?',
  whoPlaceholder: 'Name of the customer, or an invoice number',
}
