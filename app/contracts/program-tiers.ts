/** Tiers as JSON. Whether the levels climb is check-program.ts's to say. */
import { z } from 'zod';
import * as field from './program-fields.ts';

const LEVELS_MAX = 20;
const THRESHOLD_MAX = field.MINOR_MAX;
const WINDOW_DAYS_MAX = 3660;
const WINDOW_MONTHS_MAX = 120;
const PERKS_MAX = 10;
const ACCESS_HOURS_MAX = 8760;

const softLanding = field.yesOrNo;

const perk = field.kindOf([
  z.strictObject({ kind: z.literal('percent-off'), percent: field.whole(1, 100) }),
  z.strictObject({ kind: z.literal('free-shipping') }),
  z.strictObject({ kind: z.literal('early-access'), hours: field.whole(1, ACCESS_HOURS_MAX) }),
  z.strictObject({ kind: z.literal('promise'), words: field.comparedText }),
]);

const named = { id: field.key, name: field.shownName, threshold: field.whole(0, THRESHOLD_MAX) };
const given = { multiplierPercent: field.whole(0, 10_000), entryPoints: field.pointsOrNone };

const level = z.strictObject(
  {
    ...named,
    inviteOnly: field.yesOrNo,
    ...given,
    perks: field.listOf(perk, 0, PERKS_MAX),
  },
  { error: 'must be a level' },
);

const basis = field.oneOf(['spend', 'points', 'orders']);

const lifetime = z.strictObject({ kind: z.literal('lifetime') });
const windows = [
  z.strictObject({ kind: z.literal('year') }),
  z.strictObject({ kind: z.literal('days'), days: field.wholeDays(1, WINDOW_DAYS_MAX) }),
  z.strictObject({
    kind: z.literal('months'),
    months: field.wholeMonths(1, WINDOW_MONTHS_MAX),
  }),
] as const;

const keeping = field.kindOf([
  z.strictObject({ kind: z.literal('never-drop') }),
  z.strictObject({
    kind: z.literal('days'),
    days: field.wholeDays(1, WINDOW_DAYS_MAX),
    softLanding,
  }),
  z.strictObject({
    kind: z.literal('period-end'),
    graceDays: field.wholeDays(0, 366),
    softLanding,
  }),
]);

export const tierLadder = z.strictObject(
  {
    basis,
    window: field.kindOf([lifetime, z.strictObject({ kind: z.literal('joining') }), ...windows]),
    keeping,
    levels: field.listOf(level, 1, LEVELS_MAX),
  },
  { error: 'must be tiers, or null' },
);

/** As tiers were in format 2: nobody was invited, and levels gave points only. */
export const format2Ladder = z.strictObject(
  {
    basis,
    window: field.kindOf([lifetime, ...windows]),
    keeping,
    levels: field.listOf(
      z.strictObject({ ...named, ...given }, { error: 'must be a level' }),
      1,
      LEVELS_MAX,
    ),
  },
  { error: 'must be tiers, or null' },
);
