/**
 * Programs for property tests, as fast-check makes and shrinks them. Conditions are generated from
 * what each kind says of its fields, so that a new kind is generated too. Ids are few, so that two
 * programs often speak of the same rule.
 *
 * Every field is right by itself; the parts may contradict each other.
 */
import fc from 'fast-check';
import { points } from '../../app/domain/kernel/points.ts';
import type { Perk, ProgramDefinition, TierLadder } from '../../app/domain/program/program.ts';
import { aName, someConditions, someMinor, somePoints } from './any-field.ts';
import { anyReward } from './any-reward.ts';

const noneOrPoints = fc.constantFrom(0, 50, 100).map(points);
const bound = fc.option(somePoints);

/** Up to three things with ids of their own, in any order. */
function withIds<Rest extends object>(
  prefix: string,
  rest: fc.Arbitrary<Rest>,
): fc.Arbitrary<(Rest & { readonly id: string })[]> {
  const ids = fc.uniqueArray(fc.constantFrom(0, 1, 2), { maxLength: 3 });
  return fc.tuple(ids, fc.tuple(rest, rest, rest)).map(([order, values]) =>
    order.flatMap((at) => {
      const value = values[at];
      return value ? [{ id: `${prefix}${at}`, ...value }] : [];
    }),
  );
}

const rates = withIds(
  'rate',
  fc.record({ points: somePoints, perMinor: someMinor, when: someConditions }),
);

const campaigns = withIds(
  'campaign',
  fc.record({
    name: aName,
    when: someConditions,
    gives: fc.oneof(
      fc.record({ kind: fc.constant('multiplier' as const), percent: fc.constantFrom(125, 200) }),
      fc.record({
        kind: fc.constant('bonus' as const),
        points: somePoints,
        once: fc.boolean(),
      }),
    ),
  }),
);

const activities = withIds(
  'activity',
  fc.record({
    activity: fc.constantFrom('join', 'birthday', 'review'),
    points: somePoints,
    limit: fc.oneof(
      fc.constant({ kind: 'once' as const }),
      fc.constant({ kind: 'yearly' as const }),
      fc.record({
        kind: fc.constant('per' as const),
        period: fc.constantFrom('day', 'week', 'month', 'year'),
        times: fc.integer({ min: 1, max: 3 }),
      }),
    ),
  }),
);

const perk: fc.Arbitrary<Perk> = fc.oneof(
  fc.record({ kind: fc.constant('percent-off' as const), percent: fc.constantFrom(5, 10) }),
  fc.constant({ kind: 'free-shipping' as const }),
  fc.record({ kind: fc.constant('early-access' as const), hours: fc.constantFrom(24, 48) }),
  fc.record({ kind: fc.constant('promise' as const), words: aName }),
);

const ladder: fc.Arbitrary<TierLadder> = fc.record({
  basis: fc.constantFrom('spend', 'points', 'orders'),
  window: fc.oneof(
    fc.constant({ kind: 'lifetime' as const }),
    fc.constant({ kind: 'joining' as const }),
    fc.constant({ kind: 'year' as const }),
    fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(30, 365) }),
    fc.record({ kind: fc.constant('months' as const), months: fc.constantFrom(1, 12) }),
  ),
  keeping: fc.oneof(
    fc.constant({ kind: 'never-drop' as const }),
    fc.record({
      kind: fc.constant('days' as const),
      days: fc.constantFrom(30, 365),
      softLanding: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('period-end' as const),
      graceDays: fc.constantFrom(0, 31),
      softLanding: fc.boolean(),
    }),
  ),
  levels: fc
    .array(
      fc.record({
        name: aName,
        step: fc.integer({ min: 1, max: 3 }),
        multiplierPercent: fc.constantFrom(100, 125),
        isInviteOnly: fc.boolean(),
        entryPoints: noneOrPoints,
        perks: fc.array(perk, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((steps) => {
      let threshold = 0;
      return steps.map(({ step, isInviteOnly, ...level }, at) => {
        const inviteOnly = at > 0 && isInviteOnly;
        if (at > 0 && !inviteOnly) threshold += step;
        return {
          id: `level${at}`,
          ...level,
          inviteOnly,
          threshold: inviteOnly ? 0 : threshold,
          entryPoints: at === 0 ? points(0) : level.entryPoints,
        };
      });
    }),
});

const graceDays = fc.constantFrom(0, 14);
const expiry: fc.Arbitrary<ProgramDefinition['expiry']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constantFrom('after-earning' as const, 'inactivity' as const),
    months: fc.constantFrom(1, 12),
    graceDays,
  }),
  fc.record({
    kind: fc.constant('yearly' as const),
    month: fc.constantFrom(1, 6),
    day: fc.constantFrom(1, 30),
    atLeastMonths: fc.constantFrom(0, 6),
    graceDays,
  }),
);

const rewards = withIds('reward', anyReward);

/** A program that says anything of what a program can say. */
export const anyProgram: fc.Arbitrary<ProgramDefinition> = fc.record({
  format: fc.constant(3 as const),
  preset: fc.constantFrom('points', 'own'),
  currency: fc.constantFrom('GBP', 'JPY'),
  zone: fc.constantFrom('UTC', 'Europe/London'),
  counts: fc.record({ giftCards: fc.boolean(), shipping: fc.boolean(), tax: fc.boolean() }),
  paused: fc.boolean(),
  budget: fc.option(fc.record({ monthPoints: somePoints, warnAtPercent: fc.constantFrom(50, 80) })),
  valueBack: fc.option(
    fc.record({
      leastBasisPoints: fc.constantFrom(0, 100),
      mostBasisPoints: fc.constantFrom(500, 1000),
    }),
  ),
  lookBackDays: fc.constantFrom(null, 0, 30),
  eligible: someConditions,
  earning: fc.record({
    id: fc.constantFrom('orders', 'base'),
    kind: fc.constant('orders' as const),
    points: somePoints,
    perMinor: someMinor,
    rounding: fc.constantFrom('floor', 'nearest', 'ceiling'),
  }),
  rates,
  campaigns,
  stacking: fc.constantFrom('best', 'add', 'multiply'),
  caps: fc.record({ order: bound, day: bound, month: bound, member: bound }),
  pendingFrom: fc.constantFrom('paid', 'fulfilled'),
  pendingDays: fc.constantFrom(0, 14),
  activities,
  activityPendingDays: fc.constantFrom(0, 7),
  tiers: fc.option(ladder),
  expiry,
  debt: fc.constantFrom('allow-negative', 'stop-at-zero', 'pending-only'),
  rewards,
});
