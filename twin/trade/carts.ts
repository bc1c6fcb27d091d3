/**
 * Carts of the storefront. Adding a variant that is there with the same properties makes its line
 * longer (https://shopify.dev/docs/api/ajax/reference/cart, read 2026-11); no more goes in than
 * there is. Every verb tells `carts/create` or `carts/update`.
 */
import type { Cart, CartBuyer, CartLine, CartMetafield } from '../model/cart.ts';
import { carts } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import type { Property } from './basket.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { availableOf, findVariant } from './stock.ts';
import { tell } from './tell.ts';

export type LineToAdd = {
  readonly variantId: number;
  readonly quantity: number;
  readonly properties?: readonly Property[];
};

export type CartFields = {
  readonly note?: string | null;
  readonly attributes?: readonly Property[];
  readonly codes?: readonly string[];
  readonly customerId?: number | null;
  readonly metafields?: readonly CartMetafield[];
  readonly giftCardIds?: readonly number[];
  readonly buyer?: CartBuyer;
};

/**
 * As many of one variant as a cart holds
 * (https://shopify.dev/changelog/enhanced-handling-of-large-quantities-in-the-carts-api-update-endpoint,
 * 2024-05).
 */
export const QUANTITY_MAX = 1_000_000;

/** An empty cart. `carts/create` is told with its first line, as carts come to be then. */
export function createCart(world: World, shopId: number, fields: CartFields = {}): Cart {
  return world.transact(() => {
    const at = world.clock.now();
    return world.store.put(carts, shopId, {
      id: world.store.nextId(),
      token: world.chance.hex(16),
      customerId: null,
      lines: [],
      note: null,
      attributes: [],
      codes: [],
      metafields: [],
      ...fields,
      createdAt: at,
      updatedAt: at,
    });
  });
}

export function findCart(world: World, shopId: number, token: string): Cart | null {
  return world.store.findOne(carts, shopId, 'token', token);
}

/** All or none; refused where a variant is not sold or there is too little of it. */
export function addToCart(
  world: World,
  shopId: number,
  { token, lines }: { token: string; lines: readonly LineToAdd[] },
): Outcome<Cart> {
  return world.transact(() => {
    const cart = cartOf(world, shopId, token);
    let next: readonly CartLine[] = cart.lines;
    for (const line of lines) {
      const wrong = wrongAddition(world, shopId, { lines: next, line });
      if (wrong !== null) return wrong;
      next = withLine(world, next, line);
    }
    const topic = cart.lines.length === 0 ? 'carts/create' : 'carts/update';
    return done(keep(world, shopId, { cart, next: { lines: next }, topic }));
  });
}

function wrongAddition(
  world: World,
  shopId: number,
  { lines, line }: { lines: readonly CartLine[]; line: LineToAdd },
) {
  const found = findVariant(world, shopId, line.variantId);
  if (found === null || found.product.status !== 'ACTIVE') {
    return refuse('not_found', ['id'], 'Cannot find variant');
  }
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) {
    return refuse('invalid', ['quantity'], 'Quantity must be greater than 0');
  }
  const available = availableOf(found.variant);
  const inCart = quantityOf(lines, line.variantId);
  if (inCart + line.quantity > QUANTITY_MAX) {
    return refuse('invalid', ['quantity'], `Quantity must not be more than ${QUANTITY_MAX}`);
  }
  const title = titleOf(found.product.title, found.variant.title);
  if (available === 0) {
    return refuse('sold_out', ['quantity'], `The product '${title}' is already sold out.`);
  }
  if (inCart + line.quantity > available) {
    const words = `You can't add more ${title} to the cart.`;
    const few = `You can only add ${available} of ${title} to your cart.`;
    return refuse('too_many', ['quantity'], inCart >= available ? words : few);
  }
  return null;
}

/**
 * Sets the quantity of a line, 0 takes it out; as much as there is where there is less, and never
 * more than `QUANTITY_MAX`.
 */
export function changeCartLine(
  world: World,
  shopId: number,
  change: {
    readonly token: string;
    readonly lineId: number;
    readonly quantity?: number;
    readonly properties?: readonly Property[];
  },
): Outcome<Cart> {
  return world.transact(() => {
    const cart = cartOf(world, shopId, change.token);
    const line = cart.lines.find(({ id }) => id === change.lineId);
    if (line === undefined) return refuse('not_found', ['id'], 'no valid id or line parameter');
    const found = findVariant(world, shopId, line.variantId);
    const others = quantityOf(cart.lines, line.variantId) - line.quantity;
    const there = found === null ? 0 : Math.min(availableOf(found.variant), QUANTITY_MAX);
    const available = Math.max(0, there - others);
    const quantity = Math.min(change.quantity ?? line.quantity, available);
    const changed = { ...line, quantity, properties: change.properties ?? line.properties };
    const lines = cart.lines.map((one) => (one === line ? changed : one));
    const next = { lines: lines.filter((one) => one.quantity > 0) };
    return done(keep(world, shopId, { cart, next, topic: 'carts/update' }));
  });
}

/** Note, attributes, discount codes, customer, metafields: what is named is replaced. */
export function changeCart(
  world: World,
  shopId: number,
  { token, fields }: { token: string; fields: CartFields },
): Cart {
  return world.transact(() => {
    const cart = cartOf(world, shopId, token);
    return keep(world, shopId, { cart, next: fields, topic: 'carts/update' });
  });
}

export function clearCart(world: World, shopId: number, token: string): Cart {
  return world.transact(() => {
    const cart = cartOf(world, shopId, token);
    return keep(world, shopId, { cart, next: { lines: [] }, topic: 'carts/update' });
  });
}

function cartOf(world: World, shopId: number, token: string): Cart {
  const cart = findCart(world, shopId, token);
  if (cart === null) throw new Error(`There is no cart ${token}.`);
  return cart;
}

function keep(
  world: World,
  shopId: number,
  { cart, next, topic }: { cart: Cart; next: Partial<Cart>; topic: string },
): Cart {
  tell(world, { shopId, topic, kind: 'Cart', id: cart.id });
  return world.store.put(carts, shopId, { ...cart, ...next, updatedAt: world.clock.now() });
}

function withLine(world: World, lines: readonly CartLine[], line: LineToAdd): CartLine[] {
  const properties = line.properties ?? [];
  const same = lines.find(
    (one) =>
      one.variantId === line.variantId &&
      JSON.stringify(one.properties) === JSON.stringify(properties),
  );
  if (same === undefined) {
    const { variantId, quantity } = line;
    return [{ id: world.store.nextId(), variantId, quantity, properties }, ...lines];
  }
  return lines.map((one) =>
    one === same ? { ...one, quantity: one.quantity + line.quantity } : one,
  );
}

function quantityOf(lines: readonly CartLine[], variantId: number): number {
  return lines.reduce((sum, one) => sum + (one.variantId === variantId ? one.quantity : 0), 0);
}

const titleOf = (product: string, variant: string) =>
  variant === 'Default Title' ? product : `${product} - ${variant}`;
