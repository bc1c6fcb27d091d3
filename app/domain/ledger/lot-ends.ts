/**
 * When what can be spent of a lot ends: on a date of its own, or with the member's inactivity. What
 * ends by inactivity ends together, version by version, so that no lot is looked at while its
 * member comes back in time. What was given since the last activity ends apart: being given is an
 * activity for that lot alone.
 */
import { graceEnd, inactivityEnd } from '../expiry/registry.ts';
import { EarliestFirst } from '../kernel/earliest-first.ts';
import { earliest, type Instant } from '../kernel/instant.ts';
import type { Lot } from './lot.ts';
import type { Working } from './working.ts';

/** Lots that end with the member's inactivity. */
export type IdleLots = {
  /** Those that may have points, by version. */
  readonly together: Map<number, Set<Lot>>;
  /** Those given since the last activity, and when they were. */
  readonly givenAt: Map<Lot, Instant>;
  /** The same by their ends; some entries may be outdated. */
  readonly apart: EarliestFirst<Lot>;
};

const UNPUBLISHED = { expiry: { kind: 'none' }, zone: 'UTC' } as const;

/** When points to spend expire next; null where none will by time alone. */
export function nextEndAt(working: Working): Instant | null {
  const dated = nextDatedEnd(working);
  const { idle } = working.state;
  if (!idle) return dated;
  let next = earliest(dated, nextApartEnd(idle));
  for (const version of idle.together.keys()) next = earliest(next, idleEndOf(working, version));
  return next;
}

/** Takes the lots whose points to spend end at the instant, in no order. */
export function takeEnded(working: Working, at: Instant): Set<Lot> {
  const { ends, idle } = working.state;
  const lots = new Set<Lot>();
  for (let next = nextDatedEnd(working); next === at; next = nextDatedEnd(working)) {
    const entry = ends.pop();
    if (entry) lots.add(entry.what);
  }
  if (!idle) return lots;
  for (let next = nextApartEnd(idle); next === at; next = nextApartEnd(idle)) {
    const entry = idle.apart.pop();
    if (entry) lots.add(entry.what);
  }
  for (const [version, together] of idle.together) {
    if (idleEndOf(working, version) !== at) continue;
    for (const lot of together) if (lot.available > 0) lots.add(lot);
    idle.together.delete(version);
  }
  return lots;
}

/**
 * Points came into a lot that had `before`: they expire with it, or, where its end is past, a
 * little later.
 */
export function noteEnd(working: Working, lot: Lot, before: number, at: Instant): void {
  const { ends } = working.state;
  const { expiresAt } = lot;
  if (expiresAt !== null) {
    if (expiresAt <= at) lot.expiresAt = laterEnd(working, lot, at);
    if (before <= 0 || lot.expiresAt !== expiresAt) ends.push(lot.expiresAt as Instant, lot);
    return;
  }
  const { expiry, zone } = working.definitionOf(lot) ?? UNPUBLISHED;
  if (inactivityEnd(expiry, at, zone) === null) return;
  const idle = idleLots(working);
  const end = idleEndOfLot(working, lot);
  if (end !== null && end <= at) {
    lot.expiresAt = laterEnd(working, lot, at);
    ends.push(lot.expiresAt, lot);
  } else if (end !== null && idle.givenAt.has(lot)) idle.apart.push(end, lot);
  else addTogether(idle, lot);
}

/**
 * A lot is being given, whatever its member did last. Before their first activity nothing ends by
 * inactivity, so that there is nothing to say then.
 */
export function noteGiven(working: Working, lot: Lot, at: Instant): void {
  if (lot.expiresAt !== null || working.progress.lastActivityAt === null) return;
  const { expiry, zone } = working.definitionOf(lot) ?? UNPUBLISHED;
  if (inactivityEnd(expiry, at, zone) !== null) idleLots(working).givenAt.set(lot, at);
}

/** The member did something: what was given before ends with everything else again. */
export function noteActivity(working: Working, at: Instant): void {
  working.progress.lastActivityAt = at;
  const { idle } = working.state;
  if (!idle || idle.givenAt.size === 0) return;
  for (const lot of idle.givenAt.keys()) {
    if (lot.available > 0 && lot.expiresAt === null) addTogether(idle, lot);
  }
  idle.givenAt.clear();
}

/** What counts as the last activity for a lot; null before any. */
export function lastActivityOf({ state, progress }: Working, lot: Lot): Instant | null {
  return state.idle?.givenAt.get(lot) ?? progress.lastActivityAt;
}

function idleLots({ state }: Working): IdleLots {
  return (state.idle ??= { together: new Map(), givenAt: new Map(), apart: new EarliestFirst() });
}

function addTogether({ together }: IdleLots, lot: Lot): void {
  const known = together.get(lot.version);
  if (known) known.add(lot);
  else together.set(lot.version, new Set([lot]));
}

function laterEnd(working: Working, lot: Lot, at: Instant): Instant {
  const { expiry, zone } = working.definitionOf(lot) ?? UNPUBLISHED;
  return graceEnd(expiry, at, zone);
}

function nextDatedEnd({ state: { ends } }: Working): Instant | null {
  for (let entry = ends.peek(); entry; entry = ends.peek()) {
    const { at, what: lot } = entry;
    if (lot.available > 0 && lot.expiresAt === at) return at;
    ends.pop();
  }
  return null;
}

function nextApartEnd({ apart, givenAt }: IdleLots): Instant | null {
  for (let entry = apart.peek(); entry; entry = apart.peek()) {
    const { at, what: lot } = entry;
    if (lot.available > 0 && lot.expiresAt === null && givenAt.has(lot)) return at;
    apart.pop();
  }
  return null;
}

function idleEndOfLot(working: Working, lot: Lot): Instant | null {
  const since = lastActivityOf(working, lot);
  const { expiry, zone } = working.definitionOf(lot) ?? UNPUBLISHED;
  return since === null ? null : inactivityEnd(expiry, since, zone);
}

function idleEndOf(working: Working, version: number): Instant | null {
  const { lastActivityAt } = working.progress;
  const { expiry, zone } = working.version(version).definition;
  return lastActivityAt === null ? null : inactivityEnd(expiry, lastActivityAt, zone);
}
