/**
 * What an extension of the checkout sees: the shapes of @shopify/ui-extensions 2026-07 (its types
 * check the room), with the numbers of a worked cart in the buyer's currency.
 */
import { describe, expect, it } from 'vitest';
import { metafields } from '../model/kinds.ts';
import { createCustomer } from '../trade/customers.ts';
import { priceCheckout } from '../trade/checkouts.ts';
import { must, SHOP } from '../trade/shop-fixture.ts';
import { creditAccount } from '../trade/store-credit.ts';
import {
  ADDRESS,
  addCode,
  openCheckout,
  TEN_PERCENT,
  type TestCheckout,
} from './checkout-fixture.ts';
import { checkoutState } from './checkout-state.ts';

function stateOf({ world, shop, now }: TestCheckout) {
  const checkout = now();
  const priced = priceCheckout(world, SHOP, { checkout });
  return checkoutState({ world, shop: shop(), checkout, priced });
}

const euros = (amount: number) => ({ amount, currencyCode: 'EUR' });

describe('the state of a checkout', () => {
  it('is said in the buyer’s currency, discounts by what they come of', async () => {
    const shop = openCheckout({ shop: { presentmentRates: { EUR: '1.2' } } });
    addCode(shop, 'TEN', { gets: TEN_PERCENT });
    await shop.change({ change: 'address', address: ADDRESS });
    await shop.change({ change: 'currency', currency: 'EUR' });
    await shop.change({ change: 'addCode', code: 'TEN' });
    // 50.00 less 5.00 and 5.00 shipping, each at 1.2; of 45.00 with 20 % in it 7.50 is tax.
    expect(stateOf(shop)).toMatchObject({
      cost: { subtotal: euros(54), shipping: euros(6), tax: euros(9), total: euros(60) },
      discountCodes: [{ code: 'TEN' }],
      discountAllocations: [{ type: 'code', code: 'TEN', discountedAmount: euros(6) }],
      deliveryGroups: [
        {
          deliveryOptions: [{ handle: 'standard', cost: euros(6), costAfterDiscounts: euros(6) }],
          selectedDeliveryOption: { handle: 'standard' },
        },
      ],
      shippingAddress: { ...ADDRESS, name: 'Ada Moss' },
      localization: { currency: 'EUR', timezone: 'Europe/London' },
    });
  });

  it('tells two lines of one variant apart', async () => {
    const shop = openCheckout();
    const properties = [{ key: 'Engraving', value: 'A' }];
    const added = { change: 'addLine', variantId: shop.mug.id, quantity: 1, properties };
    await shop.change(added);
    const { lines } = stateOf(shop);
    const kept = shop.now().lines.map(({ id }) => `gid://shopify/CartLine/${id}`);
    expect(lines.map(({ id }) => id)).toEqual(kept);
    expect(lines).toMatchObject([
      { quantity: 2, attributes: [] },
      { quantity: 1, attributes: properties },
    ]);
  });

  it('knows the buyer who is logged in, with credit and metafields', async () => {
    const shop = openCheckout();
    const { world } = shop;
    expect(stateOf(shop).buyer.customer).toBeUndefined();
    const fields = { email: 'ada@moss.example', firstName: 'Ada' };
    const { id } = must(createCustomer(world, SHOP, { fields }));
    must(creditAccount(world, SHOP, { place: { customerId: id }, amountMinor: 700 }));
    const at = world.clock.now();
    const owner = { ownerKind: 'Customer', ownerId: id, createdAt: at, updatedAt: at };
    const told = { namespace: 'app--1', key: 'tier', type: 'json', value: '{"gold":true}' };
    world.store.put(metafields, SHOP, { id: world.store.nextId(), ...owner, ...told });
    shop.logIn(id);
    await shop.read();
    const state = stateOf(shop);
    expect(state.buyer.customer).toMatchObject({
      id: `gid://shopify/Customer/${id}`,
      email: 'ada@moss.example',
      storeCreditAccounts: [{ balance: { amount: 7, currencyCode: 'GBP' } }],
    });
    expect(state.appMetafields).toMatchObject([
      {
        target: { type: 'customer', id: `gid://shopify/Customer/${id}` },
        metafield: { ...told, valueType: 'json_string' },
      },
    ]);
  });

  it('of goods without a parcel has no delivery', () => {
    const lines = ({ giftCard }: { giftCard: { id: number } }) => [
      { variantId: giftCard.id, quantity: 1 },
    ];
    const state = stateOf(openCheckout({ lines }));
    expect(state.deliveryGroups).toEqual([]);
    expect(state.cost.shipping).toBeUndefined();
    expect(state.lines).toMatchObject([{ merchandise: { requiresShipping: false } }]);
  });
});
