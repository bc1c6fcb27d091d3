/**
 * Caps over time: what a member may still earn today, this month, ever. An order's room is what is
 * left at its first award, and is frozen then, so that what its refunds take back does not depend
 * on how many they are; what is taken back makes room for what is earned next.
 */
import { type Instant } from '../kernel/instant.ts';
import { periodKey } from '../kernel/calendar.ts';
import { type Points, points } from '../kernel/points.ts';
import type { ProgramDefinition } from '../program/program.ts';
import type { CapKind } from './explanation.ts';
import type { Working } from './working.ts';

export type CapRoom = {
  /** Null: no bound. */
  readonly room: Points | null;
  /** The cap that bounds it; null where none does. */
  readonly of: CapKind | null;
  /** What the points count against. */
  readonly periods: readonly string[];
};

/** What caps leave at an instant; `ofOrder` where it is an order that earns. */
export function capRoom(
  working: Working,
  { caps, zone }: ProgramDefinition,
  at: Instant,
  ofOrder: boolean,
): CapRoom {
  const { earned, memory } = working.progress;
  const periods = memory.caps
    ? [`day ${periodKey('day', at, zone)}`, `month ${periodKey('month', at, zone)}`, 'ever']
    : [];
  const [day = '', month = '', ever = ''] = periods;
  const left = (cap: Points | null, period: string): number | null =>
    cap === null ? null : Math.max(0, cap - (earned.get(period) ?? 0));
  const rooms: readonly (readonly [CapKind, number | null])[] = [
    ['order', ofOrder ? caps.order : null],
    ['day', left(caps.day, day)],
    ['month', left(caps.month, month)],
    ['member', left(caps.member, ever)],
  ];
  let room: number | null = null;
  let of: CapKind | null = null;
  for (const [kind, bound] of rooms) {
    if (bound !== null && (room === null || bound < room)) [room, of] = [bound, kind];
  }
  return { room: room === null ? null : points(room), of, periods };
}

/** Notes points earned, or below zero taken back, in all periods they count against. */
export function noteEarned(working: Working, periods: readonly string[], change: number): void {
  if (change === 0) return;
  const { earned } = working.progress;
  for (const period of periods) earned.set(period, (earned.get(period) ?? 0) + change);
}
