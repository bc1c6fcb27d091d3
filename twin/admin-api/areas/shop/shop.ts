/** `Shop`: what its owner has set, as Shopify prints it. */
import type { Shop } from '../../../model/shop.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { toGid } from '../../engine/gid.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { locationPage } from './locations.ts';
import { countryName, currencyName } from './names-of-places.ts';
import { offsetMinutes, offsetText, zoneName } from './time-zone.ts';

const PLAN_NAMES = { basic: 'Basic', grow: 'Grow', advanced: 'Advanced', plus: 'Shopify Plus' };

export const shopFields: Resolvers = {
  ...metafieldsOf('Shop'),
  url: (shop: Shop) => `https://${shop.domain}`,
  myshopifyDomain: (shop: Shop) => shop.domain,
  primaryDomain: (shop: Shop) => primaryDomain(shop),
  domains: (shop: Shop) => [primaryDomain(shop)],
  storefrontUrl: (shop: Shop) => `https://${shop.domain}`,
  contactEmail: (shop: Shop) => shop.email,
  shopOwnerName: (shop: Shop) => shop.ownerName,
  description: () => null,
  currencyCode: (shop: Shop) => shop.currency,
  enabledPresentmentCurrencies: (shop: Shop) => currencies(shop),
  currencyFormats: (shop: Shop) => formatsOf(shop.currency),
  currencySettings: (shop: Shop, args: PageArgs) =>
    listConnection(
      args,
      currencies(shop).map((currencyCode, index) => ({ id: index + 1, currencyCode, shop })),
    ),
  ianaTimezone: (shop: Shop) => shop.zone,
  timezoneAbbreviation: (shop: Shop, _args, { world }) => zoneName(shop.zone, world.clock.now()),
  timezoneOffset: (shop: Shop, _args, { world }) => offsetText(shop.zone, world.clock.now()),
  timezoneOffsetMinutes: (shop: Shop, _args, { world }) =>
    offsetMinutes(shop.zone, world.clock.now()),
  unitSystem: (shop: Shop) => (shop.countryCode === 'US' ? 'IMPERIAL_SYSTEM' : 'METRIC_SYSTEM'),
  weightUnit: (shop: Shop) => (shop.countryCode === 'US' ? 'POUNDS' : 'KILOGRAMS'),
  plan: (shop: Shop) => ({
    displayName: PLAN_NAMES[shop.plan],
    publicDisplayName: PLAN_NAMES[shop.plan],
    partnerDevelopment: false,
    shopifyPlus: shop.plan === 'plus',
  }),
  shopAddress: (shop: Shop) => addressOf(shop),
  billingAddress: (shop: Shop) => addressOf(shop),
  shipsToCountries: (shop: Shop) => shipsTo(shop),
  customerAccounts: () => 'OPTIONAL',
  customerAccountsV2: (shop: Shop) => ({
    customerAccountsVersion: 'NEW_CUSTOMER_ACCOUNTS',
    loginLinksVisibleOnStorefrontAndCheckout: true,
    loginRequiredAtCheckout: false,
    url: `https://${shop.domain}/account`,
  }),
  checkoutApiSupported: () => true,
  setupRequired: () => false,
  taxShipping: (shop: Shop) => shop.taxShipping,
  orderNumberFormatPrefix: () => '#',
  orderNumberFormatSuffix: () => '',
  transactionalSmsDisabled: () => true,
  marketingSmsConsentEnabledAtCheckout: () => false,
  resourceLimits: (shop: Shop) => ({
    locationLimit: shop.plan === 'plus' ? 200 : 10,
    maxProductOptions: 3,
    maxProductVariants: 2048,
    redirectLimitReached: false,
  }),
  locations: (_shop: Shop, args: PageArgs, context) => locationPage(args, context),
};

export const currencySettingFields: Resolvers = {
  currencyName: (one: { currencyCode: string }) => currencyName(one.currencyCode),
  enabled: () => true,
  manualRate: (one: { currencyCode: string; shop: Shop }) =>
    one.shop.presentmentRates[one.currencyCode] ?? null,
  rateUpdatedAt: (one: { shop: Shop }) => one.shop.updatedAt,
};

function currencies(shop: Shop): string[] {
  return [shop.currency, ...Object.keys(shop.presentmentRates)];
}

function primaryDomain(shop: Shop) {
  const url = `https://${shop.domain}`;
  return { id: shop.id, host: shop.domain, sslEnabled: true, url, localization: null };
}

function formatsOf(currency: string) {
  const sign = currencySign(currency);
  const plain = `${sign}{{amount}}`;
  const named = `${plain} ${currency}`;
  return {
    moneyFormat: plain,
    moneyInEmailsFormat: plain,
    moneyWithCurrencyFormat: named,
    moneyWithCurrencyInEmailsFormat: named,
  };
}

function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

/** The shop's first location is where it is. */
function addressOf(shop: Shop) {
  const place = shop.locations[0];
  const country = countryName(shop.countryCode);
  const city = place?.city ?? null;
  return {
    id: toGid('ShopAddress', shop.id),
    address1: null,
    address2: null,
    city,
    company: shop.name,
    coordinatesValidated: false,
    country,
    countryCode: shop.countryCode,
    countryCodeV2: shop.countryCode,
    formatted: [city, country].filter((line) => line !== null),
    formattedArea: [city, country].filter((line) => line !== null).join(', '),
    latitude: null,
    longitude: null,
    phone: null,
    province: null,
    provinceCode: null,
    zip: null,
  };
}

function shipsTo(shop: Shop): string[] {
  const named = shop.shippingRates.flatMap(({ countryCodes }) => countryCodes ?? []);
  const taxed = shop.taxRates.map(({ countryCode }) => countryCode);
  return [...new Set([shop.countryCode, ...named, ...taxed])];
}
