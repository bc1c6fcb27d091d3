/** A discount in each of the eight types the schema has for it, and the nodes around them. */
import type {
  Discount,
  DiscountItems,
  DiscountValue,
  RedeemCode,
} from '../../../model/discount.ts';
import {
  apps,
  collections,
  customers,
  products,
  redeemCodes,
  segments,
} from '../../../model/kinds.ts';
import { parseSearch } from '../../../store/search-syntax.ts';
import { countedCodeUses, countedUses } from '../../../trade/discount-usage.ts';
import { discountStatus } from '../../../model/discount-status.ts';
import { findVariant } from '../../../trade/stock.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, listConnection, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { toGid } from '../../engine/gid.ts';
import { moneyV2 } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { functionsOf } from '../shop/functions.ts';

const SUFFIX = { basic: 'Basic', bxgy: 'Bxgy', free_shipping: 'FreeShipping', app: 'App' } as const;

export const nodeKindOf = ({ method }: Pick<Discount, 'method'>) =>
  method === 'code' ? 'DiscountCodeNode' : 'DiscountAutomaticNode';

/** The record as one of the union's types. */
export function typedDiscount(discount: Discount) {
  const prefix = discount.method === 'code' ? 'DiscountCode' : 'DiscountAutomatic';
  return { __typename: `${prefix}${SUFFIX[discount.kind]}`, ...discount };
}

/** `DiscountNode` keeps the gid of the node it is beside. */
export const discountNode = (discount: Discount) => ({ __kind: nodeKindOf(discount), ...discount });

const nodeFields = (name: string): Resolvers => ({
  ...metafieldsOf('DiscountNode'),
  [name]: (discount: Discount) => typedDiscount(discount),
  events: (discount: Discount, args: PageArgs) =>
    listConnection(args, [{ id: discount.id }], ({ id }) => ({
      __typename: 'BasicEvent',
      id,
      action: 'create',
      message: 'Discount was created.',
      createdAt: discount.createdAt,
      subjectId: toGid('PriceRule', id),
      subjectType: 'PRICE_RULE',
    })),
});

function itemsOf(items: DiscountItems, { world, shop }: AdminContext) {
  if (items.type === 'all') return { __typename: 'AllDiscountItems', allItems: true };
  if (items.type === 'collections') {
    const found = items.collectionIds.flatMap(
      (id) => world.store.get(collections, shop.id, id) ?? [],
    );
    return { __typename: 'DiscountCollections', found };
  }
  return {
    __typename: 'DiscountProducts',
    found: items.productIds.flatMap((id) => world.store.get(products, shop.id, id) ?? []),
    variantIds: items.variantIds.filter((id) => findVariant(world, shop.id, id) !== null),
  };
}

function valueOf(value: DiscountValue, currency: string) {
  if (value.type === 'percentage') {
    return { __typename: 'DiscountPercentage', percentage: value.percentage };
  }
  if (value.type === 'amount') {
    const amount = moneyV2(value.amountMinor, currency);
    return { __typename: 'DiscountAmount', amount, appliesOnEachItem: value.onEachItem };
  }
  const { effect, quantity } = value;
  return {
    __typename: 'DiscountOnQuantity',
    quantity: { quantity: String(quantity) },
    effect:
      effect.type === 'percentage'
        ? { __typename: 'DiscountPercentage', percentage: effect.percentage }
        : {
            __typename: 'DiscountAmount',
            amount: moneyV2(effect.amountMinor, currency),
            appliesOnEachItem: false,
          },
  };
}

function contextOf({ context }: Discount, { world, shop }: AdminContext) {
  if (context.type === 'customers') {
    const found = context.customerIds.flatMap(
      (id) => world.store.get(customers, shop.id, id) ?? [],
    );
    return { __typename: 'DiscountCustomers', customers: found };
  }
  if (context.type === 'segments') {
    const found = context.segmentIds.flatMap((id) => world.store.get(segments, shop.id, id) ?? []);
    return { __typename: 'DiscountCustomerSegments', segments: found };
  }
  return { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' };
}

/** The deprecated words for the same. */
function selectionOf(discount: Discount, context: AdminContext) {
  const found = contextOf(discount, context);
  const isAll = found.__typename === 'DiscountBuyerSelectionAll';
  return isAll ? { __typename: 'DiscountCustomerAll', allCustomers: true } : found;
}

const common: Resolvers = {
  discountId: (discount: Discount) => toGid(nodeKindOf(discount), discount.id),
  status: (discount: Discount, _args, { world }) => discountStatus(discount, world.clock.now()),
  asyncUsageCount: (discount: Discount, _args, { world, shop }) =>
    countedUses(world, shop.id, discount),
  discountClass: ({ classes }: Discount) => classes[0] ?? 'ORDER',
  discountClasses: ({ classes }: Discount) => classes,
  combinesWith: ({ combinesWith }: Discount) => ({
    orderDiscounts: combinesWith.order,
    productDiscounts: combinesWith.product,
    shippingDiscounts: combinesWith.shipping,
    productDiscountsWithTagsOnSameCartLine: combinesWith.productTagsOnSameLine,
  }),
  context: (discount: Discount, _args, context) => contextOf(discount, context),
  customerSelection: (discount: Discount, _args, context) => selectionOf(discount, context),
  appliesOncePerCustomer: ({ oncePerCustomer }: Discount) => oncePerCustomer,
  appliesOnOneTimePurchase: ({ onOneTimePurchase }: Discount) => onOneTimePurchase,
  appliesOnSubscription: ({ onSubscription }: Discount) => onSubscription,
  usesPerOrderLimit: ({ usesPerOrderMax }: Discount) => usesPerOrderMax,
  shortSummary: ({ summary }: Discount) => summary.split(' • ')[0] ?? '',
  hasTimelineComment: () => false,
  totalSales: () => null,
  errorHistory: () => null,
  minimumRequirement: ({ minimum }: Discount, _args, { shop }) => {
    if (minimum === null) return null;
    if (minimum.type === 'quantity') {
      const quantity = String(minimum.quantity);
      return { __typename: 'DiscountMinimumQuantity', greaterThanOrEqualToQuantity: quantity };
    }
    const subtotal = moneyV2(minimum.amountMinor, shop.currency);
    return { __typename: 'DiscountMinimumSubtotal', greaterThanOrEqualToSubtotal: subtotal };
  },
  customerGets: (discount: Discount, _args, context) =>
    discount.gets === null
      ? null
      : {
          items: itemsOf(discount.gets.items, context),
          value: valueOf(discount.gets.value, context.shop.currency),
          appliesOnOneTimePurchase: discount.onOneTimePurchase,
          appliesOnSubscription: discount.onSubscription,
        },
  customerBuys: ({ buys }: Discount, _args, context) =>
    buys === null
      ? null
      : {
          items: itemsOf(buys.items, context),
          value:
            buys.value.type === 'quantity'
              ? { __typename: 'DiscountQuantity', quantity: String(buys.value.quantity) }
              : {
                  __typename: 'DiscountPurchaseAmount',
                  amount: moneyV2(buys.value.amountMinor, context.shop.currency).amount,
                },
          isOneTimePurchase: true,
          isSubscription: false,
        },
  destinationSelection: ({ shipping }: Discount) =>
    shipping === null || shipping.countryCodes === null
      ? { __typename: 'DiscountCountryAll', allCountries: true }
      : {
          __typename: 'DiscountCountries',
          countries: shipping.countryCodes,
          includeRestOfWorld: false,
        },
  maximumShippingPrice: ({ shipping }: Discount, _args, { shop }) =>
    shipping === null || shipping.priceMaxMinor === null
      ? null
      : moneyV2(shipping.priceMaxMinor, shop.currency),
  appDiscountType: (discount: Discount, _args, context) => appTypeOf(discount, context),
};

function appTypeOf({ app: own, classes }: Discount, context: AdminContext) {
  const app = own === null ? null : context.world.store.get(apps, 0, own.appId);
  if (own === null || app === null) return null;
  const found = functionsOf({ ...context, app }).find((one) => one.handle === own.functionHandle);
  return {
    app,
    appKey: app.apiKey,
    appBridge: { createPath: '', detailsPath: '' },
    title: found?.title ?? own.functionHandle,
    description: found?.description ?? null,
    functionId: found?.functionId ?? own.functionHandle,
    discountClass: classes[0] ?? 'ORDER',
    discountClasses: classes,
    targetType: classes.includes('SHIPPING') ? 'SHIPPING_LINE' : 'LINE_ITEM',
  };
}

const CODE_SORT_KEYS = { CODE: 'code', CREATED_AT: 'created_at' } as const;

const ofCodes: Resolvers = {
  codes: ({ id }: Discount, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: redeemCodes,
      filter: where('discount_id', id),
      sortKeys: CODE_SORT_KEYS,
    }),
  codesCount: ({ id }: Discount, _args, { world, shop }) => ({
    count: world.store.count(redeemCodes, shop.id, parseSearch(`discount_id:${id}`)),
    precision: 'EXACT',
  }),
  shareableUrls: ({ id }: Discount, _args, { world, shop }) => {
    const code = world.store.findOne(redeemCodes, shop.id, 'discount_id', id)?.code ?? '';
    const url = `https://${shop.domain}/discount/${encodeURIComponent(code)}`;
    return [{ targetItemImage: null, targetType: 'HOME', title: 'Home page', url }];
  },
};

type Found<T> = { readonly found: readonly T[]; readonly variantIds?: readonly number[] };

export const discountTypes: Readonly<Record<string, Resolvers>> = {
  DiscountCodeNode: nodeFields('codeDiscount'),
  DiscountAutomaticNode: nodeFields('automaticDiscount'),
  DiscountNode: nodeFields('discount'),
  ...Object.fromEntries(
    Object.values(SUFFIX).flatMap((suffix) => [
      [`DiscountCode${suffix}`, { ...common, ...ofCodes }],
      [`DiscountAutomatic${suffix}`, common],
    ]),
  ),
  DiscountProducts: {
    products: ({ found }: Found<{ readonly id: number }>, args: PageArgs) =>
      listConnection(args, found),
    productVariants: ({ variantIds = [] }: Found<never>, args: PageArgs, context) => {
      const lookUp = context.registry.nodeOf('ProductVariant');
      const items = variantIds.map((id) => ({ id }));
      return listConnection(args, items, ({ id }) => lookUp?.(id, context, '') ?? { id });
    },
  },
  DiscountCollections: {
    collections: ({ found }: Found<{ readonly id: number }>, args: PageArgs) =>
      listConnection(args, found),
  },
  DiscountRedeemCode: {
    asyncUsageCount: (code: RedeemCode, _args, { world, shop }) =>
      countedCodeUses(world, shop.id, code),
    createdBy: ({ createdByAppId }: RedeemCode, _args, { world }) =>
      createdByAppId === null ? null : world.store.get(apps, 0, createdByAppId),
  },
};
