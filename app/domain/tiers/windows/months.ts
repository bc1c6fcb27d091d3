import { addMonths } from '../../kernel/calendar.ts';
import type { WindowKind } from './window.ts';

/** The last so many calendar months, to the same time of day. */
export const months: WindowKind<'months'> = {
  kind: 'months',
  leavesAt: (window, { inAt }, zone) => addMonths(inAt, window.months, zone),
  beginsAtJoining: false,
};
