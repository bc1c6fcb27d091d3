/**
 * A shop with one app in it, for the tests of areas: a world in memory whose clock stands still,
 * and a way to ask the Admin API as the app does, without HTTP. Nothing but tests imports it.
 */
import type { App, Installation } from '../model/app.ts';
import { apps, installations, shops } from '../model/kinds.ts';
import type { Plan, Shop } from '../model/shop.ts';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { openWorld, type World } from '../world/world.ts';
import { withImplied } from './access/required-access.ts';
import { ADMIN_REGISTRY } from './areas/registry.ts';
import { APPROVED, type Approvals, type RequestContext } from './engine/context.ts';
import { type AdminAnswer, executeAdmin } from './engine/execute-admin.ts';
import type { Metering } from './engine/metering.ts';
import { installScalars } from './engine/scalars.ts';

/** 1 November 2026, noon in UTC. */
export const TEST_NOW = Date.UTC(2026, 10, 1, 12);

const TEST_SCOPES: readonly string[] = [
  'read_all_orders',
  ...[
    'customers',
    'discounts',
    'draft_orders',
    'files',
    'fulfillments',
    'gift_card_transactions',
    'gift_cards',
    'inventory',
    'locations',
    'merchant_managed_fulfillment_orders',
    'metaobject_definitions',
    'metaobjects',
    'order_edits',
    'orders',
    'products',
    'publications',
    'returns',
    'shipping',
    'store_credit_account_transactions',
  ].map((resource) => `write_${resource}`),
  'read_store_credit_accounts',
  'write_customer_merge',
];

export type TestShopOptions = {
  readonly scopes?: readonly string[];
  readonly plan?: Plan;
  readonly currency?: string;
  readonly approvals?: Partial<Approvals>;
};

export type Asking = {
  readonly version?: '2026-07' | '2026-10';
  readonly operationName?: string;
  readonly metering?: Metering;
  readonly context?: Partial<RequestContext>;
};

export type TestShop = {
  readonly world: World;
  readonly shop: Shop;
  readonly app: App;
  readonly installation: Installation;
  /** What documents asked for and the twin has not. */
  readonly notImplemented: string[];
  /** Topics told so far, in order. */
  readonly topics: string[];
  readonly ask: (
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    asking?: Asking,
  ) => AdminAnswer;
  /** The same, for what must succeed: throws the errors, gives the data. */
  readonly get: (document: string, variables?: Readonly<Record<string, unknown>>) => Answered;
};

/** Data of an answer, as deep as a test looks into it. */
export type Answered = { readonly [name: string]: Answered } & readonly Answered[];

/** Fetches the schemas if need be (once on a machine), then opens the shop. */
export async function openTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  await fetchSchemas();
  const world = openWorld({ folder: null, seed: 'test' });
  world.clock.stand(TEST_NOW);
  const shop = world.store.put(shops, 0, testShop(world, options));
  const app = world.store.put(apps, 0, testApp(world));
  const scopes = options.scopes ?? TEST_SCOPES;
  const installation = world.store.put(installations, shop.id, {
    id: world.store.nextId(),
    appId: app.id,
    scopes,
    installedAt: TEST_NOW,
    uninstalledAt: null,
  });
  const notImplemented: string[] = [];
  const topics: string[] = [];
  world.listen((events) => topics.push(...events.map(({ topic }) => topic)));
  const context: RequestContext = {
    world,
    shop,
    app,
    installation,
    scopes: withImplied(scopes),
    userId: null,
    apiVersion: '2026-07',
    origin: 'http://localhost:3100',
    approvals: { ...APPROVED, ...options.approvals },
    onNotImplemented: (name) => void notImplemented.push(name),
  };
  const ask: TestShop['ask'] = (document, variables, asking = {}) =>
    executeAdmin({
      schema: installScalars(loadSchema(`admin_${asking.version ?? '2026-07'}`)),
      registry: ADMIN_REGISTRY,
      document,
      variables: variables ?? {},
      operationName: asking.operationName ?? null,
      context: { ...context, ...asking.context },
      ...(asking.metering === undefined ? {} : { metering: asking.metering }),
    });
  const get: TestShop['get'] = (document, variables) => {
    const { data, errors } = ask(document, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors, null, 2));
    return data as unknown as Answered;
  };
  return { world, shop, app, installation, notImplemented, topics, ask, get };
}

function testShop(world: World, { plan = 'basic', currency = 'EUR' }: TestShopOptions): Shop {
  const { store } = world;
  return {
    id: store.nextId(),
    handle: 'test-shop',
    domain: 'test-shop.myshopify.com',
    name: 'Test Shop',
    email: 'shop@example.com',
    ownerName: 'Ada Owner',
    currency,
    zone: 'Europe/Berlin',
    countryCode: 'DE',
    plan,
    taxesIncluded: true,
    taxShipping: true,
    taxRates: [{ title: 'MwSt', rate: 0.19, countryCode: 'DE', provinceCode: null }],
    shippingRates: [],
    presentmentRates: { USD: '1.1' },
    locale: 'en',
    locations: [{ id: store.nextId(), name: 'Berlin', countryCode: 'DE', city: 'Berlin' }],
    createdAt: TEST_NOW,
    updatedAt: TEST_NOW,
    theme: { settings: {}, blocks: [], embeds: [] },
  };
}

function testApp(world: World): App {
  return {
    id: world.store.nextId(),
    apiKey: 'test-key',
    apiSecret: 'test-secret',
    handle: 'test-app',
    title: 'Test App',
    folder: null,
    origin: 'http://localhost:4000',
    frontOrigin: 'http://localhost:4000',
    definition: {
      folder: '',
      warnings: [],
      extensions: [],
      configuration: {
        embedded: true,
        requiredScopes: [],
        optionalScopes: [],
        subscriptions: [],
        metafields: [],
        metaobjects: [],
        applicationUrl: 'https://app.example.com',
        webhookApiVersion: '2026-07',
      },
    },
    createdAt: TEST_NOW,
    updatedAt: TEST_NOW,
  };
}
