/** Edits of orders, with the numbers of recorded answers of the real API. */
import { describe, expect, it } from 'vitest';
import {
  currentQuantity,
  currentSums,
  financialStatus,
  orderSums,
  originalSums,
  outstandingMinor,
} from '../model/order-sums.ts';
import { cancelOrder } from './cancel-order.ts';
import { commitEdit } from './commit-edit.ts';
import { addToEdit, beginEdit, discountInEdit, setEditQuantity } from './edit-order.ts';
import { markAsPaid } from './pay-order.ts';
import { placeOrder } from './place-order.ts';
import { refundOrder } from './refund-order.ts';
import { addProduct, HOME, must, openShop, SHOP } from './shop-fixture.ts';
import { findVariant } from './stock.ts';
import { suggestRefund } from './suggest-refund.ts';

const TAXED = {
  taxesIncluded: false,
  taxRates: [{ title: 'Line tax', rate: 0.13, countryCode: 'CA', provinceCode: null }],
};

describe('an order edit', () => {
  // order-edit-money-math, case taxed, github.com/airhorns/shopify-draft-proxy, 2026-07.
  it('that takes one of two units off leaves the order’s sums and changes the current ones', () => {
    const { world } = openShop(TAXED);
    const board = addProduct(world, { title: 'Board', priceMinor: 10_000, stock: 5 });
    const shippingAddress = { ...HOME, countryCode: 'CA' };
    const lines = [{ variantId: board.id, quantity: 2 }];
    const order = must(placeOrder(world, SHOP, { lines, shippingAddress }));
    expect(orderSums(order)).toMatchObject({ taxMinor: 2600, totalMinor: 22_600 });
    const { session } = must(beginEdit(world, SHOP, order.id));
    const lineId = order.lines[0]?.id ?? 0;
    const change = { id: session.id, lineId, quantity: 1, restock: true };
    must(setEditQuantity(world, SHOP, change));
    const edited = must(commitEdit(world, SHOP, { id: session.id }));
    expect(orderSums(edited)).toMatchObject({ subtotalMinor: 20_000, totalMinor: 22_600 });
    expect(currentSums(edited)).toMatchObject({
      subtotalMinor: 10_000,
      taxMinor: 1300,
      totalMinor: 11_300,
    });
    expect(edited.lines[0]).toMatchObject({ quantity: 2, removedQuantity: 1 });
    expect(findVariant(world, SHOP, board.id)?.variant.stock).toBe(4);
    // What the edit left the shop owing goes back without an adjustment.
    const owed = must(suggestRefund(edited, { lines: [], shipping: null }));
    expect(owed.amountMinor).toBe(11_300);
    const { refund } = must(refundOrder(world, SHOP, { orderId: order.id }));
    expect(refund.adjustments).toEqual([]);
  });

  // order-edit-commit-derived-statuses, same source: paid 10.00, an item of 5.00 added.
  it('that adds an item to a paid order leaves it partially paid with the item owed', () => {
    const { world, plate, events } = openShop({ taxRates: [] });
    const lines = [{ variantId: plate.id, quantity: 1 }];
    const order = must(placeOrder(world, SHOP, { lines }));
    const { session } = must(beginEdit(world, SHOP, order.id));
    const line = { variantId: null, title: 'Ribbon', priceMinor: 500, quantity: 1 };
    const added = must(addToEdit(world, SHOP, { id: session.id, line }));
    events.length = 0;
    const edited = must(commitEdit(world, SHOP, { id: session.id, staffNote: 'As asked' }));
    expect(financialStatus(edited)).toBe('partially_paid');
    expect(outstandingMinor(edited)).toBe(500);
    expect([orderSums, currentSums, originalSums].map((of) => of(edited).totalMinor)).toEqual([
      1500, 1500, 1000,
    ]);
    expect(edited.edits).toMatchObject([
      { staffNote: 'As asked', additions: [{ lineId: added.line.id, delta: 1 }], removals: [] },
    ]);
    expect(events.find(({ topic }) => topic === 'orders/edited')).toMatchObject({
      kind: 'Order',
      id: order.id,
      extra: { editId: edited.edits[0]?.id },
    });
    expect(financialStatus(must(markAsPaid(world, SHOP, { orderId: order.id })))).toBe('paid');
  });

  // order-edit-money-math, case discount: 20 % off 100.00.
  it('that discounts a line makes it cheaper, as if the discount had been there at first', () => {
    const { world } = openShop({ taxRates: [] });
    const board = addProduct(world, { title: 'Board', priceMinor: 10_000, stock: null });
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: board.id, quantity: 1 }] }));
    const { session } = must(beginEdit(world, SHOP, order.id));
    const lineId = order.lines[0]?.id ?? 0;
    const value = { type: 'percentage' as const, percentage: 0.2 };
    const discount = { description: 'For the scratch', value };
    must(discountInEdit(world, SHOP, { id: session.id, lineId, discount }));
    const edited = must(commitEdit(world, SHOP, { id: session.id }));
    expect(orderSums(edited).subtotalMinor).toBe(8000);
    expect(currentSums(edited).subtotalMinor).toBe(8000);
    expect(edited.discountApplications).toMatchObject([{ type: 'manual', value: '20' }]);
  });

  it('makes an undiscounted line longer and taxes what was added', () => {
    const { world, mug } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
    const { session } = must(beginEdit(world, SHOP, order.id));
    const lineId = order.lines[0]?.id ?? 0;
    must(setEditQuantity(world, SHOP, { id: session.id, lineId, quantity: 3 }));
    const edited = must(commitEdit(world, SHOP, { id: session.id }));
    expect(edited.lines).toHaveLength(1);
    // 25.00 holds 4.17 of VAT, 50.00 more hold 8.33.
    expect(currentSums(edited)).toMatchObject({ subtotalMinor: 7500, taxMinor: 1250 });
    expect(originalSums(edited)).toMatchObject({ subtotalMinor: 2500 });
    expect(edited.lines.map((line) => currentQuantity(edited, line))).toEqual([3]);
  });

  // order-edit-lifecycle-user-errors, order-edit-existing-order-validation, orderEdit-quantity-
  // validation.
  it('is refused in Shopify’s words', () => {
    const { world, mug } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
    const { session } = must(beginEdit(world, SHOP, order.id));
    const { id } = session;
    const add = (variantId: number, quantity: number) =>
      addToEdit(world, SHOP, { id, line: { variantId, quantity } });
    expect(add(4, 1)).toMatchObject({
      field: ['variantId'],
      message: 'The variant does not exist in the shop.',
    });
    expect(add(mug.id, 0)).toMatchObject({
      field: ['quantity'],
      message: 'must be greater than 0',
    });
    expect(add(mug.id, 1)).toMatchObject({
      field: ['id'],
      message: "Mug was not added because it's already on the order.",
    });
    expect(setEditQuantity(world, SHOP, { id, lineId: 4, quantity: 1 })).toMatchObject({
      field: ['lineItemId'],
      message: 'The line item does not exist on the order.',
    });
    expect(commitEdit(world, SHOP, { id: 4 })).toMatchObject({
      field: ['id'],
      message: 'The calculated order does not exist.',
    });
    must(cancelOrder(world, SHOP, { orderId: order.id }));
    expect(beginEdit(world, SHOP, order.id)).toMatchObject({
      field: null,
      message: 'The order cannot be edited.',
    });
  });
});
