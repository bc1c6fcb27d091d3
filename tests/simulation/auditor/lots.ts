/** A member's lots as the auditor keeps them: plain numbers, every list searched from its start. */
import type { ProgramDefinition } from '../../../app/domain/program/program.ts';
import { dayStarts, daysLater, monthsLater, yearOf } from './calendar.ts';

export type AuditedLot = {
  readonly id: string;
  /** The order or activity that it counts for in caps and tiers; null for what is given. */
  readonly fact: string | null;
  readonly ruleId: string | null;
  /** The program it was earned under; null before the first, and where it is only owed on. */
  program: ProgramDefinition | null;
  earnedAt: number;
  maturesAt: number | null;
  expiresAt: number | null;
  /** Whether the member's inactivity ends it. */
  fades: boolean;
  /** When it was given, which is as good as something done, for this lot alone. */
  givenAt: number;
  awarded: number;
  pending: number;
  available: number;
  held: number;
};

export function blankLot(id: string, at: number): AuditedLot {
  return {
    ...{ id, fact: null, ruleId: null, program: null },
    ...{ earnedAt: at, maturesAt: null, expiresAt: null, fades: false, givenAt: -Infinity },
    ...{ awarded: 0, pending: 0, available: 0, held: 0 },
  };
}

/** Puts the dates of its program on a lot earned at an instant. */
export function dateLot(lot: AuditedLot, program: ProgramDefinition | null, at: number): void {
  lot.program = program;
  lot.earnedAt = at;
  lot.expiresAt = program && dateTold(program, at);
  if (program && lot.expiresAt !== null) {
    lot.expiresAt = daysLater(lot.expiresAt, graceOf(program), program.zone);
  }
  lot.fades = program?.expiry.kind === 'inactivity';
}

/** The date of expiry without its grace. */
function dateTold({ expiry, zone }: ProgramDefinition, earnedAt: number): number | null {
  if (expiry.kind === 'after-earning') return monthsLater(earnedAt, expiry.months, zone);
  if (expiry.kind !== 'yearly') return null;
  const soonest = monthsLater(earnedAt, expiry.atLeastMonths, zone);
  for (let year = yearOf(zone, earnedAt); ; year += 1) {
    const date = dayStarts(zone, year, expiry.month, expiry.day);
    if (date >= soonest && date > earnedAt) return date;
  }
}

function graceOf({ expiry }: ProgramDefinition): number {
  return expiry.kind === 'none' ? 0 : expiry.graceDays;
}

/** When what can be spent of a lot expires; Infinity: never. */
export function endOf(lot: AuditedLot, lastActivityAt: number): number {
  if (!lot.fades || !lot.program) return lot.expiresAt ?? Infinity;
  const { expiry, zone } = lot.program;
  if (expiry.kind !== 'inactivity') throw new Error('Only inactivity lets a lot fade.');
  if (lastActivityAt === -Infinity) return Infinity;
  const told = monthsLater(Math.max(lastActivityAt, lot.givenAt), expiry.months, zone);
  return daysLater(told, expiry.graceDays, zone);
}

/** Points come into what can be spent; where the lot's time is over, they live a little. */
export function comeIn(
  lot: AuditedLot,
  amount: number,
  { at, last }: { at: number; last: number },
): void {
  const end = endOf(lot, last);
  lot.available += amount;
  // What only lowers a debt is nothing that could live.
  if (amount > 0 && lot.available > 0 && at >= end) {
    const zone = lot.program?.zone ?? 'UTC';
    lot.expiresAt = daysLater(at, Math.max(1, lot.program ? graceOf(lot.program) : 0), zone);
    // From now on it has a date, and its member's doings change nothing.
    lot.fades = false;
  }
}

/** Soonest expiry first, then oldest, then by id. */
export function byBurning(a: AuditedLot, b: AuditedLot): number {
  const [first, second] = [a.expiresAt ?? Infinity, b.expiresAt ?? Infinity];
  if (first !== second) return first < second ? -1 : 1;
  return byAge(a, b);
}

function byAge(a: AuditedLot, b: AuditedLot): number {
  return a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1);
}

/** As long as one lot owes and another has, the next to burn pays for the next that would. */
export function payDebts(lots: readonly AuditedLot[]): void {
  for (;;) {
    const owing = lots.filter((lot) => lot.available < 0).sort(byBurning)[0];
    const having = lots.filter((lot) => lot.available > 0).sort(byBurning)[0];
    if (!owing || !having) return;
    const amount = Math.min(-owing.available, having.available);
    owing.available += amount;
    having.available -= amount;
  }
}

/** Which lots a reward of that cost would take, or null where it must be refused. */
export function auditHold(lots: readonly AuditedLot[], cost: number) {
  let total = 0;
  for (const lot of lots) total += lot.available;
  if (total < cost) return null;
  const takes: { lotId: string; points: number }[] = [];
  for (const lot of [...lots].sort(byBurning)) {
    const taken = Math.max(0, Math.min(lot.available, cost));
    if (taken > 0) takes.push({ lotId: lot.id, points: taken });
    cost -= taken;
  }
  return takes;
}
