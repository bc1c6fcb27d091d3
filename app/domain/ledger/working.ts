/**
 * The fold's working surface: the state being changed and the movements made so far. Every change
 * of a lot goes through `move`, so that stored balances and movements cannot part ways (law 2).
 */
import type { HoldDecision } from '../facts/decision.ts';
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import type { ProgramVersion } from '../program/program.ts';
import type { Account, MovementKind } from './accounts.ts';
import type { RewardUse } from './apply-use-step.ts';
import type { Explanation } from './explanation.ts';
import type { Lot } from './lot.ts';
import type { Movement } from './movement.ts';

type OpenState = {
  foldedTo: Instant | null;
  readonly lots: Map<string, Lot>;
  readonly holds: Map<string, HoldDecision>;
  readonly uses: Map<string, RewardUse>;
};

export class Working {
  readonly movements: Movement[] = [];
  readonly lots: Map<string, Lot>;
  readonly holds: Map<string, HoldDecision>;
  readonly uses: Map<string, RewardUse>;
  readonly versions: readonly ProgramVersion[];
  /** Lots below zero; almost always empty, which is what makes repaying debts cost nothing. */
  readonly inDebt = new Set<Lot>();
  /** Whether any lot was ever below zero here, even if it has been repaid since. */
  metDebt = false;
  readonly #state: OpenState;
  /** Lots still to mature, soonest last, so that the next one is popped off the end. */
  readonly #waiting: Lot[];

  constructor(state: OpenState, versions: readonly ProgramVersion[]) {
    this.#state = state;
    this.lots = state.lots;
    this.holds = state.holds;
    this.uses = state.uses;
    this.versions = versions;
    // An emptied lot waits on: its order may yet be found worth more before it is due.
    this.#waiting = [...state.lots.values()]
      .filter((lot) => lot.pending !== 0 || isDueAfter(lot, state.foldedTo))
      .sort(byDueLast);
    for (const lot of state.lots.values()) this.#noteDebt(lot);
  }

  /** Moves points of a lot; `points` of zero moves nothing. */
  move(
    lot: Lot,
    kind: MovementKind,
    route: { readonly from: Account; readonly to: Account; readonly points: Points },
    why: { readonly at: Instant; readonly cause: string; readonly explanation: Explanation },
  ): void {
    if (route.points === 0) return;
    invariant(route.points > 0, `A movement of lot ${lot.id} is above zero.`);
    change(lot, route.from, -route.points);
    change(lot, route.to, route.points);
    this.#noteDebt(lot);
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

  /** Opens a lot, empty; it is known from now on and will mature when its time comes. */
  open(lot: Omit<Lot, 'awarded' | 'pending' | 'available' | 'held'>): Lot {
    const opened: Lot = {
      ...lot,
      awarded: NO_POINTS,
      pending: NO_POINTS,
      available: NO_POINTS,
      held: NO_POINTS,
    };
    this.lots.set(lot.id, opened);
    if (opened.maturesAt !== null) this.#wait(opened);
    return opened;
  }

  /** Takes the next lot whose waiting time is over by then; null when there is none. */
  takeDue(by: Instant): Lot | null {
    const next = this.#waiting.at(-1);
    if (!next || next.maturesAt === null || next.maturesAt > by) return null;
    this.#waiting.pop();
    return next;
  }

  /** When pending points mature next; null when none are pending. */
  nextDueAt(): Instant | null {
    while (this.#waiting.at(-1)?.pending === 0) this.#waiting.pop();
    return this.#waiting.at(-1)?.maturesAt ?? null;
  }

  /** Notes that time has been told up to here. */
  reach(at: Instant): void {
    if (this.#state.foldedTo === null || this.#state.foldedTo < at) this.#state.foldedTo = at;
  }

  version(number: number): ProgramVersion {
    const version = this.versions.find((candidate) => candidate.version === number);
    invariant(version, `Program version ${number} is kept for ever.`);
    return version;
  }

  #noteDebt(lot: Lot): void {
    if (lot.available >= 0) {
      this.inDebt.delete(lot);
      return;
    }
    this.inDebt.add(lot);
    this.metDebt = true;
  }

  #wait(lot: Lot): void {
    // The newest lot is nearly always due last, at the far end: found by halving, not by walking.
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byDueLast(this.#waiting[middle] as Lot, lot) < 0) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, lot);
  }
}

function isDueAfter(lot: Lot, foldedTo: Instant | null): boolean {
  return lot.maturesAt !== null && (foldedTo === null || lot.maturesAt > foldedTo);
}

function byDueLast(a: Lot, b: Lot): number {
  const [dueA, dueB] = [a.maturesAt ?? 0, b.maturesAt ?? 0];
  if (dueA !== dueB) return dueB - dueA;
  return compareText(b.id, a.id);
}

/** `awarded` follows the outside accounts; the three accounts of the member follow themselves. */
function change(lot: Lot, account: Account, by: number): void {
  if (account === 'pending' || account === 'available' || account === 'held') {
    lot[account] = points(lot[account] + by);
  } else if (account === 'issued' || account === 'revoked') {
    lot.awarded = points(lot.awarded - by);
  }
}
