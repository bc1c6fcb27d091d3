/**
 * A cart as the Storefront API knows it. Its gid carries a key beside the token, and without the
 * right one the cart is not there; nor is it after its checkout was completed (measured against a
 * live shop in 2026-09, in public notes of its owner: all four answer alike).
 */
import { createHash } from 'node:crypto';
import { Refused } from '../../admin-api/engine/user-errors.ts';
import type { Cart, CartLine } from '../../model/cart.ts';
import { checkouts } from '../../model/kinds.ts';
import { type CartView, viewCart } from '../../storefront/cart/cart-json.ts';
import { findCart } from '../../trade/carts.ts';
import type { BuyerContext } from '../buyer-context.ts';

/** With its records and its price, as the theme's cart has them. */
export type CartNode = CartView & { readonly __typename: 'Cart' };

const CART_GID = /^gid:\/\/shopify\/Cart\/(\w+)(?:\?key=(\w+))?$/;
const LINE_GID = /^gid:\/\/shopify\/CartLine\/(\d+)(?:\?cart=\w+)?$/;

/** The key that belongs to a token. */
export function cartKey(token: string): string {
  return createHash('sha256').update(`cart key ${token}`).digest('hex').slice(0, 32);
}

export const cartGid = ({ token }: Pick<Cart, 'token'>) =>
  `gid://shopify/Cart/${token}?key=${cartKey(token)}`;

export const lineGid = ({ token }: Pick<Cart, 'token'>, { id }: Pick<CartLine, 'id'>) =>
  `gid://shopify/CartLine/${id}?cart=${token}`;

/** The number in the gid of a line; null for anything else. */
export function lineIdOf(gid: string): number | null {
  const digits = LINE_GID.exec(gid)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The open cart of a gid; null where there is none. */
export function findOpenCart(context: BuyerContext, gid: string): Cart | null {
  const [, token, key] = CART_GID.exec(gid) ?? [];
  if (token === undefined || key !== cartKey(token)) return null;
  const { world, shop } = context;
  const cart = findCart(world, shop.id, token);
  const isOrdered = world.store
    .find(checkouts, shop.id, 'cart_token', token)
    .some(({ orderId }) => orderId !== null);
  return isOrdered ? null : cart;
}

/** The same, refused in Shopify's words where there is none. */
export function openCart(context: BuyerContext, gid: string): Cart {
  const cart = findOpenCart(context, gid);
  if (cart !== null) return cart;
  const message = 'The specified cart does not exist.';
  throw new Refused([{ field: ['cartId'], message, code: 'INVALID' }]);
}

/** Priced as it stands. */
export function cartNode(context: BuyerContext, cart: Cart): CartNode {
  return { __typename: 'Cart', ...viewCart(context, cart, context.priceCart) };
}
