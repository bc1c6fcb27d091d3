/**
 * Caps bound what several rule lines give together. Law: who comes later is cut first, nothing is
 * cut that fits, and no line goes below zero. Example: 400, 250 and 80 in a room of 500 are 400,
 * 100 and 0.
 */
import { NO_POINTS, type Points, points } from '../kernel/points.ts';

/** Cuts the lines' points to the room, who comes later first; null: no bound. */
export function capLines(lines: readonly Points[], room: Points | null): readonly Points[] {
  if (room === null) return lines;
  let left = room;
  return lines.map((worth) => {
    const given = points(Math.max(NO_POINTS, Math.min(worth, left)));
    left = points(left - given);
    return given;
  });
}
