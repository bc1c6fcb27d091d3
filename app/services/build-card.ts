/**
 * What a member's `card` metafield says, made from their header, what pends and their newest
 * events, each one line however many lots it touched. Law: it never grows beyond
 * {@link CARD_BYTES_MAX}, whatever the texts in it, and time passing makes nothing of it wrong:
 * what matures is listed with its instant.
 */
import type { Card, CardLine } from '../contracts/card.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Zone } from '../domain/kernel/zone.ts';
import { changeOf, groupMovements, sumOf } from '../domain/ledger/group-movements.ts';
import { sayMovement } from '../domain/ledger/say-movement.ts';
import { type CardMovement, type CardSource, LINES_MAX, MATURING_MAX } from './ports/mirror.ts';

export { LINES_MAX, MATURING_MAX };
export type { CardMovement, CardSource };

/** Bytes of UTF-8 that a card takes at most. */
export const CARD_BYTES_MAX = 8_000;
/** The card of a member. */
export function buildCard({ header, pendingLots, newest, zone }: CardSource): Card {
  const { seq, pending, available, held, chain } = header;
  const bare = {
    v: 1,
    seq,
    pending,
    available,
    held,
    maturing: maturing(pendingLots),
    chain,
  } as const;
  let room = CARD_BYTES_MAX - bytesOf({ ...bare, lines: [] });
  const lines: CardLine[] = [];
  for (const [first, ...rest] of groupMovements(newest).slice(0, LINES_MAX)) {
    const line = toLine({ ...first, points: sumOf([first, ...rest]) }, zone);
    // A line too long for what room is left gives way to shorter ones after it.
    const bytes = bytesOf(line) + 1;
    if (bytes > room) continue;
    room -= bytes;
    lines.push(line);
  }
  return { ...bare, lines };
}

function maturing(lots: CardSource['pendingLots']): Card['maturing'] {
  const points = new Map<Instant, number>();
  for (const { pending, maturesAt } of lots) {
    if (pending === 0 || maturesAt === null) continue;
    points.set(maturesAt, (points.get(maturesAt) ?? 0) + pending);
  }
  const all = [...points].map(([at, sum]) => ({ at, points: sum })).sort((a, b) => a.at - b.at);
  const rest = all.slice(MATURING_MAX - 1);
  const last = rest.at(-1);
  if (rest.length < 2 || !last) return all;
  // The latest instant of the rest: a card may promise points late, never early.
  const sum = rest.reduce((total, each) => total + each.points, 0);
  return [...all.slice(0, MATURING_MAX - 1), { at: last.at, points: sum }];
}

function toLine(movement: CardMovement, zone: Zone): CardLine {
  return { at: movement.at, points: changeOf(movement), text: sayMovement(movement, zone) };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
