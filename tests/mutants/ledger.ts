/** Bugs in what is posted, in the chain, and in the order in which lots burn and debts are paid. */
import type { Mutant } from './mutant.ts';

const DIFFERENCE = 'app/domain/ledger/post-difference.ts';
const DIFFERENCE_TEST = 'app/domain/ledger/post-difference.test.ts';
const LOT = 'app/domain/ledger/lot.ts';
const REPAY = 'app/domain/ledger/repay-debts.ts';
const KEEPING_TEST = 'app/domain/fold-keeping.test.ts';

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
    file: REPAY,
    find: 'const debts = [...inDebt].sort(compareBurnOrder);',
    put: 'const debts = [...inDebt].sort((a, b) => compareBurnOrder(b, a));',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/repay-debts.test.ts',
      title: 'of two debts the older one is paid first',
    },
  },
  {
    name: 'expiry newest first: what expires last is spent first',
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
  {
    name: 'of two lots that expire together the newest burns first',
    breaks: 'Points burn soonest expiry first, then oldest.',
    file: LOT,
    find: 'return a.earnedAt - b.earnedAt;',
    put: 'return b.earnedAt - a.earnedAt;',
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/plan-hold.test.ts',
      title: 'oldest first',
    },
  },
  {
    name: 'a debt is paid by what expires last',
    breaks: 'What else can be spent pays in burn order: expiry newest first is wrong here too.',
    file: REPAY,
    find: '    .sort(compareBurnOrder);\n  for',
    put: '    .sort((a, b) => compareBurnOrder(b, a));\n  for',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/repay-debts.test.ts',
      title: 'points spent and then taken back are a debt, repaid by other lots, oldest first',
    },
  },
  {
    name: 'stop-at-zero forgives nothing',
    breaks: '`stop-at-zero` forgives what is missing at once.',
    file: REPAY,
    find: "if (inForce?.definition.debt !== 'stop-at-zero') return;",
    put: "if (inForce?.definition.debt !== 'pending-only') return;",
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'debt > stop at zero: what is missing is forgiven at once',
    },
  },
  {
    name: 'pending-only takes what can be spent once nothing waits',
    breaks: 'Under `pending-only` a claw-back takes what waits in the lot and no more.',
    file: 'app/domain/ledger/take-back.ts',
    find: "?.definition.debt === 'pending-only') return;",
    put: "?.definition.debt === 'pending-only' && fromPending > 0) return;",
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'debt > pending only: what can be spent is never taken back',
    },
  },
  {
    name: 'what can be taken back is up to the version that judged the order',
    breaks: 'The debt policy is that of the version in force at that instant.',
    file: 'app/domain/ledger/take-back.ts',
    find: "if (working.versionAt(why.at)?.definition.debt === 'pending-only') return;",
    put: "if (working.version(lot.version).definition.debt === 'pending-only') return;",
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'debt > is up to the version in force when points are taken back',
    },
  },
];
