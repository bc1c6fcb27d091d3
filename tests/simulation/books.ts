/**
 * The drain in memory: observations are merged, appended to the books where they follow everything
 * folded so far, and folded from scratch where they do not. Under rules that remember nothing but
 * lots, `loads: 'touched'` takes out of the books only the lots the drain loads, as the services do
 * it over PostgreSQL; under others the whole state is kept and gone on from. What the codes of
 * rewards were used for is decided and told by folding from scratch only.
 */
import type { Decision } from '../../app/domain/facts/decision.ts';
import { type ObservedOrder, UNSEEN_ORDER } from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { foldMember, type FoldOutcome, type MemberFacts, resume } from '../../app/domain/fold.ts';
import type { FoldEvent } from '../../app/domain/fold-events.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { entryOf } from '../../app/domain/ledger/entry-of.ts';
import { emptyState, stateOfLots } from '../../app/domain/ledger/member-state.ts';
import { plainPosting, postDifference } from '../../app/domain/ledger/post-difference.ts';
import { isForgetful } from '../../app/domain/program/memory-needed.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import {
  decisionInstant,
  isToRefold,
  type Member,
  observe,
  ownerOf,
  post,
} from './books-member.ts';
import { newsOfDecision, newsOfOrder, newsOfTold } from './books-news.ts';
import { type Loads, loadedLots } from './loaded-lots.ts';
import type { Heard } from './order-life.ts';
import { Redemptions } from './redemptions.ts';
import type { Told } from './shop-life.ts';

export type Seen =
  | 'appended'
  | 'refolded'
  | 'metDebt'
  | 'changedHands'
  | 'fromTheFuture'
  | 'bind'
  | 'unbind'
  | 'entry';

type News = { readonly events: FoldEvent[]; readonly lotIds: Set<string> };

export class Books {
  readonly orders = new Map<string, ObservedOrder>();
  readonly members = new Map<string, Member>();
  readonly seen = new Map<Seen, number>();
  readonly redemptions = new Redemptions();
  readonly versions: readonly ProgramVersion[];
  readonly #loads: Loads;
  /** What each reward costs, by its code; null where decisions are adopted and none are taken. */
  readonly #costs: ReadonlyMap<string, number> | null;

  constructor(
    versions: readonly ProgramVersion[],
    loads: Loads,
    costs: ReadonlyMap<string, number> | null = null,
  ) {
    this.versions = versions;
    this.#loads = loads;
    this.#costs = costs;
  }

  /** Takes in a batch of deliveries at our instant `now`. */
  hear(batch: readonly Heard[], now: number): void {
    const asOf = instant(now);
    const news = new Map<string, News>();
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
      const told = news.get(owner) ?? { events: [], lotIds: new Set() };
      news.set(owner, told);
      told.lotIds.add(`order:${id}`);
      const events = newsOfOrder(known, fact, member.state, this.#remembersOrders(member));
      if (events) told.events.push(...events);
      else member.refold = true;
    }
    for (const [id, told] of news) this.tell(this.member(id), told, asOf);
    for (const member of this.members.values()) if (member.refold) this.#refold(member, asOf);
  }

  /** Takes in what a member did without buying, or whether they take part. */
  hearTold(memberId: string, fact: Told, now: number): void {
    const member = this.member(memberId);
    const events = this.#isForgetful(member) ? null : newsOfTold(member, fact);
    if ('activity' in fact) {
      if (member.activities.some(({ id }) => id === fact.id)) return;
      member.activities.push(fact);
    } else {
      if (member.standing.some(({ id }) => id === fact.id)) return;
      member.standing.push(fact);
    }
    if (!events) member.refold = true;
    this.tell(member, { events: events ?? [], lotIds: new Set() }, instant(now));
  }

  /** Brings every member whose time has come up to `now`. */
  passTime(now: number): void {
    for (const member of this.members.values()) {
      const { nextDueAt } = member.state;
      const isDue = nextDueAt !== null && nextDueAt <= now;
      if (isDue || isToRefold(member, instant(now))) this.tell(member, NOTHING, instant(now));
    }
  }

  /** Brings a member up to the instant at which their next decision will be taken, and says it. */
  upToDecision(member: Member, now: number): Instant {
    for (;;) {
      const at = decisionInstant(member, now);
      this.tell(member, NOTHING, at);
      // On the way points for a level may have been decided on.
      if (decisionInstant(member, now) === at) return at;
    }
  }

  /** Takes in a decision as it was taken once, in another telling of the same life. */
  adopt(memberId: string, decision: Decision, now: number): void {
    const member = this.member(memberId);
    const { foldedTo, holds } = member.state;
    if (foldedTo !== null && decision.at <= foldedTo) member.refold = true;
    const isAppended =
      !('redemptionId' in decision) ||
      decision.kind === 'hold' ||
      (decision.kind === 'release' && holds.has(decision.redemptionId));
    // What is spent may have come back already; and where the hold itself is still to be folded,
    // folding from scratch finds both.
    if (isAppended && !isToRefold(member, instant(now))) this.decide(member, decision, now);
    else {
      member.decisions.push(decision);
      this.redemptions.note(memberId, decision);
      this.#refold(member, instant(now));
    }
  }

  /** What folding all the member's facts from nothing says. */
  fromScratch(memberId: string, asOf: Instant): FoldOutcome {
    return foldMember(this.factsOf(memberId), this.versions, asOf);
  }

  factsOf(memberId: string): Required<MemberFacts> {
    const orders: OrderFact[] = [];
    for (const [id, observed] of this.orders) {
      const fact = ownerOf(observed) === memberId ? orderFact(id, observed) : null;
      if (fact) orders.push(fact);
    }
    const { decisions, activities, standing } = this.member(memberId);
    const uses = this.redemptions.usesOf(memberId, this.orders);
    return { orders, decisions, uses, activities, standing };
  }

  member(id: string): Member {
    let member = this.members.get(id);
    if (!member) {
      const facts = { decisions: [], activities: [], standing: [] };
      member = {
        posted: [],
        ...facts,
        state: emptyState(this.versions),
        refold: false,
        passedTo: null,
      };
      this.members.set(id, member);
    }
    return member;
  }

  /** Keeps a decision, and posts what it moves. */
  decide(member: Member, decision: Decision, now: number = decision.at): void {
    member.decisions.push(decision);
    this.redemptions.note(this.#idOf(member), decision);
    // What is undone is known to nobody who remembers only lots.
    if (decision.kind === 'undo' && this.#isForgetful(member)) member.refold = true;
    this.tell(member, newsOfDecision(member, decision), instant(now));
  }

  /** Appends news to a member's books, or folds them again where only that can tell. */
  tell(member: Member, { events, lotIds }: News, asOf: Instant): void {
    const { passedTo } = member;
    // A tier that time has passed for goes on from there, although nothing happened.
    const isLate = passedTo !== null && events.some(({ at }) => at < passedTo);
    if (isToRefold(member, asOf) || (isLate && member.state.progress.tiers)) {
      this.#refold(member, asOf);
      return;
    }
    const outcome = this.#isForgetful(member)
      ? this.#resumePart(member, { events, lotIds }, asOf)
      : resume(member.state, events, this.versions, asOf);
    if (!outcome) {
      this.#count('metDebt');
      this.#refold(member, asOf);
      return;
    }
    const { movements, state } = outcome;
    member.passedTo = asOf;
    if (state.nextFactAt !== null) this.#count('fromTheFuture');
    if (movements.length > 0) this.#count('appended');
    post(member, movements.map(plainPosting));
    this.#grant(member, outcome, asOf);
  }

  /** Goes on from some of the lots, as the drain does; null where those cannot tell. */
  #resumePart(member: Member, { events, lotIds }: News, asOf: Instant): FoldOutcome | null {
    const { lots, holds, foldedTo, nextDueAt, nextFactAt } = member.state;
    const loaded = loadedLots(this.#loads, lots.values(), { touched: lotIds, asOf });
    const copies = loaded.map((lot) => ({ ...lot }));
    const part = stateOfLots(copies, { foldedTo, nextDueAt, nextFactAt });
    for (const [id, hold] of holds) part.holds.set(id, hold);
    const outcome = resume(part, events, this.versions, asOf);
    if (outcome.metDebt) return null;
    member.state = { ...outcome.state, lots: new Map([...lots, ...outcome.state.lots]) };
    return outcome;
  }

  #isForgetful({ standing }: Member): boolean {
    return standing.length === 0 && isForgetful(this.versions);
  }

  #remembersOrders(member: Member): boolean {
    return !this.#isForgetful(member) && member.state.progress.memory.orders;
  }

  #merge(batch: readonly Heard[]): Map<string, ObservedOrder> {
    const merged = new Map<string, ObservedOrder>();
    for (const heard of batch) {
      const known = merged.get(heard.orderId) ?? this.orders.get(heard.orderId) ?? UNSEEN_ORDER;
      merged.set(heard.orderId, observe(known, heard));
    }
    return merged;
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

  #refold(member: Member, now: Instant): void {
    this.#count('refolded');
    const id = this.#idOf(member);
    if (this.#costs) this.#decideRedemptions(member, now);
    // A decision is stamped a moment ahead where others were taken at the same instant.
    const asOf = instant(Math.max(now, member.decisions.at(-1)?.at ?? now));
    const outcome = this.fromScratch(id, asOf);
    post(member, postDifference(member.posted, outcome.movements));
    member.state = outcome.state;
    member.passedTo = asOf;
    member.refold = false;
    this.#grant(member, outcome, asOf);
  }

  /** Points for a level that was reached are decided on at once, one level after the other. */
  #grant(member: Member, { wishes: [wish] }: FoldOutcome, asOf: Instant): void {
    if (!wish || !this.#costs) return;
    this.#count('entry');
    this.decide(member, entryOf(wish, decisionInstant(member, asOf)));
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

const NOTHING: News = { events: [], lotIds: new Set() };
