/** The shop, its addresses and languages, the request, and menus. */
import type { Fields } from '../../liquid/fields.ts';
import type { MoneyFormat } from '../../liquid/host.ts';
import type { Collection } from '../../model/catalog.ts';
import { collections, products } from '../../model/kinds.ts';
import type { Shop } from '../../model/shop.ts';
import { drop, type Lens } from './lens.ts';
import { metafieldsDrop } from './metafields.ts';

const FORMATS: Record<string, string> = {
  AUD: '${{amount}}',
  CAD: '${{amount}}',
  CHF: 'CHF {{amount_with_apostrophe_separator}}',
  DKK: '{{amount_with_comma_separator}} kr',
  EUR: '€{{amount_with_comma_separator}}',
  GBP: '£{{amount}}',
  JPY: '¥{{amount_no_decimals}}',
  NOK: '{{amount_with_comma_separator}} kr',
  PLN: '{{amount_with_comma_separator}} zł',
  SEK: '{{amount_no_decimals_with_space_separator}} kr',
  USD: '${{amount}}',
};

/** How the shop writes money: Shopify's default for its currency. */
export function moneyFormatOf(shop: Shop): MoneyFormat {
  const format = FORMATS[shop.currency] ?? '{{amount}}';
  return { currency: shop.currency, format, formatWithCurrency: `${format} ${shop.currency}` };
}

export function shopDrop(lens: Lens): Fields {
  const { shop } = lens;
  const money = moneyFormatOf(shop);
  const texts = (of: 'vendor' | 'productType') => (): string[] =>
    [...new Set([...lens.world.store.each(products, shop.id)].map((one) => one[of]))]
      .filter(Boolean)
      .sort();
  const properties: Record<string, unknown> = {
    accepts_gift_cards: true,
    address: () =>
      drop(lens, 'address', { city: shop.locations[0]?.city, country_code: shop.countryCode }),
    brand: null,
    collections_count: () => lens.world.store.count(collections, shop.id),
    currency: shop.currency,
    customer_accounts_enabled: true,
    customer_accounts_optional: true,
    description: '',
    domain: shop.domain,
    email: shop.email,
    enabled_currencies: () =>
      [shop.currency, ...Object.keys(shop.presentmentRates)].map((code) =>
        currencyDrop(lens, code),
      ),
    enabled_payment_types: ['visa', 'master', 'american_express'],
    id: shop.id,
    locale: shop.locale,
    metafields: () => metafieldsDrop(lens, { kind: 'Shop', id: shop.id }),
    money_format: money.format,
    money_with_currency_format: money.formatWithCurrency,
    name: shop.name,
    password_message: '',
    permanent_domain: shop.domain,
    phone: null,
    policies: [],
    privacy_policy: null,
    products_count: () => lens.world.store.count(products, shop.id),
    published_locales: () => [localeDrop(lens)],
    refund_policy: null,
    secure_url: lens.origin,
    shipping_policy: null,
    subscription_policy: null,
    taxes_included: shop.taxesIncluded,
    terms_of_service: null,
    types: texts('productType'),
    url: lens.origin,
    vendors: texts('vendor'),
  };
  return drop(lens, 'shop', properties);
}

export function currencyDrop(lens: Lens, code: string): Fields {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency: code }).formatToParts(0);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? code;
  const name = new Intl.DisplayNames('en', { type: 'currency' }).of(code);
  return drop(lens, 'currency', { iso_code: code, name, symbol }, { text: code });
}

function localeDrop(lens: Lens): Fields {
  const code = lens.shop.locale;
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  const properties = {
    endonym_name: name,
    iso_code: code,
    name,
    primary: true,
    root_url: '/',
  };
  return drop(lens, 'shop_locale', properties, { text: code });
}

export function localizationDrop(lens: Lens): Fields {
  const code = lens.shop.countryCode;
  const name = new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
  const currency = currencyDrop(lens, lens.shop.currency);
  const country = drop(
    lens,
    'country',
    { currency, iso_code: code, name, unit_system: 'metric', 'popular?': true },
    { text: name },
  );
  const language = localeDrop(lens);
  return drop(lens, 'localization', {
    available_countries: [country],
    available_languages: [language],
    country,
    language,
    market: drop(lens, 'market', { handle: code.toLowerCase(), id: 1 }),
  });
}

// shopify.dev/docs/api/liquid/objects/routes (2026-11-23).
const ROUTES = {
  account_addresses_url: '/account/addresses',
  account_login_url: '/account/login',
  account_logout_url: '/account/logout',
  account_profile_url: '/account/profile',
  account_recover_url: '/account/recover',
  account_register_url: '/account/register',
  account_url: '/account',
  all_products_collection_url: '/collections/all',
  cart_add_url: '/cart/add',
  cart_change_url: '/cart/change',
  cart_clear_url: '/cart/clear',
  cart_update_url: '/cart/update',
  cart_url: '/cart',
  collections_url: '/collections',
  predictive_search_url: '/search/suggest',
  product_recommendations_url: '/recommendations/products',
  root_url: '/',
  search_url: '/search',
  storefront_login_url: '/account/login',
};

export function routesDrop(lens: Lens): Fields {
  return drop(lens, 'routes', { ...ROUTES });
}

export function requestDrop(lens: Lens, pageType: string): Fields {
  return drop(lens, 'request', {
    design_mode: lens.url.searchParams.has('design_mode'),
    host: lens.url.host,
    locale: localeDrop(lens),
    origin: lens.origin,
    page_type: pageType,
    path: lens.url.pathname,
    visual_preview_mode: false,
  });
}

/** `template` prints its name; `template.name`, `.suffix` and `.directory` are its parts. */
export function templateDrop(lens: Lens, path: string, suffix: string | null): Fields {
  const [first = '', second] = path.split('/');
  const [directory, name] = second === undefined ? [null, first] : [first, second];
  return drop(lens, 'template', { directory, name, suffix }, { text: path });
}

/** The two menus every shop starts with: `main-menu` and `footer`. */
export function linklistsDrop(lens: Lens): Fields {
  const main = (): Fields[] => [
    linkDrop(lens, 'Home', '/', 'frontpage_link'),
    linkDrop(lens, 'Catalog', '/collections/all', 'catalog_link'),
    ...menuCollections(lens).map((one) =>
      linkDrop(lens, one.title, `/collections/${one.handle}`, 'collection_link'),
    ),
  ];
  const footer = (): Fields[] => [
    linkDrop(lens, 'Search', '/search', 'search_link'),
    linkDrop(lens, 'About us', '/pages/about', 'page_link'),
    linkDrop(lens, 'Delivery and returns', '/pages/delivery', 'page_link'),
  ];
  const menu = (handle: string, title: string, links: () => Fields[]) => (): Fields =>
    drop(lens, 'linklist', { handle, title, levels: 1, links });
  const properties = {
    'main-menu': menu('main-menu', 'Main menu', main),
    footer: menu('footer', 'Footer menu', footer),
  };
  return drop(lens, 'linklists', properties);
}

const MENU_COLLECTIONS_MAX = 4;

function menuCollections(lens: Lens): Collection[] {
  return [...lens.world.store.each(collections, lens.shop.id)]
    .filter((one) => one.publishedAt !== null && one.handle !== 'frontpage' && one.handle !== 'all')
    .slice(0, MENU_COLLECTIONS_MAX);
}

function linkDrop(lens: Lens, title: string, url: string, type: string): Fields {
  const here = lens.url.pathname;
  const current = here === url;
  const properties = {
    active: current || (url !== '/' && here.startsWith(`${url}/`)),
    child_active: false,
    child_current: false,
    current,
    handle: title.toLowerCase().replace(/\W+/g, '-'),
    levels: 0,
    links: [],
    object: null,
    title,
    type,
    url,
  };
  return drop(lens, 'link', properties);
}
