/** What is looked at before a letter leaves, in English. */
import type { Messages } from './fr'
import { plural } from './typography'

const n = plural('en-GB')

export const gate: Messages['gate'] = {
  title: 'Before it leaves',
  red: (count) => n(count, '# point to check before it leaves', '# points to check before it leaves'),
  redCall: (count) => n(count, '# point to check before you call', '# points to check before you call'),
  clear: 'Nothing speaks against sending',
  clearCall: 'Nothing speaks against calling',
  all: 'What was looked at',
  reason: 'Why send it all the same?',
  reasonHint: 'Your reason is kept in the file, with what is red.',
  reasonMissing: 'Write why, or check first.',
  passed: (reason) => `Your reason: “${reason}”`,
  fix: {
    statement: 'Import a statement',
    attribute: 'See this payment',
    apply: 'Apply it',
    customer: 'Open the file',
    business: 'Complete',
    redraft: 'Make it again',
  },
}
