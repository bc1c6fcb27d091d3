/** `Cart`, its lines and its cost. */
import { variantNode } from '../../admin-api/areas/products/variant-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { listConnection } from '../../admin-api/engine/connection.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { moneyV2 } from '../../admin-api/engine/money-fields.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import { giftCards } from '../../model/kinds.ts';
import type { LineView } from '../../storefront/cart/cart-json.ts';
import type { BuyerContext } from '../buyer-context.ts';
import { allocationNode, allocationsOf, applicationNode, isOfWholeCart } from './cart-discounts.ts';
import { cartMetafield } from './cart-metafields.ts';
import { cartGid, cartKey, type CartNode, lineGid } from './cart-node.ts';

type Pair = { readonly name: string; readonly value: string };
type LineNode = LineView & { readonly cart: CartNode };
type Identifier = { readonly key: string; readonly namespace?: string | null };

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0);

const attributes = (pairs: readonly Pair[]) =>
  pairs.map(({ name, value }) => ({ key: name, value }));

const attribute = (pairs: readonly Pair[], key: string) =>
  attributes(pairs).find((one) => one.key === key) ?? null;

/** Before shipping and taxes, which a cart does not know: hence estimated. */
function costOf({ lines, priced }: CartNode, _args: unknown, { shop }: AdminContext) {
  const subtotal = moneyV2(
    sum(lines, (line) => line.priced.discountedTotalMinor),
    shop.currency,
  );
  const total = moneyV2(priced.subtotalMinor, shop.currency);
  return {
    checkoutChargeAmount: subtotal,
    subtotalAmount: subtotal,
    subtotalAmountEstimated: true,
    totalAmount: total,
    totalAmountEstimated: true,
    totalDutyAmount: null,
    totalDutyAmountEstimated: true,
    totalTaxAmount: null,
    totalTaxAmountEstimated: true,
  };
}

export const cartFields: Resolvers = {
  id: ({ cart }: CartNode) => cartGid(cart),
  createdAt: ({ cart }: CartNode) => cart.createdAt,
  updatedAt: ({ cart }: CartNode) => cart.updatedAt,
  note: ({ cart }: CartNode) => cart.note,
  attributes: ({ cart }: CartNode) => attributes(cart.attributes),
  attribute: ({ cart }: CartNode, { key }: { key: string }) => attribute(cart.attributes, key),
  totalQuantity: ({ lines }: CartNode) => sum(lines, ({ line }) => line.quantity),
  lines: (node: CartNode, args: PageArgs) => {
    const lines = node.lines.map((view) => ({ ...view, id: view.line.id, cart: node }));
    return listConnection(args, lines, (line) => ({ __typename: 'CartLine', ...line }));
  },
  cost: costOf,
  discountCodes: ({ priced }: CartNode) =>
    priced.codes.map(({ code, applicable }) => ({ code, applicable })),
  discountAllocations: ({ priced }: CartNode) =>
    priced.discountApplications
      .filter(isOfWholeCart)
      .map((one) => allocationNode(one, { priced, amountMinor: one.amountMinor })),
  discountApplications: ({ priced }: CartNode) =>
    priced.discountApplications.map((one) => applicationNode(one, priced)),
  appliedGiftCards: ({ priced }: CartNode, _args, { world, shop }) =>
    priced.giftCards.map(({ id, amountMinor }) => {
      const card = world.store.get(giftCards, shop.id, id);
      const used = moneyV2(amountMinor, shop.currency);
      const balance = moneyV2(card?.balanceMinor ?? 0, shop.currency);
      return {
        id,
        lastCharacters: card?.code.slice(-4) ?? '',
        amountUsed: used,
        amountUsedV2: used,
        presentmentAmountUsed: used,
        balance,
        balanceV2: balance,
      };
    }),
  buyerIdentity: ({ cart }: CartNode, _args, { shop }) => ({
    email: cart.buyer?.email ?? null,
    phone: cart.buyer?.phone ?? null,
    countryCode: cart.buyer?.countryCode ?? shop.countryCode,
    deliveryAddressPreferences: [],
    preferences: null,
    purchasingCompany: null,
    customerId: cart.customerId,
  }),
  delivery: () => ({ addresses: [] }),
  deliveryGroups: (_node: CartNode, args: PageArgs) => listConnection(args, []),
  checkoutUrl: ({ cart }: CartNode, _args, { origin }) =>
    `${origin}/cart/c/${cart.token}?key=${cartKey(cart.token)}`,
  metafield: ({ cart }: CartNode, name: Identifier, context) =>
    cartMetafield(context as BuyerContext, cart, name),
  metafields: ({ cart }: CartNode, { identifiers }: { identifiers: Identifier[] }, context) =>
    identifiers.map((name) => cartMetafield(context as BuyerContext, cart, name)),
};

export const buyerIdentityFields: Resolvers = {
  /** A customer is told only to who has that customer's token, which nobody can have here. */
  customer: ({ customerId }: { customerId: number | null }) => {
    if (customerId === null) return null;
    throw notImplemented('CartBuyerIdentity.customer');
  },
};

export const cartLineFields: Resolvers = {
  id: ({ line, cart }: LineNode) => lineGid(cart.cart, line),
  viewKey: ({ key }: LineNode) => key,
  quantity: ({ line }: LineNode) => line.quantity,
  merchandise: ({ product, variant }: LineNode) => ({
    __typename: 'ProductVariant',
    ...variantNode(product, variant),
  }),
  attributes: ({ line }: LineNode) => attributes(line.properties),
  attribute: ({ line }: LineNode, { key }: { key: string }) => attribute(line.properties, key),
  cost: ({ priced, variant }: LineNode, _args, { shop: { currency } }) => ({
    amountPerQuantity: moneyV2(priced.unitPriceMinor, currency),
    compareAtAmountPerQuantity:
      variant.compareAtMinor === null ? null : moneyV2(variant.compareAtMinor, currency),
    subtotalAmount: moneyV2(priced.originalTotalMinor, currency),
    totalAmount: moneyV2(priced.discountedTotalMinor, currency),
  }),
  discountAllocations: (
    { priced, cart }: LineNode,
    { lineLevelOnly }: { lineLevelOnly?: boolean | null },
  ) => allocationsOf(priced, cart.priced, lineLevelOnly ?? true),
  instructions: () => ({ canRemove: true, canUpdateQuantity: true }),
  parentRelationship: () => null,
  sellingPlanAllocation: () => null,
};
