import { expect, it } from 'vitest';
import type { Condition } from '../../earning/conditions/registry.ts';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { checkProgram } from '../check-program.ts';
import { fixedReward, NO_LIMITS } from '../fixed-reward.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type {
  ProgramDefinition,
  Reward,
  RewardGives,
  RewardLimits,
  RewardOffer,
} from '../program.ts';

const base = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });

const off = (amount: number): RewardGives => ({ kind: 'amount-off', amountMinor: minor(amount) });
const postFree: RewardGives = { kind: 'free-shipping', mostMinor: null };
const freeProduct: RewardGives = { kind: 'free-product' };
const shoes: Condition = { kind: 'product', not: false, productIds: ['1'] };

const gift = (gives: RewardGives, limits: Partial<RewardLimits> = {}): Reward => ({
  ...fixedReward({ id: 'gift', name: 'Gift', cost: points(100), gives }),
  limits: { ...NO_LIMITS, ...limits },
});
const offered = (offer: RewardOffer, changes: Partial<Reward> = {}): Reward => ({
  ...gift(off(100)),
  offer,
  ...changes,
});
const steps = (...choices: readonly (readonly [number, RewardGives])[]): RewardOffer => ({
  kind: 'stepped',
  steps: choices.map(([cost, gives]) => ({ cost: points(cost), gives })),
});
const sliding = (least: number, most: number, gives = off(100)): RewardOffer => ({
  ...{ kind: 'sliding', least, most, cost: points(100), gives },
});

const said = (changes: Partial<ProgramDefinition>) => {
  const { problems, warnings } = checkProgram({ ...base, ...changes });
  const fields = (list: typeof problems) => list.map(({ field }) => field).sort();
  return { problems: fields(problems), warnings: fields(warnings) };
};

// A reward that contradicts itself or its program → every field it is said of.
it.each<readonly [string, Reward, readonly string[]]>([
  [
    'prices that do not climb',
    offered(steps([200, off(200)], [200, off(300)], [100, off(400)])),
    ['offer.steps[1].cost', 'offer.steps[2].cost'],
  ],
  [
    'worths that do not climb, also past one that has none',
    offered(steps([100, off(200)], [200, postFree], [300, off(200)])),
    ['offer.steps[2].gives.amountMinor'],
  ],
  [
    'something that slides though it cannot',
    offered(sliding(1, 2, { kind: 'percent-off', percent: 5, mostMinor: null })),
    ['offer.gives.kind'],
  ],
  ['more choices than a hundred', offered(sliding(1, 101)), ['offer.most']],
  ['less at most than at least', offered(sliding(3, 2)), ['offer.most']],
  [
    'goods of a kind that is for none',
    gift({ kind: 'gift-card', amountMinor: minor(500) }, { goods: [shoes] }),
    ['limits.goods'],
  ],
  ['goods of a shipment', gift(postFree, { goods: [shoes] }), ['limits.goods']],
  [
    'goods of a step that is for none',
    offered(steps([100, off(100)], [200, postFree]), { limits: { ...NO_LIMITS, goods: [shoes] } }),
    ['limits.goods'],
  ],
  ['a free product without goods', gift(freeProduct), ['limits.goods']],
  [
    'goods that are none',
    gift(freeProduct, { goods: [shoes, { ...shoes, not: true }] }),
    ['limits.goods[1]'],
  ],
  [
    'levels there are none of',
    gift(off(100), { tiers: ['gold', 'platinum'] }),
    ['limits.tiers[1]'],
  ],
  [
    'an end before its beginning, or with it',
    gift(off(100), { from: '2026-05-01T00:00', to: '2026-05-01T00:00' }),
    ['limits.to'],
  ],
  [
    'prices to choose among though nobody is asked',
    offered(sliding(1, 2), { auto: true }),
    ['auto'],
  ],
])('refuses %s', (_title, reward, fields) => {
  expect(said({ rewards: [reward] }).problems).toEqual(
    fields.map((field) => `rewards[0].${field}`),
  );
});

it('refuses what nobody can ever reach, by the cheapest of its prices', () => {
  const caps = { order: null, day: null, month: null, member: points(250) };
  const rewards = [
    gift(off(100)),
    { ...offered(steps([200, off(200)], [300, off(300)])), id: 'steps-in-reach' },
    { ...offered(steps([300, off(300)], [400, off(400)])), id: 'steps' },
    { ...offered(sliding(2, 9)), id: 'slides-in-reach' },
    { ...offered(sliding(3, 9)), id: 'slides' },
  ];
  expect(said({ caps, rewards }).problems).toEqual([
    'rewards[2].offer.steps[0].cost',
    'rewards[4].offer.cost',
  ]);
});

it.each<readonly [string, Reward]>([
  [
    'prices and worths that climb',
    offered(steps([100, postFree], [200, off(200)], [300, off(300)])),
  ],
  ['a hundred choices', offered(sliding(1, 100))],
  ['one choice that slides', offered(sliding(2, 2))],
  ['a free product with its goods', gift(freeProduct, { goods: [shoes] })],
  ['some goods of an amount off', gift(off(100), { goods: [shoes], minimumMinor: minor(1) })],
  ['an end without a beginning', gift(off(100), { to: '2026-05-01T00:00' })],
  ['a fixed price that is taken by itself', { ...gift(off(100)), auto: true }],
])('has nothing against %s', (_title, reward) => {
  expect(said({ rewards: [reward] })).toEqual({ problems: [], warnings: [] });
});

it('warns of a reward that nobody can take yet, and of a least amount of no order', () => {
  const card: RewardGives = { kind: 'gift-card', amountMinor: minor(100) };
  const rewards = [
    gift(off(100), { segments: ['1'] }),
    { ...gift(card, { minimumMinor: minor(100) }), id: 'card' },
  ];
  expect(said({ rewards })).toEqual({
    problems: [],
    warnings: ['rewards[0].limits.segments', 'rewards[1].limits.minimumMinor'],
  });
});
