/** Who asks one of the buyers' APIs: an app on behalf of somebody who buys, or nobody known. */
import type { AdminContext } from '../admin-api/engine/context.ts';
import type { App, Installation } from '../model/app.ts';
import type { Cart } from '../model/cart.ts';
import type { PricedCart } from '../pricing/types.ts';

/** What resolvers are given. `origin` is the storefront's, as the request reached it. */
export type BuyerContext = AdminContext & {
  /** Who is logged in on the page that asks; null: nobody. */
  readonly customerId: number | null;
  readonly priceCart: (cart: Cart) => PricedCart;
};

export type BuyerCaller = {
  readonly app: App;
  readonly installation: Installation;
  readonly scopes: readonly string[];
  readonly customerId: number | null;
  /** Where the storefront is reached, without a slash at its end. */
  readonly origin: string;
};

/** Asks without a token: no app has this number, so nothing of an app's own is found for it. */
const NOBODY: Pick<BuyerCaller, 'app' | 'installation'> = {
  app: {
    id: 0,
    apiKey: '',
    apiSecret: '',
    handle: '',
    title: '',
    folder: null,
    origin: '',
    frontOrigin: '',
    definition: null,
    createdAt: 0,
    updatedAt: 0,
  },
  installation: { id: 0, appId: 0, scopes: [], installedAt: 0, uninstalledAt: null },
};

/**
 * What may be asked without a token: products, collections, selling plans, search, pages, carts;
 * not tags, metafields, metaobjects, menus, customers
 * (https://shopify.dev/docs/api/storefront, Authentication, Tokenless access; read 2026-11).
 */
const TOKENLESS_SCOPES = [
  'unauthenticated_read_product_listings',
  'unauthenticated_read_content',
  'unauthenticated_read_selling_plans',
];

/**
 * What every extension with `api_access` has of the Storefront API, whatever its app was granted
 * (https://shopify.dev/docs/apps/build/checkout/capabilities, Storefront API access scopes).
 */
export const EXTENSION_SCOPES = [
  'unauthenticated_read_product_publications',
  'unauthenticated_read_collection_publications',
  'unauthenticated_read_product_listings',
  'unauthenticated_read_product_tags',
  'unauthenticated_read_selling_plans',
  'unauthenticated_read_collection_listings',
  'unauthenticated_read_metaobjects',
];

/**
 * What a customer who has logged in is allowed by being so. In the schema these stand beside the
 * scopes that the app must have been granted.
 */
export const LOGGED_IN_SCOPES = [
  'customer_read_unauthenticated',
  'customer_read_pre_authenticated',
  'customer_write_pre_authenticated',
  'customer_read_payment_instrument_authenticated',
];

/** A request without a token. */
export function tokenlessCaller(origin: string): BuyerCaller {
  return { ...NOBODY, scopes: TOKENLESS_SCOPES, customerId: null, origin };
}

/** Whether a request came without a token. */
export const isTokenless = ({ app }: Pick<BuyerCaller, 'app'>): boolean => app.id === 0;

/** The scopes with what writing ones imply. */
export function withReading(scopes: readonly string[]): Set<string> {
  const read = scopes.map((scope) =>
    scope.replace(/^((?:unauthenticated|customer)_)write_/, '$1read_'),
  );
  return new Set([...scopes, ...read]);
}
