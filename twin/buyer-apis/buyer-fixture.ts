/**
 * A shop that sells mugs and plates, an app in it with one extension, and the buyers' APIs over it.
 * Nothing but tests imports it.
 */
import type { Hono } from 'hono';
import { openMugShop } from '../admin-api/areas/orders/order-fixture.ts';
import type { Answered, TestShop } from '../admin-api/test-shop.ts';
import type { AdminAnswer } from '../admin-api/engine/execute-admin.ts';
import type { AppDefinition } from '../apps/app-definition.ts';
import { apps, customers, installations, products } from '../model/kinds.ts';
import type { Product, Variant } from '../model/catalog.ts';
import type { Customer } from '../model/customer.ts';
import { createCustomer } from '../trade/customers.ts';
import { must } from '../trade/shop-fixture.ts';
import type { BuyerCaller } from './buyer-context.ts';
import { EXTENSION_SCOPES, LOGGED_IN_SCOPES, tokenlessCaller } from './buyer-context.ts';
import { buyerRoutes } from './buyer-routes.ts';
import { openBuyerService } from './buyer-service.ts';

export const ORIGIN = 'http://127.0.0.1:3101';
export const MUG = 'gid://shopify/ProductVariant/501';
export const PLATE = 'gid://shopify/ProductVariant/601';

/** Everything of the Customer Account API that these tests ask for. */
export const CUSTOMER_SCOPES = [
  'customer_read_customers',
  'customer_write_customers',
  'customer_read_orders',
  'customer_read_store_credit_accounts',
  'customer_read_store_credit_account_transactions',
];

type Variables = Readonly<Record<string, unknown>>;

export type BuyerShop = {
  readonly admin: TestShop;
  readonly ada: Customer;
  readonly notImplemented: string[];
  /** As an extension with `api_access` asks. */
  readonly storefront: (document: string, variables?: Variables) => AdminAnswer;
  readonly tokenless: (document: string, variables?: Variables) => AdminAnswer;
  /** As Ada's page asks, with every scope of the app. */
  readonly account: (document: string, variables?: Variables) => AdminAnswer;
  readonly accountOf: (
    who: { readonly customerId: number | null; readonly scopes?: readonly string[] },
    document: string,
    variables?: Variables,
  ) => AdminAnswer;
  readonly routes: Hono;
  /** Who is logged in for `routes`. */
  readonly session: { customerId: number | null };
};

/** The data of an answer that must have no errors. */
export function dataOf({ data, errors }: AdminAnswer): Answered {
  if (errors !== undefined) throw new Error(JSON.stringify(errors, null, 2));
  return data as unknown as Answered;
}

export async function openBuyerShop({ apiAccess = true } = {}): Promise<BuyerShop> {
  const admin = await openMugShop();
  const { world, shop } = admin;
  addPlate(admin);
  addExtension(admin, apiAccess);
  const ada = must(
    createCustomer(world, shop.id, {
      fields: { email: 'ada@moss.example', firstName: 'Ada', lastName: 'Moss', tags: ['gold'] },
    }),
  );
  const notImplemented: string[] = [];
  const service = openBuyerService({
    world,
    shopOf: () => shop,
    sources: {},
    approvals: { customerData: true, name: true, address: true, email: true, phone: true },
    onNotImplemented: (name) => void notImplemented.push(name),
  });
  const session: { customerId: number | null } = { customerId: null };
  const routes = buyerRoutes({
    world,
    service,
    shopOf: () => shop,
    customerIdOf: () => session.customerId,
  });
  const caller: BuyerCaller = {
    app: admin.app,
    installation: admin.installation,
    scopes: EXTENSION_SCOPES,
    customerId: null,
    origin: ORIGIN,
  };
  const accountOf: BuyerShop['accountOf'] = ({ customerId, scopes }, query, variables) => {
    const granted = [...(scopes ?? CUSTOMER_SCOPES), ...LOGGED_IN_SCOPES];
    return service.customerAccount(
      { ...caller, customerId, scopes: granted },
      { query, ...(variables === undefined ? {} : { variables }) },
    );
  };
  return {
    admin,
    ada: world.store.get(customers, shop.id, ada.id) ?? ada,
    notImplemented,
    storefront: (query, variables = {}) => service.storefront(caller, { query, variables }),
    tokenless: (query, variables = {}) =>
      service.storefront(tokenlessCaller(ORIGIN), { query, variables }),
    account: (query, variables) => accountOf({ customerId: ada.id }, query, variables),
    accountOf,
    routes,
    session,
  };
}

/** Three plates at 20.00. */
function addPlate({ world, shop }: TestShop): void {
  const mug = world.store.get(products, shop.id, 500) as Product;
  const variant = mug.variants[0] as Variant;
  world.store.put(products, shop.id, {
    ...mug,
    ...{ id: 600, title: 'Plate', handle: 'plate', options: [{ id: 602, name: 'Title' }] },
    variants: [
      { ...variant, id: 601, sku: 'PLATE', inventoryItemId: 603, stock: 3, priceMinor: 2000 },
    ],
  });
}

/** Puts an extension into the app's definition, as a deployment does. */
function addExtension({ world, shop, app, installation }: TestShop, apiAccess: boolean): void {
  const extension = {
    type: 'ui_extension',
    handle: 'card',
    name: 'Card',
    apiVersion: '2026-07',
    folder: '/nowhere',
    bundle: null,
    targeting: [],
    table: { capabilities: { api_access: apiAccess } },
  };
  const definition = { extensions: [extension] } as unknown as AppDefinition;
  world.store.put(apps, 0, { ...app, handle: 'stamps', definition });
  const scopes = [...installation.scopes, ...CUSTOMER_SCOPES];
  world.store.put(installations, shop.id, { ...installation, scopes });
}
