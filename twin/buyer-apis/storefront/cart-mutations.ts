/** What a shopper does to a cart. Every payload has the cart as it then is, and its warnings. */
import type { Resolvers } from '../../admin-api/engine/area.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { fromGid } from '../../admin-api/engine/gid.ts';
import { Refused } from '../../admin-api/engine/user-errors.ts';
import type { Cart, CartBuyer } from '../../model/cart.ts';
import { giftCards } from '../../model/kinds.ts';
import { changeCart, createCart, type CartFields } from '../../trade/carts.ts';
import { isUsableGiftCard, normalCode } from '../../trade/gift-cards.ts';
import type { BuyerContext } from '../buyer-context.ts';
import {
  addLines,
  type CartWarning,
  type Changed,
  type LineInput,
  type LineUpdate,
  type Pair,
  propertiesOf,
  removeLines,
  updateLines,
} from './cart-lines.ts';
import {
  type CartMetafieldInput,
  cartMetafieldMutations,
  writtenMetafields,
} from './cart-metafields.ts';
import { cartGid, cartNode, openCart } from './cart-node.ts';

type BuyerInput = {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly countryCode?: string | null;
};
type CartInput = {
  readonly lines?: readonly LineInput[] | null;
  readonly attributes?: readonly Pair[] | null;
  readonly note?: string | null;
  readonly discountCodes?: readonly string[] | null;
  readonly giftCardCodes?: readonly string[] | null;
  readonly buyerIdentity?: BuyerInput | null;
  readonly metafields?: readonly CartMetafieldInput[] | null;
  readonly delivery?: object | null;
  readonly sourceName?: string | null;
};
type OnCart<T> = T & { readonly cartId: string };

export const cartMutations: Resolvers = {
  ...cartMetafieldMutations,
  cartCreate: (_parent, { input }: { input?: CartInput | null }, context) =>
    payload(context, (buyer) => create(buyer, input ?? {})),
  cartLinesAdd: (_parent, args: OnCart<{ lines: LineInput[] }>, context) =>
    onCart(context, args, (buyer, cart) =>
      addLines(buyer, cart, { lines: args.lines, field: ['lines'] }),
    ),
  cartLinesUpdate: (_parent, args: OnCart<{ lines: LineUpdate[] }>, context) =>
    onCart(context, args, (buyer, cart) => updateLines(buyer, cart, args.lines)),
  cartLinesRemove: (
    _parent,
    args: OnCart<{ lineIds?: string[] | null; viewKeys?: string[] | null }>,
    context,
  ) => {
    if (args.viewKeys?.length) throw notImplemented('cartLinesRemove(viewKeys:)');
    return onCart(context, args, (buyer, cart) => removeLines(buyer, cart, args.lineIds ?? []));
  },
  cartNoteUpdate: (_parent, args: OnCart<{ note: string }>, context) =>
    change(context, args, () => ({ note: args.note || null })),
  cartAttributesUpdate: (_parent, args: OnCart<{ attributes: Pair[] }>, context) =>
    change(context, args, () => ({ attributes: propertiesOf(args.attributes) })),
  cartDiscountCodesUpdate: (_parent, args: OnCart<{ discountCodes: string[] }>, context) =>
    change(context, args, () => ({ codes: codesOf(args.discountCodes) })),
  cartGiftCardCodesUpdate: (_parent, args: OnCart<{ giftCardCodes: string[] }>, context) =>
    change(context, args, (buyer) => ({ giftCardIds: cardIdsOf(buyer, args.giftCardCodes) })),
  cartGiftCardCodesAdd: (_parent, args: OnCart<{ giftCardCodes: string[] }>, context) =>
    change(context, args, (buyer, { giftCardIds = [] }) => ({
      giftCardIds: [...new Set([...giftCardIds, ...cardIdsOf(buyer, args.giftCardCodes)])],
    })),
  cartGiftCardCodesRemove: (_parent, args: OnCart<{ appliedGiftCardIds: string[] }>, context) => {
    const gone = new Set(args.appliedGiftCardIds.map((gid) => fromGid(gid)?.id));
    return change(context, args, (_buyer, { giftCardIds = [] }) => ({
      giftCardIds: giftCardIds.filter((id) => !gone.has(id)),
    }));
  },
  cartBuyerIdentityUpdate: (_parent, args: OnCart<{ buyerIdentity: BuyerInput }>, context) =>
    change(context, args, (_buyer, cart) => ({ buyer: buyerOf(cart, args.buyerIdentity) })),
};

function create(context: BuyerContext, input: CartInput): Changed {
  if (input.delivery) throw notImplemented('CartInput.delivery');
  if (input.sourceName) throw notImplemented('CartInput.sourceName');
  const metafields = (input.metafields ?? []).map((one, index) => ({
    ...one,
    field: ['input', 'metafields', String(index)],
  }));
  const { world, shop } = context;
  const cart = createCart(world, shop.id, {
    note: input.note || null,
    attributes: propertiesOf(input.attributes),
    codes: codesOf(input.discountCodes ?? []),
    metafields: writtenMetafields(context, { metafields: [] }, metafields),
    ...(input.giftCardCodes ? { giftCardIds: cardIdsOf(context, input.giftCardCodes) } : {}),
    ...(input.buyerIdentity ? { buyer: buyerOf({}, input.buyerIdentity) } : {}),
  });
  return addLines(context, cart, { lines: input.lines ?? [], field: ['input', 'lines'] });
}

function change(
  given: AdminContext,
  args: { readonly cartId: string },
  fieldsOf: (context: BuyerContext, cart: Cart) => CartFields,
): object {
  return onCart(given, args, (context, cart) => {
    const fields = fieldsOf(context, cart);
    const kept = changeCart(context.world, context.shop.id, { token: cart.token, fields });
    return { cart: kept, warnings: [] };
  });
}

function onCart(
  given: AdminContext,
  { cartId }: { readonly cartId: string },
  work: (context: BuyerContext, cart: Cart) => Changed,
): object {
  return payload(given, (context) => work(context, openCart(context, cartId)));
}

function payload(given: AdminContext, work: (context: BuyerContext) => Changed): object {
  const context = given as BuyerContext;
  const { cart, warnings } = work(context);
  const node = cartNode(context, cart);
  const ofCodes = node.priced.codes.flatMap(({ reason, message }): CartWarning[] =>
    reason === null ? [] : [{ code: reason, message, target: cartGid(cart) }],
  );
  return { cart: node, warnings: [...warnings, ...ofCodes] };
}

/** Without empty ones, each once: codes are compared without case. */
function codesOf(codes: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const code of codes.map((one) => one.trim()).filter((one) => one !== '')) {
    if (!kept.has(code.toLowerCase())) kept.set(code.toLowerCase(), code);
  }
  return [...kept.values()];
}

function cardIdsOf({ world, shop }: BuyerContext, codes: readonly string[]): number[] {
  return codes.map((code, index) => {
    const card = world.store.findOne(giftCards, shop.id, 'code', normalCode(code));
    if (card !== null && isUsableGiftCard(world, shop.id, card)) return card.id;
    const message = 'Enter a valid discount code or gift card';
    throw new Refused([{ field: ['giftCardCodes', String(index)], message, code: 'INVALID' }]);
  });
}

const BUYER_FIELDS = new Set(['email', 'phone', 'countryCode']);

function buyerOf({ buyer }: { readonly buyer?: CartBuyer }, input: BuyerInput): CartBuyer {
  const missing = Object.entries(input).find(
    ([name, value]) => !BUYER_FIELDS.has(name) && value !== null,
  );
  if (missing !== undefined) throw notImplemented(`CartBuyerIdentityInput.${missing[0]}`);
  const { email, phone, countryCode } = input;
  return {
    email: email === undefined ? (buyer?.email ?? null) : email,
    phone: phone === undefined ? (buyer?.phone ?? null) : phone,
    countryCode: countryCode === undefined ? (buyer?.countryCode ?? null) : countryCode,
  };
}
