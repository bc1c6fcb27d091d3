/**
 * Group commit: while a statement is under way, deliveries that come in wait and go together in the
 * next one. Nobody waits for company: a delivery that finds a free slot leaves at once, alone.
 *
 * A database that rejects a group rejects it for one value of one delivery; so each then goes
 * alone, and only the one at fault learns of it.
 */
import type { Delivery, InboxInsert, Inserted, InsertRefused } from './ports/ingest.ts';

type GroupBounds = {
  /** Statements under way at once. */
  readonly statementsMax: number;
  /** Deliveries in one statement. */
  readonly groupMax: number;
  /** Deliveries waiting for a statement; more are refused as `unavailable`. */
  readonly queueMax: number;
};

export type InsertOne = (delivery: Delivery) => Promise<Inserted | InsertRefused>;

type Queued = {
  readonly delivery: Delivery;
  readonly settle: (answer: Inserted | InsertRefused) => void;
};

/** Inserts one delivery, sharing statements with its neighbours. Never rejects. */
export function groupDeliveries(insert: InboxInsert, bounds: GroupBounds): InsertOne {
  const queue: Queued[] = [];
  let underWay = 0;

  const sendNext = (): void => {
    if (underWay >= bounds.statementsMax || queue.length === 0) return;
    underWay += 1;
    void sendGroup(insert, queue.splice(0, bounds.groupMax)).then(() => {
      underWay -= 1;
      sendNext();
    });
  };

  return (delivery) =>
    new Promise((settle) => {
      if (queue.length >= bounds.queueMax) {
        settle({ outcome: 'unavailable', detail: 'queue_full' });
        return;
      }
      queue.push({ delivery, settle });
      sendNext();
    });
}

async function sendGroup(insert: InboxInsert, group: readonly Queued[]): Promise<void> {
  const answer = await insert(group.map(({ delivery }) => delivery));
  if (answer.ok) {
    for (const [place, { settle }] of group.entries()) {
      settle(answer.each[place] ?? { outcome: 'unavailable', detail: 'no_answer' });
    }
    return;
  }
  const { outcome, detail } = answer;
  if (outcome === 'rejected' && group.length > 1) {
    for (const queued of group) await sendGroup(insert, [queued]);
    return;
  }
  for (const { settle } of group) settle({ outcome, detail });
}
