import { startOfNextYear } from '../../kernel/calendar.ts';
import { addDays } from '../../kernel/zone.ts';
import type { KeepingKind } from './keeping.ts';

/** Everybody is looked at when the calendar year ends, and has so many days to make up for it. */
export const periodEnd: KeepingKind<'period-end'> = {
  kind: 'period-end',
  keptUntil: (keeping, lastMetAt, zone) =>
    addDays(startOfNextYear(lastMetAt, zone), keeping.graceDays, zone),
};
