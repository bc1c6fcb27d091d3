/** Rewards for property tests: of every kind, offered in every way, with any limits. */
import fc from 'fast-check';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type {
  Reward,
  RewardChoice,
  RewardGives,
  RewardLimits,
  RewardOffer,
} from '../../app/domain/program/program.ts';
import { REWARD_KINDS, rewardKindOf } from '../../app/domain/rewards/kinds/registry.ts';
import {
  aLocalTime,
  aName,
  ofKind,
  someLineConditions,
  someMinor,
  somePoints,
} from './any-field.ts';

// What the registry says of a kind's fields is what a reward of it gives.
const gives = fc.oneof(
  ...Object.values(REWARD_KINDS).map(({ kind, fields }) => ofKind(kind, fields)),
) as unknown as fc.Arbitrary<RewardGives>;

const choice: fc.Arbitrary<RewardChoice> = fc.record({ cost: somePoints, gives });

// No choice of what cannot slide could ever be made: such an offer is refused, and sells nothing.
const slidingGives = gives.map((given): RewardGives => {
  if (rewardKindOf(given).times(given, 1) !== null) return given;
  return { kind: 'gift-card', amountMinor: minor(500) };
});

const offer: fc.Arbitrary<RewardOffer> = fc.oneof(
  choice.map((one) => ({ kind: 'fixed' as const, ...one })),
  fc.array(choice, { minLength: 2, maxLength: 3 }).map((steps) => ({
    kind: 'stepped' as const,
    steps: steps.map((step, at) => ({ ...step, cost: points(step.cost + at * 250) })),
  })),
  fc
    .record({
      least: fc.integer({ min: 1, max: 3 }),
      more: fc.integer({ min: 0, max: 2 }),
      cost: somePoints,
      gives: slidingGives,
    })
    .map(({ least, more, ...one }) => ({
      kind: 'sliding' as const,
      least,
      most: least + more,
      ...one,
    })),
);

const times = fc.integer({ min: 1, max: 3 });

const limits: fc.Arbitrary<RewardLimits> = fc.record({
  minimumMinor: fc.option(someMinor),
  goods: someLineConditions,
  tiers: fc.uniqueArray(fc.constantFrom('level0', 'level1', 'level2'), { maxLength: 2 }),
  segments: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  from: aLocalTime,
  to: aLocalTime,
  stock: fc.constantFrom(null, 1, 10),
  times: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('ever' as const), times }),
      fc.record({
        kind: fc.constant('per' as const),
        period: fc.constantFrom('day', 'week', 'month', 'year'),
        times,
      }),
    ),
  ),
});

/** A reward but for its id. */
export const anyReward: fc.Arbitrary<Omit<Reward, 'id'>> = fc.record({
  name: aName,
  offer,
  limits,
  combines: fc.record({ order: fc.boolean(), product: fc.boolean(), shipping: fc.boolean() }),
  auto: fc.boolean(),
});
