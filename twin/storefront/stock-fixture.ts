/** What the shop of the storefront's tests sells, to whom, and in which terms. */
import type { Product, Variant } from '../model/catalog.ts';
import type { Customer } from '../model/customer.ts';
import {
  collections,
  customers,
  installations,
  metafieldDefinitions,
  metafields,
  products,
  shops,
} from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';

export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const APP_ID = 77;

const NAMES = [
  'Stoneware mug',
  'Linen tea towel',
  'Ash serving board',
  'Wool blanket',
  'Beeswax candle',
  'Brass hook',
  'Glass carafe',
  'Cast iron pan',
  'Cotton apron',
  'Notebook, ruled',
];

export function fill(world: World): void {
  world.store.put(shops, 0, SHOP);
  NAMES.forEach((name, index) => world.store.put(products, 1, product(index, name)));
  const ids = NAMES.map((_name, index) => 1000 + index);
  const put = (id: number, title: string, handle: string, productIds: number[]): void =>
    void world.store.put(collections, 1, {
      id,
      title,
      handle,
      bodyHtml: `<p>${title}, chosen by us.</p>`,
      picture: null,
      sortOrder: 'MANUAL',
      rules: null,
      productIds,
      updatedAt: NOW,
      publishedAt: NOW,
    });
  put(1, 'Front page', 'frontpage', ids.slice(0, 8));
  put(2, 'Kitchen', 'kitchen', [1000, 1001, 1002, 1006, 1007, 1008]);
  put(3, 'Living', 'living', [1003, 1004, 1005, 1009]);
  world.store.put(customers, 1, customer(300, 'ann@example.com'));
  world.store.put(installations, 1, {
    id: 40,
    appId: APP_ID,
    scopes: [],
    installedAt: NOW,
    uninstalledAt: null,
  });
  const field = { createdAt: NOW, updatedAt: NOW, type: 'number_integer', key: 'points' };
  const owner = { ownerKind: 'Customer', ownerId: 300, ...field };
  world.store.put(metafields, 1, { id: 41, ...owner, namespace: `app--${APP_ID}`, value: '120' });
  world.store.put(metafields, 1, { id: 42, ...owner, namespace: 'club', value: '7' });
  const installed = { ownerKind: 'AppInstallation', ownerId: 40, ...field };
  world.store.put(metafields, 1, { id: 43, ...installed, namespace: 'rates', value: '3' });
  world.store.put(metafields, 1, { id: 44, ...owner, namespace: 'private', value: '9' });
  world.store.put(metafieldDefinitions, 1, {
    id: 45,
    ownerType: 'CUSTOMER',
    namespace: 'private',
    key: 'points',
    name: 'Private',
    description: null,
    type: 'number_integer',
    access: { admin: 'MERCHANT_READ', storefront: 'NONE', customerAccount: 'NONE' },
    validations: [],
    capabilities: {},
    pinnedPosition: null,
    appId: null,
    createdAt: NOW,
    updatedAt: NOW,
  });
}

export function product(index: number, title: string): Product {
  const id = 1000 + index;
  const handle = title.toLowerCase().replace(/\W+/g, '-');
  const hasSizes = index === 3;
  const isSoldOut = index === 5;
  const priceMinor = 900 + index * 650;
  const sizes = hasSizes ? ['Small', 'Large'] : ['Default Title'];
  return {
    id,
    title,
    handle,
    bodyHtml: `<p>${title}. Made in small numbers by people who know how.</p>`,
    vendor: 'Linden & Sons',
    productType: index < 3 ? 'Kitchen' : 'Home',
    tags: index % 2 === 0 ? ['Gift idea'] : [],
    status: 'ACTIVE',
    isGiftCard: false,
    options: [{ id: id * 10, name: hasSizes ? 'Size' : 'Title' }],
    variants: sizes.map((size, at) => ({
      ...VARIANT,
      id: 2000 + index * 10 + at,
      title: size,
      sku: `L-${index}-${at}`,
      priceMinor: priceMinor + at * 2500,
      compareAtMinor: index === 4 ? priceMinor + 500 : null,
      options: [size],
      stock: isSoldOut ? 0 : index === 0 ? 5 : null,
      inventoryItemId: 3000 + index * 10 + at,
    })),
    pictures: [
      { id: id * 100, src: `/cdn/products/${handle}.svg`, alt: title, width: 1600, height: 1400 },
    ],
    createdAt: NOW - index * 86_400_000,
    updatedAt: NOW,
    publishedAt: NOW,
  };
}

const VARIANT: Omit<Variant, 'id' | 'title' | 'sku' | 'priceMinor' | 'options'> = {
  barcode: null,
  compareAtMinor: null,
  taxable: true,
  requiresShipping: true,
  grams: 400,
  inventoryItemId: 0,
  stock: null,
  sellsBeyondStock: false,
  pictureId: null,
  createdAt: NOW,
  updatedAt: NOW,
};

const CONSENT = { state: 'NOT_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null } as const;

export function customer(id: number, email: string): Customer {
  return {
    id,
    firstName: 'Ann',
    lastName: 'Able',
    email,
    phone: null,
    verifiedEmail: true,
    locale: 'en',
    tags: ['vip'],
    note: null,
    state: 'enabled',
    taxExempt: false,
    emailConsent: CONSENT,
    smsConsent: CONSENT,
    addresses: [],
    defaultAddressId: null,
    ordersCount: 0,
    spentMinor: 0,
    lastOrderId: null,
    createdAt: NOW,
    updatedAt: NOW,
  };
}

const SHOP: Shop = {
  id: 1,
  handle: 'demo',
  domain: 'demo.myshopify.com',
  name: 'Linden & Sons',
  email: 'hello@linden.example',
  ownerName: 'Lena Linden',
  currency: 'EUR',
  zone: 'Europe/Berlin',
  countryCode: 'DE',
  plan: 'basic',
  taxesIncluded: true,
  taxShipping: true,
  taxRates: [],
  shippingRates: [
    {
      code: 'standard',
      title: 'Standard',
      priceMinor: 490,
      freeFromMinor: 5000,
      countryCodes: null,
    },
  ],
  presentmentRates: {},
  locale: 'en',
  locations: [{ id: 1, name: 'Shop', countryCode: 'DE', city: 'Berlin' }],
  createdAt: NOW,
  updatedAt: NOW,
  theme: { settings: {}, blocks: [], embeds: [] },
};
