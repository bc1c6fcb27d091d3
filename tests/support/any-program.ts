/**
 * Programs for property tests, as fast-check makes and shrinks them. Conditions are generated from
 * what each kind says of its fields, so that a new kind is generated too. Ids are few, so that two
 * programs often speak of the same rule.
 *
 * Every field is right by itself; the parts may contradict each other.
 */
import fc from 'fast-check';
import type { FieldSpec } from '../../app/domain/earning/conditions/condition.ts';
import { type Condition, CONDITIONS } from '../../app/domain/earning/conditions/registry.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { ProgramDefinition, TierLadder } from '../../app/domain/program/program.ts';

const somePoints = fc.integer({ min: 1, max: 5 }).map((each) => points(each * 50));
const noneOrPoints = fc.constantFrom(0, 50, 100).map(points);
const someMinor = fc.constantFrom(1, 100, 250, 1000).map(minor);
const aName = fc.constantFrom('Spring', 'Autumn', 'Gold', 'A treat');
const bound = fc.option(somePoints);

function fieldOf(spec: FieldSpec): fc.Arbitrary<unknown> {
  switch (spec.type) {
    case 'texts':
      return fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...spec.among), { minLength: 1 });
    case 'minor':
      return someMinor;
    case 'count':
      return fc.integer({ min: spec.least, max: Math.min(spec.most, spec.least + 3) });
    case 'local-time':
      return fc.constantFrom(null, '2026-05-01T00:00', '2026-06-01T12:30');
  }
}

// What the registry says of a kind's fields is what a condition of it holds.
const aCondition = fc.oneof(
  ...Object.entries(CONDITIONS).map(([kind, { fields }]) =>
    fc.record({
      kind: fc.constant(kind),
      not: fc.boolean(),
      ...Object.fromEntries(
        Object.entries(fields).map(([name, spec]) => [name, fieldOf(spec as FieldSpec)]),
      ),
    }),
  ),
) as unknown as fc.Arbitrary<Condition>;

const someConditions = fc.array(aCondition, { maxLength: 2 });

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

const ladder: fc.Arbitrary<TierLadder> = fc.record({
  basis: fc.constantFrom('spend', 'points', 'orders'),
  window: fc.oneof(
    fc.constant({ kind: 'lifetime' as const }),
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
        entryPoints: noneOrPoints,
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((steps) => {
      let threshold = 0;
      return steps.map(({ step, ...level }, at) => {
        threshold += at === 0 ? 0 : step;
        const entryPoints = at === 0 ? points(0) : level.entryPoints;
        return { id: `level${at}`, ...level, entryPoints, threshold };
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

const rewards = withIds(
  'reward',
  fc.record({
    name: aName,
    cost: somePoints,
    gives: fc.oneof(
      fc.constant({ kind: 'free-shipping' as const }),
      fc.record({ kind: fc.constant('amount-off' as const), amountMinor: someMinor }),
    ),
  }),
);

/** A program that says anything of what a program can say. */
export const anyProgram: fc.Arbitrary<ProgramDefinition> = fc.record({
  format: fc.constant(2 as const),
  preset: fc.constantFrom('points', 'own'),
  currency: fc.constantFrom('GBP', 'JPY'),
  zone: fc.constantFrom('UTC', 'Europe/London'),
  counts: fc.record({ giftCards: fc.boolean(), shipping: fc.boolean(), tax: fc.boolean() }),
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
