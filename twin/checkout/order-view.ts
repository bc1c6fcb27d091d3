/** An order as a buyer is shown it: on the thank-you page, its status page and in the account. */
import { customers, giftCards, products } from '../model/kinds.ts';
import type { Address } from '../model/customer.ts';
import type { Order, OrderLine, Transaction } from '../model/order.ts';
import {
  currentQuantity,
  currentSums,
  financialStatus,
  fulfillmentStatus,
  lineDiscountMinor,
  lineGrossMinor,
  orderSums,
  outstandingMinor,
  refundedMinor,
} from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import { presentmentMinor } from '../money/money.ts';
import { sayMoney } from '../pages/open-pages.ts';
import type { World } from '../world/world.ts';
import { countryName } from './countries.ts';
import { type OrderDiscount, orderDiscounts, ofWholeOrder } from './order-discounts.ts';

export type OrderView = ReturnType<typeof orderView>;

const GATEWAYS: Readonly<Record<string, string>> = {
  bogus: 'Card ending in 1',
  bank_deposit: 'Bank transfer',
  cash: 'Cash',
  cash_on_delivery: 'Cash on delivery',
  money_order: 'Money order',
  manual: 'Manual payment',
  gift_card: 'Gift card',
  shopify_store_credit: 'Store credit',
};

/** Words and amounts of an order, in the buyer's currency. */
export function orderView(world: World, shop: Shop, order: Order) {
  const money = (minor: number) =>
    sayMoney(presentmentMinor(minor, order), order.presentmentCurrency);
  const owed = outstandingMinor(order);
  const changeMinor = order.transactions.reduce(
    (sum, { kind, amountMinor }) => (kind === 'change' ? sum + amountMinor : sum),
    0,
  );
  const customer = order.customerId && world.store.get(customers, shop.id, order.customerId);
  return {
    id: order.id,
    name: order.name,
    confirmation: order.confirmationNumber,
    statusPath: `/${shop.id}/orders/${order.token}`,
    shopName: shop.name,
    zone: shop.zone,
    placedAt: order.createdAt,
    greeting: order.shippingAddress?.firstName || (customer && customer.firstName) || '',
    email: order.email ?? '',
    status: statusOf(order, owed),
    isCancelled: order.cancelledAt !== null,
    isHandedOver: order.sourceName === 'pos',
    owed: owed > 0 ? money(owed) : '',
    awaitsBank: paymentsOf(order).some(
      ({ gateway, status }) => gateway === 'bank_deposit' && status === 'pending',
    ),
    shippingAddress: addressLines(order.shippingAddress),
    billingAddress: addressLines(order.billingAddress),
    shippingMethod: order.shippingLines.find(({ isRemoved }) => !isRemoved)?.title ?? '',
    payments: paymentsOf(order).map(({ gateway, amountMinor, giftCardId }) => ({
      name: giftCardName(world, shop, giftCardId) ?? GATEWAYS[gateway] ?? gateway,
      amount: money(amountMinor),
    })),
    change: changeMinor > 0 ? money(changeMinor) : '',
    lines: order.lines
      .filter(({ isTip }) => !isTip)
      .map((line) => lineOf(world, shop, { order, line, money })),
    itemCount: order.lines.reduce((sum, line) => sum + (line.isTip ? 0 : line.quantity), 0),
    sums: sumsOf(order, money),
    currency: order.presentmentCurrency,
    fulfillments: order.fulfillments
      .filter(({ status }) => status === 'success')
      .map(({ name, at, trackingNumber }) => ({ name, at, trackingNumber: trackingNumber ?? '' })),
    refunds: order.refunds.map(({ at, note, lines }) => ({
      at,
      note: note ?? '',
      units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    })),
  };
}

/** Rows that add up: goods, less what was taken off the whole order, and what came on top. */
function sumsOf(order: Order, money: (minor: number) => string) {
  const sums = orderSums(order);
  const current = currentSums(order);
  const refunded = refundedMinor(order);
  const discounts = orderDiscounts(order);
  const ofOrder = discounts.filter(({ application }) => ofWholeOrder(application));
  const ofShipping = discounts.filter((one) => !ofOrder.includes(one));
  const offOrderMinor = ofOrder.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    subtotal: money(sums.subtotalMinor + offOrderMinor),
    discounts: offOrderMinor > 0 ? money(-offOrderMinor) : '',
    codes: codesOf(ofOrder),
    shipping:
      order.shippingLines.length === 0
        ? ''
        : sums.shippingNetMinor === 0
          ? 'Free'
          : money(sums.shippingNetMinor),
    shippingCodes: codesOf(ofShipping),
    tax: sums.taxMinor > 0 ? money(sums.taxMinor) : '',
    taxesIncluded: order.taxesIncluded,
    tip: sums.tipMinor > 0 ? money(sums.tipMinor) : '',
    total: money(sums.totalMinor),
    refunded: refunded > 0 ? money(-refunded) : '',
    current: current.totalMinor !== sums.totalMinor ? money(current.totalMinor) : '',
  };
}

function codesOf(discounts: readonly OrderDiscount[]): string {
  const names = discounts.map(({ application: { code, title } }) => (code ?? title).toUpperCase());
  return names.join(', ');
}

/** How it was paid: what was only asked for or reserved is left out once it was taken. */
function paymentsOf({ transactions }: Order): Transaction[] {
  const settled = new Set(
    transactions
      .filter(({ kind, status }) => status === 'success' && kind !== 'refund' && kind !== 'change')
      .map(({ parentId }) => parentId),
  );
  return transactions.filter(
    ({ id, kind, status }) =>
      ['sale', 'authorization', 'capture'].includes(kind) &&
      (status === 'success' || status === 'pending') &&
      !settled.has(id),
  );
}

function statusOf(order: Order, owed: number): string {
  if (order.cancelledAt !== null) return 'Cancelled';
  if (financialStatus(order) === 'refunded') return 'Refunded';
  if (owed > 0) return 'Payment pending';
  if (fulfillmentStatus(order) === 'fulfilled') {
    return order.sourceName === 'pos' ? 'Completed' : 'On its way';
  }
  return fulfillmentStatus(order) === 'partial' ? 'Partly on its way' : 'Confirmed';
}

function lineOf(
  world: World,
  shop: Shop,
  { order, line, money }: { order: Order; line: OrderLine; money: (minor: number) => string },
) {
  const product =
    line.productId === null ? null : world.store.get(products, shop.id, line.productId);
  const gross = lineGrossMinor(line);
  const net = gross - productDiscountMinor(order, line);
  return {
    id: line.id,
    title: line.title,
    variantTitle: line.variantTitle ?? '',
    quantity: line.quantity,
    gone: line.quantity - currentQuantity(order, line),
    picture: product?.pictures[0]?.src ?? '',
    full: money(gross),
    reduced: net < gross ? money(net) : '',
    discounts: [],
  };
}

/** What the line's own discounts took off; those of the whole order are told with the sums. */
function productDiscountMinor(order: Order, line: OrderLine): number {
  const ofOrder = line.allocations.filter(({ applicationIndex }) =>
    ofWholeOrder(order.discountApplications[applicationIndex]),
  );
  return lineDiscountMinor({
    ...line,
    allocations: line.allocations.filter((one) => !ofOrder.includes(one)),
  });
}

function giftCardName(world: World, shop: Shop, id: number | null): string | null {
  const card = id === null ? null : world.store.get(giftCards, shop.id, id);
  return card && `Gift card •••• ${card.code.slice(-4).toUpperCase()}`;
}

function addressLines(address: Address | null): string[] {
  if (address === null) return [];
  return [
    [address.firstName, address.lastName].filter(Boolean).join(' '),
    address.address1 ?? '',
    address.address2 ?? '',
    [address.city, address.zip].filter(Boolean).join(' '),
    countryName(address.countryCode),
  ].filter((line) => line !== '');
}
