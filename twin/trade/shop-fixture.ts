/**
 * A shop to trade in, for tests: GBP, prices with 20 % VAT in them unless said otherwise, standing
 * clock.
 */
import type { Product, Variant } from '../model/catalog.ts';
import { products, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { openWorld, type World } from '../world/world.ts';
import type { WorldEvent } from '../world/world.ts';
import type { Outcome } from './refusal.ts';
import { handleTradeTasks } from './tasks.ts';

export const SHOP = 1;
export const NOON = Date.parse('2026-11-23T12:00:00Z');

export const HOME = {
  firstName: 'Ada',
  lastName: 'Moss',
  address1: '1 Fern Lane',
  city: 'Bath',
  zip: 'BA1 1AA',
  countryCode: 'GB',
};

export type TestShop = {
  readonly world: World;
  /** Topics told so far, in order; emptied by `heard()`. */
  readonly heard: () => string[];
  readonly events: WorldEvent[];
  readonly mug: Variant;
  /** 10.00 each, three of them. */
  readonly plate: Variant;
  readonly giftCard: Variant;
};

/** The value of a verb that must not be refused. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

/**
 * Mugs at 25.00 without a count, plates at 10.00 of which there are three, a gift card of 50.00.
 */
export function openShop(fields: Partial<Shop> = {}): TestShop {
  const world = openWorld({ folder: null, seed: 'trade' });
  world.clock.stand(NOON);
  handleTradeTasks(world);
  const events: WorldEvent[] = [];
  world.listen((told) => void events.push(...told));
  world.store.put(shops, 0, { ...aShop(), ...fields });
  const [mug, plate, giftCard] = [
    addProduct(world, { title: 'Mug', priceMinor: 2500, stock: null }),
    addProduct(world, { title: 'Plate', priceMinor: 1000, stock: 3 }),
    addProduct(world, { title: 'Gift card', priceMinor: 5000, stock: null, isGiftCard: true }),
  ];
  const heard = () => events.splice(0).map(({ topic }) => topic);
  return { world, heard, events, mug, plate, giftCard };
}

/** A product of one variant. */
export function addProduct(
  world: World,
  given: { title: string; priceMinor: number; stock: number | null; isGiftCard?: boolean },
): Variant {
  const at = world.clock.now();
  const variant: Variant = {
    id: world.store.nextId(),
    title: 'Default Title',
    sku: given.title.toUpperCase(),
    barcode: null,
    priceMinor: given.priceMinor,
    compareAtMinor: null,
    options: ['Default Title'],
    taxable: true,
    requiresShipping: given.isGiftCard !== true,
    grams: 100,
    inventoryItemId: world.store.nextId(),
    stock: given.stock,
    sellsBeyondStock: false,
    pictureId: null,
    createdAt: at,
    updatedAt: at,
  };
  const product: Product = {
    id: world.store.nextId(),
    title: given.title,
    handle: given.title.toLowerCase().replace(/ /g, '-'),
    bodyHtml: '',
    vendor: 'Fern',
    productType: 'Tableware',
    tags: [],
    status: 'ACTIVE',
    isGiftCard: given.isGiftCard ?? false,
    options: [{ id: world.store.nextId(), name: 'Title' }],
    variants: [variant],
    pictures: [],
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
  };
  world.store.put(products, SHOP, product);
  return variant;
}

function aShop(): Shop {
  return {
    id: SHOP,
    handle: 'fern',
    domain: 'fern.myshopify.com',
    name: 'Fern',
    email: 'owner@fern.example',
    ownerName: 'Olive Fern',
    currency: 'GBP',
    zone: 'Europe/London',
    countryCode: 'GB',
    plan: 'basic',
    taxesIncluded: true,
    taxShipping: false,
    taxRates: [{ title: 'VAT', rate: 0.2, countryCode: 'GB', provinceCode: null }],
    shippingRates: [
      {
        code: 'standard',
        title: 'Standard',
        priceMinor: 500,
        freeFromMinor: null,
        countryCodes: null,
      },
    ],
    presentmentRates: {},
    locale: 'en',
    locations: [{ id: 11, name: 'Fern Lane', countryCode: 'GB', city: 'Bath' }],
    createdAt: NOON,
    updatedAt: NOON,
    theme: { settings: {}, blocks: [], embeds: [] },
  };
}
