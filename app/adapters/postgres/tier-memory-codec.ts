/**
 * What is kept of a tier, as it is stored: an array without names, each instant at which something
 * leaves as its distance from the one before, since it is written anew with every order. It names
 * the header it was written with, and is believed beside no other.
 */
import { type Instant, instant } from '../../domain/kernel/instant.ts';
import type { MemberHeader } from '../../services/ports/drain.ts';
import type { KeptContribution, TierMemory } from '../../domain/tiers/tier-memory.ts';

const FORMAT = 1;

type Stored = readonly [
  format: number,
  version: number,
  levelId: string,
  levelSince: Instant,
  places: readonly [met: number, topMet: number, tier: number],
  keptUntil: Instant | null,
  lastMetAt: readonly (Instant | null)[],
  newest: readonly (number | null)[],
  seq: number,
  foldedTo: Instant | null,
];

type Header = Pick<MemberHeader, 'seq' | 'foldedTo'>;

/** The text of a column; null where nothing is kept. */
export function encodeTierMemory(
  memory: TierMemory | null,
  { seq, foldedTo }: Header,
): string | null {
  if (!memory) return null;
  const { version, levelId, levelSince, track } = memory;
  const { met, topMet, tier, keptUntil, lastMetAt } = track;
  let last = 0;
  const newest = track.newest.flatMap(([leavesAt, amount]) => {
    if (leavesAt === null) return [null, amount];
    const after = leavesAt - last;
    last = leavesAt;
    return [after, amount];
  });
  const places = [met, topMet, tier] as const;
  const stored: Stored = [
    ...([FORMAT, version, levelId, levelSince, places] as const),
    ...([keptUntil, lastMetAt, newest, seq, foldedTo] as const),
  ];
  return JSON.stringify(stored);
}

/** Null also where it was written with another header, or in a form that we do not write. */
export function decodeTierMemory(stored: unknown, header: Header): TierMemory | null {
  if (!Array.isArray(stored) || stored[0] !== FORMAT) return null;
  // Nobody but `encodeTierMemory` writes this format.
  const [, version, levelId, levelSince, places, keptUntil, lastMetAt, flat, seq, foldedTo] =
    stored as unknown as Stored;
  if (seq !== header.seq || foldedTo !== header.foldedTo) return null;
  const [met, topMet, tier] = places;
  const newest: KeptContribution[] = [];
  let last = 0;
  for (let place = 0; place < flat.length; place += 2) {
    const after = flat[place] ?? null;
    if (after !== null) last += after;
    newest.push([after === null ? null : instant(last), flat[place + 1] ?? 0]);
  }
  const track = { met, topMet, tier, keptUntil, lastMetAt, newest };
  return { version, levelId, levelSince, track };
}
