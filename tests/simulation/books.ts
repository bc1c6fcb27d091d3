/**
 * The drain in memory: observations are merged, appended to the books where they follow everything
 * folded so far, and folded from scratch where they do not, exactly as the services do it over
 * PostgreSQL. `loads: 'touched'` takes out of the books only the lots the drain loads.
 */
import type { Decision, HoldDecision } from '../../app/domain/facts/decision.ts';
import {
  type ObservedOrder,
  observeRefund,
  observeSnapshot,
  UNSEEN_ORDER,
} from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { appendedSteps, orderFact } from '../../app/domain/facts/order-timeline.ts';
import {
  decisionEvents,
  type FoldEvent,
  foldMember,
  type FoldOutcome,
  type FoldState,
  orderEvents,
  resume,
} from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { Lot } from '../../app/domain/ledger/lot.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import {
  plainPosting,
  postDifference,
  type Posting,
} from '../../app/domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { type HoldPlan, planHold } from '../../app/domain/rewards/plan-hold.ts';
import type { Heard } from './order-life.ts';

export type Member = {
  readonly posted: PostedMovement[];
  readonly decisions: Decision[];
  state: FoldState;
  refold: boolean;
};

export type Seen = 'appended' | 'refolded' | 'metDebt' | 'changedHands' | 'fromTheFuture';

export class Books {
  readonly orders = new Map<string, ObservedOrder>();
  readonly members = new Map<string, Member>();
  readonly seen = new Map<Seen, number>();
  readonly #versions: readonly ProgramVersion[];
  readonly #loads: 'touched' | 'all';

  constructor(versions: readonly ProgramVersion[], loads: 'touched' | 'all') {
    this.#versions = versions;
    this.#loads = loads;
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

  /** Decides a redemption on what is known now; the decision is kept unless it is refused. */
  redeem(memberId: string, redemption: { id: string; cost: number; now: number }): HoldPlan {
    const member = this.member(memberId);
    const at = decisionInstant(member, redemption.now);
    this.#tell(member, [], new Set(), at);
    const plan = planHold(member.state.lots.values(), points(redemption.cost));
    if (!plan.ok) return plan;
    const hold: HoldDecision = {
      kind: 'hold',
      redemptionId: redemption.id,
      at,
      rewardId: `costs-${redemption.cost}`,
      rewardName: `Costs ${redemption.cost}`,
      version: this.#versions[0]?.version ?? 1,
      takes: plan.takes,
    };
    this.#decide(member, hold, hold);
    return plan;
  }

  /** Ends a redemption that was admitted and has not ended; answers whether there was one. */
  end(kind: 'settle' | 'release', redemptionId: string, now: number): boolean {
    for (const member of this.members.values()) {
      const hold = member.state.holds.get(redemptionId);
      if (!hold) continue;
      const at = decisionInstant(member, now);
      this.#tell(member, [], new Set(), at);
      this.#decide(member, { kind, redemptionId, at }, hold);
      return true;
    }
    return false;
  }

  /** Takes in a decision as it was taken once, in another telling of the same life. */
  adopt(memberId: string, decision: Decision, now: number): void {
    const member = this.member(memberId);
    const { foldedTo, holds } = member.state;
    if (foldedTo !== null && decision.at <= foldedTo) member.refold = true;
    const hold = decision.kind === 'hold' ? decision : holds.get(decision.redemptionId);
    // Where the hold itself is still to be folded, folding from scratch finds both.
    if (hold && !isToRefold(member, instant(now))) this.#decide(member, decision, hold, now);
    else {
      member.decisions.push(decision);
      this.#refold(member, instant(now));
    }
  }

  /** What folding all the member's facts from nothing says. */
  fromScratch(memberId: string, asOf: Instant): FoldOutcome {
    const { decisions } = this.member(memberId);
    return foldMember({ orders: this.factsOf(memberId), decisions }, this.#versions, asOf);
  }

  factsOf(memberId: string): OrderFact[] {
    const facts: OrderFact[] = [];
    for (const [id, observed] of this.orders) {
      const fact = ownerOf(observed) === memberId ? orderFact(id, observed) : null;
      if (fact) facts.push(fact);
    }
    return facts;
  }

  member(id: string): Member {
    let member = this.members.get(id);
    if (!member) {
      member = { posted: [], decisions: [], state: emptied(), refold: false };
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

  #decide(member: Member, decision: Decision, hold: HoldDecision, now: number = decision.at): void {
    member.decisions.push(decision);
    const lotIds = new Set(hold.takes.map(({ lotId }) => lotId));
    this.#tell(member, decisionEvents([decision]), lotIds, instant(now));
  }

  #tell(member: Member, events: FoldEvent[], lotIds: Set<string>, asOf: Instant): void {
    if (isToRefold(member, asOf)) {
      this.#refold(member, asOf);
      return;
    }
    const { lots, holds, ...header } = member.state;
    const loaded = [...lots.values()].filter(this.#isLoaded(lots, lotIds, asOf));
    const copies = new Map(loaded.map((lot) => [lot.id, { ...lot }]));
    const part: FoldState = { ...header, lots: copies, holds: new Map(holds) };
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

  /** The lots the drain loads: touched, due, in debt, and of the others the next one to mature. */
  #isLoaded(lots: ReadonlyMap<string, Lot>, touched: ReadonlySet<string>, asOf: Instant) {
    if (this.#loads === 'all') return () => true;
    const isDue = ({ pending, maturesAt }: Lot) =>
      pending !== 0 && maturesAt !== null && maturesAt <= asOf;
    const [next] = [...lots.values()]
      .filter((lot) => lot.pending !== 0 && !isDue(lot) && !touched.has(lot.id))
      .sort((a, b) => (a.maturesAt ?? 0) - (b.maturesAt ?? 0));
    return (lot: Lot) => touched.has(lot.id) || isDue(lot) || lot.available < 0 || lot === next;
  }

  #refold(member: Member, asOf: Instant): void {
    this.#count('refolded');
    const id = [...this.members].find(([, one]) => one === member)?.[0] ?? '';
    const { movements, state } = this.fromScratch(id, asOf);
    post(member, postDifference(member.posted, movements));
    member.state = state;
    member.refold = false;
  }

  #count(what: Seen): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }
}

/** Whether only folding from scratch can tell: the past changed, or a fact's instant has come. */
function isToRefold({ refold, state: { nextFactAt } }: Member, asOf: Instant): boolean {
  return refold || (nextFactAt !== null && nextFactAt <= asOf);
}

/** Decisions of one member are stamped one after the other, so that their order is never a tie. */
function decisionInstant({ decisions }: Member, now: number): Instant {
  const last = decisions.at(-1);
  return instant(Math.max(now, last ? last.at + 1 : now));
}

function ownerOf({ latest }: ObservedOrder): string | null {
  return latest?.customerId ?? null;
}

function observe(known: ObservedOrder, heard: Heard): ObservedOrder {
  // Plain numbers are branded by what reads them: the same shapes come out of the inbox as JSON.
  if ('refund' in heard) return observeRefund(known, heard.refund as never);
  return observeSnapshot(known, heard.snapshot as never);
}

function post({ posted }: Member, postings: readonly Posting[]): void {
  for (const posting of postings) posted.push({ ...posting, seq: posted.length + 1 });
}

function emptied(): FoldState {
  return { foldedTo: null, lots: new Map(), holds: new Map(), nextDueAt: null, nextFactAt: null };
}
