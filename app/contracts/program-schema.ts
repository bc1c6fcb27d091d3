/**
 * The definition's JSON, part by part, in the order of `ProgramDefinition`. Every part says all
 * that is wrong with it; what only the parts together can get wrong is check-program.ts's.
 */
import { z } from 'zod';
import { EXPIRIES } from '../domain/expiry/registry.ts';
import { points } from '../domain/kernel/points.ts';
import { isZone } from '../domain/kernel/zone.ts';
import type { Expiry } from '../domain/program/program.ts';
import { conditionList } from './program-conditions.ts';
import * as field from './program-fields.ts';
import { schemaOfKind } from './program-kinds.ts';
import { format2Reward, reward } from './program-rewards.ts';
import { format2Ladder, tierLadder } from './program-tiers.ts';

const REWARDS_MAX = 100;
const RULES_MAX = 100;
const PERCENT_MAX = 10_000;
const BASIS_POINTS_MAX = 10_000;
/** All members together earn more than one can. */
const BUDGET_MAX = 1_000_000_000_000;
const LOOK_BACK_DAYS_MAX = 3660;

// The runtime's own list: a currency it cannot name is one whose decimals we would only guess.
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const currency = z
  .string({ error: 'must be text' })
  .refine((code) => CURRENCIES.has(code), 'must be a known ISO 4217 code in capitals');

const zone = z
  .string({ error: 'must be text' })
  // Offsets such as "+02:00" are zones to the runtime, but they do not know of summer.
  .refine((name) => /^[A-Za-z]/.test(name) && isZone(name), 'must be a known IANA time zone');

const rate = { points: field.wholePoints, perMinor: field.wholeMinor };

type Said<R extends z.ZodType> = {
  readonly points: typeof field.wholePoints;
  readonly rounding: R;
};

function earning<R extends z.ZodType>({ points: some, rounding }: Said<R>) {
  const kind = z.literal('orders', { error: 'must be orders' });
  return z.strictObject(
    { id: field.key, kind, points: some, perMinor: field.wholeMinor, rounding },
    { error: 'must be the base rule' },
  );
}

const ownRate = z.strictObject(
  { id: field.key, ...rate, when: conditionList },
  { error: 'must be a rate' },
);

const campaign = z.strictObject(
  {
    id: field.key,
    name: field.shownName,
    when: conditionList,
    gives: field.kindOf([
      z.strictObject({ kind: z.literal('multiplier'), percent: field.whole(0, PERCENT_MAX) }),
      z.strictObject({
        kind: z.literal('bonus'),
        points: field.wholePoints,
        once: field.yesOrNo,
      }),
    ]),
  },
  { error: 'must be a campaign' },
);

const activity = z.strictObject(
  {
    id: field.key,
    activity: field.key,
    points: field.wholePoints,
    limit: field.kindOf([
      z.strictObject({ kind: z.literal('once') }),
      z.strictObject({ kind: z.literal('yearly') }),
      z.strictObject({
        kind: z.literal('per'),
        period: field.oneOf(['day', 'week', 'month', 'year']),
        times: field.whole(1, 1000),
      }),
    ]),
  },
  { error: 'must be a rule for an activity' },
);

const cap = field.wholePoints.nullable();

// The registry's types say what an expiry is; a schema made in a loop cannot say it again.
const expiry = anyExpiry();

function anyExpiry(): z.ZodType<Expiry> {
  const { none, ...models } = EXPIRIES;
  const rest = Object.values(models).map((model) => schemaOfKind(model));
  return z.discriminatedUnion('kind', [schemaOfKind(none), ...rest], {
    error: `must be of kind ${Object.keys(EXPIRIES).join(', ')}`,
  }) as unknown as z.ZodType<Expiry>;
}

const pendingDays = field.wholeDays(0, 90);

const budget = z.strictObject(
  {
    monthPoints: field.whole(1, BUDGET_MAX).transform(points),
    warnAtPercent: field.whole(1, 100),
  },
  { error: 'must be a budget, or null' },
);

const basisPoints = field.whole(0, BASIS_POINTS_MAX);
const valueBack = z.strictObject(
  { leastBasisPoints: basisPoints, mostBasisPoints: basisPoints },
  { error: 'must be what a purchase may give back, or null' },
);

const place = { preset: field.key, currency, zone };

const counts = z.strictObject(
  { giftCards: field.yesOrNo, shipping: field.yesOrNo, tax: field.yesOrNo },
  { error: 'must say what counts' },
);

const rounding = field.oneOf(['floor', 'nearest', 'ceiling']);

/** What a program says between its base rule and its tiers, and how points are lost. */
const rules = {
  rates: field.listOf(ownRate, 0, RULES_MAX),
  campaigns: field.listOf(campaign, 0, RULES_MAX),
  stacking: field.oneOf(['best', 'add', 'multiply']),
  caps: z.strictObject(
    { order: cap, day: cap, month: cap, member: cap },
    { error: 'must say what bounds there are' },
  ),
  pendingFrom: field.oneOf(['paid', 'fulfilled']),
  pendingDays,
  activities: field.listOf(activity, 0, RULES_MAX),
  activityPendingDays: pendingDays,
};

const losses = { expiry, debt: field.oneOf(['allow-negative', 'stop-at-zero', 'pending-only']) };

/** Format 3, the present one. */
export const format3Schema = z.strictObject({
  format: z.literal(3, { error: 'must be 3' }),
  ...place,
  counts,
  paused: field.yesOrNo,
  budget: budget.nullable(),
  valueBack: valueBack.nullable(),
  lookBackDays: field.wholeDays(0, LOOK_BACK_DAYS_MAX).nullable(),
  eligible: conditionList,
  earning: earning({ points: field.pointsOrNone, rounding }),
  ...rules,
  tiers: tierLadder.nullable(),
  ...losses,
  rewards: field.listOf(reward, 0, REWARDS_MAX),
});

const format2Rewards = field.listOf(format2Reward, 0, REWARDS_MAX);

/** Format 2: a price for a thing, levels that everybody can climb, no pause. */
export const format2Schema = z.strictObject({
  format: z.literal(2),
  ...place,
  counts,
  eligible: conditionList,
  earning: earning({ points: field.wholePoints, rounding }),
  ...rules,
  tiers: format2Ladder.nullable(),
  ...losses,
  rewards: format2Rewards,
});

/** Format 1, which carries no number: what programs said before they could say more. */
export const format1Schema = z.strictObject({
  ...place,
  earning: earning({ points: field.wholePoints, rounding: field.oneOf(['floor']) }),
  pendingDays,
  expiry: z.strictObject({ kind: z.literal('none', { error: 'must be none' }) }),
  debt: field.oneOf(['allow-negative']),
  rewards: format2Rewards,
});
