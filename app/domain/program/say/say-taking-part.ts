import type { ProgramDefinition } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { canClimb } from './say-tiers.ts';
import type { Terms } from './words/en.ts';

/** That nothing is earned for now, and what goes on. */
export function sayPause({ paused, tiers }: ProgramDefinition, terms: Terms): readonly Rule[] {
  if (!paused) return [];
  return [rule('paused', terms.paused()), rule('paused', terms.pausedMeanwhile(canClimb(tiers)))];
}

/** Which orders of a guest are theirs once they join. */
export function sayGuests({ lookBackDays }: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { anyTime, within, never } = terms.guests;
  if (lookBackDays === null) return [rule('lookBackDays', anyTime())];
  return [rule('lookBackDays', lookBackDays === 0 ? never() : within(lookBackDays))];
}
