/**
 * The drain in memory: observations are merged, appended to the books where they follow everything
 * folded so far, and folded from scratch where they do not. Under rules that remember nothing but
 * lots, `loads: 'touched'` takes out of the books only the lots the drain loads, as the services do
 * it over PostgreSQL; under others the whole state is kept and gone on from. What the codes of
 * rewards were used for is decided and told by folding from scratch only.
 */
import type { Decision } from '../../app/domain/facts/decision.ts';
import { type ObservedOrder, UNSEEN_ORDER } from '../../app/domain/facts/observed-order.ts';
import { type FoldOutcome, resume } from '../../app/domain/fold.ts';
import type { Claim } from '../../app/domain/identity/guest-orders.ts';
import type { Merge } from '../../app/domain/identity/merge.ts';
import type { FoldEvent } from '../../app/domain/fold-events.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { entryOf } from '../../app/domain/ledger/entry-of.ts';
import { emptyState, stateOfLots } from '../../app/domain/ledger/member-state.ts';
import { plainPosting, postDifference } from '../../app/domain/ledger/post-difference.ts';
import { isForgetful } from '../../app/domain/program/memory-needed.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { BooksKnown, factOf } from './books-known.ts';
import { isToRefold, type Member, observe, ownerOf, post } from './books-member.ts';
import { newsOfDecision, newsOfOrder, newsOfTold } from './books-news.ts';
import { type Loads, loadedLots } from './loaded-lots.ts';
import type { Heard } from './order-life.ts';
import type { Told } from './shop-life.ts';

export type Seen =
  | 'appended'
  | 'refolded'
  | 'metDebt'
  | 'changedHands'
  | 'fromTheFuture'
  | 'bind'
  | 'unbind'
  | 'entry'
  | 'adopted';

type News = { readonly events: FoldEvent[]; readonly lotIds: Set<string> };

export class Books extends BooksKnown {
  readonly seen = new Map<Seen, number>();
  readonly #loads: Loads;
  /** What each reward costs, by its code; null where decisions are adopted and none are taken. */
  readonly #costs: ReadonlyMap<string, number> | null;

  constructor(
    versions: readonly ProgramVersion[],
    loads: Loads,
    costs: ReadonlyMap<string, number> | null = null,
  ) {
    super(versions);
    this.#loads = loads;
    this.#costs = costs;
  }

  /** Takes in a batch of deliveries at our instant `now`. */
  hear(batch: readonly Heard[], now: number): void {
    const asOf = instant(now);
    const news = new Map<string, News>();
    for (const [id, after] of this.#unite(batch)) {
      const before = this.orders.get(id) ?? UNSEEN_ORDER;
      this.orders.set(id, after);
      const [oldOwner, owner] = [ownerOf(before, this), ownerOf(after, this)];
      if (oldOwner !== null && oldOwner !== owner) {
        this.member(oldOwner).refold = true;
        this.#count('changedHands');
      }
      this.#flagHolders(after, owner);
      const fact = factOf(id, after);
      if (owner === null || !fact) continue;
      const member = this.member(owner);
      const known = oldOwner === owner ? factOf(id, before) : null;
      const told = news.get(owner) ?? { events: [], lotIds: new Set() };
      news.set(owner, told);
      told.lotIds.add(`order:${id}`);
      const events = newsOfOrder(known, fact, member.state, this.#remembersOrders(member));
      if (events) told.events.push(...events);
      else member.refold = true;
    }
    for (const [id, told] of news) this.tell(this.member(id), told, asOf);
    this.#refoldFlagged(asOf);
  }

  /** A customer joined with an e-mail: what a guest bought with it may be theirs from now on. */
  hearClaim(claim: Claim, now: number): void {
    if (this.claims.some(({ id }) => id === claim.id)) return;
    const guests = [...this.orders.values()].filter(({ latest }) => {
      return latest?.customerId === null && latest.emailHash === claim.emailKey;
    });
    const before = guests.map((order) => ownerOf(order, this));
    this.claims.push(claim);
    for (const [place, order] of guests.entries()) {
      const [was, is] = [before[place] ?? null, ownerOf(order, this)];
      if (was === is || is === null) continue;
      this.#count('adopted');
      for (const owner of [was, is]) if (owner !== null) this.member(owner).refold = true;
      this.#flagHolders(order, is);
    }
    this.#refoldFlagged(instant(now));
  }

  /** Makes two members one, or where that very merge stands, parts them again. */
  merge(merge: Merge, now: number): void {
    const isKnown = this.merges.includes(merge);
    this.merges = isKnown ? this.merges.filter((one) => one !== merge) : [...this.merges, merge];
    for (const id of [merge.from, merge.into]) this.member(id).refold = true;
    this.#refoldFlagged(instant(now));
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
      const at = this.freeInstant(now);
      this.tell(member, NOTHING, at);
      // On the way points for a level may have been decided on.
      if (this.freeInstant(now) === at) return at;
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

  /** Keeps a decision, and posts what it moves. */
  decide(member: Member, decision: Decision, now: number = decision.at): void {
    member.decisions.push(decision);
    this.redemptions.note(member.id, decision);
    // What is undone is known to nobody who remembers only lots.
    if (decision.kind === 'undo' && this.#isForgetful(member)) member.refold = true;
    this.tell(member, newsOfDecision(member, decision), instant(now));
  }

  /** Appends news to a member's books, or folds them again where only that can tell. */
  tell(member: Member, { events, lotIds }: News, asOf: Instant): void {
    const { passedTo } = member;
    // A tier that time has passed for goes on from there, although nothing happened.
    const isLate = passedTo !== null && events.some(({ at }) => at < passedTo);
    const isGroup = this.groupOf(member.id).members.length > 1;
    if (isGroup || isToRefold(member, asOf) || (isLate && member.state.progress.tiers)) {
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

  #unite(batch: readonly Heard[]): Map<string, ObservedOrder> {
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

  #refoldFlagged(asOf: Instant): void {
    for (const member of this.members.values()) if (member.refold) this.#refold(member, asOf);
  }

  #refold(member: Member, now: Instant): void {
    this.#count('refolded');
    const { root, members } = this.groupOf(member.id);
    const all = members.map((id) => this.member(id));
    if (this.#costs) this.#decideRedemptions(all, now);
    // A decision is stamped a moment ahead where others were taken at the same instant.
    const asOf = instant(Math.max(now, ...all.map(({ decisions }) => decisions.at(-1)?.at ?? now)));
    const { outcome, books } = this.foldOf(root, asOf);
    for (const one of all) {
      const book = books.get(one.id);
      if (!book) throw new Error(`There is no book of ${one.id}.`);
      post(one, postDifference(one.posted, book.movements));
      const empty = { ...emptyState(this.versions), lots: new Map(book.lots) };
      one.state = one.id === root ? outcome.state : empty;
      one.passedTo = asOf;
      one.refold = false;
    }
    this.#grant(this.member(root), outcome, asOf);
  }

  /** Points for a level that was reached are decided on at once, one level after the other. */
  #grant(member: Member, { wishes: [wish] }: FoldOutcome, asOf: Instant): void {
    if (!wish || !this.#costs) return;
    this.#count('entry');
    this.decide(member, entryOf(wish, this.freeInstant(asOf)));
  }

  /** What ends a redemption stays with the member who took it. */
  #decideRedemptions(group: readonly Member[], now: Instant): void {
    const [first] = group;
    if (!first || group.every(({ id }) => this.redemptions.codesOf(id).length === 0)) return;
    const freeAt = this.freeInstant(now);
    const { state } = this.fromScratch(first.id, freeAt);
    const known = { orders: this.orders, lots: state.lots.values(), freeAt };
    const ids = group.map(({ id }) => id);
    const { decisions, changes } = this.redemptions.decide(ids, known);
    for (const { kind } of changes) if (kind === 'bind' || kind === 'unbind') this.#count(kind);
    for (const decision of decisions) {
      const holder = this.redemptions.holderOf(decision.redemptionId);
      this.member(holder ?? first.id).decisions.push(decision);
    }
  }

  #count(what: Seen): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }
}

const NOTHING: News = { events: [], lotIds: new Set() };
