/** The demo shop: a gift shop in London that ships everywhere and takes more than its own money. */
import { shops } from '../model/kinds.ts';
import type { Plan, Shop, ShippingRate, TaxRate } from '../model/shop.ts';
import { abroad } from './countries.ts';
import type { World } from '../world/world.ts';

export type DemoShopOptions = {
  /** `demo-shop` → `demo-shop.myshopify.com` */
  readonly handle: string;
  readonly name?: string;
  readonly plan?: Plan;
  readonly createdAt?: number;
};

const TAX_RATES: readonly TaxRate[] = [
  { title: 'GB VAT', rate: 0.2, countryCode: 'GB', provinceCode: null },
  { title: 'FR TVA', rate: 0.2, countryCode: 'FR', provinceCode: null },
  { title: 'DE MwSt', rate: 0.19, countryCode: 'DE', provinceCode: null },
  { title: 'IE VAT', rate: 0.23, countryCode: 'IE', provinceCode: null },
];

const SHIPPING_RATES: readonly ShippingRate[] = [
  {
    code: 'standard',
    title: 'Standard',
    priceMinor: 395,
    freeFromMinor: 5000,
    countryCodes: ['GB'],
  },
  { code: 'express', title: 'Express', priceMinor: 795, freeFromMinor: null, countryCodes: ['GB'] },
  {
    code: 'international',
    title: 'International',
    priceMinor: 1195,
    freeFromMinor: 15000,
    countryCodes: abroad('GB'),
  },
];

/** Opens the shop, or gives the one there is under this handle. */
export function openDemoShop(world: World, options: DemoShopOptions): Shop {
  const { store, clock } = world;
  const there = store.findOne(shops, 0, 'handle', options.handle);
  if (there !== null) return there;
  const now = clock.now();
  return world.transact(() =>
    store.put(shops, 0, {
      id: store.nextId(),
      handle: options.handle,
      domain: `${options.handle}.myshopify.com`,
      name: options.name ?? 'Alder & Quill',
      email: 'owner@example.com',
      ownerName: 'Shop Owner',
      currency: 'GBP',
      zone: 'Europe/London',
      countryCode: 'GB',
      plan: options.plan ?? 'basic',
      taxesIncluded: true,
      taxShipping: true,
      taxRates: TAX_RATES,
      shippingRates: SHIPPING_RATES,
      presentmentRates: { EUR: '1.17', USD: '1.31', JPY: '198' },
      locale: 'en',
      locations: [
        { id: store.nextId(), name: 'Shop floor', countryCode: 'GB', city: 'London' },
        { id: store.nextId(), name: 'Warehouse', countryCode: 'GB', city: 'London' },
      ],
      createdAt: options.createdAt ?? now,
      updatedAt: now,
      theme: { settings: {}, blocks: [], embeds: [] },
    }),
  );
}
