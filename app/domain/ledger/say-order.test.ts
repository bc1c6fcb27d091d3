import { expect, test } from 'vitest';
import { day } from '../../../tests/simulation/order-words.ts';
import {
  became,
  explained,
  ON_SHOES,
  type Outcome,
  OVER_50,
  sayOf,
  SHOES,
  SILVER,
  TIERS,
} from '../../../tests/support/order-said.ts';
import {
  bonus,
  bought,
  type Judged,
  multiplier,
  NEWCOMER,
  program,
  rate,
} from '../../../tests/support/orders-to-judge.ts';
import type { Placement } from '../earning/placement.ts';
import { points } from '../kernel/points.ts';
import type { ProgramDefinition } from '../program/program.ts';
import type { OrderExplanation } from './explanation.ts';
import { sayMovement } from './say-movement.ts';

const WAITS = { pendingDays: 14 } as const;
const DOUBLE = multiplier('Double shoes', 200, ON_SHOES);
const TRIPLE = multiplier('Triple', 300);

// What the program says | the order | the rule | what came of it | the sentence
test.each<[string, Partial<ProgramDefinition>, Judged, string, Outcome, string, Placement?]>([
  [
    'an award that waits',
    WAITS,
    bought([87.45]),
    'orders',
    { maturesAt: day(15) },
    '87 points for order #1001: £87.45 counts at 1 point per £1.00, rounded down. ' +
      'They can be spent from 15 December 2026.',
  ],
  [
    'an award that waits for the parcel',
    { ...WAITS, pendingFrom: 'fulfilled' },
    bought([87.45]),
    'orders',
    {},
    '87 points for order #1001: £87.45 counts at 1 point per £1.00, rounded down. ' +
      'They can be spent 14 days after the whole order is fulfilled.',
  ],
  [
    'an award that waits for nothing but the parcel',
    { pendingFrom: 'fulfilled' },
    bought([1]),
    'orders',
    {},
    '1 point for order #1001: £1.00 counts at 1 point per £1.00, rounded down. ' +
      'It can be spent once the whole order is fulfilled.',
  ],
  [
    'an award at once, that expires',
    { expiry: { kind: 'after-earning', months: 12, graceDays: 30 } },
    bought([10]),
    'orders',
    {},
    '10 points for order #1001: £10.00 counts at 1 point per £1.00, rounded down. ' +
      'They can be spent at once. They expire on 27 November 2027.',
  ],
  [
    'everything that can be left out',
    { eligible: [ON_SHOES] },
    bought([SHOES, 9.5, { pounds: 50, giftCard: true, collectionIds: ['shoes'] }], {
      ...{ shipping: 4.99, tax: 12 },
    }),
    'orders',
    {},
    '60 points for order #1001: £60.00 counts at 1 point per £1.00, rounded down. ' +
      '£9.50 of the order does not count. Gift cards for £50.00 earn nothing themselves. ' +
      'Shipping for £4.99 does not count. Tax of £12.00 does not count. They can be spent at once.',
  ],
  [
    'rates of their own',
    { rates: [rate('shoes', { points: 3, perMinor: 200 }, ON_SHOES)] },
    bought([SHOES, 9.5]),
    'shoes',
    {},
    '90 points for order #1001: £60.00 counts at 3 points per £2.00, rounded down. ' +
      '£9.50 of the order earns by another rule. They can be spent at once.',
  ],
  [
    'a tier',
    { tiers: TIERS, earning: { ...program().earning, rounding: 'nearest' } },
    bought([10.5]),
    'orders',
    {},
    '13 points for order #1001: £10.50 counts at 1 point per £1.00, times 1.25 for “Silver”, ' +
      'rounded to the nearest. They can be spent at once.',
    SILVER,
  ],
  [
    'multipliers of a part',
    { tiers: TIERS, stacking: 'multiply', campaigns: [DOUBLE] },
    bought([SHOES, 9.5]),
    'orders',
    {},
    '161 points for order #1001: £69.50 counts at 1 point per £1.00, ' +
      '£60.00 of it times 2 for “Double shoes” and times 1.25 for “Silver”, ' +
      '£9.50 of it times 1.25 for “Silver”, rounded down. They can be spent at once.',
    SILVER,
  ],
  [
    'multipliers added up',
    { tiers: TIERS, stacking: 'add', campaigns: [TRIPLE] },
    bought([10]),
    'orders',
    {},
    '32 points for order #1001: £10.00 counts at 1 point per £1.00, ' +
      'times 3.25 for “Triple” and “Silver”, rounded down. They can be spent at once.',
    SILVER,
  ],
  [
    'the best of several',
    { tiers: TIERS, campaigns: [TRIPLE] },
    bought([10]),
    'orders',
    {},
    '30 points for order #1001: £10.00 counts at 1 point per £1.00, ' +
      'times 3 for “Triple”, rounded down. They can be spent at once.',
    SILVER,
  ],
  [
    'a cap',
    {},
    bought([730]),
    'orders',
    { points: points(500), by: 'order' },
    '500 points for order #1001: £730.00 counts at 1 point per £1.00, rounded down. ' +
      'Capped: 500 of 730, as one order earns no more. They can be spent at once.',
  ],
  [
    'what is added to earlier points',
    {},
    bought([90]),
    'orders',
    { moved: points(3) },
    '3 points for order #1001: £90.00 counts at 1 point per £1.00, rounded down, ' +
      '90 points in all. They can be spent at once.',
  ],
  [
    'a bonus that was cut',
    { campaigns: [bonus('Big basket', 100, OVER_50)] },
    bought([50]),
    'Big basket',
    { points: points(30), by: 'month' },
    '30 points for order #1001: the bonus “Big basket”. ' +
      'Capped: 30 of 100, as no more can be earned in one calendar month. ' +
      'They can be spent at once.',
  ],
  [
    'a charge-back won',
    {},
    became('chargeback-won', bought([10])),
    'orders',
    {},
    '10 points for order #1001: £10.00 counts at 1 point per £1.00, rounded down. ' +
      'It counts again, as the bank decided for the shop. They can be spent at once.',
  ],
])('%s', (_title, said, judged, ruleId, outcome, sentence, placement = NEWCOMER) => {
  expect(sayOf(said, judged, { ruleId, outcome, placement })).toBe(sentence);
});

test('a date is the shop’s, not ours', () => {
  const explanation = explained({}, bought([10]), { maturesAt: day(15.6) });
  const said = { kind: 'award', reversed: false, points: points(10), explanation } as const;
  expect(sayMovement(said, 'UTC')).toContain('from 16 December 2026');
  expect(sayMovement(said, 'America/New_York')).toContain('from 15 December 2026');
});

test('what was posted before programs could say more than one rate is still said', () => {
  const earlier = {
    ...{ type: 'order', step: 'paid', orderName: '#1001', currency: 'JPY', version: 3 },
    ...{ eligibleMinor: 8745, giftCardMinor: 5000, rule: 'orders', ratePoints: 1 },
    ...{ ratePerMinor: 100, orderPoints: 87, maturesAt: null },
  } as unknown as OrderExplanation;
  const said = {
    kind: 'award',
    reversed: false,
    points: points(87),
    explanation: earlier,
  } as const;
  expect(sayMovement(said, 'UTC')).toBe(
    '87 points for order #1001: JP¥8,745 counts at 1 point per JP¥100, rounded down. ' +
      'Gift cards for JP¥5,000 earn nothing themselves. They can be spent at once.',
  );
});
