/** Lines, fulfilments, refunds and payments of an order, as its buyer sees them. */
import {
  fulfillmentFields as adminFulfillmentFields,
  type FulfillmentNode,
} from '../../admin-api/areas/orders/fulfillment-fields.ts';
import { type LineNode, lineItemFields } from '../../admin-api/areas/orders/line-fields.ts';
import { attributesOf, bag } from '../../admin-api/areas/orders/money.ts';
import {
  type RefundNode,
  transactionFields as adminTransactionFields,
  type TransactionNode,
} from '../../admin-api/areas/orders/payment-fields.ts';
import type { Resolver, Resolvers } from '../../admin-api/engine/area.ts';
import { toGid } from '../../admin-api/engine/gid.ts';
import { giftCards, products } from '../../model/kinds.ts';
import { currentQuantity, lineGrossMinor, sum } from '../../model/order-sums.ts';
import { moneyV2 } from '../../admin-api/engine/money-fields.ts';
import { allocationsOf, paid } from './order-fields.ts';

const TYPES: Readonly<Record<string, string>> = {
  bogus: 'CARD',
  bank_deposit: 'BANK_DEPOSIT',
  cash_on_delivery: 'CASH_ON_DELIVERY',
  gift_card: 'GIFT_CARD',
  money_order: 'MONEY_ORDER',
  shopify_store_credit: 'STORE_CREDIT',
};

/** Taken off by discounts of this line, not of the whole order. */
function ownDiscountMinor({ line, order }: LineNode): number {
  const own = line.allocations.filter(({ applicationIndex }) => {
    const application = order.discountApplications[applicationIndex];
    return application?.allocationMethod !== 'across' || application.targetSelection !== 'all';
  });
  return sum(own, ({ amountMinor }) => amountMinor);
}

export const lineFields: Resolvers = {
  title: ({ line }: LineNode) => line.title,
  presentmentTitle: ({ line }: LineNode) => line.title,
  name: lineItemFields.name as Resolver,
  image: lineItemFields.image as Resolver,
  variantTitle: ({ line }: LineNode) => line.variantTitle,
  variantOptions: ({ line }: LineNode, _args, { world, shop }) => {
    const product = line.productId && world.store.get(products, shop.id, line.productId);
    const variant = product ? product.variants.find(({ id }) => id === line.variantId) : undefined;
    if (!product || variant === undefined) return null;
    return product.options.map(({ name }, at) => ({ name, value: variant.options[at] ?? '' }));
  },
  sku: ({ line }: LineNode) => line.sku,
  vendor: ({ line }: LineNode) => line.vendor,
  quantity: ({ line }: LineNode) => line.quantity,
  refundableQuantity: ({ line, order }: LineNode) => currentQuantity(order, line),
  giftCard: ({ line }: LineNode) => line.isGiftCard,
  requiresShipping: ({ line }: LineNode) => line.requiresShipping,
  customAttributes: ({ line }: LineNode) => attributesOf(line.properties),
  productId: ({ line }: LineNode) =>
    line.productId === null ? null : toGid('Product', line.productId),
  variantId: ({ line }: LineNode) =>
    line.variantId === null ? null : toGid('ProductVariant', line.variantId),
  productType: ({ line }: LineNode, _args, { world, shop }) =>
    line.productId === null
      ? null
      : (world.store.get(products, shop.id, line.productId)?.productType ?? null),
  price: ({ line, order }: LineNode) => paid(order, line.priceMinor),
  totalPrice: ({ line, order }: LineNode) => paid(order, lineGrossMinor(line)),
  currentTotalPrice: ({ line, order }: LineNode) =>
    paid(order, line.priceMinor * currentQuantity(order, line)),
  totalDiscount: (node: LineNode) => paid(node.order, ownDiscountMinor(node)),
  discountAllocations: ({ line, order }: LineNode) => allocationsOf(order, line.allocations),
  group: () => null,
  unitPrice: () => null,
};

export const fulfillmentFields: Resolvers = {
  ...adminFulfillmentFields,
  trackingInformation: adminFulfillmentFields.trackingInfo as Resolver,
  /** Carriers tell nothing here. */
  latestShipmentStatus: () => null,
  isPickedUp: ({ order }: FulfillmentNode) => order.sourceName === 'pos',
};

export const refundFields: Resolvers = {
  createdAt: ({ refund }: RefundNode) => refund.at,
  updatedAt: ({ refund }: RefundNode) => refund.at,
  returnName: () => null,
  totalRefunded: ({ refund, order }: RefundNode) => {
    const made = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
    const given = made.filter(({ status }) => status === 'success');
    return paid(
      order,
      sum(given, ({ amountMinor }) => amountMinor),
    );
  },
};

export const transactionFields: Resolvers = {
  kind: adminTransactionFields.kind as Resolver,
  status: adminTransactionFields.status as Resolver,
  createdAt: ({ transaction }: TransactionNode) => transaction.at,
  processedAt: ({ transaction }: TransactionNode) => transaction.at,
  order: ({ order }: TransactionNode) => order,
  transactionAmount: ({ transaction, order }: TransactionNode) =>
    bag(order, transaction.amountMinor),
  transactionParentId: ({ transaction: { parentId } }: TransactionNode) =>
    parentId === null ? null : toGid('OrderTransaction', parentId),
  type: ({ transaction }: TransactionNode) => TYPES[transaction.gateway] ?? 'MANUAL',
  typeDetails: (node: TransactionNode, args, context, info) => ({
    name: adminTransactionFields.formattedGateway?.(node, args, context, info),
    message: null,
  }),
  giftCardDetails: ({ transaction }: TransactionNode, _args, { world, shop }) => {
    const id = transaction.giftCardId;
    const card = id === null ? null : world.store.get(giftCards, shop.id, id);
    if (card === null) return null;
    return { balance: moneyV2(card.balanceMinor, card.currency), last4: card.code.slice(-4) };
  },
  paymentDetails: () => null,
  paymentIcon: () => null,
};
