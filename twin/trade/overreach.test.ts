/** What asks for more than there is by saying it in parts, late, or below zero. */
import { expect, it } from 'vitest';
import { redeemCodes } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import { fulfilledQuantity } from '../model/order-sums.ts';
import { cancelOrder } from './cancel-order.ts';
import { commitEdit } from './commit-edit.ts';
import { createDiscount, PLAIN_DISCOUNT } from './discounts.ts';
import { beginEdit, setEditQuantity } from './edit-order.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { placeOrder } from './place-order.ts';
import { refundOrder } from './refund-order.ts';
import { findOrder } from './save-order.ts';
import { must, NOON, openShop, SHOP, type TestShop } from './shop-fixture.ts';

function threeMugs({ world, mug }: TestShop): { order: Order; lineId: number } {
  const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 3 }] }));
  return { order, lineId: order.lines[0]?.id ?? 0 };
}

it('a line named twice is sent no more often than it was sold', () => {
  const shop = openShop();
  const { order, lineId } = threeMugs(shop);
  const send = (...quantities: number[]) => {
    const lines = quantities.map((quantity) => ({ lineId, quantity }));
    return fulfilOrder(shop.world, SHOP, { orderId: order.id, lines });
  };
  expect(send(3, 3)).toMatchObject({ ok: false, code: 'INVALID' });
  expect(fulfilledQuantity(must(send(1, 2)).order, lineId)).toBe(3);
});

it('a line named twice is cancelled no more often than it is unsent', () => {
  const shop = openShop();
  const { world } = shop;
  const { order, lineId } = threeMugs(shop);
  must(fulfilOrder(world, SHOP, { orderId: order.id, lines: [{ lineId, quantity: 2 }] }));
  const cancel = { lineId, quantity: 1, restockType: 'cancel' as const };
  const lines = [cancel, cancel];
  expect(refundOrder(world, SHOP, { orderId: order.id, lines })).toMatchObject({
    ok: false,
    message: 'Quantity cannot cancel more items than are unfulfilled',
  });
  must(refundOrder(world, SHOP, { orderId: order.id, lines: [cancel] }));
});

it('a refund takes nothing from the buyer', () => {
  const shop = openShop();
  const { order } = threeMugs(shop);
  const orderId = order.id;
  for (const wanted of [
    { orderId, shipping: { amountMinor: -500 }, money: 'none' as const },
    { orderId, money: -5 },
    { orderId, money: 1.5 },
  ]) {
    expect(refundOrder(shop.world, SHOP, wanted)).toMatchObject({ ok: false, code: 'INVALID' });
  }
  expect(findOrder(shop.world, SHOP, orderId)).toEqual(order);
});

it('an edit is refused once what it takes off was sent, or the order called off', () => {
  const shop = openShop();
  const { world } = shop;
  const begin = (quantity: number) => {
    const { order, lineId } = threeMugs(shop);
    const { id } = must(beginEdit(world, SHOP, order.id)).session;
    must(setEditQuantity(world, SHOP, { id, lineId, quantity }));
    return { id, orderId: order.id };
  };
  const [sent, cancelled] = [begin(0), begin(5)];
  must(fulfilOrder(world, SHOP, { orderId: sent.orderId }));
  must(cancelOrder(world, SHOP, { orderId: cancelled.orderId }));
  for (const { id } of [sent, cancelled]) {
    expect(commitEdit(world, SHOP, { id })).toMatchObject({ ok: false, code: 'INVALID' });
  }
});

it('a code for free shipping is used up by an order that had none to pay', () => {
  const shop = openShop();
  const { world, mug } = shop;
  const shipping = { countryCodes: null, priceMaxMinor: null };
  const fields = { title: 'Free shipping', startsAt: NOON, usageLimit: 1, shipping };
  const kind = 'free_shipping' as const;
  must(
    createDiscount(world, SHOP, { fields: { ...PLAIN_DISCOUNT, ...fields, kind }, code: 'SHIP' }),
  );
  const buy = () =>
    placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }], codes: ['SHIP'] });
  expect(must(buy()).discountCodes).toEqual([{ code: 'SHIP', amountMinor: 0, type: 'shipping' }]);
  expect(world.store.findOne(redeemCodes, SHOP, 'code', 'SHIP')?.usageCount).toBe(1);
  expect(buy()).toMatchObject({ ok: false, code: 'DISCOUNT_NOT_APPLICABLE' });
});
