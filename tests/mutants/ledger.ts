/** Bugs in what is posted, in the chain, and in the order in which lots burn and debts are paid. */
import type { Mutant } from './mutant.ts';

const DIFFERENCE = 'app/domain/ledger/post-difference.ts';
const DIFFERENCE_TEST = 'app/domain/ledger/post-difference.test.ts';
const LOT = 'app/domain/ledger/lot.ts';
const REPAY = 'app/domain/ledger/repay-debts.ts';
const KEEPING_TEST = 'app/domain/fold-keeping.test.ts';

const DEBT_LAWS_TEST = 'app/domain/ledger/debt-laws.test.ts';
const ABSENCE_TEST = 'app/domain/fold-absence.test.ts';

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
    find: 'const { debts, payers } = working.debtQueues();',
    put: `const { payers } = working.debtQueues();
  const debts = {
    first: () => [...working.lots.values()].filter((lot) => lot.available < 0).at(-1) ?? null,
  };`,
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
    find: 'const payer = payers.first();',
    put: `const payer = [...working.lots.values()].filter((lot) => lot.available > 0).at(-1);
    payers.first();`,
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
  {
    name: 'a debt that lasts is looked for among all lots at every event',
    breaks: 'Repaying debts costs what can pay, however many lots there are.',
    file: REPAY,
    find: '  const { debts, payers } = working.debtQueues();\n',
    put: `  working.state.debtQueues = null;
  const { debts, payers } = working.debtQueues();
`,
    killedBy: {
      project: 'unit',
      file: DEBT_LAWS_TEST,
      title: 'a debt that lasts costs what comes in, however many lots there are',
    },
  },
  {
    name: 'a lot that owes under other dates than when it began to is forgotten',
    breaks: 'Debts are paid in burn order.',
    file: 'app/domain/ledger/working.ts',
    find: '    if (this.state.debtQueues) addTo(this.state.debtQueues, lot);\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: DEBT_LAWS_TEST,
      title: 'debts are paid and forgiven as by who sorts all lots each time',
    },
  },
  {
    name: 'who paid once is never asked again',
    breaks: 'The next points to become spendable repay a debt.',
    file: 'app/domain/ledger/working.ts',
    find: 'if (before <= 0 || lot.expiresAt !== expiresAt) state.debtQueues',
    put: 'if (before < 0 || lot.expiresAt !== expiresAt) state.debtQueues',
    killedBy: {
      project: 'unit',
      file: DEBT_LAWS_TEST,
      title: 'debts are paid and forgiven as by who sorts all lots each time',
    },
  },
  {
    name: 'goodwill given to who was away dies after a day',
    breaks: 'The instant at which something is given counts as an activity, for its own lot alone.',
    file: 'app/domain/ledger/apply-decision.ts',
    find: '  noteGiven(working, lot, at);\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: ABSENCE_TEST,
      title: 'staff’s goodwill lives as long as if its member had come back',
    },
  },
  {
    name: 'goodwill keeps everything else alive',
    breaks: 'What is given counts as an activity for its own lot alone.',
    file: 'app/domain/ledger/apply-decision.ts',
    find: '  noteGiven(working, lot, at);\n',
    put: '  working.touch(at);\n',
    killedBy: { project: 'unit', file: ABSENCE_TEST, title: 'nothing else lives longer by it' },
  },
  {
    name: 'what was given ends on its day, whatever its member does later',
    breaks: 'Everything ends so long after the last activity.',
    file: 'app/domain/ledger/lot-ends.ts',
    find: '  idle.givenAt.clear();\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: ABSENCE_TEST,
      title: 'who comes back keeps what was given with all the rest',
    },
  },
  {
    name: 'what cannot be taken back takes no room under an order’s cap',
    breaks: 'What a rule keeps because the debt policy leaves it there takes its room.',
    file: 'app/domain/ledger/wanted-lines.ts',
    find: "definition.debt === 'pending-only';",
    put: "definition.debt === 'stop-at-zero';",
    killedBy: {
      project: 'unit',
      file: 'app/domain/fold-caps.test.ts',
      title: 'caps > of an order hold also where what one rule has cannot be taken back',
    },
  },
];
