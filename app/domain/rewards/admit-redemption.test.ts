import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { off, reward, versionOf } from '../../../tests/support/rewards-to-take.ts';
import { instant } from '../kernel/instant.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { RewardLimits, RewardOffer } from '../program/reward.ts';
import { type Admission, admitRedemption, type RedemptionAsk } from './admit-redemption.ts';

const NOON = '2026-11-27T12:00:00Z';
const FIXED = { kind: 'fixed', cost: points(500), gives: off(500) } as const;
const SLIDING = { kind: 'sliding', least: 2, most: 5, cost: points(100), gives: off(100) } as const;
const ONCE = { kind: 'ever', times: 1 } as const;
const TWICE_A_DAY = { kind: 'per', period: 'day', times: 2 } as const;
const MONTHLY = { kind: 'per', period: 'month', times: 1 } as const;
const WEEKLY = { kind: 'per', period: 'week', times: 1 } as const;
const YEARLY = { kind: 'per', period: 'year', times: 1 } as const;

type Asked = Partial<Omit<RedemptionAsk, 'at' | 'taken' | 'lots' | 'version' | 'cost'>> & {
  readonly at?: string;
  readonly taken?: readonly string[];
  readonly lots?: readonly string[];
  readonly cost?: number;
  readonly offer?: RewardOffer;
};

// Its limits | who asks, when, with what; else 500 points at noon of 27 November → the answer.
// The shop's clock is New York's, five hours behind.
test.each<[string, Partial<RewardLimits>, Asked, string]>([
  ['what has no limits is for everybody', {}, {}, 'A 500'],
  ['another reward', {}, { rewardId: 'other' }, 'unknown_reward'],
  ['another price', {}, { cost: 499 }, 'unknown_choice'],
  ['the price of a choice', {}, { offer: SLIDING, cost: 300 }, 'A 300'],
  ['a price below its choices', {}, { offer: SLIDING, cost: 100 }, 'unknown_choice'],
  ['before its time', { from: '2026-11-27T07:01' }, {}, 'not_yet'],
  ['at its time', { from: '2026-11-27T07:00' }, {}, 'A 500'],
  ['in its last minute', { to: '2026-11-27T07:01' }, {}, 'A 500'],
  ['after its time', { to: '2026-11-27T07:00' }, {}, 'over'],
  ['of a level that may', { tiers: ['silver', 'gold'] }, { tierId: 'gold' }, 'A 500'],
  ['of one that may not', { tiers: ['silver', 'gold'] }, { tierId: 'bronze' }, 'tier'],
  ['without tiers', { tiers: ['silver'] }, {}, 'tier'],
  ['in one of its groups', { segments: ['a', 'b'] }, { segmentIds: ['z', 'b'] }, 'A 500'],
  ['in none of them', { segments: ['a', 'b'] }, { segmentIds: ['z'] }, 'segment'],
  ['once, never taken', { times: ONCE }, {}, 'A 500'],
  ['once, long ago', { times: ONCE }, { taken: ['2020-01-01T00:00:00Z'] }, 'too_often'],
  ['twice a day, once yet', { times: TWICE_A_DAY }, { taken: ['2026-11-27T05:00:00Z'] }, 'A 500'],
  [
    'twice a day, twice',
    { times: TWICE_A_DAY },
    { taken: ['2026-11-27T05:00:00Z', '2026-11-27T11:00:00Z'] },
    'too_often',
  ],
  [
    'the shop’s day, not that of UTC',
    { times: TWICE_A_DAY },
    { taken: ['2026-11-27T04:59:00Z', '2026-11-27T11:00:00Z'] },
    'A 500',
  ],
  ['monthly, this month', { times: MONTHLY }, { taken: ['2026-11-01T04:00:00Z'] }, 'too_often'],
  ['monthly, last month', { times: MONTHLY }, { taken: ['2026-11-01T03:59:00Z'] }, 'A 500'],
  [
    'monthly, a year ago in this month',
    { times: MONTHLY },
    { taken: ['2025-11-27T12:00:00Z'] },
    'A 500',
  ],
  ['weekly, on Monday', { times: WEEKLY }, { taken: ['2026-11-23T05:00:00Z'] }, 'too_often'],
  ['weekly, on Sunday before', { times: WEEKLY }, { taken: ['2026-11-23T04:59:00Z'] }, 'A 500'],
  ['yearly, this year', { times: YEARLY }, { taken: ['2026-01-01T05:00:00Z'] }, 'too_often'],
  ['yearly, last year', { times: YEARLY }, { taken: ['2026-01-01T04:59:00Z'] }, 'A 500'],
  ['the last one', { stock: 3 }, { takenByAll: 2 }, 'A 500'],
  ['none is left', { stock: 3 }, { takenByAll: 3 }, 'out_of_stock'],
  ['more went than there were', { stock: 3 }, { takenByAll: 9 }, 'out_of_stock'],
  ['there were none', { stock: 0 }, {}, 'out_of_stock'],
  ['too few points', {}, { lots: ['A 499 1'] }, 'insufficient_points: 499 of 500'],
  ['in burn order', {}, { lots: ['A 300 2', 'B 400 1'] }, 'B 400, A 100'],
  [
    'a debt counts against them',
    {},
    { lots: ['A -1 1', 'B 500 2'] },
    'insufficient_points: 499 of 500',
  ],
  [
    'on what goods and orders it works is the checkout’s to ask',
    { minimumMinor: minor(5000), goods: [{ kind: 'vendor', not: false, vendors: ['Acme'] }] },
    {},
    'A 500',
  ],
])('%s', (_title, limits, asked, expected) => {
  expect(say(admit(limits, asked))).toBe(expected);
});

test('what is admitted says the version, the reward and the choice it was admitted by', () => {
  const admission = admit({}, { offer: SLIDING, cost: 200 });
  expect(admission).toEqual({
    ok: true,
    version: 7,
    reward: reward({ offer: SLIDING }),
    choice: { cost: 200, gives: { kind: 'amount-off', amountMinor: 200 } },
    takes: [{ lotId: 'A', points: 200 }],
  });
});

test('of all that stands against it the first is said, in the order of the language', () => {
  const worst: Asked = {
    ...{ rewardId: 'other', cost: 1, at: '2026-11-01T00:00:00Z', takenByAll: 1 },
    ...{ taken: ['2026-01-01T00:00:00Z'], lots: [] },
  };
  const limits: Partial<RewardLimits> = {
    ...{ from: '2026-11-26T00:00', to: '2026-11-28T00:00', tiers: ['gold'], segments: ['a'] },
    ...{ stock: 1, times: ONCE },
  };
  // What is mended one after the other, and what is then said.
  const mends: [Asked, string][] = [
    [{}, 'unknown_reward'],
    [{ rewardId: 'treat' }, 'unknown_choice'],
    [{ cost: 500 }, 'not_yet'],
    [{ at: '2026-11-29T00:00:00Z' }, 'over'],
    [{ at: NOON }, 'tier'],
    [{ tierId: 'gold' }, 'segment'],
    [{ segmentIds: ['a'] }, 'too_often'],
    [{ taken: [] }, 'out_of_stock'],
    [{ takenByAll: 0 }, 'insufficient_points: 0 of 500'],
    [{ lots: ['A 500 1'] }, 'A 500'],
  ];
  let asked = worst;
  for (const [mend, expected] of mends) {
    asked = { ...asked, ...mend };
    expect(say(admit(limits, asked))).toBe(expected);
  }
});

function admit(limits: Partial<RewardLimits>, asked: Asked): Admission {
  const { at = NOON, taken = [], lots = ['A 500 1'], cost = 500, offer = FIXED, ...who } = asked;
  return admitRedemption({
    ...{ rewardId: 'treat', tierId: null, segmentIds: [], takenByAll: 0, ...who },
    version: versionOf(reward({ limits, offer })),
    cost: points(cost),
    at: instant(Date.parse(at)),
    taken: taken.map((each) => instant(Date.parse(each))),
    lots: lots.map(lot),
  });
}

function say(admission: Admission): string {
  if (admission.ok) return admission.takes.map((each) => `${each.lotId} ${each.points}`).join(', ');
  if (admission.reason !== 'insufficient_points') return admission.reason;
  return `${admission.reason}: ${admission.available} of ${admission.required}`;
}
