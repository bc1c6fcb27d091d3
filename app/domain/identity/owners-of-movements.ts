/**
 * Whose a movement is when members are folded as one. What a decision moves is of the member who
 * took it, whichever lots it names; everything else is of the member whose fact the lot is of.
 * Law: the answer depends on the facts alone, not on the order in which they are given.
 *
 * Example: Bea's reward takes 60 of Ann's lot. The hold is Bea's; the expiry of what is left in the
 * lot is Ann's, or of whoever has everything of Ann's by then.
 */
import type { Decision } from '../facts/decision.ts';
import type { MemberFacts } from '../fold.ts';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Movement } from '../ledger/movement.ts';

/** A member and what is known of them. */
export type GroupMember = { readonly memberId: string; readonly facts: MemberFacts };

export class OwnersOfMovements {
  readonly #byCause = new Map<string, string>();
  readonly #byOrder = new Map<string, string>();
  readonly #byLot = new Earliest();
  /** Of lots whose fact nobody here has: who took from them first. */
  readonly #byTaking = new Earliest();

  /** Members by id: of what two of them did at one instant the first one's counts. */
  constructor(members: readonly GroupMember[]) {
    for (const { memberId, facts } of members) {
      for (const { id } of facts.orders) this.#byOrder.set(id, memberId);
      for (const { id, at } of facts.activities ?? []) {
        this.#byLot.note(`activity:${id}`, memberId, at);
      }
      for (const decision of facts.decisions) this.#noteDecision(memberId, decision);
      for (const { redemptionId, orderId, steps } of facts.uses) {
        for (const { cause } of steps) {
          this.#byCause.set(`redemption:${redemptionId}:return:${orderId}:${cause}`, memberId);
        }
      }
    }
  }

  of({ cause, lotId }: Pick<Movement, 'cause' | 'lotId'>): string {
    return this.#byCause.get(cause) ?? this.ofLot(lotId);
  }

  ofLot(lotId: string): string {
    const owner =
      this.#byLot.of(lotId) ?? this.#byOrder.get(orderIdOf(lotId)) ?? this.#byTaking.of(lotId);
    invariant(owner !== undefined, `Lot ${lotId} is of somebody's fact.`);
    return owner;
  }

  #noteDecision(memberId: string, decision: Decision): void {
    const { at } = decision;
    for (const { lotId } of 'takes' in decision ? decision.takes : []) {
      this.#byTaking.note(lotId, memberId, at);
    }
    switch (decision.kind) {
      case 'hold':
      case 'settle':
      case 'release':
        this.#byCause.set(`redemption:${decision.redemptionId}`, memberId);
        return;
      case 'charge': {
        const { redemptionId, orderId } = decision;
        this.#byCause.set(`redemption:${redemptionId}:charge:${orderId}`, memberId);
        return;
      }
      case 'adjust':
        this.#byCause.set(`adjust:${decision.id}`, memberId);
        return this.#byLot.note(`adjust:${decision.id}`, memberId, at);
      case 'undo':
        this.#byCause.set(`undo:${decision.id}`, memberId);
        return;
      case 'import':
        return this.#byLot.note(`import:${decision.id}`, memberId, at);
      case 'entry':
        return this.#byLot.note(`entry:${decision.levelId}`, memberId, at);
      case 'grant':
        return;
    }
  }
}

/** The first to claim a key, by the instant at which they did. */
class Earliest {
  readonly #known = new Map<string, { readonly memberId: string; readonly at: Instant }>();

  note(key: string, memberId: string, at: Instant): void {
    const known = this.#known.get(key);
    if (!known || at < known.at) this.#known.set(key, { memberId, at });
  }

  of(key: string): string | undefined {
    return this.#known.get(key)?.memberId;
  }
}

/** `order:{id}` and `order:{id}:{rule}`; an order's key has no colon. */
function orderIdOf(lotId: string): string {
  const [kind, id = ''] = lotId.split(':');
  return kind === 'order' ? id : '';
}
