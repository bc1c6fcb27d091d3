import type { TierLadder } from '../program/program.ts';

/** The ladder without the levels that no progress reaches; its first level is everybody's. */
export function climbedLadder(ladder: TierLadder): TierLadder {
  const levels = ladder.levels.filter(({ inviteOnly }) => !inviteOnly);
  return levels.length === ladder.levels.length ? ladder : { ...ladder, levels };
}
