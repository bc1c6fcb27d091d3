/** Bugs in the fold: what is frozen, who takes part, decisions, and going on from a state. */
import type { Mutant } from './mutant.ts';

const GIFT = 'app/domain/ledger/apply-gift.ts';
const TIMELINE = 'app/domain/facts/order-timeline.ts';
const MOMENTS_TEST = 'app/domain/facts/order-moments.test.ts';
const EARNING_TEST = 'app/domain/fold-earning.test.ts';
const KEEPING_TEST = 'app/domain/fold-keeping.test.ts';
const STEP_TEST = 'app/domain/ledger/apply-order-step.test.ts';
const FOLD_TEST = 'app/domain/fold.test.ts';
const LEFT =
  'taking part > who left earns nothing for orders created and things done until they join again';

export const FOLDING: readonly Mutant[] = [
  {
    name: 'today’s rule on refund: a return is worked out by the newest version',
    breaks: 'An order is judged by the version in force at its creation, for ever.',
    file: 'app/domain/ledger/apply-order-step.ts',
    find: 'version: working.version(placement.version) };',
    put: 'version: working.versionAt(step.at) ?? working.version(placement.version) };',
    killedBy: {
      project: 'unit',
      file: STEP_TEST,
      title: 'the version in force when the order was created judges it, for ever',
    },
  },
  {
    name: 'an order is judged by the version in force at its payment',
    breaks: 'An order is judged by the version in force at its creation, for ever.',
    file: 'app/domain/ledger/place-order.ts',
    find: `{ createdAt, currency }: OrderFact): Placement | null {
  const version = versionInForce(working.versions, createdAt);`,
    put: `{ createdAt, currency, steps }: OrderFact): Placement | null {
  const version = versionInForce(working.versions, steps[0]?.at ?? createdAt);`,
    killedBy: {
      project: 'unit',
      file: STEP_TEST,
      title: 'the version in force when the order was created judges it, for ever',
    },
  },
  {
    name: 'dinars earn as pounds do',
    breaks: 'Only orders in the program’s currency are judged at all.',
    file: 'app/domain/ledger/place-order.ts',
    find: 'if (version?.definition.currency !== currency) return null;',
    put: 'if (!version || currency === null) return null;',
    killedBy: {
      project: 'unit',
      file: STEP_TEST,
      title: 'an order in another currency than the program’s earns nothing',
    },
  },
  {
    name: 'who has left still earns by orders',
    breaks: 'After a `leave` orders created before the next `join` earn nothing.',
    file: 'app/domain/ledger/place-order.ts',
    find: 'placement: progress.takesPart ? placementNow(working, order) : null,',
    put: 'placement: placementNow(working, order),',
    killedBy: { project: 'unit', file: EARNING_TEST, title: LEFT },
  },
  {
    name: 'who has left still earns by activities',
    breaks: 'After a `leave` activities done before the next `join` earn nothing.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: '  if (!progress.takesPart) return;\n',
    put: '',
    killedBy: { project: 'unit', file: EARNING_TEST, title: LEFT },
  },
  {
    name: 'at one instant refunds come before orders',
    breaks: 'At one instant an order is paid before another is refunded.',
    file: 'app/domain/fold-events.ts',
    find: '  refund: 4,\n  cancel: 5,',
    put: '  refund: 1.5,\n  cancel: 5,',
    killedBy: {
      project: 'unit',
      file: FOLD_TEST,
      title: 'at one instant orders count first, then refunds, then decisions, however they came',
    },
  },
  {
    name: 'a charge-back that is won gives nothing back',
    breaks: 'A charge-back won, what is left then counts again.',
    file: TIMELINE,
    find: "    if (kind === 'chargeback-won') disputes -= 1;\n",
    put: '',
    killedBy: {
      project: 'unit',
      file: MOMENTS_TEST,
      title: 'an order whose money the buyer’s bank took back > is worth nothing until that is won',
    },
  },
  {
    name: 'a charge-back that is won gives back what was refunded meanwhile',
    breaks: 'A charge-back won, what is left then counts again: refunds in between are gone.',
    file: TIMELINE,
    find: '    if (refund) worth.take(refund);\n    if',
    put: '    if (refund && disputes === 0) worth.take(refund);\n    if',
    killedBy: {
      project: 'unit',
      file: MOMENTS_TEST,
      title:
        'an order whose money the buyer’s bank took back > is worth what is left: ' +
        'refunds in between count',
    },
  },
  {
    name: 'an adjustment can be undone twice',
    breaks: 'An adjustment is undone at most once.',
    file: GIFT,
    find: '  working.progress.adjusts.delete(of);\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'what staff did > is undone once, and not before it was done',
    },
  },
  {
    name: 'points brought along never expire',
    breaks: 'An import is a lot with its own dates.',
    file: GIFT,
    find: `    earnedAt,
    maturesAt: null,
    expiresAt,
  });`,
    put: `    earnedAt,
    maturesAt: null,
    expiresAt: null,
  });`,
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > points brought along keep the date they came with',
    },
  },
  {
    name: 'points given by staff never expire',
    breaks: 'A lot keeps the expiry of its own version, whoever gave its points.',
    file: 'app/domain/ledger/apply-decision.ts',
    find: 'expiresAt: inForce && lotExpiry(',
    put: 'expiresAt: inForce && null && lotExpiry(',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > points given by staff expire as earned ones do',
    },
  },
  {
    name: 'of several partial returns only the first gives points back',
    breaks: 'Points spent come back in the proportion of all that has come back so far.',
    file: 'app/domain/ledger/apply-use-step.ts',
    find: 'if (due <= returned) return;',
    put: 'if (returned > 0 || due <= returned) return;',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/apply-use-step.test.ts',
      title: 'parts are rounded down on all that is back, so nothing is lost at the end',
    },
  },
  {
    name: 'a checkpoint shares its lots with the life that goes on',
    breaks: 'A checkpoint is the state as it is, whatever becomes of its original.',
    file: 'app/domain/ledger/copy-state.ts',
    find: 'lots.set(id, { ...lot });',
    put: 'lots.set(id, lot);',
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/copy-state.test.ts',
      title: 'a copy goes on as its original would, and leaves it as it was',
    },
  },
  {
    name: 'nobody is looked at again because points expire',
    breaks: 'The state says when time alone changes anything next: points mature or expire.',
    file: 'app/domain/fold.ts',
    find: 'working.nextPassingAt()',
    put: 'working.nextDueAt()',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > the soonest to expire burns first, whatever is older',
    },
  },
  {
    name: 'nobody is looked at again because a tier is lost',
    breaks: 'The state says when time alone changes anything next: a tier lapses.',
    file: 'app/domain/fold.ts',
    find: 'state.progress.tiers?.nextChangeAt() ?? null',
    put: 'null',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'tiers > are reached by orders, kept, and lost as time passes',
    },
  },
  {
    name: 'a state that remembers too little is gone on from',
    breaks: 'A version whose rules remember more than the state does is folded from scratch.',
    file: 'app/domain/program/memory-needed.ts',
    find: `    (memory.orders || !asked.orders) &&
    (memory.caps || !asked.caps) &&
`,
    put: '',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/memory-needed.test.ts',
      title: 'what a state remembers is enough for rules that ask for no more, and for no others',
    },
  },
  {
    name: 'under any new version a state is gone on from',
    breaks: 'A version whose rules remember more than the state does is folded from scratch.',
    file: 'app/domain/fold.ts',
    find: 'isEnough(state.progress.memory, memoryNeeded(versions)),',
    put: 'isEnough(state.progress.memory, memoryNeeded([])),',
    killedBy: {
      project: 'unit',
      file: FOLD_TEST,
      title: 'a version whose rules remember more than the state is no matter of going on',
    },
  },
  {
    name: 'news is appended though points expire',
    breaks: 'New facts are appended to lots only where rules need nothing else of a member.',
    file: 'app/domain/program/memory-needed.ts',
    find: "    definition.expiry.kind === 'none' &&\n",
    put: '',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/memory-needed.test.ts',
      title: 'points that expire',
    },
  },
];
