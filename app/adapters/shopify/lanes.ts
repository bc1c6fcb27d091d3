/**
 * A shop's budget at the Admin API, and who spends it next. Shopify refills a bucket of points by
 * so many a second and says after each answer what is left
 * (https://shopify.dev/docs/api/usage/limits, read 2026-11).
 *
 * Law: whoever waits in a higher lane goes first, and a lower lane never empties the bucket, so
 * that a redeem finds points in it. Within a lane the first come is the first served.
 */
import type { Lane } from '../../services/ports/shopify.ts';

/** What an answer said of the bucket. */
export type Bucket = {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
};

/** The part of the bucket that each lane leaves to those above it. */
const SPARED: Readonly<Record<Lane, number>> = {
  redeem: 0,
  pool: 0.05,
  perk: 0.1,
  card: 0.15,
  reconciliation: 0.25,
};
const IN_ORDER = Object.keys(SPARED) as Lane[];

/** Requests of one process and shop that may be out at once; the last ones are for redeems. */
const OUT_MAX = 8;
const OUT_OF_OTHERS_MAX = 6;
const WAITING_MAX = 2_000;

export type LaneNeeds = {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Calls back after so many milliseconds. */
  readonly later: (ms: number, call: () => void) => void;
};

export type Turn = {
  /** Ends the turn, with what Shopify said of the bucket; null where it said nothing. */
  leave(bucket: Bucket | null): void;
};

type Waiting = { readonly cost: number; readonly start: (turn: Turn) => void };

export class ShopLanes {
  readonly #needs: LaneNeeds;
  readonly #waiting = new Map<Lane, Waiting[]>(IN_ORDER.map((lane) => [lane, []]));
  /** Costs of what is out; Shopify's word about the bucket may not have them taken off yet. */
  readonly #out = new Set<{ readonly cost: number }>();
  /** Until Shopify speaks, the bucket of its smallest plan is assumed. */
  #bucket: Bucket = { maximumAvailable: 1_000, currentlyAvailable: 1_000, restoreRate: 50 };
  #knownAt: number;
  #wakesAt = Number.POSITIVE_INFINITY;

  constructor(needs: LaneNeeds) {
    this.#needs = needs;
    this.#knownAt = needs.now();
  }

  /** Waits for a turn to spend so many points; null where too many wait already. */
  async enter(lane: Lane, cost: number): Promise<Turn | null> {
    const queue = this.#waiting.get(lane) ?? [];
    if (queue.length >= WAITING_MAX) return null;
    return new Promise((start) => {
      queue.push({ cost, start });
      this.#next();
    });
  }

  /** Milliseconds until a lane may spend so many points, were it alone; 0: now. */
  waitMs(lane: Lane, cost: number): number {
    const { maximumAvailable: most, restoreRate } = this.#bucket;
    // What costs more than the bucket holds is let through a full one; Shopify will say no itself.
    const wanted = Math.min(cost + most * SPARED[lane], most);
    const missing = wanted - this.#available();
    return missing <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1_000);
  }

  #next(): void {
    for (const lane of IN_ORDER) {
      const queue = this.#waiting.get(lane) ?? [];
      const room = lane === 'redeem' ? OUT_MAX : OUT_OF_OTHERS_MAX;
      for (let head = queue[0]; head !== undefined; head = queue[0]) {
        if (this.#out.size >= room) return;
        const ms = this.waitMs(lane, head.cost);
        if (ms > 0) return this.#wakeIn(ms);
        queue.shift();
        this.#start(head);
      }
    }
  }

  #start({ cost, start }: Waiting): void {
    const out = { cost };
    this.#know({ ...this.#bucket, currentlyAvailable: this.#available() - cost });
    this.#out.add(out);
    let isOut = true;
    start({
      leave: (bucket) => {
        if (!isOut) return;
        isOut = false;
        this.#out.delete(out);
        if (bucket !== null) this.#hear(bucket);
        this.#next();
      },
    });
  }

  /** Shopify's word counts, less what is still out. */
  #hear(bucket: Bucket): void {
    let out = 0;
    for (const { cost } of this.#out) out += cost;
    this.#know({ ...bucket, currentlyAvailable: bucket.currentlyAvailable - out });
  }

  #know(bucket: Bucket): void {
    this.#bucket = bucket;
    this.#knownAt = this.#needs.now();
  }

  #available(): number {
    const { maximumAvailable, currentlyAvailable, restoreRate } = this.#bucket;
    const restored = ((this.#needs.now() - this.#knownAt) / 1_000) * restoreRate;
    return Math.min(maximumAvailable, currentlyAvailable + restored);
  }

  /** A timer that was set for later than this stays, and finds nothing to do. */
  #wakeIn(ms: number): void {
    const at = this.#needs.now() + ms;
    if (at >= this.#wakesAt) return;
    this.#wakesAt = at;
    this.#needs.later(ms, () => {
      this.#wakesAt = Number.POSITIVE_INFINITY;
      this.#next();
    });
  }
}
