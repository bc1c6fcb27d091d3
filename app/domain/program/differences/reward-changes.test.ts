import { expect, test } from 'vitest';
import { RICH } from '../../../../tests/support/rich-program.ts';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { fixedReward, NO_LIMITS } from '../fixed-reward.ts';
import type { ProgramDefinition, Reward } from '../program.ts';
import { sayDifferences } from '../say-differences.ts';

const [steps, card, treat, gift] = RICH.rewards;
if (!steps || !card || !treat || !gift) throw new Error('A rich program has four rewards.');
const withRewards = (...rewards: readonly Reward[]): ProgramDefinition => ({ ...RICH, rewards });

test('says all there is to say of a reward that is new', () => {
  expect(sayDifferences(withRewards(card, treat, gift), RICH)).toEqual([
    'New reward “Off”: £1 off for 100 points or 10 % off, up to £20 for 200 points.',
    'Only Gold members in the segment “loyal” can take “Off”.',
    '“Off” can be taken from 1 May 2026, 00:00 until 1 June 2026, 00:00.',
    'A member can take “Off” at most 2 times in a calendar month.',
    '“Off” is given out 100 times in all.',
    '“Off” is for orders of £30 or more.',
    '“Off” works only on 2 chosen products.',
    '“Off” can be combined with other discounts on products and on shipping only.',
  ]);
  expect(sayDifferences(withRewards(steps, gift), withRewards(steps, card, treat, gift))).toEqual([
    'New reward “Card”: a gift card of £1 for every 100 points, from 2 to 9 times at once.',
    'A member can take “Card” at most once.',
    'New reward “Treat”: a treat for 75 points.',
    '“Treat” is taken by itself as soon as a member has the points.',
  ]);
});

test('says of limits that are gone that there are none', () => {
  const open = { ...steps, limits: NO_LIMITS };
  expect(sayDifferences(RICH, withRewards(open, card, treat, gift))).toEqual([
    'Everybody can take “Off”.',
    '“Off” can be taken at any time.',
    'A member can take “Off” as often as they like.',
    'There is no end to “Off”.',
    '“Off” is for orders of any amount.',
    '“Off” is for all goods.',
  ]);
});

// The first reward after | what the owner reads
test.each<[string, Partial<Reward>, string[]]>([
  [
    'one price instead of two',
    { offer: { kind: 'fixed', cost: points(50), gives: { kind: 'free-product' } } },
    [
      '“Off” is a free product for 50 points instead of £1 off for 100 points or 10 % off, ' +
        'up to £20 for 200 points.',
    ],
  ],
  [
    'what it can be combined with',
    { combines: { order: false, product: false, shipping: false } },
    ['“Off” cannot be combined with other discounts.'],
  ],
  [
    'that it is taken by itself',
    { auto: true },
    ['“Off” is taken by itself as soon as a member has the points.'],
  ],
])('says %s', (_what, changes, sentences) => {
  expect(sayDifferences(RICH, withRewards({ ...steps, ...changes }, card, treat, gift))).toEqual(
    sentences,
  );
});

test('says which one comes first of those that are taken by themselves, and of no others', () => {
  expect(sayDifferences(RICH, withRewards(gift, steps, card, treat))).toEqual([
    'Of the rewards that are taken by themselves another one is taken first now.',
  ]);
  expect(sayDifferences(RICH, withRewards(treat, card, gift, steps))).toEqual([]);
});

test('takes no notice of how one and the same offer is written', () => {
  const gives = { kind: 'gift-card', amountMinor: minor(200) } as const;
  const fixed = fixedReward({ id: 'one', name: 'One', cost: points(200), gives });
  const once = { kind: 'gift-card', amountMinor: minor(100) } as const;
  const offer = { kind: 'sliding', least: 2, most: 2, cost: points(100), gives: once } as const;
  expect(sayDifferences(withRewards(fixed), withRewards({ ...fixed, offer }))).toEqual([]);
});

test('says to owners what is done about a budget, and what they want to give back', () => {
  const open = { ...RICH, budget: null, valueBack: null };
  expect(sayDifferences(open, RICH)).toEqual([
    'The program is paused once members have earned 10,000 points in a calendar month, and you ' +
      'are told at 80 %.',
    'You want a purchase to give back 1 % to 5.5 %.',
  ]);
  expect(sayDifferences(RICH, open)).toEqual([
    'No budget bounds what members earn in a month.',
    'You are not warned any more of what a purchase gives back.',
  ]);
});
