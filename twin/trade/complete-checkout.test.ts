/** A buyer's way from cart to order, with worked numbers: prices in pounds, 20 % VAT in them. */
import { describe, expect, it } from 'vitest';
import { carts, customers, giftCards, metafieldDefinitions, metafields } from '../model/kinds.ts';
import { financialStatus, orderSums } from '../model/order-sums.ts';
import { addToCart, changeCart, changeCartLine, createCart } from './carts.ts';
import { applyGiftCard, changeCheckout, findCheckout, startCheckout } from './checkouts.ts';
import { completeCheckout } from './complete-checkout.ts';
import { createDiscount, PLAIN_DISCOUNT } from './discounts.ts';
import { issueGiftCard } from './gift-cards.ts';
import { markAsPaid } from './pay-order.ts';
import { countStock } from './products.ts';
import { HOME, must, NOON, openShop, SHOP, type TestShop } from './shop-fixture.ts';
import { findVariant } from './stock.ts';
import { creditAccount, spendableCreditMinor } from './store-credit.ts';
import { createCustomer } from './customers.ts';

/** A checkout of the given lines with address, e-mail and shipping at 5.00; its token. */
function checkoutOf(
  { world }: TestShop,
  lines: readonly { variantId: number; quantity: number }[],
  codes: readonly string[] = [],
): string {
  const { token: cart } = createCart(world, SHOP);
  must(addToCart(world, SHOP, { token: cart, lines }));
  changeCart(world, SHOP, { token: cart, fields: { codes } });
  const { token } = must(startCheckout(world, SHOP, cart));
  const shippingAddress = { ...ADDRESS };
  const fields = { email: 'ada@moss.example', shippingAddress, shippingRateCode: 'standard' };
  must(changeCheckout(world, SHOP, { token, fields }));
  return token;
}

const ADDRESS = {
  ...HOME,
  id: 1,
  company: null,
  address2: null,
  provinceCode: null,
  phone: null,
};

const CARD = { method: 'card' } as const;

describe('a cart', () => {
  it('makes its line longer for the same variant and takes no more than there is', () => {
    const { world, plate } = openShop();
    const { token } = createCart(world, SHOP);
    const one = { token, lines: [{ variantId: plate.id, quantity: 2 }] };
    must(addToCart(world, SHOP, one));
    const refused = addToCart(world, SHOP, one);
    expect(refused).toMatchObject({ ok: false, code: 'too_many' });
    const more = { token, lines: [{ variantId: plate.id, quantity: 1 }] };
    const { lines } = must(addToCart(world, SHOP, more));
    expect(lines.map(({ quantity }) => quantity)).toEqual([3]);
    const gone = must(
      changeCartLine(world, SHOP, { token, lineId: lines[0]?.id ?? 0, quantity: 0 }),
    );
    expect(gone.lines).toEqual([]);
  });
});

describe('completing a checkout', () => {
  it('takes stock, finds the customer, counts, and tells everything in order', () => {
    const shop = openShop();
    const { world, plate, heard } = shop;
    const token = checkoutOf(shop, [{ variantId: plate.id, quantity: 2 }]);
    heard();
    const order = must(completeCheckout(world, SHOP, { token, payment: CARD }));
    // 2 × 10.00 and 5.00 shipping; of 20.00 with VAT 3.33 is tax.
    expect(order.name).toBe('#1001');
    expect(orderSums(order)).toMatchObject({
      subtotalMinor: 2000,
      taxMinor: 333,
      totalMinor: 2500,
    });
    expect(order.transactions).toMatchObject([
      { kind: 'sale', gateway: 'bogus', amountMinor: 2500 },
    ]);
    expect(findVariant(world, SHOP, plate.id)?.variant.stock).toBe(1);
    const buyer = world.store.findOne(customers, SHOP, 'email', 'ada@moss.example');
    expect(buyer).toMatchObject({ ordersCount: 1, spentMinor: 2500, lastOrderId: order.id });
    expect(heard()).toEqual([
      'customers/create',
      'inventory_levels/update',
      'products/update',
      'orders/create',
      'orders/paid',
      'orders/updated',
      'customers/update',
      'customers/purchasing_summary',
      'order_transactions/create',
      'tender_transactions/create',
    ]);
    expect(world.store.count(carts, SHOP)).toBe(0);
  });

  it('answers the same order when the button is pressed twice', () => {
    const shop = openShop();
    const token = checkoutOf(shop, [{ variantId: shop.plate.id, quantity: 2 }]);
    const first = must(completeCheckout(shop.world, SHOP, { token, payment: CARD }));
    const second = must(completeCheckout(shop.world, SHOP, { token, payment: CARD }));
    expect(second.id).toBe(first.id);
    expect(findVariant(shop.world, SHOP, shop.plate.id)?.variant.stock).toBe(1);
  });

  // https://help.shopify.com/en/manual/checkout-settings/test-orders, read 2026-11.
  it('is refused by a declined card and a broken gateway, and goes through after', () => {
    const shop = openShop();
    const { world } = shop;
    const token = checkoutOf(shop, [{ variantId: shop.mug.id, quantity: 1 }]);
    const pay = (number: string) =>
      completeCheckout(world, SHOP, { token, payment: { ...CARD, number } });
    expect(pay('2')).toMatchObject({ ok: false, code: 'PAYMENT_DECLINED' });
    expect(pay('3')).toMatchObject({ ok: false, code: 'PAYMENT_ERROR' });
    expect(pay('1')).toMatchObject({ ok: true, value: { name: '#1001' } });
  });

  it('cuts the checkout to what is left on the shelf and says what it costs now', () => {
    const shop = openShop();
    const { world, plate } = shop;
    const token = checkoutOf(shop, [{ variantId: plate.id, quantity: 3 }]);
    must(countStock(world, SHOP, { variantId: plate.id, stock: 1 }));
    const refused = completeCheckout(world, SHOP, { token, payment: CARD });
    expect(refused).toMatchObject({ ok: false, code: 'SOLD_OUT', priced: { totalMinor: 1500 } });
    expect(findCheckout(world, SHOP, token)?.lines.map(({ quantity }) => quantity)).toEqual([1]);
    expect(completeCheckout(world, SHOP, { token, payment: CARD }).ok).toBe(true);
  });

  it('tells the buyer that a code was used up by somebody else, and the total without it', () => {
    const shop = openShop();
    const { world, mug } = shop;
    const fields = {
      ...PLAIN_DISCOUNT,
      title: 'Five off',
      startsAt: NOON,
      usageLimit: 1,
      gets: {
        items: { type: 'all' as const },
        value: { type: 'amount' as const, amountMinor: 500, onEachItem: false },
      },
    };
    must(createDiscount(world, SHOP, { fields, code: 'FIVE' }));
    const [one, two] = [mug, mug].map(({ id }) =>
      checkoutOf(shop, [{ variantId: id, quantity: 1 }], ['FIVE']),
    ) as [string, string];
    const order = must(completeCheckout(world, SHOP, { token: one, payment: CARD }));
    expect(order.discountCodes).toEqual([{ code: 'FIVE', amountMinor: 500, type: 'fixed_amount' }]);
    expect(orderSums(order).totalMinor).toBe(2500);
    const refused = completeCheckout(world, SHOP, { token: two, payment: CARD });
    expect(refused).toMatchObject({ ok: false, code: 'DISCOUNT_NOT_APPLICABLE', field: ['codes'] });
    expect(refused).toMatchObject({ checkout: { codes: [] }, priced: { totalMinor: 3000 } });
    expect(
      must(completeCheckout(world, SHOP, { token: two, payment: CARD })).discountCodes,
    ).toEqual([]);
  });

  it('is refused without an e-mail, an address or a way of shipping', () => {
    const { world, mug } = openShop();
    const { token: cart } = createCart(world, SHOP);
    must(addToCart(world, SHOP, { token: cart, lines: [{ variantId: mug.id, quantity: 1 }] }));
    const { token } = must(startCheckout(world, SHOP, cart));
    const field = () => {
      const refused = completeCheckout(world, SHOP, { token, payment: CARD });
      return refused.ok ? null : refused.field;
    };
    expect(field()).toEqual(['email']);
    must(changeCheckout(world, SHOP, { token, fields: { email: 'ada@moss.example' } }));
    expect(field()).toEqual(['shippingAddress']);
    must(changeCheckout(world, SHOP, { token, fields: { shippingAddress: ADDRESS } }));
    expect(field()).toEqual(['shippingRateCode']);
    must(changeCheckout(world, SHOP, { token, fields: { shippingRateCode: 'standard' } }));
    expect(field()).toBeNull();
  });

  it('pays with a gift card, then store credit, then the card', () => {
    const shop = openShop();
    const { world, mug } = shop;
    const ada = must(createCustomer(world, SHOP, { fields: { email: 'ada@moss.example' } }));
    must(creditAccount(world, SHOP, { place: { customerId: ada.id }, amountMinor: 700 }));
    const card = must(issueGiftCard(world, SHOP, { initialMinor: 1000, code: 'FERNFERN1' }));
    const token = checkoutOf(shop, [{ variantId: mug.id, quantity: 1 }]);
    must(applyGiftCard(world, SHOP, { token, code: 'FERN FERN1' }));
    const fields = { customerId: ada.id, usesStoreCredit: true };
    must(changeCheckout(world, SHOP, { token, fields }));
    const order = must(completeCheckout(world, SHOP, { token, payment: CARD }));
    // 30.00 = 10.00 + 7.00 + 13.00
    expect(order.transactions.map(({ gateway, amountMinor }) => [gateway, amountMinor])).toEqual([
      ['gift_card', 1000],
      ['shopify_store_credit', 700],
      ['bogus', 1300],
    ]);
    expect(world.store.get(giftCards, SHOP, card.id)?.balanceMinor).toBe(0);
    expect(spendableCreditMinor(world, SHOP, ada.id)).toBe(0);
    expect(financialStatus(order)).toBe('paid');
  });

  it('leaves a bank transfer pending until it is marked as paid, and gift cards till then', () => {
    const shop = openShop();
    const { world, giftCard, heard } = shop;
    const token = checkoutOf(shop, [{ variantId: giftCard.id, quantity: 2 }]);
    const order = must(
      completeCheckout(world, SHOP, { token, payment: { method: 'bank_deposit' } }),
    );
    expect(financialStatus(order)).toBe('pending');
    expect(world.store.count(giftCards, SHOP)).toBe(0);
    heard();
    const paid = must(markAsPaid(world, SHOP, { orderId: order.id }));
    expect(financialStatus(paid)).toBe('paid');
    expect(heard()).toContain('orders/paid');
    const cards = world.store.find(giftCards, SHOP, 'order_id', order.id);
    expect(cards.map(({ balanceMinor }) => balanceMinor)).toEqual([5000, 5000]);
    // orderMarkAsPaid-state-and-money, github.com/airhorns/shopify-draft-proxy, 2026-05.
    expect(markAsPaid(world, SHOP, { orderId: order.id })).toMatchObject({
      field: ['id'],
      message: 'Order cannot be marked as paid.',
    });
  });

  // https://shopify.dev/docs/apps/build/metafields/use-metafield-capabilities, read 2026-11.
  it('copies the metafields of the cart that orders have a definition for', () => {
    const shop = openShop();
    const { world, mug } = shop;
    const access = { admin: '', storefront: 'NONE', customerAccount: 'NONE' } as const;
    world.store.put(metafieldDefinitions, SHOP, {
      ...{ id: 5, ownerType: 'ORDER', namespace: 'app', key: 'wish', name: 'Wish', access },
      ...{ description: null, type: 'single_line_text_field', validations: [] },
      capabilities: { cartToOrderCopyable: true },
      ...{ pinnedPosition: null, appId: null, createdAt: NOON, updatedAt: NOON },
    });
    const token = checkoutOf(shop, [{ variantId: mug.id, quantity: 1 }]);
    const wish = { namespace: 'app', key: 'wish', type: 'single_line_text_field', value: 'red' };
    const fields = { metafields: [wish, { ...wish, key: 'other' }] };
    must(changeCheckout(world, SHOP, { token, fields }));
    const order = must(completeCheckout(world, SHOP, { token, payment: CARD }));
    const kept = world.store.find(metafields, SHOP, 'owner', `Order/${order.id}`);
    expect(kept.map(({ key, value }) => [key, value])).toEqual([['wish', 'red']]);
  });
});
