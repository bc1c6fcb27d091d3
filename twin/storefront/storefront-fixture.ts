/** A small shop in memory for tests, with everything the storefront is given by other rooms. */
import { fileURLToPath } from 'node:url';
import type { Cart } from '../model/cart.ts';
import { customers, products, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { PricedApplication, PricedCart } from '../pricing/types.ts';
import { openWorld, type World } from '../world/world.ts';
import type { InstalledThemeExtension, Mail, StorefrontContext } from './context.ts';
import { APP_ID, customer, fill, NOW } from './stock-fixture.ts';
import { storefrontApp } from './storefront-app.ts';

const ORIGIN = 'https://demo.myshopify.com';

export const STARS: InstalledThemeExtension = {
  appId: APP_ID,
  appHandle: 'star-club',
  appTitle: 'Star Club',
  apiKey: 'a1b2c3',
  handle: 'stars-theme',
  name: 'Stars',
  folder: fileURLToPath(new URL('test-extension/', import.meta.url)),
};

export type TestShop = {
  readonly world: World;
  readonly shop: () => Shop;
  readonly context: StorefrontContext;
  readonly mails: Mail[];
  readonly unknown: string[];
  readonly checkouts: Cart[];
  /** Asks the storefront, with a jar of cookies that keeps what it is told. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly page: (path: string) => Promise<string>;
  readonly json: (path: string, body?: unknown) => Promise<Record<string, unknown>>;
};

export function openTestShop(change: Partial<StorefrontContext> = {}): TestShop {
  const world = openWorld({ folder: null, machineClock: () => NOW });
  const [mails, unknown, checkouts]: [Mail[], string[], Cart[]] = [[], [], []];
  fill(world);
  const shop = (): Shop => {
    const found = world.store.get(shops, 0, 1);
    if (!found) throw new Error('the fixture has lost its shop');
    return found;
  };
  const context: StorefrontContext = {
    world,
    shopOf: shop,
    themeExtensions: () => [STARS],
    priceCart: (_shop, cart) => priceOf(world, cart),
    startCheckout: (_shop, cart) => {
      checkouts.push(cart);
      return { token: `checkout-${checkouts.length}` };
    },
    registerCustomer: (_shop, email) =>
      world.store.findOne(customers, 1, 'email', email) ??
      world.store.put(customers, 1, customer(500 + mails.length, email)),
    sendMail: (_shop, mail) => void mails.push(mail),
    callAppProxy: async () => null,
    drawPicture: () => null,
    onUnknown: (_shop, name) => void unknown.push(name),
    secret: 'a secret of the tests',
    ...change,
  };
  const app = storefrontApp(context);
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await app.request(ORIGIN + path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const json = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init =
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    return (await (await ask(path, init)).json()) as Record<string, unknown>;
  };
  const page = async (path: string): Promise<string> => (await ask(path)).text();
  return { world, shop, context, mails, unknown, checkouts, ask, page, json };
}

/** `TEN` takes 10 % off the order; nothing else is discounted. */
function priceOf(world: World, cart: Cart): PricedCart {
  const totals = cart.lines.map((line) => {
    const product = world.store.findOne(products, 1, 'variant_id', line.variantId);
    const unit = product?.variants.find((one) => one.id === line.variantId)?.priceMinor ?? 0;
    return { line, unit, total: unit * line.quantity };
  });
  const all = totals.reduce((sum, { total }) => sum + total, 0);
  const isTen = cart.codes.some((code) => code.toUpperCase() === 'TEN');
  const offOf = (total: number): number => (isTen ? Math.round(total / 10) : 0);
  const off = totals.reduce((sum, { total }) => sum + offOf(total), 0);
  return {
    currency: 'EUR',
    taxesIncluded: true,
    lines: totals.map(({ line, unit, total }) => ({
      id: String(line.id),
      quantity: line.quantity,
      unitPriceMinor: unit,
      originalTotalMinor: total,
      discountedTotalMinor: total,
      finalTotalMinor: total - offOf(total),
      allocations: isTen ? [{ applicationIndex: 0, amountMinor: offOf(total) }] : [],
      taxLines: [],
    })),
    shippingLines: [],
    shippingRates: [],
    discountApplications: isTen ? [{ ...TEN, amountMinor: off }] : [],
    discountCodes: isTen ? [{ code: 'TEN', amountMinor: off, type: 'percentage' }] : [],
    codes: cart.codes.map((code) => ({
      code,
      discountId: code === 'TEN' ? 9 : null,
      applicable: code === 'TEN',
      reason: code === 'TEN' ? null : 'DISCOUNT_NOT_FOUND',
      message: code === 'TEN' ? '' : 'no such code',
    })),
    totalLineItemsMinor: all,
    subtotalMinor: all - off,
    totalDiscountsMinor: off,
    totalShippingMinor: 0,
    totalTaxMinor: 0,
    taxLines: [],
    tipMinor: 0,
    totalMinor: all - off,
    giftCards: [],
    storeCreditMinor: 0,
    dueMinor: all - off,
  };
}

const TEN: PricedApplication = {
  type: 'discount_code',
  discountId: 9,
  code: 'TEN',
  title: 'TEN',
  description: null,
  value: '10.0',
  valueType: 'percentage',
  allocationMethod: 'across',
  targetSelection: 'all',
  targetType: 'line_item',
  discountClass: 'ORDER',
  amountMinor: 0,
};
