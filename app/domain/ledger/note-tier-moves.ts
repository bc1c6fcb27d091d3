/**
 * Tiers a member reached or lost since last looked at; for a level reached that gives points, a
 * wish, until somebody decides on it. Once given, never wished again, whatever becomes of the tier.
 */
import type { MemberTierMove } from '../tiers/member-tiers.ts';
import type { Working } from './working.ts';

/** Adds the moves made since the last look. */
export function noteTierMoves(working: Working, moves: MemberTierMove[]): void {
  const { tiers } = working.progress;
  if (!tiers) return;
  for (const move of tiers.takeMoves()) {
    moves.push(move);
    wish(working, move);
  }
}

function wish(working: Working, { from, to, version, at }: MemberTierMove): void {
  const { entered, wished } = working.progress;
  const levels = working.version(version).definition.tiers?.levels ?? [];
  const place = levels.findIndex(({ id }) => id === to);
  const level = levels[place];
  // The first level is where everybody begins, also who comes from another ladder.
  const first = levels.findIndex(({ inviteOnly }) => !inviteOnly);
  const before = levels.findIndex(({ id }) => id === from);
  const isUp = place > Math.max(first, before);
  if (!level || !isUp || level.entryPoints === 0 || entered.has(to) || wished.has(to)) return;
  wished.set(to, {
    levelId: level.id,
    levelName: level.name,
    points: level.entryPoints,
    version,
    at,
  });
}
