import { addMonths } from '../../kernel/calendar.ts';
import { count } from '../../program/say/say-count.ts';
import { expiryModel, GRACE_DAYS, MONTHS, SHORTEST_MONTH } from './model.ts';

/** Every lot lives as long as every other. */
export const afterEarning = expiryModel({
  kind: 'after-earning',
  fields: { months: MONTHS, graceDays: GRACE_DAYS },
  lotEnd: ({ months }, earnedAt, zone) => addMonths(earnedAt, months, zone),
  inactivityEnd: () => null,
  say: ({ months }) => `Your points expire ${count(months, 'month')} after you earn them`,
  leastDays: ({ months }) => months * SHORTEST_MONTH,
});
