/** A checkout of the test shop at its own addresses, without a socket. */
import type { Hono } from 'hono';
import type { Shop } from '../model/shop.ts';
import type { Checkout } from '../model/cart.ts';
import { shops } from '../model/kinds.ts';
import { beginCheckout, findCheckout } from '../trade/checkouts.ts';
import { createDiscount, type DiscountFields, PLAIN_DISCOUNT } from '../trade/discounts.ts';
import { must, openShop, SHOP, type TestShop } from '../trade/shop-fixture.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import { checkoutRoutes } from './checkout-routes.ts';

export type TestCheckout = TestShop & {
  readonly routes: Hono;
  readonly path: string;
  /** As it is kept now. */
  readonly now: () => Checkout;
  readonly shop: () => Shop;
  /** Sends one change as the page's script does. */
  readonly change: (body: unknown) => Promise<ChangeAnswer>;
  /** Sends the form as a browser without scripts does; redirects are not followed. */
  readonly send: (form: Readonly<Record<string, string>>) => Promise<Response>;
  /** The page as whoever is logged in sees it. */
  readonly read: (path?: string) => Promise<string>;
  readonly logIn: (customerId: number | null) => void;
};

export type ChangeAnswer = {
  readonly status: number;
  readonly html: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
  readonly error?: string;
};

/** Two mugs at 25.00 each, unless other lines are asked for. */
export function openCheckout(
  given: {
    readonly shop?: Partial<Shop>;
    readonly lines?: (shop: TestShop) => { variantId: number; quantity: number }[];
    readonly sources?: PriceSources;
  } = {},
): TestCheckout {
  const open = openShop(given.shop);
  const { world } = open;
  const wanted = given.lines?.(open) ?? [{ variantId: open.mug.id, quantity: 2 }];
  const lines = wanted.map((line) => ({ ...line, id: world.store.nextId(), properties: [] }));
  const { token } = beginCheckout(world, SHOP, { cartToken: null, fields: { lines } });
  let customerId: number | null = null;
  const shop = () => {
    const found = world.store.get(shops, 0, SHOP);
    if (found === null) throw new Error('The test shop is gone.');
    return found;
  };
  const routes = checkoutRoutes({
    world,
    shopOf: shop,
    customerIdOf: () => customerId,
    sources: given.sources ?? {},
    extensionsAt: () => [],
  });
  const path = `/checkouts/cn/${token}`;
  return {
    ...open,
    routes,
    path,
    shop,
    now: () => {
      const found = findCheckout(world, SHOP, token);
      if (found === null) throw new Error('The checkout is gone.');
      return found;
    },
    change: async (body) => {
      const reply = await routes.request(`${path}/change`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { ...((await reply.json()) as ChangeAnswer), status: reply.status };
    },
    send: async (form) => routes.request(path, { method: 'POST', body: new URLSearchParams(form) }),
    read: async (at = path) => (await routes.request(at)).text(),
    logIn: (id) => {
      customerId = id;
    },
  };
}

export const ADDRESS = {
  firstName: 'Ada',
  lastName: 'Moss',
  address1: '1 Fern Lane',
  city: 'Bath',
  zip: 'BA1 1AA',
  countryCode: 'GB',
};

/** Everything the main form says; the card pays. */
export const WHOLE_FORM = {
  intent: 'pay',
  email: 'ada@moss.example',
  ...ADDRESS,
  rate: 'standard',
  payment: 'card',
  card: '1',
} satisfies Record<string, string>;

/** A code that takes off the whole order. */
export function addCode(
  { world }: TestShop,
  code: string,
  fields: Partial<DiscountFields> & Pick<DiscountFields, 'gets'>,
): void {
  const whole = { ...PLAIN_DISCOUNT, title: code, startsAt: world.clock.now(), ...fields };
  must(createDiscount(world, SHOP, { fields: whole, code }));
}

export const TEN_PERCENT = {
  value: { type: 'percentage', percentage: 0.1 },
  items: { type: 'all' },
} as const;
