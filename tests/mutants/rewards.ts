/** Bugs in which points a reward takes, in what its orders ask for, and in what levels give. */
import type { Mutant } from './mutant.ts';

const TIERS_TEST = 'app/domain/fold-tiers.test.ts';
const KEEPING_TEST = 'app/domain/fold-keeping.test.ts';

export const REWARDS: readonly Mutant[] = [
  {
    name: 'a member in debt spends as if they owed nothing',
    breaks: 'Debts count against what can be spent.',
    file: 'app/domain/rewards/plan-hold.ts',
    find: 'inOrder.reduce((sum, lot) => sum + lot.available, 0)',
    put: 'inOrder.reduce((sum, lot) => sum + Math.max(0, lot.available), 0)',
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/plan-hold.test.ts',
      title: 'a debt counts against what can be spent',
    },
  },
  {
    name: 'a charge takes what there is and forgets the rest',
    breaks: 'A charge takes all of its cost: what is missing is owed by a lot.',
    file: 'app/domain/rewards/plan-charge.ts',
    find: 'if (missing > 0) {',
    put: 'if (missing > 0 && lots.length === 0) {',
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/plan-charge.test.ts',
      title: 'the rest is owed by the lot it was held on',
    },
  },
  {
    name: 'a second order with one code is free',
    breaks: 'An order uses a redemption once; every other use is charged.',
    file: 'app/domain/rewards/decide-redemptions.ts',
    find: "why === null && place > 0 ? { ...payment, why: 'second-order' } : payment,",
    put: 'place > -1 ? payment : payment,',
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/decide-redemptions.test.ts',
      title: 'of two paid orders the first settles it, the second is charged',
    },
  },
  {
    name: 'entry reward again: a level left and reached once more gives its points twice',
    breaks: 'Points for a level are given once per member and level, whatever becomes of the tier.',
    file: 'app/domain/ledger/note-tier-moves.ts',
    find: 'entered.has(to) || wished.has(to)',
    put: 'wished.has(to)',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title:
        'tiers > a level’s points are wished for until they are decided, once, whatever follows',
    },
  },
  {
    name: 'a level that is skipped gives its points too',
    breaks: 'Points are for the level the member lands on, not for those skipped on the way.',
    file: 'app/domain/ledger/note-tier-moves.ts',
    find: '    wish(working, move);\n',
    put: `    const levels = working.version(move.version).definition.tiers?.levels ?? [];
    const [from, to] = [move.from, move.to].map((one) => levels.findIndex(({ id }) => id === one));
    for (const { id } of levels.slice((from ?? 0) + 1, to)) wish(working, { ...move, to: id });
    wish(working, move);
`,
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > a level’s points are for the one that is landed on, going up',
    },
  },
  {
    name: 'who falls onto a level gets its points',
    breaks: 'Reaching a level gives points; falling onto it is not reaching it.',
    file: 'app/domain/ledger/note-tier-moves.ts',
    find: 'if (!level || !isUp ||',
    put: 'if (!level || (!isUp && place === 0) ||',
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > a level’s points are for the one that is landed on, going up',
    },
  },
];
