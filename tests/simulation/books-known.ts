/** What the books in memory know: everything heard and decided, and what folding it says. */
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { ObservedOrder } from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { foldMember, type FoldOutcome, type MemberFacts } from '../../app/domain/fold.ts';
import { foldGroup, type GroupOutcome } from '../../app/domain/identity/fold-group.ts';
import type { Claim } from '../../app/domain/identity/guest-orders.ts';
import { type Group, groupOf, type Merge } from '../../app/domain/identity/merge.ts';
import type { Instant } from '../../app/domain/kernel/instant.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { decisionInstant, type Member, newMember, ownerOf } from './books-member.ts';
import { Redemptions } from './redemptions.ts';

export class BooksKnown {
  readonly orders = new Map<string, ObservedOrder>();
  readonly members = new Map<string, Member>();
  readonly redemptions = new Redemptions();
  readonly claims: Claim[] = [];
  /** Those that stand. */
  merges: readonly Merge[] = [];
  readonly versions: readonly ProgramVersion[];

  constructor(versions: readonly ProgramVersion[]) {
    this.versions = versions;
  }

  /** The first instant from `now` on at which nothing was decided on anybody yet. */
  freeInstant(now: number): Instant {
    return decisionInstant(this.members.values(), now);
  }

  /** What folding all the facts from nothing says of a member and all they are one with. */
  fromScratch(memberId: string, asOf: Instant): FoldOutcome {
    return this.foldOf(memberId, asOf).outcome;
  }

  /** The same, and the book of each of them. */
  foldOf(memberId: string, asOf: Instant): GroupOutcome {
    const { members } = this.groupOf(memberId);
    const all = members.map((id) => ({ memberId: id, facts: this.factsOf(id) }));
    if (all.length > 1) return foldGroup(all, this.merges, this.versions, asOf);
    const outcome = foldMember(this.factsOf(memberId), this.versions, asOf);
    const { movements, state } = outcome;
    const book = { movements, lots: state.lots };
    return { root: memberId, outcome, books: new Map([[memberId, book]]) };
  }

  groupOf(memberId: string): Group {
    if (this.merges.length === 0) return { root: memberId, members: [memberId] };
    return groupOf(memberId, this.merges);
  }

  /** Who decisions on a member are taken for: they, or the one they were merged into. */
  keeperOf(memberId: string): Member {
    return this.member(this.groupOf(memberId).root);
  }

  /** The decisions on a member and on all they are one with; without a member on everybody. */
  decisionsOn(memberId?: string): Decision[] {
    const ids = memberId === undefined ? this.members.keys() : this.groupOf(memberId).members;
    return [...ids].flatMap((id) => this.member(id).decisions).sort((a, b) => a.at - b.at);
  }

  factsOf(memberId: string): Required<MemberFacts> {
    const orders: OrderFact[] = [];
    for (const [id, observed] of this.orders) {
      const fact = ownerOf(observed, this) === memberId ? factOf(id, observed) : null;
      if (fact) orders.push(fact);
    }
    const { decisions, activities, standing } = this.member(memberId);
    const uses = this.redemptions.usesOf(memberId, this.orders);
    return { orders, decisions, uses, activities, standing };
  }

  member(id: string): Member {
    let member = this.members.get(id);
    if (!member) {
      member = newMember(id, this.versions);
      this.members.set(id, member);
    }
    return member;
  }
}

// What was observed never changes: the same is worked out once.
const facts = new WeakMap<ObservedOrder, OrderFact | null>();

export function factOf(id: string, observed: ObservedOrder): OrderFact | null {
  let fact = facts.get(observed);
  if (fact === undefined) facts.set(observed, (fact = orderFact(id, observed)));
  return fact;
}
