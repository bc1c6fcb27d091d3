/**
 * One batch of the inbox into the books, in one transaction: claim → lock orders → lock members →
 * fold in memory → one write. It commits whole or leaves no trace, so a worker may die anywhere in
 * it and the rows simply wait again.
 *
 * Locks are taken class by class, each class in one sorted statement: orders, then members. Two
 * batches that share orders and members wait for one another and never in a circle.
 *
 * An order that carries a code of ours is news for whoever holds the code too. What it does to a
 * reward is decided where decisions are taken, by folding the members concerned again.
 */
import { appendedSteps } from '../domain/facts/appended-steps.ts';
import { carriedCodes } from '../domain/facts/carried-codes.ts';
import type { OrderFact } from '../domain/facts/order-fact.ts';
import { orderFact } from '../domain/facts/order-timeline.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { lotIdOf } from '../domain/ledger/order-lots.ts';
import { claimedOrders, isAdopted } from './claimed-orders.ts';
import { dropTombstoned } from './drop-tombstoned.ts';
import { type ChangedOrder, mergeObservations, namesOf } from './merge-observations.ts';
import type {
  Claim,
  CustomerName,
  DrainNeeds,
  MemberHeader,
  OpenBooks,
  OrderWrite,
} from './ports/drain.ts';
import { type MemberNews, needsRefold, resumeMembers } from './resume-members.ts';

/** What went wrong, and in which rows: one of them is to blame, or the moment is. */
export class BatchFailure extends Error {
  override name = 'BatchFailure';
  readonly inboxIds: readonly number[];

  constructor(inboxIds: readonly number[], cause: unknown) {
    super(`A batch of ${inboxIds.length} rows failed.`, { cause });
    this.inboxIds = inboxIds;
  }
}

type Batch = {
  readonly programId: number;
  readonly claim: Claim;
  readonly asOf: Instant;
  /** Told of how many rows there were, while they are still to be drained. */
  readonly onClaimed?: (rows: number) => void;
  /**
   * Waits for the turn to claim and lock, and answers what ends it. A batch that claimed later must
   * not come to a member first: the older orders would all be folded again.
   */
  readonly inTurn?: () => Promise<() => void>;
};

/**
 * Drains one batch and answers how many rows it was. Throws {@link BatchFailure}, having done
 * nothing.
 */
export async function drainBatch(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  batch: Batch,
): Promise<number> {
  let inboxIds: number[] = [];
  try {
    return await books.inProgram(batch.programId, async (open) => {
      const locked = await claimAndLock(open, batch, (claimed) => (inboxIds = claimed));
      if (!locked) return 0;
      const { orders, news, carried } = locked;
      const told =
        news.length === 0
          ? { members: [], lots: [], postings: [] }
          : await resumeMembers(
              news,
              await open.readVersions(),
              { asOf: batch.asOf, books: open },
              crypto,
            );
      const orderCodes = [...carried].flatMap(([orderKey, codes]) =>
        codes.map((code) => ({ orderKey, code })),
      );
      const done = { asOf: batch.asOf, doneInboxIds: inboxIds };
      await open.writeBatch({ ...done, orders, orderCodes, ...told });
      return inboxIds.length;
    });
  } catch (cause) {
    throw new BatchFailure(inboxIds, cause);
  }
}

/** The first half, which batches of one process go through in turn; null where nothing waits. */
async function claimAndLock(open: OpenBooks, batch: Batch, onIds: (inboxIds: number[]) => void) {
  const endTurn = await batch.inTurn?.();
  try {
    const rows = await open.claimInbox(batch.claim);
    onIds(rows.map(({ inboxId }) => inboxId));
    batch.onClaimed?.(rows.length);
    if (rows.length === 0) return null;
    const heard = await dropTombstoned(open, rows);
    const changed = mergeObservations(heard, await open.lockOrders(namesOf(heard)));
    const carried = carriedBy(changed);
    const claimed = await claimedOrders(open, changed);
    return { carried, ...(await tellMembers(open, { changed, carried, claimed }, batch.asOf)) };
  } finally {
    endTurn?.();
  }
}

/** Our codes on the orders that changed, by order: those they carry, and those they did before. */
function carriedBy(changed: readonly ChangedOrder[]): Map<number, string[]> {
  const carried = new Map<number, string[]>();
  for (const { order, after } of changed) {
    const codes = [...new Set([...carriedCodes(order.observed), ...carriedCodes(after)])];
    if (codes.length > 0) carried.set(order.orderKey, codes);
  }
  return carried;
}

type News = {
  readonly changed: readonly ChangedOrder[];
  readonly carried: ReadonlyMap<number, readonly string[]>;
  /** Shopify's customer of guests' orders that somebody claimed. */
  readonly claimed: ReadonlyMap<number, string>;
};

/** Locks whom the orders concern, owners old and new and holders; the news of each. */
async function tellMembers(
  open: OpenBooks,
  { changed, carried, claimed }: News,
  asOf: Instant,
): Promise<{ orders: OrderWrite[]; news: MemberNews[] }> {
  const holders = await findHolders(open, carried);
  const headers = await lockOwners(open, { changed, claimed }, holders);
  const byCustomer = byCustomerOf(headers);
  const { newsOf, news } = newsBook(headers, asOf);
  for (const memberId of holders) newsOf(memberId).refold = true;

  const orders = changed.map(({ order, after }): OrderWrite => {
    const { orderKey, shopId, memberId: formerId } = order;
    const customer = customerOf({ order, after }, claimed);
    const adopted = isAdopted({ order, after }) ? headers.get(formerId ?? 0) : null;
    const owner = customer ? byCustomer.get(keyOf(customer)) : adopted;
    invariant(owner !== undefined, 'The owner of an order is locked before the order is told.');
    const facts = factsOf({ order, after });
    const isCarrying = carried.has(orderKey);
    if (formerId !== null && formerId !== owner?.memberId) {
      if (isCarrying || earned(facts.before)) newsOf(formerId).refold = true;
    }
    if (owner && isCarrying) newsOf(owner.memberId).refold = true;
    else if (owner && facts.now) {
      const known = formerId === owner.memberId ? facts.before : null;
      if (earned(known) || earned(facts.now)) tell(newsOf(owner.memberId), known, facts.now);
    }
    const emailHash = owner ? null : (after.latest?.emailHash ?? null);
    const newId = order.isNew ? order.orderId : null;
    const memberId = owner?.memberId ?? null;
    return { orderKey, shopId, memberId, emailHash, observed: after, newId };
  });
  return { orders, news: [...news.values()] };
}

/** The news of each member, begun when first asked for. */
function newsBook(headers: ReadonlyMap<number, MemberHeader>, asOf: Instant) {
  const news = new Map<number, MemberNews>();
  const newsOf = (memberId: number): MemberNews => {
    const known = news.get(memberId);
    if (known) return known;
    const header = headers.get(memberId);
    invariant(header, 'Whoever is told of an order is locked before.');
    const begun = { header, orders: [], lotIds: [], refold: needsRefold(header, asOf) };
    news.set(memberId, begun);
    return begun;
  };
  return { newsOf, news };
}

function factsOf({ order, after }: ChangedOrder) {
  const key = String(order.orderKey);
  return { before: orderFact(key, order.observed), now: orderFact(key, after) };
}

/** Who holds the codes that orders carry; free where there is none, as almost always. */
async function findHolders(open: OpenBooks, carried: News['carried']): Promise<number[]> {
  const codes = [...new Set([...carried.values()].flat())];
  if (codes.length === 0) return [];
  const held = await open.takeSeenCodes(codes);
  return [...new Set(held.map(({ memberId }) => memberId))];
}

function byCustomerOf(headers: ReadonlyMap<number, MemberHeader>): Map<string, MemberHeader> {
  const byCustomer = new Map<string, MemberHeader>();
  for (const header of headers.values()) {
    const { shopId, customerId } = header;
    if (customerId !== null) byCustomer.set(keyOf({ shopId, customerId }), header);
  }
  return byCustomer;
}

/**
 * Appends what the order's timeline adds for its owner, or flags the owner where it changed before.
 */
function tell(owner: MemberNews, before: OrderFact | null, now: OrderFact): void {
  const steps = appendedSteps(before, now, owner.header.foldedTo);
  if (!steps) owner.refold = true;
  else {
    owner.orders.push({ before, now, steps });
    owner.lotIds.push(lotIdOf(now));
  }
}

async function lockOwners(
  open: OpenBooks,
  { changed, claimed }: Pick<News, 'changed' | 'claimed'>,
  holders: readonly number[],
): Promise<Map<number, MemberHeader>> {
  const memberIds = new Set(holders);
  const customers = new Map<string, CustomerName>();
  for (const one of changed) {
    if (one.order.memberId !== null) memberIds.add(one.order.memberId);
    const customer = customerOf(one, claimed);
    if (customer) customers.set(keyOf(customer), customer);
  }
  if (memberIds.size === 0 && customers.size === 0) return new Map();
  const wanted = { memberIds: [...memberIds], customers: [...customers.values()] };
  const headers = await open.lockMembers(wanted);
  return new Map(headers.map((header) => [header.memberId, header]));
}

const earned = (fact: OrderFact | null): boolean => fact !== null && fact.steps.length > 0;

/** Whose order it is by all we know: the newest snapshot says; a guest's is whose claimed it. */
function customerOf({ order, after }: ChangedOrder, claimed: News['claimed']): CustomerName | null {
  const customerId = after.latest?.customerId ?? claimed.get(order.orderKey) ?? null;
  return customerId === null ? null : { shopId: order.shopId, customerId };
}

const keyOf = ({ shopId, customerId }: CustomerName): string => `${shopId} ${customerId}`;
