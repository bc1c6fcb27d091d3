/**
 * Holds one shopper to a pace that no hand exceeds, so that a script cannot keep the books busy
 * with one member. Each member has a bucket of tries that fills up again with time; an empty one is
 * refused `too_often` before anything is read.
 *
 * And what changes a member's books is done one by one: their lock lets no more than one through
 * anyway, and whoever waits for it holds a connection that webhooks and others need meanwhile.
 *
 * The buckets are this process's own: with ten web processes a member has ten times as many tries,
 * which is still few. What keeps points right is the member's lock, not this.
 */
import type { PacedBuyers } from '../contracts/buyer-context.ts';
import type { BuyerServices, KnownBuyer } from '../contracts/redemption-context.ts';

export type Pace = {
  /** Tries at once. */
  readonly burst: number;
  /** How long one try takes to come back. */
  readonly refillMs: number;
  /** Members remembered at a time; whoever was quiet longest is forgotten, and is full again. */
  readonly membersMax: number;
};

const BUYER_PACE: Pace = { burst: 20, refillMs: 1000, membersMax: 10_000 };

/** What is left, as time: a try costs `refillMs` of it, and passing time gives it back. */
type Bucket = { leftMs: number; at: number };

/** The same services at a pace; `clock` answers milliseconds since 1970. */
export function paceBuyers(
  buyers: BuyerServices,
  { clock, pace = BUYER_PACE }: { clock: () => number; pace?: Pace },
): PacedBuyers {
  const buckets = new Map<string, Bucket>();
  const fullMs = pace.burst * pace.refillMs;

  function isTooFast(visitor: KnownBuyer): boolean {
    const key = keyOf(visitor);
    const now = clock();
    const known = buckets.get(key) ?? { leftMs: fullMs, at: now };
    // A clock may be set back; nobody waits longer for it.
    const passedMs = Math.max(0, now - known.at);
    const leftMs = Math.min(fullMs, known.leftMs + passedMs);
    const tooFast = leftMs < pace.refillMs;
    // Put in anew, the map stays in the order in which members were last heard of.
    buckets.delete(key);
    buckets.set(key, { leftMs: tooFast ? leftMs : leftMs - pace.refillMs, at: now });
    if (buckets.size > pace.membersMax) forgetOldest(buckets);
    return tooFast;
  }

  const refused = { ok: false, reason: 'too_often' } as const;
  const inTurn = oneByOne();
  return {
    redeem: async (visitor, ask, via) =>
      isTooFast(visitor) ? refused : inTurn(visitor, () => buyers.redeem(visitor, ask, via)),
    takeBack: async (visitor, ask) =>
      isTooFast(visitor) ? refused : inTurn(visitor, () => buyers.takeBack(visitor, ask)),
    wallet: async (visitor) => (isTooFast(visitor) ? refused : buyers.wallet(visitor)),
  };
}

type Busy = { readonly ok: false; readonly reason: 'busy' };
type Turn = Promise<Busy | null>;

/**
 * A member's works in the order they came. Once one found the books busy so do those behind it, as
 * each would wait as long.
 */
function oneByOne() {
  const last = new Map<string, Turn>();
  return async <T extends { readonly ok: boolean }>(
    visitor: KnownBuyer,
    work: () => Promise<T>,
  ): Promise<T | Busy> => {
    const key = keyOf(visitor);
    const before = last.get(key);
    const answer: Promise<T | Busy> = before
      ? before.then<T | Busy>((busy) => busy ?? work())
      : work();
    const turn: Turn = answer.then(
      (said) => (isBusy(said) ? said : null),
      () => null,
    );
    last.set(key, turn);
    try {
      return await answer;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}

function isBusy(answer: { readonly ok: boolean; readonly reason?: unknown }): answer is Busy {
  return !answer.ok && answer.reason === 'busy';
}

const keyOf = ({ programId, customerId }: KnownBuyer): string => `${programId}/${customerId}`;

function forgetOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
