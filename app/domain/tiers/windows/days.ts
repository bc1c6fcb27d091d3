import { instant } from '../../kernel/instant.ts';
import type { WindowKind } from './window.ts';

const DAY_MS = 86_400_000;

/** The last so many times 24 hours, whatever the clock does meanwhile. */
export const days: WindowKind<'days'> = {
  kind: 'days',
  leavesAt: (window, { inAt }) => instant(inAt + window.days * DAY_MS),
  beginsAtJoining: false,
};
