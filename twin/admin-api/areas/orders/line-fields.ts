/** `LineItem`, `ShippingLine`, `TaxLine` and the discounts on them. */
import type { Product } from '../../../model/catalog.ts';
import { products } from '../../../model/kinds.ts';
import type { DiscountAllocation, Order, OrderLine, ShippingLine } from '../../../model/order.ts';
import {
  currentQuantity,
  fulfillableQuantity,
  fulfilledQuantity,
  lineDiscountMinor,
  lineGrossMinor,
  lineNetMinor,
  lineTaxMinor,
  sum,
} from '../../../model/order-sums.ts';
import { shareOfUnits } from '../../../money/allocate.ts';
import type { Resolver, Resolvers } from '../../engine/area.ts';
import { toGid } from '../../engine/gid.ts';
import { imageNode } from '../products/media-fields.ts';
import { applicationNode } from './discount-application.ts';
import { attributesOf, bag, plainMoney } from './money.ts';

/** A line with the order it is of. */
export type LineNode = { readonly id: number; readonly line: OrderLine; readonly order: Order };

export const lineNode = (order: Order, line: OrderLine): LineNode => ({ id: line.id, line, order });

export type ShippingNode = {
  readonly id: number;
  readonly shipping: ShippingLine;
  readonly order: Order;
};

export const shippingNode = (order: Order, shipping: ShippingLine): ShippingNode => ({
  id: shipping.id,
  shipping,
  order,
});

const isOfWholeOrder = (order: Order, { applicationIndex }: DiscountAllocation) => {
  const application = order.discountApplications[applicationIndex];
  return application?.allocationMethod === 'across' && application.targetSelection === 'all';
};

const isByCode = (order: Order, { applicationIndex }: DiscountAllocation) =>
  order.discountApplications[applicationIndex]?.type === 'discount_code';

/** Discounts of the line itself: not of the whole order; by code only where asked for. */
function ownDiscountMinor({ line, order }: LineNode, withCodes: boolean): number {
  const own = line.allocations.filter(
    (one) => !isOfWholeOrder(order, one) && (withCodes || !isByCode(order, one)),
  );
  return sum(own, ({ amountMinor }) => amountMinor);
}

const ownTotal = (node: LineNode, withCodes = false) =>
  lineGrossMinor(node.line) - ownDiscountMinor(node, withCodes);

const perUnit = (minor: number, { quantity }: OrderLine) =>
  quantity === 0 ? 0 : Math.round(minor / quantity);

const unfulfilled = ({ line, order }: LineNode) => fulfillableQuantity(order, line);

function unfulfilledDiscounted(node: LineNode): number {
  const { line } = node;
  const [from, to] = [line.quantity - unfulfilled(node), line.quantity];
  const off = shareOfUnits(ownDiscountMinor(node, false), { quantity: line.quantity, from, to });
  return line.priceMinor * unfulfilled(node) - off;
}

/** A bag field and the deprecated plain one beside it. */
function both(name: string, minorOf: (node: LineNode) => number): Record<string, Resolver> {
  return {
    [name]: (node: LineNode) => plainMoney(node.order, minorOf(node)),
    [`${name}Set`]: (node: LineNode) => bag(node.order, minorOf(node)),
  };
}

const taxedTotal = ({ line, order }: LineNode) =>
  lineNetMinor(line) - (order.taxesIncluded ? lineTaxMinor(line) : 0);

function statusOf({ line, order }: LineNode): string {
  const sent = fulfilledQuantity(order, line.id);
  if (sent === 0) return 'unfulfilled';
  return fulfillableQuantity(order, line) === 0 ? 'fulfilled' : 'partial';
}

export const lineItemFields: Resolvers = {
  ...both('originalUnitPrice', ({ line }) => line.priceMinor),
  ...both('originalTotal', ({ line }) => lineGrossMinor(line)),
  ...both('discountedTotal', (node) => ownTotal(node)),
  ...both('discountedUnitPrice', (node) => perUnit(ownTotal(node), node.line)),
  ...both('totalDiscount', (node) => ownDiscountMinor(node, false)),
  ...both('unfulfilledOriginalTotal', (node) => node.line.priceMinor * unfulfilled(node)),
  ...both('unfulfilledDiscountedTotal', unfulfilledDiscounted),
  discountedTotalSet: (node: LineNode, args: { withCodeDiscounts?: boolean | null }) =>
    bag(node.order, ownTotal(node, args.withCodeDiscounts ?? false)),
  discountedUnitPriceAfterAllDiscountsSet: ({ line, order }: LineNode) =>
    bag(order, perUnit(lineNetMinor(line), line)),
  priceAfterAllDiscountsBeforeTaxesSet: (node: LineNode) => bag(node.order, taxedTotal(node)),
  discountAllocations: ({ line, order }: LineNode) => allocationsOf(order, line.allocations),
  taxLines: ({ line, order }: LineNode, { first }: { first?: number | null }) =>
    taxLinesOf(order, line.taxLines).slice(0, first ?? undefined),
  customAttributes: ({ line }: LineNode) => attributesOf(line.properties),
  title: ({ line }: LineNode) => line.title,
  variantTitle: ({ line }: LineNode) => line.variantTitle,
  name: ({ line }: LineNode) => [line.title, line.variantTitle].filter(Boolean).join(' - '),
  sku: ({ line }: LineNode) => line.sku,
  vendor: ({ line }: LineNode) => line.vendor,
  quantity: ({ line }: LineNode) => line.quantity,
  currentQuantity: ({ line, order }: LineNode) => currentQuantity(order, line),
  refundableQuantity: ({ line, order }: LineNode) => currentQuantity(order, line),
  fulfillableQuantity: unfulfilled,
  unfulfilledQuantity: unfulfilled,
  nonFulfillableQuantity: (node: LineNode) =>
    node.line.quantity - unfulfilled(node) - fulfilledQuantity(node.order, node.line.id),
  fulfillmentStatus: statusOf,
  fulfillmentService: () => null,
  isGiftCard: ({ line }: LineNode) => line.isGiftCard,
  requiresShipping: ({ line }: LineNode) => line.requiresShipping,
  taxable: ({ line }: LineNode) => line.taxable,
  restockable: ({ line }: LineNode) => line.variantId !== null,
  canRestock: ({ line }: LineNode) => line.variantId !== null,
  merchantEditable: ({ order }: LineNode) => order.cancelledAt === null,
  weight: ({ line }: LineNode) => ({ unit: 'GRAMS', value: line.grams }),
  sellingPlan: ({ line }: LineNode) =>
    line.sellingPlanName === null ? null : { name: line.sellingPlanName, sellingPlanId: null },
  product: ({ line }: LineNode, _args, { world, shop }) =>
    line.productId === null ? null : world.store.get(products, shop.id, line.productId),
  variant: ({ line }: LineNode, _args, context, info) =>
    line.variantId === null ? null : variantOf(line.variantId, context, info),
  image: ({ line }: LineNode, _args, { world, shop }) =>
    line.productId === null
      ? null
      : imageNode(pictureOf(line, world.store.get(products, shop.id, line.productId))),
  contract: () => null,
  duties: () => [],
  lineItemGroup: () => null,
  staffMember: () => null,
};

/** The variant's own picture, else the product's first. */
function pictureOf({ variantId }: OrderLine, product: Product | null) {
  const own = product?.variants.find(({ id }) => id === variantId)?.pictureId;
  return product?.pictures.find(({ id }) => id === own) ?? product?.pictures[0] ?? null;
}

/** The catalog's area knows how a variant looks; a variant deleted since is null. */
const variantOf = (
  id: number,
  context: Parameters<Resolver>[2],
  _info: Parameters<Resolver>[3],
): object | null =>
  context.registry.nodeOf('ProductVariant')?.(id, context, toGid('ProductVariant', id)) ?? null;

export const shippingLineFields: Resolvers = {
  title: ({ shipping }: ShippingNode) => shipping.title,
  code: ({ shipping }: ShippingNode) => shipping.code,
  source: () => 'shopify',
  carrierIdentifier: () => null,
  custom: () => false,
  deliveryCategory: () => null,
  phone: () => null,
  shippingRateHandle: ({ shipping }: ShippingNode) => shipping.code,
  requestedFulfillmentService: () => null,
  isRemoved: ({ shipping }: ShippingNode) => shipping.isRemoved,
  price: ({ shipping, order }: ShippingNode) => plainMoney(order, shipping.priceMinor),
  originalPriceSet: ({ shipping, order }: ShippingNode) => bag(order, shipping.priceMinor),
  originalPrice: ({ shipping, order }: ShippingNode) => bag(order, shipping.priceMinor).shopMoney,
  discountedPriceSet: (node: ShippingNode) => bag(node.order, discountedShipping(node)),
  discountedPrice: (node: ShippingNode) => bag(node.order, discountedShipping(node)).shopMoney,
  currentDiscountedPriceSet: (node: ShippingNode) =>
    bag(node.order, discountedShipping(node) - refundedShipping(node)),
  discountAllocations: ({ shipping, order }: ShippingNode) =>
    allocationsOf(order, shipping.allocations),
  taxLines: ({ shipping, order }: ShippingNode) => taxLinesOf(order, shipping.taxLines),
};

const discountedShipping = ({ shipping }: ShippingNode) =>
  shipping.priceMinor - lineDiscountMinor(shipping);

const refundedShipping = ({ shipping, order }: ShippingNode) =>
  sum(
    order.refunds.flatMap((refund) => refund.shipping),
    (one) => (one.shippingLineId === shipping.id ? one.amountMinor : 0),
  );

function allocationsOf(order: Order, allocations: readonly DiscountAllocation[]) {
  return allocations.map(({ applicationIndex, amountMinor }) => ({
    allocatedAmountSet: bag(order, amountMinor),
    allocatedAmount: bag(order, amountMinor).shopMoney,
    discountApplication: applicationNode(order, applicationIndex),
  }));
}

/** `TaxLine`s as the schema has them. */
export function taxLinesOf(order: Order, lines: OrderLine['taxLines']) {
  return lines.map(({ title, rate, amountMinor }) => ({
    title,
    rate,
    ratePercentage: Math.round(rate * 1e8) / 1e6,
    price: plainMoney(order, amountMinor),
    priceSet: bag(order, amountMinor),
    channelLiable: false,
    source: 'Shopify',
  }));
}
