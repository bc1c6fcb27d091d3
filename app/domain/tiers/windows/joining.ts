import type { WindowKind } from './window.ts';

/** Who joins begins anew, once: what they bought before is out, also where it is paid later. */
export const joining: WindowKind<'joining'> = {
  kind: 'joining',
  leavesAt: (_window, { since, joinedAt }) =>
    joinedAt !== null && since < joinedAt ? joinedAt : null,
  beginsAtJoining: true,
};
