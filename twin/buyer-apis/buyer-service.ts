/** The Storefront API and the Customer Account API of a world, apart from HTTP. */
import { openBuckets } from '../admin-api/cost/bucket.ts';
import type { Approvals } from '../admin-api/engine/context.ts';
import type { Variables } from '../admin-api/engine/coerce-variables.ts';
import { type AdminAnswer, executeAdmin } from '../admin-api/engine/execute-admin.ts';
import { installScalars } from '../admin-api/engine/scalars.ts';
import type { Shop } from '../model/shop.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { priceOf } from '../storefront/open-storefront.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import type { World } from '../world/world.ts';
import { type BuyerCaller, type BuyerContext, withReading } from './buyer-context.ts';
import { CUSTOMER_REGISTRY } from './customer-account/customer-registry.ts';
import { STOREFRONT_REGISTRY } from './storefront/storefront-registry.ts';

export const BUYER_API_VERSION = '2026-07';

export type BuyerQuestion = {
  readonly query: string;
  readonly variables?: Variables | null;
  readonly operationName?: string | null;
};

export type BuyerServiceOptions = {
  readonly world: World;
  readonly shopOf: () => Shop;
  readonly sources: PriceSources;
  /** Protected customer data the app is approved for. */
  readonly approvals: Approvals;
  /** Told `Storefront API: Type.field` whenever somebody asks for what the twin has not. */
  readonly onNotImplemented: (name: string) => void;
};

export type BuyerService = ReturnType<typeof openBuyerService>;

/**
 * Points a second of the Customer Account API, by plan; the Storefront API is not metered
 * (https://shopify.dev/docs/api/usage/limits, read 2026-11).
 */
const CUSTOMER_RATES = { basic: 100, grow: 100, advanced: 200, plus: 200 } as const;

/** Needs the schemas to be there. */
export function openBuyerService(options: BuyerServiceOptions) {
  const { world } = options;
  const buckets = openBuckets(() => world.clock.now());

  function contextOf(
    caller: BuyerCaller,
    api: string,
  ): Omit<BuyerContext, 'onSearchWarning' | 'registry'> {
    const shop = options.shopOf();
    return {
      ...caller,
      world,
      shop,
      scopes: withReading(caller.scopes),
      userId: null,
      apiVersion: BUYER_API_VERSION,
      approvals: options.approvals,
      onNotImplemented: (name) => options.onNotImplemented(`${api}: ${name}`),
      priceCart: (cart) => priceOf(world, shop, { cart, sources: options.sources }),
    };
  }

  return {
    /** The body of an answer of the Storefront API. */
    storefront: (caller: BuyerCaller, { query, ...asked }: BuyerQuestion): AdminAnswer =>
      executeAdmin({
        ...asked,
        document: query,
        schema: installScalars(loadSchema(`storefront-graphql_${BUYER_API_VERSION}`)),
        registry: STOREFRONT_REGISTRY,
        context: contextOf(caller, 'Storefront API'),
      }),
    /** The body of an answer of the Customer Account API; the caller must have a customer. */
    customerAccount: (caller: BuyerCaller, { query, ...asked }: BuyerQuestion): AdminAnswer =>
      executeAdmin({
        ...asked,
        document: query,
        schema: installScalars(loadSchema(`customer_${BUYER_API_VERSION}`)),
        registry: CUSTOMER_REGISTRY,
        context: contextOf(caller, 'Customer Account API'),
        metering: {
          buckets,
          key: `${caller.app.id}/${options.shopOf().id}`,
          options: { restoreRate: CUSTOMER_RATES[options.shopOf().plan] },
        },
      }),
  };
}
