import { describe, expect, it } from 'vitest';
import { groupDeliveries } from './group-deliveries.ts';
import type { Delivery, InboxInsert, Inserted } from './ports/ingest.ts';

const delivery = (deliveryId: string): Delivery => ({
  topic: 'orders/paid',
  domain: 'laurel-test.myshopify.com',
  deliveryId,
  eventId: null,
  triggeredAt: null,
  content: { status: 'parked', reason: 'unknown_topic: x', sealed: new Uint8Array() },
});

type Answer = Awaited<ReturnType<InboxInsert>>;
const stored: Inserted = { outcome: 'stored', programId: 7 };
const fine = (group: readonly Delivery[]): Answer => ({ ok: true, each: group.map(() => stored) });

/** An inbox whose every statement waits until the test lets it go. */
function heldInbox() {
  const statements: { ids: string[]; release: (answer?: Answer) => void }[] = [];
  const insert: InboxInsert = (group) =>
    new Promise((resolve) => {
      const ids = group.map(({ deliveryId }) => deliveryId);
      statements.push({ ids, release: (answer = fine(group)) => resolve(answer) });
    });
  return { statements, insert, ids: () => statements.map(({ ids }) => ids.join('')) };
}

const bounds = { statementsMax: 2, groupMax: 3, queueMax: 100 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('grouped deliveries', () => {
  it('leave alone while there is a free slot, together when there is none', async () => {
    const inbox = heldInbox();
    const insertOne = groupDeliveries(inbox.insert, bounds);
    const answers = [...'abcdef'].map((id) => insertOne(delivery(id)));
    expect(inbox.ids()).toEqual(['a', 'b']);

    inbox.statements[0]?.release();
    await turn();
    expect(inbox.ids()).toEqual(['a', 'b', 'cde']);

    inbox.statements[1]?.release();
    await turn();
    expect(inbox.ids()).toEqual(['a', 'b', 'cde', 'f']);

    for (const { release } of inbox.statements) release();
    expect(await Promise.all(answers)).toEqual(Array(6).fill(stored));
  });

  it('get each their own answer', async () => {
    const each: Inserted[] = [
      { outcome: 'stored', programId: 1 },
      { outcome: 'duplicate', programId: 2 },
      { outcome: 'unknown_shop' },
    ];
    const inbox = heldInbox();
    const insertOne = groupDeliveries(inbox.insert, { ...bounds, statementsMax: 1 });
    const first = insertOne(delivery('a'));
    const answers = [...'bcd'].map((id) => insertOne(delivery(id)));
    inbox.statements[0]?.release();
    await first;
    await turn();
    inbox.statements[1]?.release({ ok: true, each });
    expect(await Promise.all(answers)).toEqual(each);
  });

  it('do not suffer for a neighbour the database rejects', async () => {
    const seen: string[] = [];
    const insert: InboxInsert = async (group) => {
      seen.push(group.map(({ deliveryId }) => deliveryId).join(''));
      const bad = group.some(({ deliveryId }) => deliveryId === 'c');
      return bad ? { ok: false, outcome: 'rejected', detail: '22P05' } : fine(group);
    };
    const insertOne = groupDeliveries(insert, { ...bounds, statementsMax: 1 });
    const answers = await Promise.all([...'abcd'].map((id) => insertOne(delivery(id))));
    expect(seen).toEqual(['a', 'bcd', 'b', 'c', 'd']);
    const rejected = { outcome: 'rejected', detail: '22P05' };
    expect(answers).toEqual([stored, stored, rejected, stored]);
  });

  it('are all told when the database gives no answer, and none is tried again', async () => {
    let statements = 0;
    const insert: InboxInsert = async () => {
      statements += 1;
      return { ok: false, outcome: 'unavailable', detail: 'ECONNREFUSED' };
    };
    const insertOne = groupDeliveries(insert, { ...bounds, statementsMax: 1 });
    const answers = await Promise.all([...'abcd'].map((id) => insertOne(delivery(id))));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['unavailable']));
    expect(statements).toBe(2);
  });

  it('are refused when too many wait already', async () => {
    const inbox = heldInbox();
    const insertOne = groupDeliveries(inbox.insert, { ...bounds, statementsMax: 1, queueMax: 1 });
    void insertOne(delivery('a'));
    void insertOne(delivery('b'));
    const refused = { outcome: 'unavailable', detail: 'queue_full' };
    expect(await insertOne(delivery('c'))).toEqual(refused);
  });
});
