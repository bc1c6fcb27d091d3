/** Tiers as JSON. Whether the levels climb is check-program.ts's to say. */
import { z } from 'zod';
import * as field from './program-fields.ts';

const LEVELS_MAX = 20;
const THRESHOLD_MAX = field.MINOR_MAX;
const WINDOW_DAYS_MAX = 3660;
const WINDOW_MONTHS_MAX = 120;

const softLanding = field.yesOrNo;

const level = z.strictObject(
  {
    id: field.key,
    name: field.shownName,
    threshold: field.whole(0, THRESHOLD_MAX),
    multiplierPercent: field.whole(0, 10_000),
    entryPoints: field.pointsOrNone,
  },
  { error: 'must be a level' },
);

export const tierLadder = z.strictObject(
  {
    basis: field.oneOf(['spend', 'points', 'orders']),
    window: field.kindOf([
      z.strictObject({ kind: z.literal('lifetime') }),
      z.strictObject({ kind: z.literal('year') }),
      z.strictObject({ kind: z.literal('days'), days: field.wholeDays(1, WINDOW_DAYS_MAX) }),
      z.strictObject({
        kind: z.literal('months'),
        months: field.wholeMonths(1, WINDOW_MONTHS_MAX),
      }),
    ]),
    keeping: field.kindOf([
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
    ]),
    levels: field.listOf(level, 1, LEVELS_MAX),
  },
  { error: 'must be tiers, or null' },
);
