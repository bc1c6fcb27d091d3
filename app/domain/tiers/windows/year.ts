import { startOfNextYear } from '../../kernel/calendar.ts';
import type { WindowKind } from './window.ts';

/** Everybody begins the calendar year anew. */
export const year: WindowKind<'year'> = {
  kind: 'year',
  leavesAt: (_window, { inAt }, zone) => startOfNextYear(inAt, zone),
  beginsAtJoining: false,
};
