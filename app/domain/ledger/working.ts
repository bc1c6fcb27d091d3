/**
 * The fold's working surface: the state being changed and the movements made so far. Every change
 * of a lot goes through `move`, so that stored balances and movements cannot part ways (law 2).
 */
import { compareText } from '../kernel/compare-text.ts';
import { earliest, type Instant } from '../kernel/instant.ts';
import { invariant, InvariantError } from '../kernel/invariant.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import { type ProgramDefinition, type ProgramVersion, versionInForce } from '../program/program.ts';
import type { Account, MovementKind } from './accounts.ts';
import { BurnQueue } from './burn-queue.ts';
import type { Explanation } from './explanation.ts';
import type { Lot, LotNamed } from './lot.ts';
import { nextEndAt, noteActivity, noteEnd, takeEnded } from './lot-ends.ts';
import type { DebtQueues, MemberState, Progress } from './member-state.ts';
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
  /** What could be spent of the lots from which more was taken, before it was; null: of none. */
  #fell: Map<Lot, number> | null = null;

  constructor(state: MemberState, versions: readonly ProgramVersion[]) {
    this.state = state;
    this.versions = versions;
    this.metDebt = state.owing > 0;
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
  open(id: string, named: LotNamed): Lot {
    const opened: Lot = {
      id,
      label: named.label,
      version: named.version,
      earnedAt: named.earnedAt,
      maturesAt: named.maturesAt,
      expiresAt: named.expiresAt,
      awarded: NO_POINTS,
      pending: NO_POINTS,
      available: NO_POINTS,
      held: NO_POINTS,
    };
    if (this.lots.has(id)) throw new InvariantError(`Lot ${id} is opened once.`);
    this.lots.set(id, opened);
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
    return nextEndAt(this);
  }

  /** Takes the lots whose waiting time ends at the instant, by id. */
  takeDue(at: Instant): Lot[] {
    const lots: Lot[] = [];
    for (let next = this.nextDueAt(); next === at; next = this.nextDueAt()) {
      const entry = this.state.due.pop();
      if (entry) lots.push(entry.what);
    }
    // Nearly always one alone; a lot may be due twice, as it was before a refund and is again.
    return lots.length === 1 ? lots : [...new Set(lots)].sort(byId);
  }

  /** Takes the lots whose points to spend end at the instant, by id. */
  takeEnded(at: Instant): Lot[] {
    return [...takeEnded(this, at)].sort(byId);
  }

  /** Whether more was taken from a lot than was left in it since this was asked last. */
  takeShortfall(): boolean {
    const fell = this.#fell;
    if (!fell) return false;
    this.#fell = null;
    // What came back at once was not taken.
    return [...fell].some(([lot, before]) => lot.available < Math.min(0, before));
  }

  /** Who owes and who can pay, in burn order; worked out the first time anybody owes. */
  debtQueues(): DebtQueues {
    const { state } = this;
    if (state.debtQueues) return state.debtQueues;
    const queues = { debts: new BurnQueue(isOwing), payers: new BurnQueue(canPay) };
    for (const lot of state.lots.values()) addTo(queues, lot);
    state.debtQueues = queues;
    return queues;
  }

  /** Gives an open lot the name and the dates of its fact, which came after it was opened. */
  rename(lot: Lot, named: LotNamed): void {
    Object.assign(lot, named);
    // What came back to it meanwhile ends with it too.
    if (lot.available > 0 && lot.expiresAt !== null) this.state.ends.push(lot.expiresAt, lot);
    if (this.state.debtQueues) addTo(this.state.debtQueues, lot);
  }

  /** Notes that the member did something that keeps points alive. */
  touch(at: Instant): void {
    noteActivity(this, at);
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

  /** What judged the lot; null for what was given before anything was published. */
  definitionOf(lot: Lot): ProgramDefinition | null {
    const { versions } = this;
    for (let place = versions.length - 1; place >= 0; place -= 1) {
      const one = versions[place];
      if (one?.version === lot.version) return one.definition;
    }
    return null;
  }

  #noteAvailable(lot: Lot, before: number, at: Instant): void {
    const { state } = this;
    const { available, expiresAt } = lot;
    if (before < 0 && available >= 0) state.owing -= 1;
    if (available < 0) {
      this.metDebt = true;
      if (before >= 0) state.owing += 1;
      if (available < before) this.#noteFall(lot, before);
      if (before >= 0) state.debtQueues?.debts.add(lot);
    } else if (available > before && available > 0) {
      noteEnd(this, lot, before, at);
      if (before <= 0 || lot.expiresAt !== expiresAt) state.debtQueues?.payers.add(lot);
    }
  }

  #noteFall(lot: Lot, before: number): void {
    this.#fell ??= new Map();
    if (!this.#fell.has(lot)) this.#fell.set(lot, before);
  }
}

function isOwing(lot: Lot): boolean {
  return lot.available < 0;
}

function canPay(lot: Lot): boolean {
  return lot.available > 0;
}

function addTo({ debts, payers }: DebtQueues, lot: Lot): void {
  if (isOwing(lot)) debts.add(lot);
  else if (canPay(lot)) payers.add(lot);
}

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
