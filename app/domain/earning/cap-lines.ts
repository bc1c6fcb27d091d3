/**
 * Caps bound what several rule lines give together. Law: who comes later is cut first, nothing is
 * cut that fits, and no line goes below zero. Example: 400, 250 and 80 in a room of 500 are 400,
 * 100 and 0; where the second one has 200 that cannot be taken back, 300, 200 and 0.
 */
import { NO_POINTS, type Points, points } from '../kernel/points.ts';

/**
 * Cuts the lines' points to the room, who comes later first; null: no bound. `kept` is what each
 * line has and cannot lose: it takes its room before anything is given, so that what all lines have
 * together fits as long as what they keep does.
 */
export function capLines(
  lines: readonly Points[],
  room: Points | null,
  kept: readonly Points[] = [],
): readonly Points[] {
  if (room === null) return lines;
  let left = kept.reduce((rest, stays) => rest - stays, Number(room));
  return lines.map((worth, place) => {
    const stays = kept[place] ?? NO_POINTS;
    const given = Math.max(0, Math.min(worth, stays + Math.max(0, left)));
    left -= Math.max(0, given - stays);
    return points(given);
  });
}
