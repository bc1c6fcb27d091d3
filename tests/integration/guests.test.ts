/** Guests who join: their orders wait under an e-mail until a customer proves it to be theirs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, seenOrder } from '../support/drain-shop.ts';
import { AT_ONCE, expectSettled, type MergeShop, openMergeShop } from '../support/merge-shop.ts';
import { drainAfterNotices, tellNotice } from '../support/tell-notice.ts';

let shop: MergeShop;
beforeEach(async () => {
  shop = await openMergeShop({ ...AT_ONCE, lookBackDays: 60 });
});
afterEach(async () => {
  await expectSettled(shop);
  await shop.close();
});

const guest = (id: string, days: number, changes: Parameters<typeof seenOrder>[1] = {}) =>
  seenOrder(id, { customerId: null, emailHash: 'ann@', createdAt: day(days), ...changes });

async function joins(
  customerId: string,
  days: number,
  emailHash: string | null = 'ann@',
): Promise<void> {
  const notice = { type: 'customer-email', customerId, emailHash } as const;
  await tellNotice(shop, { topic: 'customers/update', notice, days });
}

const lots = () =>
  shop.rows<{ order_id: string; earned: number }>(
    `SELECT o.order_id, (extract(epoch FROM l.earned_at) * 1000)::bigint::float8 AS earned
     FROM lots l JOIN orders o ON 'order:' || o.order_key = l.lot_id ORDER BY 1`,
  );
const claims = () => shop.rows('SELECT FROM email_claims');

describe('who joins with a verified e-mail', () => {
  it('has what they bought as a guest, as if it always had been theirs', async () => {
    await shop.hear(20, guest('A', 10), guest('B', 15, { emailHash: 'bea@' }));
    expect(await shop.balances()).toEqual({});
    await joins('1', 30);
    expect(await shop.balances()).toEqual({ '1': '0/100/0' });
    expect(await lots()).toEqual([{ order_id: 'A', earned: day(10) }]);
    // Told of again nothing more is claimed, and nobody joins twice.
    await joins('1', 31);
    expect(await claims()).toHaveLength(1);
    expect(await shop.balances()).toEqual({ '1': '0/100/0' });
  });

  it('has the orders of the last sixty days, the sixtieth included', async () => {
    await shop.hear(20, guest('A', 0), guest('B', 0.5), guest('C', 1, { price: '7.00' }));
    await joins('1', 60.25);
    expect((await lots()).map((lot) => lot.order_id)).toEqual(['B', 'C']);
  });

  it('has the next order placed as a guest as soon as it comes in', async () => {
    await joins('1', 5);
    expect(await shop.rows('SELECT FROM members')).toEqual([]);
    await shop.hear(10, guest('A', 10));
    expect(await shop.balances()).toEqual({ '1': '0/100/0' });
  });

  it('keeps an order of which more is told, its refund too', async () => {
    await shop.hear(20, guest('A', 10, { quantity: 2, price: '50.00' }));
    await joins('1', 30);
    await shop.hear(
      31,
      guest('A', 10, {
        ...{ quantity: 2, currentQuantity: 1, price: '50.00', updatedAt: day(31) },
      }),
    );
    const [order] = await shop.rows<{ member: boolean; email_hash: string | null }>(
      'SELECT member_id IS NOT NULL AS member, email_hash FROM orders',
    );
    expect(order).toEqual({ member: true, email_hash: null });
    expect(await shop.balances()).toEqual({ '1': '0/50/0' });
  });

  it('is the first of two with one e-mail, as far as their look-back reaches', async () => {
    await shop.hear(3, guest('old', 0), guest('new', 50, { price: '9.00' }));
    await joins('1', 61);
    await joins('2', 62);
    await shop.hear(63, guest('later', 63, { price: '5.00' }));
    expect(await shop.balances()).toEqual({ '1': '0/14/0' });
    expect(await shop.rows('SELECT FROM orders WHERE member_id IS NULL')).toHaveLength(1);
  });

  it('who proved nothing has nothing', async () => {
    await shop.hear(20, guest('A', 10));
    await joins('1', 30, null);
    expect([await claims(), await shop.balances()]).toEqual([[], {}]);
  });

  it('and was merged brings them along to whoever they became', async () => {
    await shop.merge('1', '2', 5);
    await shop.hear(20, guest('A', 10));
    await joins('1', 30);
    expect(await shop.balances()).toEqual({ '2': '0/100/0' });
  });
});

describe('a customer with an order of their own', () => {
  it('keeps it, whoever claims its e-mail', async () => {
    await shop.hear(20, guest('A', 10, { customerId: '2' }));
    await joins('1', 30);
    expect(await shop.balances()).toEqual({ '2': '0/100/0' });
  });
});

it('who was erased claims nothing any more', async () => {
  await shop.hear(20, guest('A', 10));
  await joins('1', 30);
  const notice = {
    type: 'customer-redact',
    customerId: '1',
    emailHash: 'ann@',
    orderIds: [],
  } as const;
  await tellNotice(shop, { topic: 'customers/redact', notice, days: 31 });
  expect([await claims(), await shop.rows('SELECT FROM orders')]).toEqual([[], []]);
  await joins('1', 32);
  await shop.feed([guest('late', 33)]);
  await drainAfterNotices(shop, 33);
  expect(await claims()).toEqual([]);
  expect(await shop.rows('SELECT FROM orders WHERE member_id IS NOT NULL')).toEqual([]);
});
