/**
 * `Shop`, `Localization` and what hangs on them. The shop has one market: whatever `@inContext`
 * asks for is answered in it, as Shopify answers countries and languages that a shop does not
 * offer.
 */
import type { Resolvers } from '../../admin-api/engine/area.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { countriesFor, countryName } from '../../checkout/countries.ts';
import type { Shop } from '../../model/shop.ts';
import { readableMetafields } from '../readable-metafields.ts';

const languageOf = (shop: Shop) => {
  const code = shop.locale.split('-')[0] ?? shop.locale;
  return {
    isoCode: code.toUpperCase(),
    name: nameIn('en', code),
    endonymName: nameIn(code, code),
  };
};

function nameIn(locale: string, code: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

function currencyOf({ currency }: Shop) {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(0);
  return {
    isoCode: currency,
    name: new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency,
    symbol: parts.find(({ type }) => type === 'currency')?.value ?? currency,
  };
}

const countryOf = (shop: Shop, isoCode: string) => ({
  isoCode,
  name: countryName(isoCode),
  currency: currencyOf(shop),
  unitSystem: isoCode === 'US' ? 'IMPERIAL_SYSTEM' : 'METRIC_SYSTEM',
  availableLanguages: [languageOf(shop)],
  defaultLanguage: languageOf(shop),
  market: null,
});

function paymentsOf(shop: Shop) {
  return {
    acceptedCardBrands: [],
    countryCode: shop.countryCode,
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency, ...Object.keys(shop.presentmentRates)],
    shopifyPaymentsAccountId: null,
    supportedDigitalWallets: [],
  };
}

export const shopFields: Resolvers = {
  ...readableMetafields('Shop', 'storefront'),
  description: () => null,
  moneyFormat: (shop: Shop) => `${currencyOf(shop).symbol}{{amount}}`,
  paymentSettings: (shop: Shop) => paymentsOf(shop),
  primaryDomain: (_shop: Shop, _args, { origin }) => ({
    host: new URL(origin).host,
    sslEnabled: new URL(origin).protocol === 'https:',
    url: origin,
  }),
  shipsToCountries: (shop: Shop) => countriesFor(shop).map(({ code }) => code),
  customerAccountUrl: (_shop: Shop, _args, { origin }) => `${origin}/account`,
  socialLoginProviders: () => [],
  ...Object.fromEntries(
    [
      'brand',
      'contactInformation',
      'legalNotice',
      'privacyPolicy',
      'refundPolicy',
      'shippingPolicy',
      'shopPayInstallmentsPricing',
      'subscriptionPolicy',
      'termsOfSale',
      'termsOfService',
    ].map((name) => [name, () => null]),
  ),
};

export const shopQueries: Resolvers = {
  shop: (_parent, _args, { shop }) => shop,
  paymentSettings: (_parent, _args, { shop }: AdminContext) => paymentsOf(shop),
  localization: (_parent, _args, { shop }) => ({
    availableCountries: countriesFor(shop).map(({ code }) => countryOf(shop, code)),
    availableLanguages: [languageOf(shop)],
    country: countryOf(shop, shop.countryCode),
    language: languageOf(shop),
  }),
};
