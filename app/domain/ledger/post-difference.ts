/**
 * Posting = target − posted. The books are never edited: where what we know now asks for something
 * else than what was posted, the difference is a new movement that names the one it corrects.
 *
 * Law: after posting, the net of every (kind, lot, from, to, cause) equals the target's; where they
 * agree already nothing is posted, so doing it twice changes nothing.
 * Example: posted `mature 100`, target `mature 70` → posted next: `mature 30`, reversed.
 */
import { points, type Points } from '../kernel/points.ts';
import type { Movement, PostedMovement } from './movement.ts';

/** A movement to be posted; reversed where it undoes part of an earlier one. */
export type Posting = Movement & {
  readonly reversed: boolean;
  readonly corrects: number | null;
};

/** What must be posted for the books to say what the target says; reversals first. */
export function postDifference(
  posted: readonly PostedMovement[],
  target: readonly Movement[],
): Posting[] {
  const byKey = new Map<string, Comparison>();
  for (const movement of posted) notePosted(comparison(byKey, movement), movement);
  for (const movement of target) noteTarget(comparison(byKey, movement), movement);

  const reversals: Posting[] = [];
  const additions: Posting[] = [];
  for (const { net, wanted, example, newestSeq } of byKey.values()) {
    const missing = points(wanted - net);
    if (missing > 0) additions.push(posting(example, missing, newestSeq));
    if (missing < 0) reversals.push(reversal(example, points(-missing), newestSeq));
  }
  return [...reversals, ...additions.sort((a, b) => a.at - b.at)];
}

/** A posting that adds to nothing and undoes nothing: what an append to the books is made of. */
export function plainPosting(movement: Movement): Posting {
  return { ...movement, reversed: false, corrects: null };
}

type Comparison = {
  net: number;
  wanted: number;
  /** The movement as it should read: the target's where there is one. */
  example: Movement;
  newestSeq: number | null;
};

function comparison(byKey: Map<string, Comparison>, movement: Movement | PostedMovement) {
  const isReversed = 'reversed' in movement && movement.reversed;
  const [from, to] = isReversed ? [movement.to, movement.from] : [movement.from, movement.to];
  const key = JSON.stringify([movement.kind, movement.lotId, from, to, movement.cause]);
  let entry = byKey.get(key);
  if (!entry) {
    const { kind, lotId, points, at, cause, explanation } = movement;
    const example = { kind, lotId, from, to, points, at, cause, explanation };
    byKey.set(key, (entry = { net: 0, wanted: 0, example, newestSeq: null }));
  }
  return entry;
}

function notePosted(entry: Comparison, movement: PostedMovement): void {
  entry.net += movement.reversed ? -movement.points : movement.points;
  if (!movement.reversed) entry.newestSeq = Math.max(entry.newestSeq ?? 0, movement.seq);
}

function noteTarget(entry: Comparison, movement: Movement): void {
  entry.wanted += movement.points;
  entry.example = movement;
}

function posting(example: Movement, amount: Points, corrects: number | null): Posting {
  return { ...example, points: amount, reversed: false, corrects };
}

function reversal(example: Movement, amount: Points, corrects: number | null): Posting {
  const { from, to } = example;
  return { ...example, from: to, to: from, points: amount, reversed: true, corrects };
}
