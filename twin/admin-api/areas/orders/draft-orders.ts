/** Draft orders: the fields, queries and mutations apps use most. */
import { customers } from '../../../model/kinds.ts';
import { orders } from '../../../model/order-kind.ts';
import { parseMoney } from '../../../money/money.ts';
import type { ManualDiscount } from '../../../pricing/types.ts';
import {
  completeDraft,
  deleteDraft,
  type DraftFields,
  type DraftOrder,
  draftOrders,
  priceDraft,
  saveDraft,
} from '../../../trade/draft-orders.ts';
import { findVariant } from '../../../trade/stock.ts';
import { sum } from '../../../model/order-sums.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, countOf, listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import { moneyBag } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { addressNode } from './address.ts';
import { attributesOf } from './money.ts';
import { addressOf, attributesIn } from './order-mutations.ts';
import { withId } from '../../../trade/customers.ts';

type Discounted = {
  readonly appliedDiscount?: {
    readonly title?: string | null;
    readonly description?: string | null;
    readonly value: number;
    readonly valueType: string;
  } | null;
};

type DraftInput = Discounted & {
  readonly lineItems?:
    | readonly (Discounted & {
        readonly variantId?: string | null;
        readonly title?: string | null;
        readonly sku?: string | null;
        readonly quantity: number;
        readonly originalUnitPrice?: string | null;
        readonly originalUnitPriceWithCurrency?: { readonly amount: string } | null;
        readonly priceOverride?: { readonly amount: string } | null;
        readonly taxable?: boolean | null;
        readonly requiresShipping?: boolean | null;
        readonly customAttributes?:
          readonly { readonly key: string; readonly value: string }[] | null;
      })[]
    | null;
  readonly purchasingEntity?: { readonly customerId?: string | null } | null;
  readonly customerId?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly discountCodes?: readonly string[] | null;
  readonly customAttributes?: readonly { readonly key: string; readonly value: string }[] | null;
  readonly shippingAddress?: Parameters<typeof addressOf>[0] | null;
  readonly billingAddress?: Parameters<typeof addressOf>[0] | null;
};

function fieldsFrom(input: DraftInput, old: DraftFields | null, context: AdminContext) {
  const { shop } = context;
  const customerId = input.purchasingEntity?.customerId ?? input.customerId;
  const postal = (given: DraftInput['shippingAddress']) =>
    given ? addressOf(given, shop.countryCode) : null;
  const attributes = input.customAttributes;
  const fields: DraftFields = {
    lines: input.lineItems ? linesFrom(input, shop.currency) : (old?.lines ?? []),
    customerId: customerId ? idOf(customerId, 'Customer') : (old?.customerId ?? null),
    email: input.email ?? old?.email ?? null,
    phone: input.phone ?? old?.phone ?? null,
    note: input.note ?? old?.note ?? null,
    tags: input.tags ?? old?.tags ?? [],
    attributes: attributes ? attributesIn(attributes) : (old?.attributes ?? []),
    shippingAddress: postal(input.shippingAddress) ?? old?.shippingAddress ?? null,
    billingAddress: postal(input.billingAddress) ?? old?.billingAddress ?? null,
    discounts:
      input.lineItems || input.appliedDiscount
        ? discountsFrom(input, shop.currency)
        : (old?.discounts ?? []),
    codes: input.discountCodes ?? old?.codes ?? [],
  };
  return fields;
}

function linesFrom({ lineItems }: DraftInput, currency: string): DraftFields['lines'] {
  return (lineItems ?? []).map((line) => {
    const { priceOverride, originalUnitPriceWithCurrency: price, variantId } = line;
    // The price of a variant is its own, unless it is overridden.
    const own = variantId ? null : (price?.amount ?? line.originalUnitPrice ?? '0');
    const amount = priceOverride?.amount ?? own;
    return {
      variantId: variantId ? idOf(variantId, 'ProductVariant') : null,
      quantity: line.quantity,
      ...(amount === null ? {} : { priceMinor: parseMoney(amount, currency) ?? 0 }),
      ...(line.title ? { title: line.title } : {}),
      ...(line.sku ? { sku: line.sku } : {}),
      ...(typeof line.taxable === 'boolean' ? { taxable: line.taxable } : {}),
      ...(typeof line.requiresShipping === 'boolean'
        ? { requiresShipping: line.requiresShipping }
        : {}),
      properties: attributesIn(line.customAttributes ?? []),
    };
  });
}

function discountsFrom(input: DraftInput, currency: string): ManualDiscount[] {
  const from = ({ appliedDiscount: off }: Discounted, target: ManualDiscount['target']) =>
    off
      ? [
          {
            title: off.title ?? off.description ?? 'Custom discount',
            description: off.description ?? null,
            value:
              off.valueType === 'PERCENTAGE'
                ? { type: 'percentage' as const, percentage: off.value / 100 }
                : {
                    type: 'amount' as const,
                    amountMinor: parseMoney(String(off.value), currency) ?? 0,
                  },
            target,
          },
        ]
      : [];
  const lines = (input.lineItems ?? []).flatMap((line, index) =>
    from(line, { type: 'line', lineId: String(index) }),
  );
  return [...lines, ...from(input, { type: 'order' })];
}

type Money = 'subtotalMinor' | 'totalMinor' | 'totalTaxMinor' | 'totalDiscountsMinor';

const priced = (field: Money | 'totalShippingMinor' | 'totalLineItemsMinor') =>
  ((draft: DraftOrder, _args: unknown, { world, shop }: AdminContext) => {
    const currencies = { ...shop, presentmentCurrency: shop.currency, presentmentRate: '1' };
    return moneyBag(priceDraft(world, shop.id, { draft })[field], currencies);
  }) as Resolvers[string];

const draftFields: Resolvers = {
  ...metafieldsOf('DraftOrder'),
  status: ({ orderId }: DraftOrder) => (orderId === null ? 'OPEN' : 'COMPLETED'),
  ready: () => true,
  note2: ({ note }: DraftOrder) => note,
  order: ({ orderId }: DraftOrder, _args, { world, shop }) =>
    orderId === null ? null : world.store.get(orders, shop.id, orderId),
  customer: ({ customerId }: DraftOrder, _args, { world, shop }) =>
    customerId === null ? null : world.store.get(customers, shop.id, customerId),
  currencyCode: (_draft: DraftOrder, _args, { shop }) => shop.currency,
  presentmentCurrencyCode: (_draft: DraftOrder, _args, { shop }) => shop.currency,
  taxesIncluded: (_draft: DraftOrder, _args, { shop }) => shop.taxesIncluded,
  discountCodes: ({ codes }: DraftOrder) => codes,
  customAttributes: ({ attributes }: DraftOrder) => attributesOf(attributes),
  shippingAddress: ({ shippingAddress: given }: DraftOrder, _args, { world }) =>
    addressNode(given === null ? null : withId(world, { id: 1, ...given })),
  billingAddress: ({ billingAddress: given }: DraftOrder, _args, { world }) =>
    addressNode(given === null ? null : withId(world, { id: 1, ...given })),
  invoiceUrl: ({ id }: DraftOrder, _args, { shop }) =>
    `https://${shop.domain}/${shop.id}/invoices/${id}`,
  subtotalPriceSet: priced('subtotalMinor'),
  totalPriceSet: priced('totalMinor'),
  totalTaxSet: priced('totalTaxMinor'),
  totalDiscountsSet: priced('totalDiscountsMinor'),
  totalShippingPriceSet: priced('totalShippingMinor'),
  totalLineItemsPriceSet: priced('totalLineItemsMinor'),
  totalQuantityOfLineItems: ({ lines }: DraftOrder) => sum(lines, ({ quantity }) => quantity),
  lineItems: ({ lines }: DraftOrder, args: PageArgs, { world, shop }) => {
    const numbered = lines.map((line, index) => ({ ...line, id: line.id ?? index + 1 }));
    return listConnection(args, numbered, (line) => {
      const found = line.variantId === null ? null : findVariant(world, shop.id, line.variantId);
      const priceMinor = line.priceMinor ?? found?.variant.priceMinor ?? 0;
      const currencies = { ...shop, presentmentCurrency: shop.currency, presentmentRate: '1' };
      return {
        id: line.id,
        title: line.title ?? found?.product.title ?? '',
        name: line.title ?? found?.product.title ?? '',
        quantity: line.quantity,
        sku: line.sku ?? found?.variant.sku ?? null,
        custom: line.variantId === null,
        originalUnitPriceSet: moneyBag(priceMinor, currencies),
        originalTotalSet: moneyBag(priceMinor * line.quantity, currencies),
      };
    });
  },
};

const find = (id: number, { world, shop }: AdminContext) =>
  world.store.get(draftOrders, shop.id, id);

const source = {
  kind: draftOrders,
  sortKeys: { UPDATED_AT: 'updated_at', NUMBER: 'id', STATUS: 'status' },
} as const;

type IdInput = { readonly input: { readonly id: string } };

/** Types, queries and mutations, to be spread into the area of orders. */
export const draftOrderParts = {
  types: { DraftOrder: draftFields },
  queries: {
    draftOrder: (_parent, { id }: { id: string }, context) => find(idOf(id, 'DraftOrder'), context),
    draftOrders: (_parent, args: PageArgs, context, info) =>
      connection(args, context, info, source),
    draftOrdersCount: (_parent, args: PageArgs, context, info) =>
      countOf(args, context, info, source),
  } satisfies Resolvers,
  mutations: {
    draftOrderCreate: (_parent, { input }: { input: DraftInput }, context) => {
      const fields = fieldsFrom(input, null, context);
      const made = saveDraft(context.world, context.shop.id, { id: null, fields });
      return made.ok ? { draftOrder: made.value } : refuse(made.field, made.message);
    },
    draftOrderUpdate: (_parent, args: { id: string; input: DraftInput }, context) => {
      const id = idOf(args.id, 'DraftOrder');
      const fields = fieldsFrom(args.input, find(id, context), context);
      const made = saveDraft(context.world, context.shop.id, { id, fields });
      return made.ok ? { draftOrder: made.value } : refuse(made.field, made.message);
    },
    draftOrderComplete: (
      _parent,
      args: { id: string; paymentPending?: boolean | null },
      { world, shop, app },
    ) => {
      const ended = completeDraft(world, shop.id, {
        id: idOf(args.id, 'DraftOrder'),
        paymentPending: args.paymentPending ?? false,
        appId: app.id,
      });
      return ended.ok ? { draftOrder: ended.value.draft } : refuse(ended.field, ended.message);
    },
    draftOrderDelete: (_parent, { input }: IdInput, { world, shop }) => {
      const gone = deleteDraft(world, shop.id, idOf(input.id, 'DraftOrder'));
      return gone.ok ? { deletedId: input.id } : refuse(gone.field, gone.message);
    },
  } satisfies Resolvers,
  nodes: { DraftOrder: find },
};
