/**
 * The fold's working surface: the state being changed and the movements made so far. Every change
 * of a lot goes through `move`, so that stored balances and movements cannot part ways (law 2).
 */
import { graceEnd, inactivityEnd } from '../expiry/registry.ts';
import { compareText } from '../kernel/compare-text.ts';
import { earliest, type Instant } from '../kernel/instant.ts';
import { invariant, InvariantError } from '../kernel/invariant.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import { type ProgramDefinition, type ProgramVersion, versionInForce } from '../program/program.ts';
import type { Account, MovementKind } from './accounts.ts';
import type { Explanation } from './explanation.ts';
import type { Lot } from './lot.ts';
import type { MemberState, Progress } from './member-state.ts';
import type { Movement } from './movement.ts';

/** Why points move: when, what brought it about, and in which numbers. */
export type Why = {
  readonly at: Instant;
  readonly cause: string;
  readonly explanation: Explanation;
};

type Route = { readonly from: Account; readonly to: Account; readonly points: Points };

export class Working {
  readonly movements: Movement[] = [];
  readonly state: MemberState;
  readonly versions: readonly ProgramVersion[];
  /** Whether any lot was ever below zero here, even if it has been repaid since. */
  metDebt = false;
  /** What could be spent of the lots from which more was taken, before it was. */
  readonly #fell = new Map<Lot, number>();

  constructor(state: MemberState, versions: readonly ProgramVersion[]) {
    this.state = state;
    this.versions = versions;
    this.metDebt = state.inDebt.size > 0;
  }

  get lots(): Map<string, Lot> {
    return this.state.lots;
  }

  get progress(): Progress {
    return this.state.progress;
  }

  /** Moves points of a lot; `points` of zero moves nothing. */
  move(lot: Lot, kind: MovementKind, route: Route, why: Why): void {
    if (route.points === 0) return;
    invariant(route.points > 0, `A movement of lot ${lot.id} is above zero.`);
    const before = lot.available;
    change(lot, route.from, -route.points);
    change(lot, route.to, route.points);
    if (route.to === 'pending' && lot.maturesAt !== null) this.state.due.push(lot.maturesAt, lot);
    if (lot.available !== before) this.#noteAvailable(lot, before, why.at);
    this.movements.push({
      kind,
      lotId: lot.id,
      from: route.from,
      to: route.to,
      points: route.points,
      at: why.at,
      cause: why.cause,
      explanation: why.explanation,
    });
  }

  /** Opens a lot, empty; it is known from now on. */
  open(lot: Omit<Lot, 'awarded' | 'pending' | 'available' | 'held'>): Lot {
    const opened: Lot = {
      id: lot.id,
      label: lot.label,
      version: lot.version,
      earnedAt: lot.earnedAt,
      maturesAt: lot.maturesAt,
      expiresAt: lot.expiresAt,
      awarded: NO_POINTS,
      pending: NO_POINTS,
      available: NO_POINTS,
      held: NO_POINTS,
    };
    if (this.lots.has(lot.id)) throw new InvariantError(`Lot ${lot.id} is opened once.`);
    this.lots.set(lot.id, opened);
    return opened;
  }

  /** Sets when a lot's pending points mature: its order was fulfilled. */
  waitUntil(lot: Lot, maturesAt: Instant): void {
    lot.maturesAt = maturesAt;
    if (lot.pending > 0) this.state.due.push(maturesAt, lot);
  }

  /** When time alone does something next: points mature or points expire; null: never. */
  nextPassingAt(): Instant | null {
    return earliest(this.nextDueAt(), this.nextEndAt());
  }

  /** When pending points mature next; null where none will by time alone. */
  nextDueAt(): Instant | null {
    const { due } = this.state;
    for (let entry = due.peek(); entry; entry = due.peek()) {
      const { at, what: lot } = entry;
      if (lot.pending > 0 && lot.maturesAt === at) return at;
      due.pop();
    }
    return null;
  }

  /** When points to spend expire next; null where none will by time alone. */
  nextEndAt(): Instant | null {
    const { idle } = this.state;
    return idle.size === 0 ? this.#nextEnd() : earliest(this.#nextEnd(), this.#nextIdleEnd());
  }

  /** Takes the lots whose waiting time ends at the instant, by id. */
  takeDue(at: Instant): Lot[] {
    const lots = new Set<Lot>();
    for (let next = this.nextDueAt(); next === at; next = this.nextDueAt()) {
      const entry = this.state.due.pop();
      if (entry) lots.add(entry.what);
    }
    return [...lots].sort(byId);
  }

  /** Takes the lots whose points to spend end at the instant, by id. */
  takeEnded(at: Instant): Lot[] {
    const lots = new Set<Lot>();
    for (let next = this.#nextEnd(); next === at; next = this.#nextEnd()) {
      const entry = this.state.ends.pop();
      if (entry) lots.add(entry.what);
    }
    for (const [version, idle] of this.state.idle) {
      if (this.#idleEndOf(version) !== at) continue;
      for (const lot of idle) if (lot.available > 0) lots.add(lot);
      this.state.idle.delete(version);
    }
    return [...lots].sort(byId);
  }

  /** Whether more was taken from a lot than was left in it since this was asked last. */
  takeShortfall(): boolean {
    if (this.#fell.size === 0) return false;
    // What came back at once was not taken.
    const fellShort = [...this.#fell].some(([lot, before]) => lot.available < Math.min(0, before));
    this.#fell.clear();
    return fellShort;
  }

  /** Notes that the member did something that keeps points alive. */
  touch(at: Instant): void {
    this.progress.lastActivityAt = at;
  }

  /** Notes that time has been told up to here. */
  reach(at: Instant): void {
    if (this.state.foldedTo === null || this.state.foldedTo < at) this.state.foldedTo = at;
  }

  version(number: number): ProgramVersion {
    const version = this.versions.find((candidate) => candidate.version === number);
    invariant(version, `Program version ${number} is kept for ever.`);
    return version;
  }

  /** The version whose debt policy holds then; null before any. */
  versionAt(at: Instant): ProgramVersion | null {
    return versionInForce(this.versions, at);
  }

  #noteAvailable(lot: Lot, before: number, at: Instant): void {
    const { inDebt } = this.state;
    if (lot.available < 0) {
      inDebt.add(lot);
      this.metDebt = true;
      if (lot.available < before && !this.#fell.has(lot)) this.#fell.set(lot, before);
      return;
    }
    if (before < 0) inDebt.delete(lot);
    if (lot.available > 0 && lot.available > before) this.#noteEnd(lot, before, at);
  }

  /** Points came into a lot: they expire with it, or, where its end is past, a little later. */
  #noteEnd(lot: Lot, before: number, at: Instant): void {
    const { expiresAt } = lot;
    if (expiresAt !== null) {
      if (expiresAt <= at) lot.expiresAt = this.#graceEnd(lot, at);
      if (before <= 0 || lot.expiresAt !== expiresAt) {
        this.state.ends.push(lot.expiresAt as Instant, lot);
      }
      return;
    }
    const { expiry, zone } = this.#definitionOf(lot) ?? UNPUBLISHED;
    if (inactivityEnd(expiry, at, zone) === null) return;
    const end = this.#idleEndOf(lot.version);
    if (end !== null && end <= at) {
      lot.expiresAt = this.#graceEnd(lot, at);
      this.state.ends.push(lot.expiresAt, lot);
      return;
    }
    const idle = this.state.idle.get(lot.version);
    if (idle) idle.add(lot);
    else this.state.idle.set(lot.version, new Set([lot]));
  }

  #graceEnd(lot: Lot, at: Instant): Instant {
    const { expiry, zone } = this.#definitionOf(lot) ?? UNPUBLISHED;
    return graceEnd(expiry, at, zone);
  }

  /** What judged the lot; null for what was given before anything was published. */
  #definitionOf(lot: Lot): ProgramDefinition | null {
    return this.versions.find(({ version }) => version === lot.version)?.definition ?? null;
  }

  #nextEnd(): Instant | null {
    const { ends } = this.state;
    for (let entry = ends.peek(); entry; entry = ends.peek()) {
      const { at, what: lot } = entry;
      if (lot.available > 0 && lot.expiresAt === at) return at;
      ends.pop();
    }
    return null;
  }

  #nextIdleEnd(): Instant | null {
    let next: Instant | null = null;
    for (const version of this.state.idle.keys()) next = earliest(next, this.#idleEndOf(version));
    return next;
  }

  #idleEndOf(version: number): Instant | null {
    const { lastActivityAt } = this.progress;
    const { expiry, zone } = this.version(version).definition;
    return lastActivityAt === null ? null : inactivityEnd(expiry, lastActivityAt, zone);
  }
}

const UNPUBLISHED = { expiry: { kind: 'none' }, zone: 'UTC' } as const;

function byId(a: Lot, b: Lot): number {
  return compareText(a.id, b.id);
}

/** `awarded` follows the outside accounts; the three accounts of the member follow themselves. */
function change(lot: Lot, account: Account, by: number): void {
  if (account === 'pending' || account === 'available' || account === 'held') {
    lot[account] = points(lot[account] + by);
  } else if (account === 'issued' || account === 'revoked') {
    lot.awarded = points(lot.awarded - by);
  }
}
