/**
 * What the services keep of redemptions, in memory: who holds which code, how it stands, and which
 * orders carry it. A redemption and its code share one name here.
 */
import { codeUse } from '../../app/domain/facts/observed-code-use.ts';
import type { CodeUse } from '../../app/domain/facts/code-use.ts';
import type { Decision, HoldDecision } from '../../app/domain/facts/decision.ts';
import type { ObservedOrder } from '../../app/domain/facts/observed-order.ts';
import type { Instant } from '../../app/domain/kernel/instant.ts';
import { NO_POINTS, points } from '../../app/domain/kernel/points.ts';
import type { Lot } from '../../app/domain/ledger/lot.ts';
import {
  type Carrier,
  decideRedemptions,
  type RedemptionChange,
  type RedemptionSeen,
} from '../../app/domain/rewards/decide-redemptions.ts';

type Orders = ReadonlyMap<string, ObservedOrder>;
type Held = { member: string; seen: RedemptionSeen };

export class Redemptions {
  readonly #held = new Map<string, Held>();

  /** Who holds the redemption of that code; null where nobody was given it. */
  holderOf(code: string): string | null {
    return this.#held.get(code)?.member ?? null;
  }

  /** The codes of a member's redemptions. */
  codesOf(member: string): string[] {
    return [...this.#held].flatMap(([code, held]) => (held.member === member ? [code] : []));
  }

  isOpen(redemptionId: string): boolean {
    return this.#held.get(redemptionId)?.seen.status === 'open';
  }

  /** Takes note of a decision as it is taken, or as it was taken once. */
  note(member: string, decision: Decision): void {
    if (!('redemptionId' in decision)) return;
    const { redemptionId: id, kind } = decision;
    const known = this.#held.get(id)?.seen;
    if (kind === 'hold') this.#held.set(id, { member, seen: seenOf(decision, 'open') });
    if (kind === 'charge' && !known) this.#held.set(id, { member, seen: seenOf(decision) });
    if (kind === 'release' && known) this.#change(id, { status: 'released' });
  }

  /** A code was used that nobody had been given: it is whoever's used it from now on. */
  noteUnissued(member: string, redemptionId: string, cost: number): void {
    const named = { rewardId: 'r', rewardName: 'r', version: 1, takes: [], redemptionId };
    const seen = { ...seenOf(named), cost: points(cost) };
    this.#held.set(redemptionId, { member, seen });
  }

  usesOf(member: string, orders: Orders): CodeUse[] {
    return this.#carrying([member], orders).flatMap(({ redemptionId, orderId, observed }) => {
      return codeUse({ redemptionId, code: redemptionId, orderId }, observed) ?? [];
    });
  }

  /** Decides what the orders known by now ask for, and notes what becomes of the redemptions. */
  decide(
    members: readonly string[],
    known: { orders: Orders; lots: Iterable<Lot>; freeAt: Instant },
  ): ReturnType<typeof decideRedemptions> {
    const redemptions = [...this.#held.values()]
      .filter((held) => members.includes(held.member))
      .map(({ seen }) => seen);
    const carriers = this.#carrying(members, known.orders).flatMap(carrierOf);
    const decided = decideRedemptions({ ...known, redemptions, carriers });
    for (const change of decided.changes) this.#follow(change);
    return decided;
  }

  #carrying(members: readonly string[], orders: Orders) {
    const carrying: { redemptionId: string; orderId: string; observed: ObservedOrder }[] = [];
    for (const [orderId, observed] of orders) {
      for (const { code } of observed.latest?.codes ?? []) {
        const holder = this.holderOf(code);
        if (holder !== null && members.includes(holder))
          carrying.push({ redemptionId: code, orderId, observed });
      }
    }
    return carrying;
  }

  #follow(change: RedemptionChange): void {
    const { redemptionId: id, kind } = change;
    if (kind === 'bind') this.#change(id, { status: 'bound', orderId: change.orderId });
    if (kind === 'unbind') {
      this.#change(id, { status: 'open', orderId: null, askedAt: change.askedAt });
    }
    if (kind === 'settle') this.#change(id, { status: 'settled', orderId: change.orderId });
    if (kind !== 'charge') return;
    const chargedFor = this.#held.get(id)?.seen.chargedFor ?? [];
    this.#change(id, { chargedFor: [...chargedFor, change.orderId] });
  }

  #change(redemptionId: string, change: Partial<RedemptionSeen>): void {
    const held = this.#held.get(redemptionId);
    if (!held) throw new Error(`Nobody holds ${redemptionId}.`);
    held.seen = { ...held.seen, ...change };
  }
}

type Named = Pick<HoldDecision, 'redemptionId' | 'rewardId' | 'rewardName' | 'version' | 'takes'>;

function seenOf(
  { redemptionId, rewardId, rewardName, version, takes }: Named,
  status: RedemptionSeen['status'] = 'unissued',
): RedemptionSeen {
  const cost = takes.reduce((sum, take) => points(sum + take.points), NO_POINTS);
  const named = { redemptionId, rewardId, rewardName, version };
  return { ...named, status, cost, takes, orderId: null, askedAt: null, chargedFor: [] };
}

function carrierOf({
  redemptionId,
  orderId,
  observed: { latest, paidAt },
}: {
  redemptionId: string;
  orderId: string;
  observed: ObservedOrder;
}): Carrier[] {
  if (!latest) return [];
  const { name: orderName, createdAt, cancelledAt } = latest;
  return [{ redemptionId, orderId, orderName, createdAt, paidAt, cancelledAt }];
}
