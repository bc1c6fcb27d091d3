/** Records for tests: one of everything, with all fields of it filled. */
import { PLAIN_DISCOUNT } from '../../trade/discounts.ts';
import type { Cart, Checkout } from '../../model/cart.ts';
import type { Collection, Product } from '../../model/catalog.ts';
import type { Address, Customer, Segment } from '../../model/customer.ts';
import type { Discount } from '../../model/discount.ts';
import type { Shop } from '../../model/shop.ts';

export const NOON = Date.UTC(2026, 4, 1, 12);
export const SHOP_ID = 548380009;

export const ADDRESS: Address = {
  id: 31,
  firstName: 'Ada',
  lastName: 'Moss',
  company: 'Moss & Fern',
  address1: '1 Fern Lane',
  address2: 'Upstairs',
  city: 'Bath',
  zip: 'BA1 1AA',
  provinceCode: 'ENG',
  countryCode: 'GB',
  phone: '+44 20 7946 0958',
};

export const CUSTOMER: Customer = {
  id: 21,
  firstName: 'Ada',
  lastName: 'Moss',
  email: 'ada@example.com',
  phone: '+44 20 7946 0958',
  verifiedEmail: true,
  locale: 'en-GB',
  tags: ['vip', 'bath'],
  note: 'Likes mugs',
  state: 'enabled',
  taxExempt: false,
  emailConsent: { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: NOON },
  smsConsent: { state: 'NOT_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: NOON },
  addresses: [ADDRESS],
  defaultAddressId: ADDRESS.id,
  ordersCount: 1,
  spentMinor: 12345,
  lastOrderId: 1,
  createdAt: NOON,
  updatedAt: NOON,
};

export const PRODUCT: Product = {
  id: 41,
  title: 'Mug',
  handle: 'mug',
  bodyHtml: '<p>A mug.</p>',
  vendor: 'Fern',
  productType: 'Tableware',
  tags: ['white', 'new'],
  status: 'ACTIVE',
  isGiftCard: false,
  options: [{ id: 43, name: 'Size' }],
  variants: [
    {
      id: 42,
      title: 'Small',
      sku: 'MUG-S',
      barcode: '4006381333931',
      priceMinor: 2500,
      compareAtMinor: 3000,
      options: ['Small'],
      taxable: true,
      requiresShipping: true,
      grams: 300,
      inventoryItemId: 44,
      stock: 7,
      sellsBeyondStock: false,
      pictureId: 45,
      createdAt: NOON,
      updatedAt: NOON,
    },
  ],
  pictures: [{ id: 45, src: '/cdn/products/mug.svg', alt: 'A mug', width: 800, height: 600 }],
  createdAt: NOON,
  updatedAt: NOON,
  publishedAt: NOON,
};

export const COLLECTION: Collection = {
  id: 51,
  title: 'Tableware',
  handle: 'tableware',
  bodyHtml: '<p>For tables.</p>',
  picture: null,
  sortOrder: 'BEST_SELLING',
  rules: null,
  productIds: [PRODUCT.id],
  updatedAt: NOON,
  publishedAt: NOON,
};

export const DISCOUNT: Discount = {
  id: 61,
  ...PLAIN_DISCOUNT,
  title: 'Five off',
  summary: '',
  startsAt: NOON,
  deactivatedAt: null,
  usageCount: 0,
  createdAt: NOON,
  updatedAt: NOON,
};

export const SEGMENT: Segment = {
  id: 71,
  name: 'Regulars',
  query: 'number_of_orders > 2',
  createdAt: NOON,
  updatedAt: NOON,
};

const LINE = { id: 1, variantId: 42, quantity: 3, properties: [] };

export const CART: Cart = {
  id: 81,
  token: 'c1-token',
  customerId: CUSTOMER.id,
  lines: [LINE],
  note: 'Please wrap',
  attributes: [],
  codes: [],
  metafields: [],
  createdAt: NOON,
  updatedAt: NOON,
};

export const CHECKOUT: Checkout = {
  id: 91,
  token: 'k1-token',
  cartToken: CART.token,
  sourceName: 'web',
  customerId: CUSTOMER.id,
  email: CUSTOMER.email,
  phone: null,
  acceptsMarketing: false,
  shippingAddress: ADDRESS,
  billingAddress: null,
  lines: [{ ...LINE, properties: [{ name: 'Engraving', value: 'Ada' }] }],
  codes: [],
  giftCardIds: [],
  usesStoreCredit: false,
  shippingRateCode: null,
  tipMinor: 0,
  note: null,
  attributes: [{ name: 'gift', value: 'yes' }],
  metafields: [],
  presentmentCurrency: 'GBP',
  orderId: null,
  createdAt: NOON,
  updatedAt: NOON,
};

export const SHOP: Shop = {
  id: SHOP_ID,
  handle: 'fern',
  domain: 'fern.myshopify.com',
  name: 'Fern',
  email: 'owner@example.com',
  ownerName: 'Flora Fern',
  currency: 'GBP',
  zone: 'Europe/London',
  countryCode: 'GB',
  plan: 'grow',
  taxesIncluded: true,
  taxShipping: true,
  taxRates: [],
  shippingRates: [],
  presentmentRates: { EUR: '1.16' },
  locale: 'en',
  locations: [{ id: 101, name: 'Bath', countryCode: 'GB', city: 'Bath' }],
  createdAt: NOON,
  updatedAt: NOON,
  theme: { settings: {}, blocks: [], embeds: [] },
};
