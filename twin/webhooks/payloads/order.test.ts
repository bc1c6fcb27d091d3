/** What an order's body says of money: the law that all of it adds up, and the rarer fields. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../model/order.ts';
import { orderContext } from './order-context.ts';
import { fullOrder } from './order-fixture.ts';
import { orderPayload } from './order.ts';
import { randomOrder } from './random-order-fixture.ts';
import { CUSTOMER, NOON, SHOP } from './records-fixture.ts';
import { refundPayload } from './refund.ts';
import { sent } from './samples-fixture.ts';
import { transactionPayload } from './transaction.ts';

const bodyOf = (order: Order) =>
  orderPayload(order, orderContext(SHOP, order, { customer: CUSTOMER }));

type Amounts = readonly { readonly amount: string }[];
const minor = (text: string): number => Math.round(Number(text) * 100);
const total = (amounts: Amounts): number =>
  amounts.reduce((sum, { amount }) => sum + minor(amount), 0);
const pricesOf = (lines: readonly { readonly price: string }[]): number =>
  lines.reduce((sum, { price }) => sum + minor(price), 0);

describe('the body of any order', () => {
  it('has a total that is its lines, less discounts, with shipping, tips and tax', () => {
    fc.assert(
      fc.property(randomOrder(), (order) => {
        const body = bodyOf(order);
        const goods = body.line_items.filter((line) => !('tip' in line));
        const worth = goods.reduce((sum, line) => sum + minor(line.price) * line.quantity, 0);
        const off = goods.reduce((sum, line) => sum + total(line.discount_allocations), 0);
        const shippingOff = body.shipping_lines.reduce(
          (sum, line) => sum + total(line.discount_allocations),
          0,
        );
        const shipping = body.shipping_lines.reduce((sum, line) => sum + minor(line.price), 0);
        const taxes = [...goods, ...body.shipping_lines].reduce(
          (sum, line) => sum + pricesOf(line.tax_lines),
          0,
        );
        expect(minor(body.total_line_items_price)).toBe(worth);
        expect(minor(body.subtotal_price)).toBe(worth - off);
        expect(minor(body.total_discounts)).toBe(off + shippingOff);
        expect(minor(body.total_tax)).toBe(taxes);
        expect(pricesOf(body.tax_lines)).toBe(taxes);
        expect(minor(body.total_shipping_price_set.shop_money.amount)).toBe(shipping);
        expect(minor(body.total_price)).toBe(
          worth -
            off +
            shipping -
            shippingOff +
            minor(body.total_tip_received) +
            (body.taxes_included ? 0 : taxes),
        );
      }),
    );
  });

  it('says every amount twice in the same words, as text and as a pair', () => {
    fc.assert(
      fc.property(randomOrder(), (order) => {
        const body = sent(bodyOf(order));
        for (const [key, value] of Object.entries(body)) {
          const pair = body[`${key}_set`] as { shop_money: { amount: string } } | undefined;
          if (pair !== undefined && typeof value === 'string') {
            expect(pair.shop_money.amount, key).toBe(value);
          }
        }
      }),
    );
  });

  it('loses by refunds exactly what they say, and owes nothing once it is paid', () => {
    fc.assert(
      fc.property(randomOrder(), (order) => {
        const body = bodyOf(order);
        const returned = body.refunds.flatMap(({ refund_line_items: lines }) => lines);
        const tax = body.taxes_included ? 0 : 1;
        const back = returned.reduce(
          (sum, line) => sum + minor(String(line.subtotal)) + tax * minor(String(line.total_tax)),
          0,
        );
        expect(minor(body.total_price) - minor(body.current_total_price)).toBe(back);
        const money = body.refunds.flatMap(({ transactions }) => transactions);
        expect(total(money)).toBe(back);
        expect(body.total_outstanding).toBe('0.00');
        for (const line of body.line_items) {
          const taken = returned.filter((one) => one.line_item_id === line.id);
          const units = taken.reduce((sum, { quantity }) => sum + quantity, 0);
          expect(line.current_quantity).toBe(line.quantity - units);
        }
      }),
    );
  });
});

describe('the body of an order', () => {
  it('tells what was sold, what is left, and what each discount took off', () => {
    expect(sent(bodyOf(fullOrder()))).toMatchObject({
      total_line_items_price: '60.00',
      subtotal_price: '54.00',
      total_discounts: '7.20',
      total_tip_received: '2.00',
      total_shipping_price_set: { shop_money: { amount: '6.00' } },
      current_shipping_price_set: { shop_money: { amount: '2.40' } },
      total_tax: '9.80',
      // 54.00 and 4.80 for the parcel and the tip; the tax is in the prices.
      total_price: '60.80',
      current_subtotal_price: '31.50',
      current_total_price: '35.90',
      financial_status: 'partially_refunded',
      fulfillment_status: 'partial',
      discount_codes: [{ code: 'FIVE', amount: '5.00', type: 'fixed_amount' }],
      payment_gateway_names: ['bogus'],
      buyer_accepts_marketing: true,
      tags: 'web, vip',
      number: 1,
      order_number: 1001,
      created_at: '2026-05-01T13:00:00+01:00',
    });
  });

  it('names a code by itself, every other discount by its title', () => {
    const { discount_applications: applications } = sent(bodyOf(fullOrder()));
    expect(applications).toEqual([
      expect.objectContaining({ type: 'discount_code', code: 'FIVE', target_selection: 'all' }),
      expect.objectContaining({ type: 'automatic', title: 'Cheaper parcels' }),
      expect.objectContaining({ type: 'manual', title: 'A scratch', description: 'A scratch' }),
    ]);
    expect(JSON.stringify(applications)).not.toContain('"code":null');
  });

  it('counts as the discount of a line only what was given on it by hand', () => {
    expect(bodyOf(fullOrder()).line_items).toMatchObject([
      { total_discount: '0.00', discount_allocations: [{ amount: '5.00' }] },
      { total_discount: '1.00', discount_allocations: [{ amount: '1.00' }] },
      { title: 'Tip', tip: { payment_gateway: null, payment_method: null } },
    ]);
  });

  it('repeats in its refunds exactly what refunds/create says', () => {
    const order = fullOrder();
    const context = orderContext(SHOP, order);
    const alone = order.refunds.map((refund) => refundPayload(order, refund, context));
    expect(bodyOf(order).refunds).toEqual(alone);
    expect(sent(alone[0])).toMatchObject({
      refund_line_items: [{ subtotal: 22.5, total_tax: 3.75, restock_type: 'return' }],
      refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: '2.40' } } }],
      order_adjustments: [{ kind: 'refund_discrepancy', amount: '-1.10', refund_id: 18 }],
      transactions: [{ kind: 'refund', amount: '26.00', parent_id: 16, payment_id: '#1001.3' }],
    });
  });

  it('says money in the currency the buyer pays in, each amount converted by itself', () => {
    const order = fullOrder({ presentmentCurrency: 'JPY', presentmentRate: '190.333' });
    const { total_price_set: set, line_items: lines } = bodyOf(order);
    expect(set).toEqual({
      shop_money: { amount: '60.80', currency_code: 'GBP' },
      presentment_money: { amount: '11572', currency_code: 'JPY' },
    });
    expect(lines[0]?.price_set.presentment_money.amount).toBe('4758');
    const [authorized] = order.transactions;
    if (!authorized) throw new Error('no payment');
    const payment = transactionPayload(order, authorized, orderContext(SHOP, order));
    expect(payment).toMatchObject({ amount: '11572', currency: 'JPY' });
  });

  it('has an authorization whose rest is unsettled until it is captured', () => {
    const [authorized, captured] = fullOrder().transactions;
    if (!authorized || !captured) throw new Error('no payments');
    const restOf = (order: Order) =>
      transactionPayload(order, authorized, orderContext(SHOP, order)).total_unsettled_set
        .shop_money;
    const part = { ...captured, amountMinor: 1000 };
    expect(restOf(fullOrder({ transactions: [authorized], refunds: [] })).amount).toBe('60.80');
    expect(restOf(fullOrder({ transactions: [authorized, part], refunds: [] }))).toEqual({
      amount: '50.80',
      currency: 'GBP',
    });
    expect(restOf(fullOrder())).toEqual({ amount: '0.0', currency: 'XXX' });
  });

  it('has no customer once he is deleted, and none for a guest', () => {
    const order = fullOrder({ customerId: null, email: null });
    const body = orderPayload(order, orderContext(SHOP, order));
    expect(body).toMatchObject({ customer: null, email: '', contact_email: null });
  });

  it('writes instants with the offset that the shop had then', () => {
    const winter = fullOrder({ createdAt: Date.UTC(2026, 0, 1, 0, 30) });
    expect(bodyOf(winter).created_at).toBe('2026-01-01T00:30:00+00:00');
    const order = fullOrder({ createdAt: NOON });
    const shop = { ...SHOP, zone: 'America/St_Johns' };
    const body = orderPayload(order, orderContext(shop, order));
    expect(body.created_at).toBe('2026-05-01T09:30:00-02:30');
  });
});
