/**
 * Lines put on a cart, changed and taken off. What there is too little of goes in as far as it
 * reaches, with a warning; what is not sold at all is refused (answers of live shops, quoted in
 * public repositories, 2026).
 */
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { fromGid } from '../../admin-api/engine/gid.ts';
import { Refused } from '../../admin-api/engine/user-errors.ts';
import type { Cart } from '../../model/cart.ts';
import type { Variant } from '../../model/catalog.ts';
import { addToCart, changeCartLine } from '../../trade/carts.ts';
import type { Outcome } from '../../trade/refusal.ts';
import { availableOf, findVariant } from '../../trade/stock.ts';
import type { BuyerContext } from '../buyer-context.ts';
import { cartGid, lineGid, lineIdOf } from './cart-node.ts';
import { isPublished } from './published.ts';

export type Pair = { readonly key: string; readonly value: string };
export type LineInput = {
  readonly merchandiseId: string;
  readonly quantity: number;
  readonly attributes?: readonly Pair[] | null;
  readonly sellingPlanId?: string | null;
  readonly parent?: object | null;
};
export type LineUpdate = {
  readonly id?: string | null;
  readonly viewKey?: string | null;
  readonly quantity?: number | null;
  readonly merchandiseId?: string | null;
  readonly attributes?: readonly Pair[] | null;
  readonly sellingPlanId?: string | null;
};

export type CartWarning = {
  readonly code: string;
  readonly message: string;
  readonly target: string;
};

/** The cart as it then is, and what the buyer should be told of it. */
export type Changed = { readonly cart: Cart; readonly warnings: readonly CartWarning[] };

export const propertiesOf = (pairs: readonly Pair[] | null | undefined) =>
  (pairs ?? []).map(({ key, value }) => ({ name: key, value }));

/** `field` is where the lines stand in the mutation's arguments. Throws `Refused`. */
export function addLines(
  context: BuyerContext,
  cart: Cart,
  { lines, field }: { lines: readonly LineInput[]; field: readonly string[] },
): Changed {
  const warnings: CartWarning[] = [];
  let now = cart;
  for (const [index, input] of lines.entries()) {
    const at = [...field, String(index)];
    const { variant, title } = soldVariant(context, input, at);
    if (!(input.quantity > 0)) {
      throw refused([...at, 'quantity'], 'The quantity must be greater than zero.', 'LESS_THAN');
    }
    const room = availableOf(variant) - inCart(now, variant.id);
    const quantity = Math.min(input.quantity, Math.max(0, room));
    if (quantity > 0) {
      const line = {
        variantId: variant.id,
        quantity,
        properties: propertiesOf(input.attributes),
      };
      const { world, shop } = context;
      now = done(addToCart(world, shop.id, { token: now.token, lines: [line] }), at);
    }
    if (quantity < input.quantity) warnings.push(tooFew(now, variant, title));
  }
  return { cart: now, warnings };
}

/** Throws `Refused` where a line is not of the cart. */
export function updateLines(
  context: BuyerContext,
  cart: Cart,
  lines: readonly LineUpdate[],
): Changed {
  const warnings: CartWarning[] = [];
  let now = cart;
  for (const [index, input] of lines.entries()) {
    const at = ['lines', String(index)];
    const line = lineOf(now, input.id, [...at, 'id']);
    assertUpdatable(input, line.variantId);
    const { world, shop } = context;
    const change = {
      token: now.token,
      lineId: line.id,
      ...(typeof input.quantity === 'number' ? { quantity: Math.max(0, input.quantity) } : {}),
      ...(input.attributes ? { properties: propertiesOf(input.attributes) } : {}),
    };
    now = done(changeCartLine(world, shop.id, change), at);
    const kept = now.lines.find(({ id }) => id === line.id)?.quantity ?? 0;
    const found = findVariant(world, shop.id, line.variantId);
    if (found !== null && kept < (input.quantity ?? kept)) {
      warnings.push(tooFew(now, found.variant, found.product.title));
    }
  }
  return { cart: now, warnings };
}

export function removeLines(context: BuyerContext, cart: Cart, gids: readonly string[]): Changed {
  const { world, shop } = context;
  let now = cart;
  for (const [index, gid] of gids.entries()) {
    const at = ['lineIds', String(index)];
    const lineId = lineOf(now, gid, at).id;
    const change = { token: now.token, lineId, quantity: 0 };
    now = done(changeCartLine(world, shop.id, change), at);
  }
  return { cart: now, warnings: [] };
}

function soldVariant(context: BuyerContext, input: LineInput, at: readonly string[]) {
  if (input.sellingPlanId) throw notImplemented('CartLineInput.sellingPlanId');
  if (input.parent) throw notImplemented('CartLineInput.parent');
  const gid = fromGid(input.merchandiseId);
  const found =
    gid?.kind === 'ProductVariant' ? findVariant(context.world, context.shop.id, gid.id) : null;
  if (found === null || !isPublished(found.product, context)) {
    const message = `The merchandise with id ${input.merchandiseId} does not exist.`;
    throw refused([...at, 'merchandiseId'], message, 'INVALID');
  }
  return { variant: found.variant, title: found.product.title };
}

function assertUpdatable(input: LineUpdate, variantId: number): void {
  if (input.sellingPlanId) throw notImplemented('CartLineUpdateInput.sellingPlanId');
  const { merchandiseId } = input;
  if (merchandiseId && fromGid(merchandiseId)?.id !== variantId) {
    throw notImplemented('CartLineUpdateInput.merchandiseId');
  }
}

function lineOf(cart: Cart, gid: string | null | undefined, field: readonly string[]) {
  if (!gid) throw notImplemented('CartLineUpdateInput.viewKey');
  const found = cart.lines.find(({ id }) => id === lineIdOf(gid));
  if (found !== undefined) return found;
  const message = `The merchandise line with id ${gid} does not exist.`;
  throw refused(field, message, 'INVALID_MERCHANDISE_LINE');
}

const inCart = (cart: Cart, variantId: number) =>
  cart.lines.reduce((sum, one) => sum + (one.variantId === variantId ? one.quantity : 0), 0);

function tooFew(cart: Cart, variant: Variant, title: string): CartWarning {
  const line = cart.lines.find(({ variantId }) => variantId === variant.id);
  const target = line === undefined ? cartGid(cart) : lineGid(cart, line);
  const available = availableOf(variant);
  if (available === 0) {
    const message = `The product '${title}' is already sold out.`;
    return { code: 'MERCHANDISE_OUT_OF_STOCK', message, target };
  }
  const message = `Only ${available} items were added to your cart due to availability.`;
  return { code: 'MERCHANDISE_NOT_ENOUGH_STOCK', message, target };
}

function done(outcome: Outcome<Cart>, field: readonly string[]): Cart {
  if (outcome.ok) return outcome.value;
  throw refused(field, outcome.message, 'INVALID');
}

const refused = (field: readonly string[], message: string, code: string) =>
  new Refused([{ field, message, code }]);
