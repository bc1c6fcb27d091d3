/**
 * The drain in memory: observations are merged, appended to the books where they follow everything
 * folded so far, and folded from scratch where they do not, exactly as the services do it over
 * PostgreSQL. `loads: 'touched'` takes out of the books only the lots the drain loads. What the
 * codes of rewards were used for is decided and told by folding from scratch only.
 */
import type { Decision } from '../../app/domain/facts/decision.ts';
import { type ObservedOrder, UNSEEN_ORDER } from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { appendedSteps, orderFact } from '../../app/domain/facts/order-timeline.ts';
import {
  decisionEvents,
  type FoldEvent,
  foldMember,
  type FoldOutcome,
  type MemberFacts,
  emptyState,
  orderEvents,
  resume,
} from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { plainPosting, postDifference } from '../../app/domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { type HoldPlan, planHold } from '../../app/domain/rewards/plan-hold.ts';
import { planTake } from '../../app/domain/rewards/plan-take.ts';
import {
  decisionInstant,
  isToRefold,
  type Member,
  observe,
  ownerOf,
  post,
} from './books-member.ts';
import { type Loads, loadedLots } from './loaded-lots.ts';
import type { Heard } from './order-life.ts';
import { Redemptions } from './redemptions.ts';

export type Seen =
  'appended' | 'refolded' | 'metDebt' | 'changedHands' | 'fromTheFuture' | 'bind' | 'unbind';

export class Books {
  readonly orders = new Map<string, ObservedOrder>();
  readonly members = new Map<string, Member>();
  readonly seen = new Map<Seen, number>();
  readonly redemptions = new Redemptions();
  readonly #versions: readonly ProgramVersion[];
  readonly #loads: Loads;
  /** What each reward costs, by its code; null where decisions are adopted and none are taken. */
  readonly #costs: ReadonlyMap<string, number> | null;

  constructor(
    versions: readonly ProgramVersion[],
    loads: Loads,
    costs: ReadonlyMap<string, number> | null = null,
  ) {
    this.#versions = versions;
    this.#loads = loads;
    this.#costs = costs;
  }

  /** Takes in a batch of deliveries at our instant `now`. */
  hear(batch: readonly Heard[], now: number): void {
    const asOf = instant(now);
    const news = new Map<string, { events: FoldEvent[]; lotIds: Set<string> }>();
    for (const [id, after] of this.#merge(batch)) {
      const before = this.orders.get(id) ?? UNSEEN_ORDER;
      this.orders.set(id, after);
      const [oldOwner, owner] = [ownerOf(before), ownerOf(after)];
      if (oldOwner !== null && oldOwner !== owner) {
        this.member(oldOwner).refold = true;
        this.#count('changedHands');
      }
      this.#flagHolders(after, owner);
      const fact = orderFact(id, after);
      if (owner === null || !fact) continue;
      const member = this.member(owner);
      const known = oldOwner === owner ? orderFact(id, before) : null;
      const steps = appendedSteps(known, fact, member.state.foldedTo);
      if (!steps) member.refold = true;
      const told = news.get(owner) ?? { events: [], lotIds: new Set() };
      news.set(owner, told);
      told.events.push(...orderEvents(fact, steps ?? []));
      told.lotIds.add(`order:${id}`);
    }
    for (const [id, { events, lotIds }] of news) this.#tell(this.member(id), events, lotIds, asOf);
    for (const member of this.members.values()) if (member.refold) this.#refold(member, asOf);
  }

  /** Brings every member whose time has come up to `now`. */
  passTime(now: number): void {
    for (const member of this.members.values()) {
      const { nextDueAt } = member.state;
      const isDue = nextDueAt !== null && nextDueAt <= now;
      if (isDue || isToRefold(member, instant(now)))
        this.#tell(member, [], new Set(), instant(now));
    }
  }

  /**
   * Decides a redemption on what is known now; the decision is kept unless it is refused. Null
   * where its code is not there to be given.
   */
  redeem(memberId: string, wish: { id: string; cost: number; now: number }): HoldPlan | null {
    if (this.redemptions.holderOf(wish.id) !== null) return null;
    const member = this.member(memberId);
    const at = decisionInstant(member, wish.now);
    this.#tell(member, [], new Set(), at);
    const plan = planHold(member.state.lots.values(), points(wish.cost));
    if (!plan.ok) return plan;
    const named = { rewardId: `costs-${wish.cost}`, rewardName: `Costs ${wish.cost}` };
    const version = this.#versions[0]?.version ?? 1;
    const { takes } = plan;
    this.#decide(member, { kind: 'hold', redemptionId: wish.id, at, ...named, version, takes });
    return plan;
  }

  /** Gives or takes points; what cannot be taken is refused. */
  adjust(memberId: string, wish: { id: string; points: number; now: number }): HoldPlan {
    const member = this.member(memberId);
    const at = decisionInstant(member, wish.now);
    this.#tell(member, [], new Set(), at);
    const amount = points(wish.points);
    const plan: HoldPlan =
      amount > 0
        ? { ok: true, takes: [] }
        : planTake(member.state.lots.values(), points(-wish.points));
    if (!plan.ok) return plan;
    const { id } = wish;
    this.#decide(member, {
      ...{ kind: 'adjust', id, at, points: amount, reason: 'A gesture', takes: plan.takes },
    });
    return plan;
  }

  /** Releases a redemption that no order is known to carry; answers whether there was one. */
  release(redemptionId: string, now: number): boolean {
    const holder = this.redemptions.holderOf(redemptionId);
    if (holder === null || !this.redemptions.isOpen(redemptionId)) return false;
    const member = this.member(holder);
    const at = decisionInstant(member, now);
    this.#tell(member, [], new Set(), at);
    this.#decide(member, { kind: 'release', redemptionId, at });
    return true;
  }

  /** Takes in a decision as it was taken once, in another telling of the same life. */
  adopt(memberId: string, decision: Decision, now: number): void {
    const member = this.member(memberId);
    const { foldedTo, holds } = member.state;
    if (foldedTo !== null && decision.at <= foldedTo) member.refold = true;
    const isAppended =
      decision.kind === 'hold' ||
      decision.kind === 'adjust' ||
      (decision.kind === 'release' && holds.has(decision.redemptionId));
    // What is spent may have come back already; and where the hold itself is still to be folded,
    // folding from scratch finds both.
    if (isAppended && !isToRefold(member, instant(now))) this.#decide(member, decision, now);
    else {
      member.decisions.push(decision);
      this.redemptions.note(memberId, decision);
      this.#refold(member, instant(now));
    }
  }

  /** What folding all the member's facts from nothing says. */
  fromScratch(memberId: string, asOf: Instant): FoldOutcome {
    return foldMember(this.factsOf(memberId), this.#versions, asOf);
  }

  factsOf(memberId: string): MemberFacts {
    const orders: OrderFact[] = [];
    for (const [id, observed] of this.orders) {
      const fact = ownerOf(observed) === memberId ? orderFact(id, observed) : null;
      if (fact) orders.push(fact);
    }
    const { decisions } = this.member(memberId);
    return { orders, decisions, uses: this.redemptions.usesOf(memberId, this.orders) };
  }

  member(id: string): Member {
    let member = this.members.get(id);
    if (!member) {
      member = { posted: [], decisions: [], state: emptyState(), refold: false };
      this.members.set(id, member);
    }
    return member;
  }

  #merge(batch: readonly Heard[]): Map<string, ObservedOrder> {
    const merged = new Map<string, ObservedOrder>();
    for (const heard of batch) {
      const known = merged.get(heard.orderId) ?? this.orders.get(heard.orderId) ?? UNSEEN_ORDER;
      merged.set(heard.orderId, observe(known, heard));
    }
    return merged;
  }

  #decide(member: Member, decision: Decision, now: number = decision.at): void {
    member.decisions.push(decision);
    this.redemptions.note(this.#idOf(member), decision);
    const takes =
      decision.kind === 'release'
        ? member.state.holds.get(decision.redemptionId)?.takes
        : decision.kind !== 'settle' && decision.takes;
    const lotIds = new Set((takes || []).map(({ lotId }) => lotId));
    this.#tell(member, decisionEvents([decision]), lotIds, instant(now));
  }

  /** Whoever holds a code that the order carries is told by folding again. */
  #flagHolders({ latest, paidAt }: ObservedOrder, owner: string | null): void {
    for (const { code } of latest?.codes ?? []) {
      const cost = this.#costs?.get(code);
      const isUnissued = this.redemptions.holderOf(code) === null && paidAt !== null;
      if (isUnissued && owner !== null && cost !== undefined) {
        this.redemptions.noteUnissued(owner, code, cost);
      }
      const holder = this.redemptions.holderOf(code);
      if (holder !== null) this.member(holder).refold = true;
    }
  }

  #tell(member: Member, events: FoldEvent[], lotIds: Set<string>, asOf: Instant): void {
    if (isToRefold(member, asOf)) {
      this.#refold(member, asOf);
      return;
    }
    const { lots, holds, ...header } = member.state;
    const loaded = loadedLots(this.#loads, lots.values(), { touched: lotIds, asOf });
    const copies = new Map(loaded.map((lot) => [lot.id, { ...lot }]));
    const part = { ...header, lots: copies, holds: new Map(holds), uses: new Map() };
    const { movements, state, metDebt } = resume(part, events, this.#versions, asOf);
    if (metDebt) {
      this.#count('metDebt');
      this.#refold(member, asOf);
      return;
    }
    if (state.nextFactAt !== null) this.#count('fromTheFuture');
    if (movements.length > 0) this.#count('appended');
    post(member, movements.map(plainPosting));
    member.state = { ...state, lots: new Map([...lots, ...state.lots]) };
  }

  #refold(member: Member, now: Instant): void {
    this.#count('refolded');
    const id = this.#idOf(member);
    if (this.#costs) this.#decideRedemptions(member, now);
    // A decision is stamped a moment ahead where others were taken at the same instant.
    const asOf = instant(Math.max(now, member.decisions.at(-1)?.at ?? now));
    const { movements, state } = this.fromScratch(id, asOf);
    post(member, postDifference(member.posted, movements));
    member.state = state;
    member.refold = false;
  }

  #decideRedemptions(member: Member, now: Instant): void {
    const id = this.#idOf(member);
    const freeAt = decisionInstant(member, now);
    const { state } = this.fromScratch(id, freeAt);
    const known = { orders: this.orders, lots: state.lots.values(), freeAt };
    const { decisions, changes } = this.redemptions.decide(id, known);
    for (const { kind } of changes) if (kind === 'bind' || kind === 'unbind') this.#count(kind);
    member.decisions.push(...decisions);
  }

  #idOf(member: Member): string {
    return [...this.members].find(([, one]) => one === member)?.[0] ?? '';
  }

  #count(what: Seen): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }
}
