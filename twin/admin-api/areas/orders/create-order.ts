/** `orderCreate`: an order as the app tells it. */
import type { TaxLine, Transaction } from '../../../model/order.ts';
import { parseMoney } from '../../../money/money.ts';
import { findBuyer } from '../../../trade/find-buyer.ts';
import { fulfilOrder } from '../../../trade/fulfil-order.ts';
import { type ImportedDiscount, importOrder } from '../../../trade/import-order.ts';
import { sortedTags, withId } from '../../../trade/customers.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { findVariant } from '../../../trade/stock.ts';
import { findOrder } from '../../../trade/save-order.ts';
import { addressOf } from './order-mutations.ts';
import type { OrderCreateInput, TaxLineInput, BagInput } from './create-order-input.ts';

type Args = {
  readonly order: OrderCreateInput;
  readonly options?: { readonly inventoryBehaviour?: string | null } | null;
};

function minorOf(bag: BagInput | null | undefined, currency: string): number | null {
  return bag ? parseMoney(bag.shopMoney.amount, currency) : null;
}

const taxLinesFrom = (lines: readonly TaxLineInput[] | null | undefined, currency: string) =>
  (lines ?? []).map(({ title, rate, priceSet }): TaxLine => ({
    title,
    rate: Number(rate ?? 0),
    amountMinor: minorOf(priceSet, currency) ?? 0,
  }));

function discountFrom({ discountCode }: OrderCreateInput, currency: string) {
  const { itemFixedDiscountCode: fixed, itemPercentageDiscountCode: percent } = discountCode ?? {};
  const free = discountCode?.freeShippingDiscountCode;
  if (fixed) {
    const amountMinor = minorOf(fixed.amountSet, currency) ?? 0;
    return { code: fixed.code, type: 'fixed_amount', amountMinor } satisfies ImportedDiscount;
  }
  if (percent) {
    const { code, percentage = 0 } = percent;
    return { code, type: 'percentage', percentage } satisfies ImportedDiscount;
  }
  return free ? ({ code: free.code, type: 'shipping' } satisfies ImportedDiscount) : null;
}

function linesFrom(input: OrderCreateInput, { world, shop }: AdminContext) {
  return (input.lineItems ?? []).map((line) => {
    const variantId = line.variantId ? idOf(line.variantId, 'ProductVariant') : null;
    const priceMinor = minorOf(line.priceSet, shop.currency);
    const known = variantId === null ? null : findVariant(world, shop.id, variantId);
    const title = line.title ?? known?.product.title;
    return {
      variantId,
      quantity: line.quantity,
      ...(priceMinor === null ? {} : { priceMinor }),
      ...(title === undefined ? {} : { title }),
      ...(line.sku ? { sku: line.sku } : {}),
      ...(typeof line.taxable === 'boolean' ? { taxable: line.taxable } : {}),
      ...(typeof line.requiresShipping === 'boolean'
        ? { requiresShipping: line.requiresShipping }
        : {}),
      properties: line.properties ?? [],
      taxLines: taxLinesFrom(line.taxLines, shop.currency),
    };
  });
}

function buyerFrom(input: OrderCreateInput, { world, shop }: AdminContext, at: number) {
  const { toAssociate, toUpsert } = input.customer ?? {};
  const id = toAssociate?.id ?? toUpsert?.id ?? input.customerId ?? null;
  return findBuyer(world, shop.id, {
    customerId: id === null ? null : idOf(id, 'Customer'),
    email: toUpsert?.email ?? input.email ?? null,
    phone: toUpsert?.phone ?? input.phone ?? null,
    address: null,
    acceptsMarketing: input.buyerAcceptsMarketing ?? false,
    at,
  });
}

function factsFrom(input: OrderCreateInput, context: AdminContext) {
  const { world, shop, app } = context;
  const at = input.processedAt ?? world.clock.now();
  const buyer = buyerFrom(input, context, at);
  const postal = (given: OrderCreateInput['shippingAddress']) =>
    given ? withId(world, addressOf(given, shop.countryCode)) : null;
  return {
    at,
    sourceName: input.sourceName ?? String(app.id),
    customerId: buyer?.id ?? null,
    email: input.email ?? buyer?.email ?? null,
    phone: input.phone ?? null,
    shippingAddress: postal(input.shippingAddress),
    billingAddress: postal(input.billingAddress),
    note: input.note ?? null,
    attributes: (input.customAttributes ?? []).map(({ key, value }) => ({ name: key, value })),
    tags: sortedTags(input.tags ?? []),
    cartToken: null,
    checkoutToken: null,
    presentmentCurrency: input.presentmentCurrency ?? shop.currency,
    appId: app.id,
    locationId: null,
    userId: null,
    isTest: input.test ?? false,
    taxExempt: buyer?.taxExempt ?? false,
    locale: shop.locale,
    landingSite: null,
    browserIp: null,
  };
}

function create({ order: input, options }: Args, context: AdminContext) {
  const { world, shop } = context;
  if (input.customerId && input.customer) {
    const words = 'Only one of customer_id and customer may be provided.';
    return refuse(['order'], words, 'REDUNDANT_CUSTOMER_FIELDS');
  }
  if ((input.processedAt ?? 0) > world.clock.now()) {
    const words = 'Processed at must not be in the future.';
    return refuse(['order', 'processedAt'], words, 'PROCESSED_AT_INVALID');
  }
  const made = importOrder(world, shop.id, {
    facts: factsFrom(input, context),
    lines: linesFrom(input, context),
    shippingLines: (input.shippingLines ?? []).map(({ title, code, priceSet, taxLines }) => ({
      title,
      code: code ?? null,
      priceMinor: minorOf(priceSet, shop.currency) ?? 0,
      taxLines: taxLinesFrom(taxLines, shop.currency),
    })),
    taxesIncluded: input.taxesIncluded ?? false,
    discount: discountFrom(input, shop.currency),
    transactions: (input.transactions ?? []).map(({ kind, status, gateway, amountSet }) => ({
      kind: (kind ?? 'SALE').toLowerCase() as Transaction['kind'],
      status: (status ?? 'SUCCESS').toLowerCase() as Transaction['status'],
      gateway: gateway ?? 'manual',
      amountMinor: minorOf(amountSet, shop.currency) ?? 0,
    })),
    isPaid: input.financialStatus === 'PAID',
    name: input.name ?? null,
    takesStock: (options?.inventoryBehaviour ?? 'BYPASS') !== 'BYPASS',
  });
  if (!made.ok) return refuse(made.field, made.message, made.code);
  const { id } = made.value;
  if (input.fulfillmentStatus === 'FULFILLED') fulfilOrder(world, shop.id, { orderId: id });
  const field = ['order', 'metafields'];
  setOwnMetafields(context, { kind: 'Order', id }, input.metafields, field);
  return { order: findOrder(world, shop.id, id) };
}

export const createMutations: Resolvers = {
  orderCreate: (_parent, args: Args, context) => create(args, context),
};
