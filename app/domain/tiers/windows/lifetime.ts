import type { WindowKind } from './window.ts';

/** What was once reached by spending is never lost by waiting. */
export const lifetime: WindowKind<'lifetime'> = {
  kind: 'lifetime',
  leavesAt: () => null,
  beginsAtJoining: false,
};
