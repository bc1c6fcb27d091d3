/** Orders by command: one as told, or any number of likely ones. */
import { z } from 'zod';
import type { Customer } from '../model/customer.ts';
import { customers, products } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import type { Kind } from '../store/kind.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import { placeOrder } from '../trade/place-order.ts';
import { type Outcome, refuse } from '../trade/refusal.ts';
import type { World } from '../world/world.ts';

const line = z.strictObject({
  sku: z.string().max(255).optional(),
  variantId: z.number().int().optional(),
  quantity: z.number().int().min(1).max(100_000).default(1),
});

export const orderSchema = z.union([
  z.strictObject({ random: z.number().int().min(1).max(1000) }),
  z.strictObject({
    lines: z.array(line).min(1).max(200),
    email: z.email().optional(),
    customerId: z.number().int().optional(),
    codes: z.array(z.string().max(255)).max(6).optional(),
    payment: z.enum(['card', 'bank_deposit', 'cash', 'manual']).default('card'),
    shippingRateCode: z.string().max(100).optional(),
    countryCode: z.string().length(2).optional(),
    at: z.iso.datetime().optional(),
    note: z.string().max(5000).optional(),
    tags: z.array(z.string().max(255)).max(50).optional(),
    sourceName: z.string().max(50).optional(),
    isTest: z.boolean().optional(),
  }),
]);

export type OrderAsked = z.output<typeof orderSchema>;

export type Shopfloor = {
  readonly world: World;
  readonly shop: Shop;
  readonly sources: PriceSources;
};

/** The order asked for; refused as `placeOrder` is, or where a code of a product is unknown. */
export function placeAsked(
  { world, shop, sources }: Shopfloor,
  asked: Exclude<OrderAsked, { random: number }>,
): Outcome<Order> {
  const lines = asked.lines.map(({ sku, variantId, quantity }) => ({
    variantId: variantId ?? variantOf(world, shop, sku ?? ''),
    quantity,
    name: sku ?? String(variantId),
  }));
  const lost = lines.find((one) => one.variantId === null);
  if (lost) return refuse('NOT_FOUND', ['lines', 'sku'], `No product has the code ${lost.name}.`);
  const customer =
    asked.customerId === undefined ? null : world.store.get(customers, shop.id, asked.customerId);
  if (asked.customerId !== undefined && customer === null) {
    return refuse('NOT_FOUND', ['customerId'], 'There is no such customer.');
  }
  const { payment, at, countryCode, email, codes, note, tags, sourceName, isTest } = asked;
  return placeOrder(world, shop.id, {
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    customerId: customer?.id ?? null,
    email: email ?? customer?.email ?? null,
    payment: { method: payment },
    sources,
    ...(codes ? { codes } : {}),
    ...(note ? { note } : {}),
    ...(tags ? { tags } : {}),
    ...(sourceName ? { sourceName } : {}),
    ...(isTest ? { isTest } : {}),
    ...(at ? { at: Date.parse(at) } : {}),
    ...(asked.shippingRateCode ? { shippingRateCode: asked.shippingRateCode } : {}),
    ...(countryCode ? { shippingAddress: { countryCode } } : {}),
  });
}

function variantOf(world: World, shop: Shop, sku: string): number | null {
  const product = world.store.findOne(products, shop.id, 'sku', sku);
  const wanted = sku.toLowerCase();
  return product?.variants.find((one) => one.sku.toLowerCase() === wanted)?.id ?? null;
}

const TRIES_MAX = 5;

/** One likely order: a customer of the shop, or a guest, buys a few things. */
export function placeLikely(floor: Shopfloor): Outcome<Order> {
  let last = tryLikely(floor);
  // What was picked may be sold out; something else will not be.
  for (let tries = 1; !last.ok && tries < TRIES_MAX; tries += 1) last = tryLikely(floor);
  return last;
}

function tryLikely({ world, shop, sources }: Shopfloor): Outcome<Order> {
  const { chance } = world;
  const buyer = chance.happens(0.8) ? anyCustomer(world, shop) : null;
  const lines = Array.from({ length: 1 + chance.integer(4) }, () => ({
    variantId: anyVariant(world, shop),
    quantity: 1 + chance.integer(3),
  }));
  const address = buyer?.addresses[0];
  return placeOrder(world, shop.id, {
    lines,
    customerId: buyer?.id ?? null,
    email: buyer?.email ?? `guest-${chance.integer(1000)}@example.com`,
    shippingAddress: address ?? { countryCode: shop.countryCode },
    shippingRateCode: shop.shippingRates[0]?.code ?? null,
    sources,
  });
}

const anyCustomer = (world: World, shop: Shop): Customer | null => anyOf(world, shop, customers);

function anyVariant(world: World, shop: Shop): number | null {
  const product = anyOf(world, shop, products);
  return product?.isGiftCard === false ? (product.variants[0]?.id ?? null) : null;
}

/**
 * Any record of a kind, by an id somewhere between the first and the last; null where there is
 * none.
 * Nothing is remembered, so that a restart or a reset changes no pick.
 */
function anyOf<T extends { readonly id: number }>(
  { store, chance }: World,
  shop: Shop,
  kind: Kind<T>,
): T | null {
  const edge = (isReversed: boolean) =>
    store.page(kind, shop.id, { limit: 1, isReversed }).records[0]?.record.id;
  const [first, last] = [edge(false), edge(true)];
  if (first === undefined || last === undefined) return null;
  const before = first - 1 + chance.integer(last - first + 1);
  const after = { value: before, id: before };
  return store.page(kind, shop.id, { limit: 1, after }).records[0]?.record ?? null;
}
