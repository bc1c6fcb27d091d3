/**
 * Metafields of a cart. They are kept in the cart; `key` may be `namespace.key`, and alone means
 * the namespace of the app that asks (`CartMetafieldsSetInput.key`, schema 2026-07).
 */
import { createHash } from 'node:crypto';
import { checkValue, isValueType } from '../../admin-api/areas/metafields/check-value.ts';
import { ownerOfNamespace, resolveNamespace } from '../../admin-api/areas/metafields/namespaces.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { refuse, Refused, type UserError } from '../../admin-api/engine/user-errors.ts';
import type { Cart, CartMetafield } from '../../model/cart.ts';
import { changeCart } from '../../trade/carts.ts';
import type { BuyerContext } from '../buyer-context.ts';
import { assertToken } from '../readable-metafields.ts';
import { findOpenCart } from './cart-node.ts';

const AT_ONCE = 25;

export type CartMetafieldInput = {
  readonly key: string;
  readonly type: string;
  readonly value: string;
};
type Name = { readonly namespace: string; readonly key: string };
type SetInput = CartMetafieldInput & { readonly ownerId: string };

/** As `Metafield`; null where the cart has no such one. */
export function cartMetafield(
  context: BuyerContext,
  cart: Cart,
  { namespace, key }: { readonly namespace?: string | null; readonly key: string },
) {
  assertToken(context);
  const name = { namespace: resolveNamespace(namespace, context.app), key };
  const found = cart.metafields.find((one) => isSame(one, name));
  return found === undefined ? null : metafieldNode(cart, found);
}

/** The cart's metafields with those written; throws `Refused` and writes none. */
export function writtenMetafields(
  context: BuyerContext,
  cart: Pick<Cart, 'metafields'>,
  inputs: readonly (CartMetafieldInput & { readonly field: readonly string[] })[],
): CartMetafield[] {
  const errors = inputs.flatMap((input) => wrong(context, input) ?? []);
  if (errors.length > 0) throw new Refused(errors);
  let kept = [...cart.metafields];
  for (const { key, type, value } of inputs) {
    const name = nameOf(context, key);
    kept = [...kept.filter((one) => !isSame(one, name)), { ...name, type, value }];
  }
  return kept;
}

export const cartMetafieldMutations: Resolvers = {
  cartMetafieldsSet: (_parent, { metafields }: { metafields: readonly SetInput[] }, given) => {
    const context = given as BuyerContext;
    if (metafields.length > AT_ONCE) {
      const message = `Exceeded the maximum metafields input limit of ${AT_ONCE}.`;
      return refuse(['metafields'], message, 'LESS_THAN_OR_EQUAL_TO');
    }
    const written = metafields.map((input, index) => {
      const field = ['metafields', String(index)];
      const cart = ownerOf(context, input.ownerId, [...field, 'ownerId']);
      const fields = { metafields: writtenMetafields(context, cart, [{ ...input, field }]) };
      return changeCart(context.world, context.shop.id, { token: cart.token, fields });
    });
    return {
      metafields: metafields.map(({ key }, index) => {
        const cart = written[index] as Cart;
        return cartMetafield(context, cart, nameOf(context, key));
      }),
    };
  },
  cartMetafieldDelete: (
    _parent,
    { input }: { input: { readonly ownerId: string; readonly key: string } },
    given,
  ) => {
    const context = given as BuyerContext;
    const cart = ownerOf(context, input.ownerId, ['input', 'ownerId']);
    const name = nameOf(context, input.key);
    const found = cart.metafields.find((one) => isSame(one, name));
    if (found === undefined) {
      const message = 'Metafield does not exist.';
      return { deletedId: null, ...refuse(['input', 'key'], message, 'METAFIELD_DOES_NOT_EXIST') };
    }
    const metafields = cart.metafields.filter((one) => one !== found);
    changeCart(context.world, context.shop.id, { token: cart.token, fields: { metafields } });
    return { deletedId: metafieldNode(cart, found).id };
  },
};

function ownerOf(context: BuyerContext, gid: string, field: readonly string[]): Cart {
  const cart = findOpenCart(context, gid);
  if (cart !== null) return cart;
  const message = 'Owner does not exist.';
  throw new Refused([{ field, message, code: 'INVALID_OWNER' }]);
}

function wrong(
  context: BuyerContext,
  { key, type, value, field }: CartMetafieldInput & { readonly field: readonly string[] },
): UserError | null {
  const { namespace } = nameOf(context, key);
  if (ownerOfNamespace(namespace, context.app) === 'another app') {
    const message =
      'Access to this namespace and key on Metafields for this resource type is not allowed.';
    return { field: [...field, 'key'], message, code: 'APP_NOT_AUTHORIZED' };
  }
  if (!isValueType(type)) {
    const message = `Type ${type} is not a valid type.`;
    return { field: [...field, 'type'], message, code: 'INCLUSION' };
  }
  const problem = checkValue(type, value, { validations: [], exists: () => true });
  if (problem === null) return null;
  return { field: [...field, 'value'], message: problem.message, code: 'INVALID_VALUE' };
}

function nameOf({ app }: BuyerContext, key: string): Name {
  const at = key.lastIndexOf('.');
  const namespace = at === -1 ? null : key.slice(0, at);
  return { namespace: resolveNamespace(namespace, app), key: key.slice(at + 1) };
}

const isSame = (one: Name, other: Name) =>
  one.namespace === other.namespace && one.key === other.key;

/** A cart's metafields have no records of their own: cart and name make the number. */
function metafieldNode(cart: Cart, { namespace, key, type, value }: CartMetafield) {
  const digest = createHash('sha256').update(`${cart.token} ${namespace}.${key}`).digest('hex');
  const { createdAt, updatedAt } = cart;
  const id = Number.parseInt(digest.slice(0, 12), 16);
  return {
    id,
    ownerKind: 'Cart',
    ownerId: cart.id,
    namespace,
    key,
    type,
    value,
    createdAt,
    updatedAt,
  };
}
