import type { EntryDecision } from '../facts/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EntryWish } from './member-state.ts';

/** The decision that gives the points of a level reached, taken at an instant of its own. */
export function entryOf({ at: _reachedAt, ...wish }: EntryWish, at: Instant): EntryDecision {
  return { kind: 'entry', ...wish, at };
}
