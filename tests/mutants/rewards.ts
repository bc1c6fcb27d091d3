/** Bugs in which points a reward takes, and in what a redemption’s orders ask for. */
import type { Mutant } from './mutant.ts';

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
];
