import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { off, reward, versionOf } from '../../../tests/support/rewards-to-take.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import type { Reward, RewardLimits } from '../program/reward.ts';
import { AUTO_REDEMPTIONS_MOST, autoRedemptions } from './auto-redemptions.ts';

const ONCE_A_DAY = { kind: 'per', period: 'day', times: 1 } as const;
/** Ten in the morning on 5 December 2026 in UTC, five in New York. */
const NOW = day(5);
const THREE_TEAS = 'tea: A 100; tea: A 100; tea: A 100';

// Rewards as `id cost`, those taken by themselves with a star; lots → what is taken, in order.
test.each<[string, string[], string[], string]>([
  ['nothing without points', ['tea* 100'], [], ''],
  ['what is not for it is never taken', ['tea 100'], ['A 500 1'], ''],
  ['as soon as the points are there', ['tea* 100'], ['A 100 1'], 'tea: A 100'],
  ['not one point before', ['tea* 100'], ['A 99 1'], ''],
  ['again and again while they last', ['tea* 100'], ['A 250 1'], 'tea: A 100; tea: A 100'],
  ['in burn order', ['tea* 100'], ['A 150 2', 'B 50 1'], 'tea: B 50, A 50; tea: A 100'],
  [
    'the program’s first before the cheapest',
    ['cake* 300', 'tea* 100'],
    ['A 450 1'],
    'cake: A 300; tea: A 100',
  ],
  ['the first as often as it can be', ['tea* 100', 'cake* 300'], ['A 399 1'], THREE_TEAS],
  [
    'one that is passed over stops none after it',
    ['cake* 500', 'tea* 100'],
    ['A 100 1'],
    'tea: A 100',
  ],
  ['a debt counts against them', ['tea* 100'], ['A 150 2', 'B -60 1'], ''],
])('%s', (_title, rewards, lots, expected) => {
  expect(say({ rewards: rewards.map(inWords), lots })).toBe(expected);
});

// Its limits | how often this member and all took it → how many teas of 100 out of 1000 are taken
test.each<[string, Partial<RewardLimits>, Instant[], number, number]>([
  ['of what is left of the stock', { stock: 3 }, [], 1, 2],
  ['of nothing left none', { stock: 3 }, [], 3, 0],
  ['as often as a member may', { times: { kind: 'ever', times: 4 } }, [day(1)], 1, 3],
  ['once a day', { times: ONCE_A_DAY }, [], 0, 1],
  ['no second time on one day', { times: ONCE_A_DAY }, [NOW], 1, 0],
  ['again the day after', { times: ONCE_A_DAY }, [day(4)], 1, 1],
  ['not yet', { from: '2026-12-05T05:01' }, [], 0, 0],
  ['over', { to: '2026-12-05T05:00' }, [], 0, 0],
  ['for another level', { tiers: ['gold'] }, [], 0, 0],
  ['for another group', { segments: ['a'] }, [], 0, 0],
  ['for this level and group', { tiers: ['bronze'], segments: ['b'] }, [], 0, 10],
])('limits hold: %s', (_title, limits, taken, takenByAll, expected) => {
  const tea = { ...inWords('tea* 100'), limits: reward({ limits }).limits };
  expect(take({ rewards: [tea], lots: ['A 1000 1'], taken, takenByAll })).toHaveLength(expected);
});

test('each has an instant of its own, from the first free one on', () => {
  const redemptions = take({ rewards: [inWords('tea* 100')], lots: ['A 300 1'] });
  expect(redemptions.map(({ at }) => at - NOW)).toEqual([0, 1, 2]);
});

test('each is admitted at its own instant: what expires meanwhile is not taken', () => {
  const soon = { ...lot('A 300 1'), expiresAt: instant(NOW + 2) };
  const redemptions = autoRedemptions({
    ...known({ rewards: [inWords('tea* 100')], lots: [] }),
    lots: [soon, lot('B 100 1')],
  });
  expect(sayTakes(redemptions)).toBe('tea: A 100; tea: A 100; tea: B 100');
});

test('of a great many the first hundred are taken, and the rest when it is asked again', () => {
  const rewards = [inWords('tea* 1'), inWords('cake* 1')];
  expect(AUTO_REDEMPTIONS_MOST).toBe(100);
  expect(take({ rewards, lots: ['A 130 1'] })).toHaveLength(100);
  expect(take({ rewards, lots: ['A 30 1'] })).toHaveLength(30);
});

test('the lots that are looked at stay as they are', () => {
  const lots = [lot('A 300 1')];
  autoRedemptions({ ...known({ rewards: [inWords('tea* 100')], lots: [] }), lots });
  expect(lots).toEqual([lot('A 300 1')]);
});

type Known = {
  readonly rewards: readonly Reward[];
  readonly lots: readonly string[];
  readonly taken?: readonly Instant[];
  readonly takenByAll?: number;
};

function known({ rewards, lots, taken = [], takenByAll = 0 }: Known) {
  return {
    version: versionOf(...rewards),
    at: NOW,
    tierId: 'bronze',
    segmentIds: ['b'],
    takenOf: () => taken,
    takenByAllOf: () => takenByAll,
    lots: lots.map(lot),
  };
}

function take(some: Known) {
  return autoRedemptions(known(some));
}

function say(some: Known): string {
  return sayTakes(take(some));
}

function sayTakes(redemptions: ReturnType<typeof autoRedemptions>): string {
  return redemptions
    .map(
      ({ reward: { id }, takes }) =>
        `${id}: ${takes.map((each) => `${each.lotId} ${each.points}`).join(', ')}`,
    )
    .join('; ');
}

/** `tea* 100`: a reward of 100 points that is taken by itself. */
function inWords(words: string): Reward {
  const [, id = '', star, cost] = /^(\w+)(\*?) (\d+)$/.exec(words) ?? [];
  const offer = { kind: 'fixed', cost: points(Number(cost)), gives: off(100) } as const;
  return reward({ id, name: id, offer, auto: star === '*' });
}
