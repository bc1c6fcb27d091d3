/**
 * A cart to test functions with: two shirts at 20.00 € and one mug at 7.50 €, a member who is VIP.
 */
import type { FunctionLine, FunctionMoney, FunctionProduct, FunctionWorld } from './world.ts';

export const euros = (amountMinor: number): FunctionMoney => ({ amountMinor, currencyCode: 'EUR' });

const shirt: FunctionProduct = {
  id: 11,
  handle: 'linen-shirt',
  title: 'Linen shirt',
  vendor: 'Atelier',
  tags: ['Summer', 'sale'],
  collectionIds: [501],
  metafields: [
    { namespace: 'custom', key: 'points', type: 'number_integer', value: '3' },
    { namespace: 'custom', key: 'weave', type: 'single_line_text_field', value: 'plain' },
  ],
};

export function lineOf(place: number, of: Partial<FunctionLine> = {}): FunctionLine {
  const cost = { amountPerQuantity: euros(2000) };
  return {
    id: `gid://shopify/CartLine/${place}`,
    quantity: 1,
    merchandise: {
      kind: 'ProductVariant',
      id: 100 + place,
      requiresShipping: true,
      product: shirt,
    },
    cost: { ...cost, subtotalAmount: euros(2000), totalAmount: euros(2000) },
    ...of,
  };
}

const mug: FunctionLine = {
  id: 'gid://shopify/CartLine/2',
  quantity: 1,
  attributes: [{ key: 'engraving', value: 'Ida' }],
  merchandise: { kind: 'CustomProduct', title: 'Mug', requiresShipping: false },
  cost: {
    amountPerQuantity: euros(750),
    subtotalAmount: euros(750),
    totalAmount: euros(750),
  },
};

/** 2026-11-23 08:05:09 UTC, which is 09:05:09 in Berlin. */
const now = Date.UTC(2026, 10, 23, 8, 5, 9);

export const world: FunctionWorld = {
  appId: 7,
  cart: {
    lines: [
      lineOf(1, {
        quantity: 2,
        cost: {
          amountPerQuantity: euros(2000),
          subtotalAmount: euros(4000),
          totalAmount: euros(4000),
        },
      }),
      mug,
    ],
    cost: { subtotalAmount: euros(4750), totalAmount: euros(5250) },
    attributes: [{ key: 'gift', value: 'yes' }],
    metafields: [
      { namespace: '$app', key: 'redeem', type: 'json', value: '{"points":100}' },
      { namespace: 'app--8', key: 'redeem', type: 'json', value: '{"points":999}' },
    ],
    buyerIdentity: {
      isAuthenticated: true,
      email: 'ida@example.com',
      customer: {
        id: 21,
        displayName: 'Ida Holm',
        amountSpent: euros(120000),
        numberOfOrders: 12,
        tags: ['VIP'],
        metafields: [
          { namespace: 'app--7--loyalty', key: 'balance', type: 'number_integer', value: '420' },
        ],
      },
    },
    deliveryGroups: [
      {
        id: 'gid://shopify/CartDeliveryGroup/1',
        deliveryAddress: { city: 'Berlin', countryCode: 'DE', zip: '10115' },
        lineIds: ['gid://shopify/CartLine/1'],
        selectedHandle: 'standard-1',
        deliveryOptions: [
          {
            handle: 'standard-1',
            title: 'Standard',
            cost: euros(500),
            deliveryMethodType: 'SHIPPING',
          },
          {
            handle: 'express-2',
            title: 'Express',
            cost: euros(1200),
            deliveryMethodType: 'SHIPPING',
          },
        ],
      },
    ],
  },
  owner: {
    discountClasses: ['ORDER', 'PRODUCT', 'SHIPPING'],
    metafields: [{ namespace: '$app', key: 'config', type: 'json', value: '{"percentage":10}' }],
  },
  shop: { now, timeZone: 'Europe/Berlin' },
  localization: { countryCode: 'DE', languageCode: 'EN' },
  presentmentCurrencyRate: '1.0',
  enteredDiscountCodes: [{ code: 'HELLO', rejectable: true }],
  triggeringDiscountCode: 'HELLO',
};
