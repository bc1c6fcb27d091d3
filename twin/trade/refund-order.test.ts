/** Giving back, with worked numbers. */
import { describe, expect, it } from 'vitest';
import { customers, giftCards } from '../model/kinds.ts';
import {
  capturableMinor,
  currentSums,
  financialStatus,
  fulfillmentStatus,
  outstandingMinor,
} from '../model/order-sums.ts';
import { cancelOrder } from './cancel-order.ts';
import { createDiscount, PLAIN_DISCOUNT } from './discounts.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { issueGiftCard } from './gift-cards.ts';
import { capture } from './pay-order.ts';
import { placeOrder } from './place-order.ts';
import { refundOrder } from './refund-order.ts';
import { addProduct, HOME, must, NOON, openShop, SHOP } from './shop-fixture.ts';
import { findVariant } from './stock.ts';
import { suggestRefund } from './suggest-refund.ts';

const PLACE = { email: 'ada@moss.example', shippingAddress: HOME, shippingRateCode: 'standard' };

describe('a refund', () => {
  it('gives units back with their share of the discount, cent by cent as if all at once', () => {
    const { world } = openShop();
    const pin = addProduct(world, { title: 'Pin', priceMinor: 1000, stock: null });
    const value = { type: 'amount' as const, amountMinor: 1000, onEachItem: false };
    const gets = { items: { type: 'all' as const }, value };
    const fields = { ...PLAIN_DISCOUNT, title: 'Ten off', startsAt: NOON, gets };
    must(createDiscount(world, SHOP, { fields, code: 'TEN' }));
    const lines = [{ variantId: pin.id, quantity: 3 }];
    const order = must(placeOrder(world, SHOP, { lines, codes: ['TEN'], email: 'a@b.example' }));
    // 3 × 10.00 − 10.00: the units are worth 6.67, 6.67 and 6.66.
    const [line] = order.lines;
    const refunds = [1, 2, 3].map(() => {
      const wanted = { orderId: order.id, lines: [{ lineId: line?.id ?? 0, quantity: 1 }] };
      return must(refundOrder(world, SHOP, wanted)).refund.lines[0]?.subtotalMinor ?? 0;
    });
    expect(refunds.reduce((sum, one) => sum + one, 0)).toBe(2000);
    expect(new Set(refunds)).toEqual(new Set([667, 666]));
  });

  // refund-create-partial-shipping-restock-parity, github.com/airhorns/shopify-draft-proxy,
  // 2026-06:
  // two units at 10.00 and 5.00 shipping paid; one unit and the shipping back are 15.00.
  it('of a unit and the shipping leaves the order partially refunded and the shelf fuller', () => {
    const { world, plate, heard } = openShop();
    const lines = [{ variantId: plate.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { ...PLACE, lines }));
    heard();
    const made = must(
      refundOrder(world, SHOP, {
        orderId: order.id,
        lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1, restockType: 'return' }],
        shipping: { amountMinor: 500 },
      }),
    );
    expect(made.order.transactions.at(-1)).toMatchObject({ kind: 'refund', amountMinor: 1500 });
    expect(made.refund.adjustments).toEqual([]);
    expect(financialStatus(made.order)).toBe('partially_refunded');
    expect(currentSums(made.order).totalMinor).toBe(1000);
    expect(findVariant(world, SHOP, plate.id)?.variant.stock).toBe(2);
    expect(world.store.findOne(customers, SHOP, 'email', PLACE.email)?.spentMinor).toBe(1000);
    expect(heard().filter((topic) => !topic.startsWith('customers/'))).toEqual([
      'inventory_levels/update',
      'products/update',
      'orders/updated',
      'refunds/create',
      'order_transactions/create',
      'tender_transactions/create',
    ]);
  });

  // refund-create-over-refund-user-errors and …-user-errors-and-quantities, same source.
  it('of more money or more units than there are is refused in Shopify’s words', () => {
    const { world, mug } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
    const base = { orderId: order.id };
    expect(refundOrder(world, SHOP, { ...base, money: 99900 })).toMatchObject({
      field: null,
      message: 'Refund amount £999.00 is greater than net payment received £25.00',
    });
    const lines = [{ lineId: order.lines[0]?.id ?? 0, quantity: 2 }];
    expect(refundOrder(world, SHOP, { ...base, lines })).toMatchObject({
      field: ['refundLineItems', '0', 'quantity'],
      message: 'Quantity cannot refund more items than were purchased',
    });
    expect(refundOrder(world, SHOP, { orderId: 7 })).toMatchObject({
      field: ['orderId'],
      message: 'Order does not exist',
    });
  });

  // https://shopify.dev/docs/api/admin-rest/latest/resources/refund, order_adjustments, read
  // 2026-11.
  it('notes what money and goods differ by as an adjustment, and leaves nobody owing', () => {
    const { world, mug } = openShop();
    const lines = [{ variantId: mug.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { lines }));
    const goodwill = must(refundOrder(world, SHOP, { orderId: order.id, money: 1000 }));
    expect(goodwill.refund.adjustments).toMatchObject([
      { kind: 'refund_discrepancy', amountMinor: -1000 },
    ]);
    expect(outstandingMinor(goodwill.order)).toBe(0);
    const unit = [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }];
    const less = must(refundOrder(world, SHOP, { orderId: order.id, lines: unit, money: 2000 }));
    expect(less.refund.adjustments).toMatchObject([{ amountMinor: 500 }]);
    expect(outstandingMinor(less.order)).toBe(0);
    const none = must(refundOrder(world, SHOP, { orderId: order.id, lines: unit, money: 'none' }));
    expect(none.refund.transactionIds).toEqual([]);
    expect(currentSums(none.order).totalMinor).toBe(0);
  });

  it('goes back to the card first and then onto the gift card it was paid with', () => {
    const { world, mug } = openShop();
    const card = must(issueGiftCard(world, SHOP, { initialMinor: 1000 }));
    const lines = [{ variantId: mug.id, quantity: 1 }];
    const order = must(placeOrder(world, SHOP, { lines, giftCardIds: [card.id] }));
    const wanted = { orderId: order.id, lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }] };
    const { refund, order: after } = must(refundOrder(world, SHOP, wanted));
    const back = after.transactions.filter(({ id }) => refund.transactionIds.includes(id));
    expect(back.map(({ gateway, amountMinor }) => [gateway, amountMinor])).toEqual([
      ['bogus', 1500],
      ['gift_card', 1000],
    ]);
    expect(world.store.get(giftCards, SHOP, card.id)?.balanceMinor).toBe(1000);
    expect(financialStatus(after)).toBe('refunded');
  });

  it('is suggested without anything being changed', () => {
    const { world, mug } = openShop();
    const lines = [{ variantId: mug.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { ...PLACE, lines }));
    const unit = [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }];
    const suggested = must(suggestRefund(order, { lines: unit, shipping: { full: true } }));
    expect(suggested).toMatchObject({ subtotalMinor: 2500, amountMinor: 3000 });
    expect(suggested.transactions).toMatchObject([{ gateway: 'bogus', amountMinor: 3000 }]);
  });
});

describe('a cancellation', () => {
  // orderCancel-restock-refundMethod-parity and orderCancel-state-transitions, same source,
  // 2026-05.
  it('takes everything off the order, refunds, restocks, archives, and happens once', () => {
    const { world, plate, heard } = openShop();
    const lines = [{ variantId: plate.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { ...PLACE, lines }));
    heard();
    const after = must(cancelOrder(world, SHOP, { orderId: order.id, reason: 'customer' }));
    expect(after).toMatchObject({ cancelReason: 'customer', cancelledAt: NOON, closedAt: NOON });
    expect(financialStatus(after)).toBe('refunded');
    expect(fulfillmentStatus(after)).toBe('restocked');
    expect(currentSums(after).totalMinor).toBe(0);
    expect(outstandingMinor(after)).toBe(0);
    expect(after.refunds[0]?.lines).toMatchObject([{ quantity: 2, restockType: 'cancel' }]);
    expect(findVariant(world, SHOP, plate.id)?.variant.stock).toBe(3);
    expect(heard()).toEqual(expect.arrayContaining(['refunds/create', 'orders/cancelled']));
    expect(cancelOrder(world, SHOP, { orderId: order.id })).toMatchObject({
      field: ['orderId'],
      message: 'Cannot cancel an order that has already been canceled',
    });
  });

  it('of an order never paid voids the transfer and refunds no money', () => {
    const { world, mug } = openShop();
    const payment = { method: 'bank_deposit' as const };
    const lines = [{ variantId: mug.id, quantity: 1 }];
    const order = must(placeOrder(world, SHOP, { lines, payment }));
    const after = must(cancelOrder(world, SHOP, { orderId: order.id }));
    expect(financialStatus(after)).toBe('voided');
    expect(after.transactions.map(({ kind }) => kind)).toEqual(['sale', 'void']);
    expect(after.refunds[0]).toMatchObject({ transactionIds: [], adjustments: [] });
  });

  it('is refused once something was sent', () => {
    const { world, mug } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
    must(fulfilOrder(world, SHOP, { orderId: order.id }));
    expect(cancelOrder(world, SHOP, { orderId: order.id })).toMatchObject({ ok: false });
  });
});

describe('sending and capturing', () => {
  it('makes an order partially, then wholly fulfilled', () => {
    const { world, mug, heard } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 3 }] }));
    const lineId = order.lines[0]?.id ?? 0;
    heard();
    const lines = [{ lineId, quantity: 1 }];
    const part = must(fulfilOrder(world, SHOP, { orderId: order.id, lines }));
    expect(fulfillmentStatus(part.order)).toBe('partial');
    expect(part.fulfillment.name).toBe('#1001.1');
    const rest = must(fulfilOrder(world, SHOP, { orderId: order.id }));
    expect(fulfillmentStatus(rest.order)).toBe('fulfilled');
    expect(heard().filter((topic) => /ful/.test(topic))).toEqual([
      'orders/partially_fulfilled',
      'fulfillments/create',
      'orders/fulfilled',
      'fulfillments/create',
    ]);
    expect(fulfilOrder(world, SHOP, { orderId: order.id }).ok).toBe(false);
  });

  it('captures a reservation in parts and no more than it', () => {
    const { world, mug, heard } = openShop();
    const payment = { method: 'card' as const, authorizesOnly: true };
    const lines = [{ variantId: mug.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { lines, payment }));
    expect(financialStatus(order)).toBe('authorized');
    const part = must(capture(world, SHOP, { orderId: order.id, amountMinor: 2000 }));
    expect(financialStatus(part.order)).toBe('partially_paid');
    expect(capturableMinor(part.order)).toBe(3000);
    expect(capture(world, SHOP, { orderId: order.id, amountMinor: 3001 }).ok).toBe(false);
    heard();
    const whole = must(capture(world, SHOP, { orderId: order.id }));
    expect(financialStatus(whole.order)).toBe('paid');
    expect(heard()).toContain('orders/paid');
  });
});
