/**
 * What a program comes to over the trade beyond its totals: what members hold at the end of each
 * month, what expired, and the movements that moved most. Fed movement by movement, so that no
 * member's ledger outlives its fold.
 */
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { periodKey } from '../../app/domain/kernel/calendar.ts';
import type { Zone } from '../../app/domain/kernel/zone.ts';
import type { Account } from '../../app/domain/ledger/accounts.ts';
import type { Movement } from '../../app/domain/ledger/movement.ts';

/** Points outstanding as a month of the shop's calendar ends, or at asOf in the last one. */
export type MonthEnd = { readonly month: string; readonly points: number };

const LARGEST = 3;
const MEMBERS: ReadonlySet<Account> = new Set<Account>(['pending', 'available', 'held']);

export class TradeReport {
  expired = 0;
  readonly #zone: Zone;
  readonly #changeByMonth = new Map<string, number>();
  readonly #largest = new Map<Movement['kind'], Movement[]>();

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  note(movement: Movement): void {
    const { kind, from, to, points } = movement;
    if (kind === 'expire') this.expired += points;
    const change = (MEMBERS.has(to) ? points : 0) - (MEMBERS.has(from) ? points : 0);
    if (change !== 0) {
      const month = periodKey('month', movement.at, this.#zone);
      this.#changeByMonth.set(month, (this.#changeByMonth.get(month) ?? 0) + change);
    }
    if (kind === 'award' || kind === 'claw-back' || kind === 'expire') this.#rank(movement);
  }

  /** Every month from the first movement to asOf, also those in which nothing moved. */
  monthEnds(asOf: Instant): readonly MonthEnd[] {
    const months = [...this.#changeByMonth.keys()].sort();
    const ends: MonthEnd[] = [];
    const last = periodKey('month', asOf, this.#zone);
    let points = 0;
    for (let month = months[0]; month !== undefined && month <= last; month = monthAfter(month)) {
      points += this.#changeByMonth.get(month) ?? 0;
      ends.push({ month, points });
    }
    return ends;
  }

  /** The largest awards, then claw-backs, then expiries. */
  largest(): readonly Movement[] {
    return (['award', 'claw-back', 'expire'] as const).flatMap(
      (kind) => this.#largest.get(kind) ?? [],
    );
  }

  #rank(movement: Movement): void {
    const ranked = this.#largest.get(movement.kind) ?? [];
    const least = ranked.at(-1);
    if (ranked.length === LARGEST && least && least.points >= movement.points) return;
    ranked.push(movement);
    ranked.sort((a, b) => b.points - a.points || a.at - b.at);
    this.#largest.set(movement.kind, ranked.slice(0, LARGEST));
  }
}

/** `2010-12` → `2011-01`. */
function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = instant(Date.UTC(year, number));
  return periodKey('month', next, 'UTC');
}
