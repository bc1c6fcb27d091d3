/**
 * Bugs in the worker: lanes, rewards asked back, codes looked at, what is noted of the erased, and
 * what a comparison takes for known.
 */
import type { Mutant } from './mutant.ts';

export const PIPELINE: readonly Mutant[] = [
  {
    name: 'a lane that fails early is nobody’s',
    breaks: 'A failure ends a drain, never the worker.',
    file: 'app/services/drain-inbox.ts',
    find: 'Promise.allSettled([drainLane(needs, programId, lane)])',
    put:
      'drainLane(needs, programId, lane).then(' +
      "(value) => [{ status: 'fulfilled' as const, value }])",
    killedBy: {
      project: 'unit',
      file: 'app/services/drain-inbox.test.ts',
      title: 'lanes > fail as one, once none is under way, though a later one fails first',
    },
  },
  {
    name: 'a reward whose order was cancelled unheard of stays open',
    breaks: 'Points held for an order that fell through come back at once.',
    file: 'app/domain/rewards/decide-redemptions.ts',
    find: "status === 'bound' || (carriers.length > 0 && askedAt === null)",
    put: "status === 'bound'",
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/decide-redemptions.test.ts',
      title: 'so is one whose order was cancelled before it was heard of',
    },
  },
  {
    name: 'nobody looks whether codes are still at Shopify',
    breaks: 'Codes an owner deletes are noticed, and whoever holds one has the points back.',
    file: 'app/services/fill-pool.ts',
    find: 'await lookAtCodes(needs, round, there)',
    put: "(lookAtCodes, 'rests' as const)",
    killedBy: {
      project: 'integration',
      file: 'tests/integration/pools.test.ts',
      title:
        'a discount > of which the owner deleted codes gives none of them out, and back what was',
    },
  },
  {
    name: 'what Shopify was told of the erased is noted',
    breaks: 'After an erasure nothing leads to the person.',
    file: 'app/adapters/postgres/lock-unsealed.server.ts',
    find: ' AND sealed_at IS NULL',
    put: '',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/mirror.test.ts',
      title:
        'a member whose points have moved > ' +
        'that is erased while Shopify takes it leaves nothing behind',
    },
  },
  {
    name: 'an order of the second we know of is taken for known',
    breaks: 'Whatever webhook was lost, a comparison with Shopify finds it.',
    file: 'app/adapters/postgres/compare-orders.server.ts',
    find: 'isSurelyHeld(held, glance) && ',
    put: '(isSurelyHeld, held, glance, true) && ',
    killedBy: {
      project: 'integration',
      file: 'tests/integration/reconcile.test.ts',
      title: 'the comparison with Shopify > fetches once what changed within the second we know of',
    },
  },
];
