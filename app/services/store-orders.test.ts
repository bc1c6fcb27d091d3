import { describe, expect, it } from 'vitest';
import { seenOrder, seenRefund } from '../../tests/support/drain-shop.ts';
import type { Delivery, InboxInsert } from './ports/ingest.ts';
import { InboxUnavailable, type OrderToStore, storeOrders } from './store-orders.ts';

const SHOP = { programId: 1, shopId: 1, domain: 'toys.myshopify.com' };

function orderToStore(orderId: string): OrderToStore {
  const seen = seenOrder(orderId);
  if (seen.type !== 'order') throw new Error('an order');
  const order = { orderId, refunds: [], credits: [], snapshot: seen.snapshot };
  return { deliveryId: `history:${orderId}`, order };
}

const store = (insert: InboxInsert, orders: readonly OrderToStore[]) =>
  storeOrders(insert, SHOP, { topic: 'laurel/history', orders });

describe('storing orders we asked Shopify for', () => {
  it('goes into the inbox in one statement, refunds with their order', async () => {
    const stored: Delivery[][] = [];
    const refund = seenRefund('1');
    if (refund.type !== 'refund') throw new Error('a refund');
    const one = orderToStore('1');
    const withRefund = { ...one, order: { ...one.order, refunds: [refund.refund] } };
    const refused = await store(
      async (deliveries) => {
        stored.push([...deliveries]);
        return { ok: true, each: deliveries.map(() => ({ outcome: 'stored', programId: 1 })) };
      },
      [withRefund, orderToStore('2')],
    );
    expect(refused).toBe(0);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.[0]).toMatchObject({
      topic: 'laurel/history',
      deliveryId: 'history:1',
      domain: SHOP.domain,
      content: { observation: { orderId: '1', snapshot: { refunds: [{ id: 'r-1' }] } } },
    });
  });

  it('of which the database rejects one keeps the others', async () => {
    const kept: string[] = [];
    const insert: InboxInsert = async (deliveries) => {
      const bad = deliveries.some(({ deliveryId }) => deliveryId === 'history:2');
      if (bad) return { ok: false, outcome: 'rejected', detail: '22P05' };
      kept.push(...deliveries.map(({ deliveryId }) => deliveryId));
      return { ok: true, each: deliveries.map(() => ({ outcome: 'stored', programId: 1 })) };
    };
    expect(await store(insert, ['1', '2', '3'].map(orderToStore))).toBe(1);
    expect(kept).toEqual(['history:1', 'history:3']);
  });

  it('throws where the database gave no answer, so that it is done again', async () => {
    const insert: InboxInsert = async () => {
      return { ok: false, outcome: 'unavailable', detail: 'ECONNRESET' };
    };
    await expect(store(insert, [orderToStore('1')])).rejects.toThrow(InboxUnavailable);
  });
});
