/** Bugs in what is kept: of a member's tier to go on from, and of an explanation in the books. */
import type { Mutant } from './mutant.ts';

const FOLD_ON = 'app/domain/fold-on.ts';
const CODEC = 'app/adapters/postgres/tier-memory-codec';
const EXPLANATION = 'app/domain/ledger/complete-explanation';

const killedByLives: Mutant['killedBy'] = {
  project: 'unit',
  file: 'app/domain/fold-on-laws.test.ts',
  title: 'going on from what is kept is folding everything, whatever came before',
};

export const TIER_MEMORY: readonly Mutant[] = [
  {
    name: 'half of what the highest level asks for is kept',
    breaks: 'As much is kept as the highest level asks for, so that leaving lowers no tier.',
    file: 'app/domain/tiers/contributions.ts',
    find: 'next && sum < enough;',
    put: 'next && sum < enough / 2;',
    killedBy: killedByLives,
  },
  {
    name: 'a refund under tiers is gone on with',
    breaks: 'What a refund lowers may have been forgotten: all orders are folded again.',
    file: FOLD_ON,
    find: 'return step.eligibleMinor === before?.eligibleMinor;',
    put: 'return step.eligibleMinor <= (before?.eligibleMinor ?? 0);',
    killedBy: killedByLives,
  },
  {
    name: 'an order from before the level was reached is judged by it',
    breaks: 'An order is judged by the tier at its creation.',
    file: FOLD_ON,
    find: 'else if (place.at > levelSince)',
    put: 'else if (place.at > 0)',
    killedBy: killedByLives,
  },
  {
    name: 'what is kept of a tier is believed beside any header',
    breaks: 'Whoever writes a header without what is kept makes it void.',
    file: `${CODEC}.ts`,
    find: '  if (seq !== header.seq || foldedTo !== header.foldedTo) return null;\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: `${CODEC}.test.ts`,
      title: 'what is stored comes back, beside the header it was written with',
    },
  },
  {
    name: 'the books forget when points of an order expire',
    breaks: 'Only what goes without saying is left out of an explanation.',
    file: `${EXPLANATION}.ts`,
    find: "    why.pendingFrom === 'paid' &&\n    why.expiresAt === null\n",
    put: "    why.pendingFrom === 'paid'\n",
    killedBy: {
      project: 'unit',
      file: `${EXPLANATION}.test.ts`,
      title: 'what is completed is what was shortened, however it was kept and often it was done',
    },
  },
];
