/** A trade file's order as a record: nothing of what the file says is lost on the way to a body. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worthMinor } from '../money/money.ts';
import { fromShopOrder } from './from-shop-order.ts';
import { INVENTED_MARKS } from './invent-buyer.ts';
import { orderPayload } from './payloads/order.ts';
import { refundPayload } from './payloads/refund.ts';
import { differences, sampleOf, sent } from './payloads/samples-fixture.ts';
import { sampleOrder } from './shop-order-fixture.ts';
import type { ShopOrder } from './shop-order.ts';

function bodyOf(shopOrder: ShopOrder) {
  const { order, context } = fromShopOrder(shopOrder);
  return orderPayload(order, context);
}

function refundsOf(shopOrder: ShopOrder) {
  const { order, context } = fromShopOrder(shopOrder);
  return order.refunds.map((refund) => refundPayload(order, refund, context));
}

const ORDER = sampleOrder();

describe('the order of a trade file', () => {
  it('has the keys of Shopify’s samples in its bodies', () => {
    const bought = sent(bodyOf(sampleOrder({ refunds: [] })));
    expect(differences(bought, sampleOf('orders/paid'))).toEqual([]);
    expect(differences(sent(refundsOf(ORDER)[0]), sampleOf('refunds/create'))).toEqual([]);
  });

  it('repeats in its refunds exactly what refunds/create says', () => {
    expect(sent(bodyOf(ORDER))['refunds']).toEqual(refundsOf(ORDER).map(sent));
  });

  it('keeps every digit of a 64-bit id', () => {
    const text = JSON.stringify(bodyOf(ORDER));
    expect(text).toContain('"id":820982911946154508,');
    expect(text).toContain('"gid://shopify/Order/820982911946154508"');
    expect(text).toContain('"line_item_id":487817672276298554,');
    expect(text).toContain('"gid://shopify/LineItem/487817672276298554"');
    expect(text).toContain('"gid://shopify/Refund/890088186047892319"');
    expect(text).toContain('"id":14000000000002,');
    expect(text).not.toMatch(/"(id|line_item_id|order_id)":-/);
  });

  it('has money that adds up, before and after refunds', () => {
    expect(sent(bodyOf(ORDER))).toMatchObject({
      subtotal_price: '84.35',
      total_price: '84.35',
      total_outstanding: '0.00',
      current_subtotal_price: '67.50',
      current_total_price_set: { shop_money: { amount: '67.50', currency_code: 'GBP' } },
      financial_status: 'partially_refunded',
      line_items: [
        { quantity: 3, current_quantity: 0, price: '1.115' },
        { quantity: 12, current_quantity: 10 },
      ],
      refunds: [
        {
          refund_line_items: [{ subtotal: 1.12 }, { subtotal: 13.5 }],
          transactions: [{ amount: '14.62' }],
        },
        { refund_line_items: [{ subtotal_set: { shop_money: { amount: '2.23' } } }] },
      ],
    });
  });

  it('is paid before any refund, and refunded when nothing is left', () => {
    expect(bodyOf(sampleOrder({ refunds: [] })).financial_status).toBe('paid');
    const units = ORDER.lines.map((line, id) => ({
      id: `${id + 1}`,
      lineId: line.id,
      quantity: line.quantity,
    }));
    const refunds = [{ id: '5', at: ORDER.updatedAt, note: null, units }];
    expect(bodyOf(sampleOrder({ refunds }))).toMatchObject({
      financial_status: 'refunded',
      current_total_price: '0.00',
    });
  });

  it.each(['0.001', '0.0049', '0.1', '1.0005', '0', '12.5'])(
    'is paid in full whatever the price: %s',
    (price) => {
      const lines = [{ id: '9', sku: 'S', title: 'T', quantity: 1, price }];
      const body = bodyOf(sampleOrder({ lines, refunds: [] }));
      expect(body).toMatchObject({ financial_status: 'paid', total_outstanding: '0.00' });
      expect(Number(body.line_items[0]?.price)).toBe(Number(price));
    },
  );

  it('has no customer for a guest, who may leave an e-mail or none', () => {
    const none = bodyOf(sampleOrder({ customerId: null, email: null }));
    expect(none).toMatchObject({ customer: null, email: '', contact_email: null });
    const some = bodyOf(sampleOrder({ customerId: null, email: 'guest@example.com' }));
    expect(some).toMatchObject({ customer: null, email: 'guest@example.com' });
  });

  it('carries personal data, all of it marked as invented', () => {
    const text = JSON.stringify(bodyOf(ORDER));
    for (const mark of INVENTED_MARKS) expect(text).toContain(mark);
  });

  it('refuses a refund of more than there is', () => {
    const units = [{ id: '1', lineId: '14000000000002', quantity: 13 }];
    const refunds = [{ id: '5', at: 0, note: null, units }];
    expect(() => bodyOf(sampleOrder({ refunds }))).toThrow(/returns 13 of line 14000000000002/);
  });

  it('refunds exactly what a line cost, in whatever parts it is given back', () => {
    const line = { id: '9', sku: 'S', title: 'T', quantity: 12, price: '0.125' };
    const parts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, fc.stringMatching(/^\d{1,3}\.\d{1,4}$/), (sizes, price) => {
        const quantity = sizes.reduce((sum, size) => sum + size, 0);
        const refunds = sizes.map((size, place) => ({
          id: `${place + 1}`,
          at: place,
          note: null,
          units: [{ id: '1', lineId: '9', quantity: size }],
        }));
        const { order } = fromShopOrder(
          sampleOrder({ lines: [{ ...line, quantity, price }], refunds }),
        );
        const given = order.refunds.flatMap(({ lines }) => lines);
        const sum = given.reduce((total, { subtotalMinor }) => total + subtotalMinor, 0);
        expect(sum).toBe(worthMinor(price, quantity, 'GBP'));
      }),
    );
  });
});
