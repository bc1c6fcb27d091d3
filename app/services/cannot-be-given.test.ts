import { describe, expect, it } from 'vitest';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { paidClubPreset } from '../domain/program/presets/paid-club.ts';
import { pointsTiersPreset } from '../domain/program/presets/points-tiers.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { PRESETS } from '../domain/program/presets/registry.ts';
import type {
  Perk,
  ProgramDefinition,
  Reward,
  RewardGives,
  RewardLimits,
} from '../domain/program/program.ts';
import { cannotBeGiven } from './cannot-be-given.ts';

const PLAIN = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const amountMinor = minor(500);
const FIVE = { kind: 'amount-off', amountMinor } as const;
const POST = { kind: 'free-shipping', mostMinor: minor(800) } as const;

const giving = (gives: RewardGives, limits: Partial<RewardLimits> = {}): Reward => {
  const reward = fixedReward({ id: 'it', name: 'It', cost: points(500), gives });
  return { ...reward, limits: { ...reward.limits, ...limits } };
};
const problems = (reward: Reward) => cannotBeGiven({ ...PLAIN, rewards: [reward] });
const fields = (reward: Reward) => problems(reward).map(({ field }) => field);

describe('what a shop can give out', () => {
  const ids = Array.from({ length: 100 }, (_, place) => String(place + 1));
  it.each<[string, Reward]>([
    ['an amount off', giving(FIVE)],
    ['a percentage off', giving({ kind: 'percent-off', percent: 10, mostMinor: null })],
    ['free shipping up to a price', giving(POST)],
    ['a minimum order', giving(FIVE, { minimumMinor: minor(3000) })],
    [
      'goods by product',
      giving(FIVE, { goods: [{ kind: 'product', not: false, productIds: ids }] }),
    ],
    [
      'goods by collection',
      giving(FIVE, { goods: [{ kind: 'collection', not: false, collectionIds: ['1'] }] }),
    ],
    ['some levels only', giving(FIVE, { tiers: ['gold'] })],
    [
      'a stock, a time and a number of times',
      giving(FIVE, {
        ...{ stock: 10, from: '2026-11-27T00:00', to: null, times: { kind: 'ever', times: 1 } },
      }),
    ],
    ['ten choices', { ...giving(FIVE), offer: slide(10) }],
  ])('%s', (_what, reward) => {
    expect(problems(reward)).toEqual([]);
  });
});

it('a budget is kept, and a band of value back asks nothing of a shop', () => {
  const budget = { monthPoints: points(1_000), warnAtPercent: 80 };
  const valueBack = { leastBasisPoints: 100, mostBasisPoints: 500 };
  expect(cannotBeGiven({ ...PLAIN, budget, valueBack })).toEqual([]);
});

describe('what a shop cannot give out is named, field by field', () => {
  it.each<[string, RewardGives]>([
    ['a gift card', { kind: 'gift-card', amountMinor }],
    ['store credit', { kind: 'store-credit', amountMinor }],
    ['a free product', { kind: 'free-product' }],
    ['a discount on one product', { kind: 'product-off', percent: 20 }],
    ['early access', { kind: 'early-access', what: 'the sale' }],
    ['a service', { kind: 'service', what: 'a fitting' }],
    ['a donation', { kind: 'donation', amountMinor, to: 'the lifeboats' }],
    ['something of another system', { kind: 'custom', key: 'k', what: 'a game' }],
  ])('%s', (what, gives) => {
    const problem = `is ${what}, which Laurel cannot hand out yet`;
    expect(problems(giving(gives))).toEqual([{ field: 'rewards[0].offer.gives.kind', problem }]);
  });

  it('a percentage with a bound, at its step', () => {
    const step = (cost: number, percent: number, mostMinor: typeof amountMinor | null) =>
      ({ cost: points(cost), gives: { kind: 'percent-off', percent, mostMinor } }) as const;
    const steps = [step(500, 5, null), step(900, 10, amountMinor)];
    const reward: Reward = { ...giving(FIVE), offer: { kind: 'stepped', steps } };
    expect(fields(reward)).toEqual(['rewards[0].offer.steps[1].gives.mostMinor']);
  });

  it('more than ten choices', () => {
    expect(problems({ ...giving(FIVE), offer: slide(11) })).toEqual([
      {
        field: 'rewards[0].offer.most',
        problem:
          'makes 11 choices, each with a discount of its own at Shopify: ' +
          '10 can be kept ready at most',
      },
    ]);
  });

  it.each<[string, Partial<RewardLimits>, string]>([
    [
      'goods by tag',
      { goods: [{ kind: 'product-tag', not: false, tags: ['voucher'] }] },
      'limits.goods[0].kind',
    ],
    [
      'goods by vendor',
      { goods: [{ kind: 'vendor', not: false, vendors: ['Alder'] }] },
      'limits.goods[0].kind',
    ],
    [
      'all goods but some',
      { goods: [{ kind: 'product', not: true, productIds: ['1'] }] },
      'limits.goods[0].not',
    ],
    [
      'goods that are no ids',
      { goods: [{ kind: 'product', not: false, productIds: ['1', 'a mug'] }] },
      'limits.goods[0].productIds[1]',
    ],
    [
      'two conditions on goods',
      {
        goods: [
          { kind: 'product', not: false, productIds: ['1'] },
          { kind: 'collection', not: false, collectionIds: ['1'] },
        ],
      },
      'limits.goods',
    ],
    [
      'more goods than a discount names',
      { goods: [{ kind: 'product', not: false, productIds: Array<string>(101).fill('1') }] },
      'limits.goods[0].productIds',
    ],
    ['segments', { segments: ['vip'] }, 'limits.segments'],
  ])('%s', (_what, limits, field) => {
    expect(fields(giving(FIVE, limits))).toEqual([`rewards[0].${field}`]);
  });

  it('free shipping of some goods, or beside other free shipping', () => {
    const goods = [{ kind: 'product', not: false, productIds: ['1'] }] as const;
    const combines = { order: true, product: true, shipping: true };
    expect(fields({ ...giving(POST, { goods }), combines })).toEqual([
      'rewards[0].limits.goods',
      'rewards[0].combines.shipping',
    ]);
  });

  it('what is to be taken by itself', () => {
    expect(fields({ ...giving(FIVE), auto: true })).toEqual(['rewards[0].auto']);
  });

  it('a level that staff would have to let members into', () => {
    expect(cannotBeGiven(paidClubPreset({ currency: 'GBP', zone: 'UTC' }))).toContainEqual({
      field: 'tiers.levels[1].inviteOnly',
      problem: 'must be false: staff cannot let anybody into a tier yet',
    });
  });

  it('activities, each of them, as nothing tells of them', () => {
    const limit = { kind: 'once' } as const;
    const rule = (activity: string) => ({ id: activity, activity, points: points(10), limit });
    const activities = [rule('review'), rule('birthday')];
    expect(cannotBeGiven({ ...PLAIN, activities })).toEqual([
      {
        field: 'activities[0].activity',
        problem: 'cannot give points yet: nothing tells Laurel of “review”',
      },
      {
        field: 'activities[1].activity',
        problem: 'cannot give points yet: nothing tells Laurel of “birthday”',
      },
    ]);
  });

  it('progress since joining, and no other window', () => {
    const { tiers } = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });
    const within = (kind: 'joining' | 'lifetime' | 'year') =>
      cannotBeGiven({ ...PLAIN, tiers: tiers && { ...tiers, window: { kind } } });
    expect(within('joining')).toEqual([
      {
        field: 'tiers.window.kind',
        problem: 'must not be joining: Laurel is not told yet when a customer joins',
      },
    ]);
    expect([...within('lifetime'), ...within('year')]).toEqual([]);
  });

  it('of the presets all but two', () => {
    const taken = Object.entries(PRESETS).flatMap(([name, { make }]) =>
      cannotBeGiven(make({ currency: 'GBP', zone: 'UTC' })).length === 0 ? [name] : [],
    );
    expect(taken).toEqual(['points', 'points-tiers']);
  });

  it('perks that the checkout would have to apply, and no others', () => {
    const perks: Perk[] = [
      { kind: 'promise', words: 'A gift in spring' },
      { kind: 'percent-off', percent: 5 },
      { kind: 'early-access', hours: 24 },
      { kind: 'free-shipping' },
    ];
    expect(cannotBeGiven(withPerks(perks)).map(({ field }) => field)).toEqual([
      'tiers.levels[1].perks[1].kind',
      'tiers.levels[1].perks[3].kind',
    ]);
  });
});

function slide(most: number) {
  return { kind: 'sliding', cost: points(100), gives: FIVE, least: 1, most } as const;
}

function withPerks(perks: readonly Perk[]): ProgramDefinition {
  const tiered = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });
  const levels = (tiered.tiers?.levels ?? []).map((level, at) => ({
    ...level,
    perks: at === 1 ? perks : [],
  }));
  return { ...PLAIN, tiers: tiered.tiers && { ...tiered.tiers, levels } };
}
