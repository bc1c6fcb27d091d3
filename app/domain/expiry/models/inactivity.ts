import { addMonths } from '../../kernel/calendar.ts';
import { count } from '../../program/say/say-count.ts';
import { expiryModel, GRACE_DAYS, MONTHS, SHORTEST_MONTH } from './model.ts';

/** Whoever comes back in time keeps everything. */
export const inactivity = expiryModel({
  kind: 'inactivity',
  fields: { months: MONTHS, graceDays: GRACE_DAYS },
  lotEnd: () => null,
  inactivityEnd: ({ months }, lastActivityAt, zone) => addMonths(lastActivityAt, months, zone),
  say: ({ months }) =>
    `All your points expire ${count(months, 'month')} after your last order, reward or activity`,
  leastDays: ({ months }) => months * SHORTEST_MONTH,
});
