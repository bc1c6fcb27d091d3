/** Bugs in what is posted, in the chain, and in the order in which lots burn and debts are paid. */
import type { Mutant } from './mutant.ts';

const DIFFERENCE = 'app/domain/ledger/post-difference.ts';
const DIFFERENCE_TEST = 'app/domain/ledger/post-difference.test.ts';
const LOT = 'app/domain/ledger/lot.ts';

export const LEDGER: readonly Mutant[] = [
  {
    name: 'the target is posted again in full, whatever was posted',
    breaks: 'Posting = target − posted: doing it twice changes nothing.',
    file: DIFFERENCE,
    find: 'const missing = points(wanted - net);',
    put: 'const missing = points(wanted);',
    killedBy: {
      project: 'unit',
      file: DIFFERENCE_TEST,
      title: 'law: posting a second time posts nothing',
    },
  },
  {
    name: 'a reversal moves points the same way once more',
    breaks: 'A reversal turns the direction of what it corrects round.',
    file: DIFFERENCE,
    find: 'return { ...example, from: to, to: from, points: amount, reversed: true, corrects };',
    put: 'return { ...example, from, to, points: amount, reversed: true, corrects };',
    killedBy: {
      project: 'unit',
      file: DIFFERENCE_TEST,
      title: 'the example: posted mature 100, target mature 70, so 30 are reversed',
    },
  },
  {
    name: 'a link does not cover the link before it',
    breaks: 'A row changed or removed later breaks every link after it.',
    file: 'app/domain/ledger/chain.ts',
    find: '    link.previous,\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/chain.test.ts',
      title: 'no field can be changed without changing the text',
    },
  },
  {
    name: 'the newest debt is paid first',
    breaks: 'Debts are paid in burn order.',
    file: 'app/domain/ledger/repay-debts.ts',
    find: 'const debts = [...inDebt].sort(compareBurnOrder);',
    put: 'const debts = [...inDebt].sort((a, b) => compareBurnOrder(b, a));',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/repay-debts.test.ts',
      title: 'of two debts the older one is paid first',
    },
  },
  {
    name: 'what expires last is spent first',
    breaks: 'Law 5, burn order: soonest expiry first.',
    file: LOT,
    find: 'return (a.expiresAt ?? NEVER) - (b.expiresAt ?? NEVER);',
    put: 'return (b.expiresAt ?? NEVER) - (a.expiresAt ?? NEVER);',
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/plan-hold.test.ts',
      title: 'soonest expiry before oldest',
    },
  },
];
