/** What a buyer reads of an order, in worked numbers. Mugs at 25.00, plates at 10.00. */
import { describe, expect, it } from 'vitest';
import { shops } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import { commitEdit } from '../trade/commit-edit.ts';
import { beginEdit, setEditQuantity } from '../trade/edit-order.ts';
import { issueGiftCard } from '../trade/gift-cards.ts';
import { markAsPaid } from '../trade/pay-order.ts';
import { placeOrder } from '../trade/place-order.ts';
import { refundOrder } from '../trade/refund-order.ts';
import { HOME, must, openShop, SHOP, type TestShop } from '../trade/shop-fixture.ts';
import { ADDRESS, addCode, openCheckout, TEN_PERCENT, WHOLE_FORM } from './checkout-fixture.ts';
import { orderState } from './order-state.ts';
import { orderView } from './order-view.ts';

type Place = Parameters<typeof placeOrder>[2];

/** Two mugs and five pounds of shipping, unless more is said. */
function buy({ world, mug }: TestShop, more: Partial<Place> = {}): Order {
  const lines = [{ variantId: mug.id, quantity: 2 }];
  const address = { shippingAddress: HOME, shippingRateCode: 'standard' };
  const email = 'ada@moss.example';
  return must(placeOrder(world, SHOP, { lines, email, ...address, ...more }));
}

function view({ world }: TestShop, order: Order) {
  const shop = world.store.get(shops, 0, SHOP) as Shop;
  const now = world.store.get(orders, SHOP, order.id) ?? order;
  return orderView(world, shop, now);
}

describe('an order as its buyer reads it', () => {
  it('says taxes that are in the price, and taxes that come on top', () => {
    const inside = openShop();
    expect(view(inside, buy(inside))).toMatchObject({
      status: 'Confirmed',
      sums: { subtotal: '£50.00', shipping: '£5.00', tax: '£8.33', total: '£55.00' },
      shippingMethod: 'Standard',
      shippingAddress: ['Ada Moss', '1 Fern Lane', 'Bath BA1 1AA', 'United Kingdom'],
    });
    const onTop = openShop({ taxesIncluded: false });
    // 20 % of 50.00 is 10.00.
    expect(view(onTop, buy(onTop)).sums).toMatchObject({ tax: '£10.00', total: '£65.00' });
  });

  it('says a discount of the order with the sums, and one of a line at the line', () => {
    const shop = openShop();
    addCode(shop, 'TEN', { gets: TEN_PERCENT });
    const ten = view(shop, buy(shop, { codes: ['TEN'] }));
    expect(ten.lines).toMatchObject([{ full: '£50.00', reduced: '' }]);
    expect(ten.sums).toMatchObject({
      ...{ subtotal: '£50.00', discounts: '−£5.00', codes: 'TEN' },
      ...{ shipping: '£5.00', total: '£50.00' },
    });
    const value = { type: 'amount', amountMinor: 300, onEachItem: true } as const;
    addCode(shop, 'THREE', { classes: ['PRODUCT'], gets: { value, items: { type: 'all' } } });
    const three = view(shop, buy(shop, { codes: ['THREE'] }));
    expect(three.lines).toMatchObject([{ full: '£50.00', reduced: '£44.00' }]);
    expect(three.sums).toMatchObject({ subtotal: '£44.00', discounts: '', total: '£49.00' });
  });

  it('tells an extension what was taken off the whole order, as the checkout did', () => {
    const shop = openShop();
    addCode(shop, 'TEN', { gets: TEN_PERCENT });
    const order = buy(shop, { codes: ['TEN'] });
    const of = shop.world.store.get(shops, 0, SHOP) as Shop;
    const state = orderState({
      ...{ world: shop.world, shop: of, order, viewerId: null, surface: 'thank-you' },
    });
    const discountedAmount = { amount: 5, currencyCode: 'GBP' };
    expect(state.discountAllocations).toEqual([{ type: 'code', code: 'TEN', discountedAmount }]);
  });

  it('says what came back, and what of the order is left', () => {
    const shop = openShop();
    const order = buy(shop);
    const lines = [
      { lineId: order.lines[0]?.id ?? 0, quantity: 1, restockType: 'return' as const },
    ];
    must(refundOrder(shop.world, SHOP, { orderId: order.id, lines, money: 'suggested' }));
    expect(view(shop, order)).toMatchObject({
      lines: [{ quantity: 2, gone: 1 }],
      refunds: [{ units: 1 }],
      sums: { total: '£55.00', refunded: '−£25.00', current: '£30.00' },
      owed: '',
    });
  });

  it('says what an edit added as owed', () => {
    const shop = openShop();
    const order = buy(shop);
    const { session } = must(beginEdit(shop.world, SHOP, order.id));
    const lineId = order.lines[0]?.id ?? 0;
    const set = { id: session.id, lineId, quantity: 3, restock: true };
    must(setEditQuantity(shop.world, SHOP, set));
    must(commitEdit(shop.world, SHOP, { id: session.id, staffNote: null }));
    expect(view(shop, order)).toMatchObject({
      status: 'Payment pending',
      owed: '£25.00',
      lines: [{ quantity: 3 }],
      sums: { total: '£80.00' },
    });
  });

  it('names a payment once, however it was settled', () => {
    const shop = openShop();
    const owed = buy(shop, { payment: { method: 'bank_deposit' } });
    expect(view(shop, owed)).toMatchObject({ awaitsBank: true, owed: '£55.00' });
    must(markAsPaid(shop.world, SHOP, { orderId: owed.id }));
    expect(view(shop, owed)).toMatchObject({
      awaitsBank: false,
      owed: '',
      payments: [{ name: 'Bank transfer', amount: '£55.00' }],
    });
  });

  it('of a gift card and the rest names both, in the buyer’s currency', async () => {
    const shop = openCheckout({ shop: { presentmentRates: { EUR: '1.2' } } });
    must(issueGiftCard(shop.world, SHOP, { initialMinor: 1000, code: 'FERNFERN1234' }));
    await shop.change({ change: 'address', address: ADDRESS });
    await shop.change({ change: 'addGiftCard', code: 'FERNFERN1234' });
    await shop.change({ change: 'currency', currency: 'EUR' });
    await shop.send({ ...WHOLE_FORM, expectedTotal: '5500' });
    const [order] = [...shop.world.store.each(orders, SHOP)] as [Order];
    expect(view(shop, order)).toMatchObject({
      currency: 'EUR',
      payments: [
        { name: 'Gift card •••• 1234', amount: '€12.00' },
        { name: 'Card ending in 1', amount: '€54.00' },
      ],
      sums: { total: '€66.00' },
    });
    const given = { world: shop.world, shop: shop.shop(), order, viewerId: null };
    const thanks = orderState({ ...given, surface: 'thank-you' });
    expect(thanks).toMatchObject({
      cost: { total: { amount: 66, currencyCode: 'EUR' } },
      lines: [{ quantity: 2, cost: { totalAmount: { amount: 60, currencyCode: 'EUR' } } }],
      appliedGiftCards: [
        { lastCharacters: '1234', amountUsed: { amount: 12 }, balance: { amount: 0 } },
      ],
      orderConfirmation: { number: order.confirmationNumber, isFirstOrder: true },
    });
  });
});
