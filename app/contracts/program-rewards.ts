/**
 * Rewards as JSON. What is given is generated from what each kind says of its own fields: a new
 * kind of reward is read here without a line more. Whether prices climb, or what slides can, is
 * check-program.ts's to say.
 */
import { z } from 'zod';
import { REWARD_KINDS, type RewardGives } from '../domain/rewards/kinds/registry.ts';
import { lineConditionList } from './program-conditions.ts';
import * as field from './program-fields.ts';
import { localTime, schemaOfKind } from './program-kinds.ts';

const STEPS_MAX = 10;
const LEVELS_MAX = 20;
const SEGMENTS_MAX = 250;
/** Times as much as a price may be: large enough for any choice, small enough to be counted. */
const SLIDE_MAX = 1000;
const TIMES_MAX = 1000;

const gives = anyGives();

// The registry's types say what is given; a schema made in a loop cannot say it again.
function anyGives(): z.ZodType<RewardGives> {
  const { 'amount-off': first, ...others } = REWARD_KINDS;
  const rest = Object.values(others).map((kind) => schemaOfKind(kind));
  return z.discriminatedUnion('kind', [schemaOfKind(first), ...rest], {
    error: `must be of kind ${Object.keys(REWARD_KINDS).join(', ')}`,
  }) as unknown as z.ZodType<RewardGives>;
}

const choice = { cost: field.wholePoints, gives };

const offer = field.kindOf([
  z.strictObject({ kind: z.literal('fixed'), ...choice }),
  z.strictObject({
    kind: z.literal('stepped'),
    steps: field.listOf(z.strictObject(choice, { error: 'must be a choice' }), 2, STEPS_MAX),
  }),
  z.strictObject({
    kind: z.literal('sliding'),
    least: field.whole(1, SLIDE_MAX),
    most: field.whole(1, SLIDE_MAX),
    ...choice,
  }),
]);

const times = field.whole(1, TIMES_MAX);

const limits = z.strictObject(
  {
    minimumMinor: field.wholeMinor.nullable(),
    goods: lineConditionList,
    tiers: field.listOf(field.key, 0, LEVELS_MAX),
    segments: field.listOf(field.comparedText, 0, SEGMENTS_MAX),
    from: localTime,
    to: localTime,
    stock: field.whole(1, field.POINTS_MAX).nullable(),
    times: field
      .kindOf([
        z.strictObject({ kind: z.literal('ever'), times }),
        z.strictObject({
          kind: z.literal('per'),
          period: field.oneOf(['day', 'week', 'month', 'year']),
          times,
        }),
      ])
      .nullable(),
  },
  { error: 'must say what limits there are' },
);

export const reward = z.strictObject(
  {
    id: field.key,
    name: field.shownName,
    offer,
    limits,
    combines: z.strictObject(
      { order: field.yesOrNo, product: field.yesOrNo, shipping: field.yesOrNo },
      { error: 'must say what it is combined with' },
    ),
    auto: field.yesOrNo,
  },
  { error: 'must be a reward' },
);

/** As rewards were in formats 1 and 2: one price for one thing, of the two there were. */
export const format2Reward = z.strictObject(
  {
    id: field.key,
    name: field.shownName,
    cost: field.wholePoints,
    gives: field.kindOf([
      z.strictObject({ kind: z.literal('amount-off'), amountMinor: field.wholeMinor }),
      z.strictObject({ kind: z.literal('free-shipping') }),
    ]),
  },
  { error: 'must be a reward' },
);
