import { expect, test } from 'vitest';
import {
  became,
  type Outcome,
  OVER_50,
  sayOf,
  SILVER,
  TIERS,
} from '../../../tests/support/order-said.ts';
import {
  bonus,
  bought,
  type Judged,
  NEWCOMER,
  rate,
  returned,
} from '../../../tests/support/orders-to-judge.ts';
import type { Placement } from '../earning/placement.ts';
import { points } from '../kernel/points.ts';
import type { ProgramDefinition } from '../program/program.ts';

// What the program says | the order | the rule | what came of it | the sentence
test.each<[string, Partial<ProgramDefinition>, Judged, string, Outcome, string, Placement?]>([
  [
    'a return',
    {},
    returned(bought([87.45]), [86.9]),
    'orders',
    { moved: points(1) },
    '1 point taken back from order #1001: after the return £86.90 counts, at 1 point per £1.00 ' +
      'worth 86 points, rounded down.',
  ],
  [
    'a return in a tier',
    { tiers: TIERS },
    returned(bought([10.5]), [9.9]),
    'orders',
    { moved: points(1) },
    '1 point taken back from order #1001: after the return £9.90 counts, at 1 point per £1.00, ' +
      'times 1.25 for “Silver”, worth 12 points, rounded down.',
    SILVER,
  ],
  [
    'a return of everything',
    {},
    returned(bought([10]), [0]),
    'orders',
    { moved: points(10) },
    '10 points taken back from order #1001: after the return nothing of it counts.',
  ],
  [
    'a rate that needs a larger order',
    { rates: [rate('big', { points: 3, perMinor: 100 }, OVER_50)] },
    returned(bought([30, 30]), [30, 0]),
    'big',
    { moved: points(180) },
    '180 points taken back from order #1001: after the return it earns by another rule.',
  ],
  [
    'a bonus that needs a larger order',
    { campaigns: [bonus('Big basket', 100, OVER_50)] },
    returned(bought([30, 30]), [30, 0]),
    'Big basket',
    { moved: points(100) },
    '100 points taken back from order #1001: ' +
      'the bonus “Big basket” is no longer due after the return.',
  ],
  [
    'a bonus of which something is left',
    { campaigns: [bonus('Big basket', 100, OVER_50)] },
    returned(bought([60]), [55]),
    'Big basket',
    { moved: points(60), points: points(40), by: 'order' },
    '60 points taken back from order #1001: of the bonus “Big basket” 40 points are left. ' +
      'Capped: 40 of 100, as one order earns no more.',
  ],
  [
    'a bonus of which one point is left',
    { campaigns: [bonus('Big basket', 100, OVER_50)] },
    returned(bought([60]), [55]),
    'Big basket',
    { moved: points(99), points: points(1), by: 'order' },
    '99 points taken back from order #1001: of the bonus “Big basket” 1 point is left. ' +
      'Capped: 1 of 100, as one order earns no more.',
  ],
  [
    'a cancellation',
    {},
    became('cancel', bought([87])),
    'orders',
    {},
    '87 points taken back: order #1001 was cancelled.',
  ],
  [
    'a charge-back',
    {},
    became('chargeback', bought([87])),
    'orders',
    {},
    '87 points taken back: the payment of order #1001 was charged back.',
  ],
])('%s', (_title, said, judged, ruleId, outcome, sentence, placement = NEWCOMER) => {
  expect(
    sayOf(said, judged, { ruleId, outcome: { ...outcome, kind: 'claw-back' }, placement }),
  ).toBe(sentence);
});
