/**
 * What a shopper does to a cart, in the words of the AJAX API; what a cart allows is `trade`'s.
 * Source of the refusals: shopify.dev/docs/api/ajax/reference/cart#error-responses (2026-11-23).
 */
import type { Cart } from '../../model/cart.ts';
import type { Shop } from '../../model/shop.ts';
import {
  addToCart,
  changeCart,
  changeCartLine,
  createCart,
  QUANTITY_MAX,
} from '../../trade/carts.ts';
import type { CartFields } from '../../trade/carts.ts';
import type { World } from '../../world/world.ts';
import { lineKey } from './cart-json.ts';

export type Place = { readonly world: World; readonly shop: Shop };
export type Property = { readonly name: string; readonly value: string };
export type Addition = {
  readonly variantId: number;
  readonly quantity: number;
  readonly properties: readonly Property[];
};

export type CartRefusal = {
  readonly ok: false;
  readonly status: 404 | 422;
  readonly message: string;
  readonly description: string;
};
export type CartOutcome = { readonly ok: true; readonly cart: Cart } | CartRefusal;

/** An empty cart to look at; it is kept (`id` other than 0) once something is to be remembered. */
export function emptyCart({ world }: Place, customerId: number | null): Cart {
  const at = world.clock.now();
  return {
    id: 0,
    token: '',
    customerId,
    lines: [],
    note: null,
    attributes: [],
    codes: [],
    metafields: [],
    createdAt: at,
    updatedAt: at,
  };
}

/** The cart as it is kept; an empty one is kept from now on. */
export function keepCart({ world, shop }: Place, cart: Cart, fields: CartFields = {}): Cart {
  if (cart.id === 0) {
    return createCart(world, shop.id, { customerId: cart.customerId, ...fields });
  }
  return Object.keys(fields).length === 0
    ? cart
    : changeCart(world, shop.id, { token: cart.token, fields });
}

/** Adds; a line with the same variant and properties grows. Refused whole or done whole. */
export function addLines(place: Place, cart: Cart, additions: readonly Addition[]): CartOutcome {
  const { world, shop } = place;
  const { token } = keepCart(place, cart);
  const outcome = addToCart(world, shop.id, { token, lines: additions });
  if (outcome.ok) return { ok: true, cart: outcome.value };
  const status = outcome.code === 'not_found' ? 404 : 422;
  return { ok: false, status, message: 'Cart Error', description: outcome.message };
}

export type LineChange = {
  /** Key of a line, or id of a variant; null where `line` says its place. */
  readonly id: string | null;
  /** Place in the cart, from 1. */
  readonly line: number | null;
  readonly quantity: number | null;
  readonly properties: readonly Property[] | null;
};

/** Changes one line, to as much as there is; a quantity of 0 removes it. */
export function changeLine(place: Place, cart: Cart, change: LineChange): CartOutcome {
  const { id, line: at, quantity, properties } = change;
  const target =
    at === null
      ? cart.lines.find((line) => lineKey(line) === id || String(line.variantId) === id)
      : cart.lines[at - 1];
  if (!target) {
    const description = 'no valid id or line parameter';
    return { ok: false, status: 422, message: 'invalid value', description };
  }
  const outcome = changeCartLine(place.world, place.shop.id, {
    token: cart.token,
    lineId: target.id,
    ...(quantity === null ? {} : { quantity }),
    ...(properties === null ? {} : { properties }),
  });
  if (outcome.ok) return { ok: true, cart: outcome.value };
  return { ok: false, status: 422, message: 'Cart Error', description: outcome.message };
}

/**
 * `{ [variant id or line key]: quantity }`, or quantities in the order of the lines. More than a
 * cart holds is cut to what it holds, and said to have been
 * (shopify.dev/changelog/enhanced-handling-of-large-quantities-in-the-carts-api-update-endpoint).
 */
export function updateQuantities(
  place: Place,
  cart: Cart,
  updates: Readonly<Record<string, number>> | readonly number[],
): CartOutcome {
  const wanted: [string, number][] = Array.isArray(updates)
    ? cart.lines.map((line, index) => [
        lineKey(line),
        (updates as readonly number[])[index] ?? line.quantity,
      ])
    : Object.entries(updates);
  let next: CartOutcome = { ok: true, cart };
  for (const [id, quantity] of wanted) {
    if (!next.ok) return next;
    const isThere = next.cart.lines.some(
      (line) => lineKey(line) === id || String(line.variantId) === id,
    );
    if (isThere) {
      next = changeLine(place, next.cart, { id, line: null, quantity, properties: null });
    } else if (/^\d+$/.test(id) && quantity > 0) {
      const most = Math.min(quantity, QUANTITY_MAX);
      next = addLines(place, next.cart, [
        { variantId: Number(id), quantity: most, properties: [] },
      ]);
    }
  }
  const isTooMuch = wanted.some(([, quantity]) => quantity > QUANTITY_MAX);
  if (!next.ok || !isTooMuch) return next;
  const description = `Quantities are limited to ${QUANTITY_MAX}.`;
  return { ok: false, status: 422, message: 'Cart Error', description };
}
