/**
 * The books, watched: whoever listens learns of each transaction that is committed which deliveries
 * it took in, what of theirs changed and what was posted. Nothing is asked of the database for it,
 * and a transaction that fails is not told of.
 */
import { namesOf } from './merge-observations.ts';
import type { Books, BooksWrite, ClaimedRow, LockedOrder, OpenBooks } from './ports/drain.ts';
import type { DeliveryDone, Span, Watch } from './ports/telemetry.ts';

type Seen = {
  readonly rows: ClaimedRow[];
  readonly orders: LockedOrder[];
  readonly batches: BooksWrite[];
  readonly refolds: BooksWrite[];
};

/** The same books; `now` in ms since the epoch. */
export function watchBooks(books: Books, watch: Watch, now: () => number): Books {
  return {
    ...books,
    async inProgram(programId, work) {
      const from = now();
      const seen: Seen = { rows: [], orders: [], batches: [], refolds: [] };
      const result = await books.inProgram(programId, (open) => work(watched(open, seen)));
      tell(watch, { programId, seen }, { from, to: now() });
      return result;
    },
  };
}

function watched(open: OpenBooks, seen: Seen): OpenBooks {
  return {
    ...open,
    async claimInbox(claim) {
      const rows = await open.claimInbox(claim);
      seen.rows.push(...rows);
      return rows;
    },
    async lockOrders(names) {
      const orders = await open.lockOrders(names);
      seen.orders.push(...orders);
      return orders;
    },
    writeBatch(write) {
      seen.batches.push(write);
      return open.writeBatch(write);
    },
    writeRefold(write, dropped) {
      seen.refolds.push(write);
      return open.writeRefold(write, dropped);
    },
  };
}

function tell(watch: Watch, of: { programId: number; seen: Seen }, took: Span): void {
  const { programId, seen } = of;
  for (const write of seen.batches) {
    const deliveries = deliveriesDone(seen, write);
    watch({
      ...{ is: 'batch-written', programId, deliveries, ...took },
      batch: nameOf(programId, deliveries, took.from),
      members: write.members.length,
      movements: write.postings.length,
    });
  }
  for (const { members, postings } of seen.refolds) {
    for (const { memberId, seq } of members) {
      const movements = postings.filter((posting) => posting.memberId === memberId).length;
      watch({ is: 'member-folded', programId, memberId, seq, movements, ...took });
    }
  }
}

function deliveriesDone({ rows, orders }: Seen, write: BooksWrite): DeliveryDone[] {
  const keys = new Map(orders.map((order) => [keyOf(order), order]));
  const ownerOf = new Map(write.orders.map(({ orderKey, memberId }) => [orderKey, memberId]));
  return rows.map((row) => {
    const [name] = namesOf([row]);
    const order = name && keys.get(keyOf(name));
    const memberId = order ? (ownerOf.get(order.orderKey) ?? order.memberId) : null;
    const { inboxId, deliveryId } = row;
    return { inboxId, deliveryId, orderKey: order?.orderKey ?? null, memberId };
  });
}

function keyOf({ shopId, orderId }: { readonly shopId: number; readonly orderId: string }) {
  return `${shopId}/${orderId}`;
}

/** Two batches of a program never begin with the same row at the same moment. */
function nameOf(programId: number, deliveries: readonly DeliveryDone[], from: number): string {
  return `${programId}.${deliveries[0]?.inboxId ?? 'time'}.${from.toString(36)}`;
}
