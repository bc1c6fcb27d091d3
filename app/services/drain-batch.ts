/**
 * One batch of the inbox into the books, in one transaction: claim → lock orders → lock members →
 * fold in memory → one write. It commits whole or leaves no trace, so a worker may die anywhere in
 * it and the rows simply wait again.
 *
 * Locks are taken class by class, each class in one sorted statement: orders, then members. Two
 * batches that share orders and members wait for one another and never in a circle.
 */
import { orderEvents } from '../domain/fold.ts';
import type { OrderFact } from '../domain/facts/order-fact.ts';
import { appendedSteps, orderFact } from '../domain/facts/order-timeline.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { lotIdOf } from '../domain/ledger/apply-order-step.ts';
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

/**
 * Drains one batch and answers how many rows it was. Throws {@link BatchFailure}, having done
 * nothing.
 */
export async function drainBatch(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  batch: { readonly programId: number; readonly claim: Claim; readonly asOf: Instant },
): Promise<number> {
  let inboxIds: number[] = [];
  try {
    return await books.inProgram(batch.programId, async (open) => {
      const rows = await open.claimInbox(batch.claim);
      inboxIds = rows.map(({ inboxId }) => inboxId);
      if (rows.length === 0) return 0;
      const changed = mergeObservations(rows, await open.lockOrders(namesOf(rows)));
      const { orders, news } = await tellOwners(open, changed, batch.asOf);
      const told =
        news.length === 0
          ? { members: [], lots: [], postings: [] }
          : await resumeMembers(
              news,
              await open.readVersions(),
              { asOf: batch.asOf, books: open },
              crypto,
            );
      await open.writeBatch({ asOf: batch.asOf, doneInboxIds: inboxIds, orders, ...told });
      return rows.length;
    });
  } catch (cause) {
    throw new BatchFailure(inboxIds, cause);
  }
}

/** Locks the owners of orders that changed, old and new, and works out the news for each. */
async function tellOwners(
  open: OpenBooks,
  changed: readonly ChangedOrder[],
  asOf: Instant,
): Promise<{ orders: OrderWrite[]; news: MemberNews[] }> {
  const headers = await lockOwners(open, changed);
  const byId = new Map(headers.map((header) => [header.memberId, header]));
  const byCustomer = new Map<string, MemberHeader>();
  for (const header of headers) {
    const { shopId, customerId } = header;
    if (customerId !== null) byCustomer.set(keyOf({ shopId, customerId }), header);
  }
  const news = new Map<number, MemberNews>();
  const newsOf = (header: MemberHeader): MemberNews => {
    let one = news.get(header.memberId);
    if (!one) {
      one = { header, events: [], lotIds: [], refold: needsRefold(header, asOf) };
      news.set(header.memberId, one);
    }
    return one;
  };

  const orders = changed.map(({ order, after }): OrderWrite => {
    const key = String(order.orderKey);
    const [before, now] = [orderFact(key, order.observed), orderFact(key, after)];
    const customer = customerOf({ order, after });
    const owner = customer ? byCustomer.get(keyOf(customer)) : null;
    invariant(owner !== undefined, 'The owner of an order is locked before the order is told.');
    const formerId = order.memberId;
    if (formerId !== null && formerId !== owner?.memberId && earned(before)) {
      const former = byId.get(formerId);
      invariant(former, 'The former owner of an order is locked with the new one.');
      newsOf(former).refold = true;
    }
    if (owner && now) {
      const known = formerId === owner.memberId ? before : null;
      if (earned(known) || earned(now)) tell(newsOf(owner), known, now);
    }
    const emailHash = owner ? null : (after.latest?.emailHash ?? null);
    const memberId = owner?.memberId ?? null;
    const { orderKey, shopId } = order;
    return { orderKey, shopId, memberId, emailHash, observed: after };
  });
  return { orders, news: [...news.values()] };
}

/**
 * Appends what the order's timeline adds for its owner, or flags the owner where it changed before.
 */
function tell(owner: MemberNews, before: OrderFact | null, now: OrderFact): void {
  const steps = appendedSteps(before, now, owner.header.foldedTo);
  if (!steps) owner.refold = true;
  else {
    owner.events.push(...orderEvents(now, steps));
    owner.lotIds.push(lotIdOf(now));
  }
}

function lockOwners(open: OpenBooks, changed: readonly ChangedOrder[]): Promise<MemberHeader[]> {
  const memberIds = new Set<number>();
  const customers = new Map<string, CustomerName>();
  for (const one of changed) {
    if (one.order.memberId !== null) memberIds.add(one.order.memberId);
    const customer = customerOf(one);
    if (customer) customers.set(keyOf(customer), customer);
  }
  if (memberIds.size === 0 && customers.size === 0) return Promise.resolve([]);
  return open.lockMembers({ memberIds: [...memberIds], customers: [...customers.values()] });
}

const earned = (fact: OrderFact | null): boolean => fact !== null && fact.steps.length > 0;

/** Whose order it is by all we know: the newest snapshot says; a guest's is nobody's. */
function customerOf({ order, after }: ChangedOrder): CustomerName | null {
  const customerId = after.latest?.customerId ?? null;
  return customerId === null ? null : { shopId: order.shopId, customerId };
}

const keyOf = ({ shopId, customerId }: CustomerName): string => `${shopId} ${customerId}`;
