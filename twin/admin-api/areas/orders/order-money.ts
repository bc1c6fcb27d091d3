/** The sums of an order: as placed, as sold, as they are now. */
import type { Order } from '../../../model/order.ts';
import {
  capturableMinor,
  currentQuantity,
  currentSums,
  netPaymentMinor,
  orderSums,
  originalSums,
  outstandingMinor,
  receivedMinor,
  refundedMinor,
  sum,
  type Sums,
} from '../../../model/order-sums.ts';
import { shareOfUnits } from '../../../money/allocate.ts';
import { sumTaxLines } from '../../../pricing/tax.ts';
import type { Resolver, Resolvers } from '../../engine/area.ts';
import { taxLinesOf } from './line-fields.ts';
import { bag, plainMoney } from './money.ts';

const set =
  (of: (order: Order) => number): Resolver =>
  (order: Order) =>
    bag(order, of(order));
const plain =
  (of: (order: Order) => number): Resolver =>
  (order: Order) =>
    plainMoney(order, of(order));

/** `name` and `nameSet`: the first is deprecated and told by apps of old all the same. */
function both(name: string, of: (order: Order) => number): Record<string, Resolver> {
  return { [name]: plain(of), [`${name}Set`]: set(of) };
}

const sold = (field: keyof Sums) => (order: Order) => orderSums(order)[field];
const now = (field: keyof Sums) => (order: Order) => currentSums(order)[field];
const none = () => 0;

/** Discounts of the whole order, on the units that `unitsOf` counts. */
function cartDiscount(order: Order, isCurrent: boolean): number {
  return sum(order.lines, (line) => {
    const from = isCurrent ? line.quantity - currentQuantity(order, line) : 0;
    const units = { quantity: line.quantity, from, to: line.quantity };
    const ofOrder = line.allocations.filter(({ applicationIndex }) => {
      const application = order.discountApplications[applicationIndex];
      return application?.allocationMethod === 'across' && application.targetSelection === 'all';
    });
    return sum(ofOrder, ({ amountMinor }) => shareOfUnits(amountMinor, units));
  });
}

function currentTaxLines(order: Order) {
  const lines = order.lines.map((line) => {
    const from = line.quantity - currentQuantity(order, line);
    const units = { quantity: line.quantity, from, to: line.quantity };
    return line.taxLines.map((one) => ({
      ...one,
      amountMinor: shareOfUnits(one.amountMinor, units),
    }));
  });
  const shipping = order.shippingLines.filter(({ isRemoved }) => !isRemoved);
  const all = sumTaxLines([...lines, ...shipping.map(({ taxLines }) => taxLines)]);
  return all.filter(({ amountMinor }) => amountMinor !== 0);
}

const refundedShipping = (order: Order) =>
  sum(
    order.refunds.flatMap(({ shipping }) => shipping),
    ({ amountMinor, taxMinor }) => amountMinor + (order.taxesIncluded ? 0 : taxMinor),
  );

const discrepancy = (order: Order) =>
  sum(
    order.refunds.flatMap(({ adjustments }) => adjustments),
    ({ amountMinor }) => amountMinor,
  );

export const orderMoneyFields: Resolvers = {
  ...both('subtotalPrice', sold('subtotalMinor')),
  ...both('totalPrice', sold('totalMinor')),
  ...both('totalTax', sold('taxMinor')),
  ...both('totalDiscounts', sold('discountsMinor')),
  ...both('totalShippingPrice', sold('shippingMinor')),
  ...both('totalReceived', receivedMinor),
  ...both('totalRefunded', refundedMinor),
  ...both('netPayment', netPaymentMinor),
  ...both('totalCapturable', capturableMinor),
  ...both('cartDiscountAmount', (order) => cartDiscount(order, false)),
  originalTotalPriceSet: set((order) => originalSums(order).totalMinor),
  originalTotalDutiesSet: () => null,
  originalTotalAdditionalFeesSet: () => null,
  currentSubtotalPriceSet: set(now('subtotalMinor')),
  currentTotalPriceSet: set(now('totalMinor')),
  currentTotalTaxSet: set(now('taxMinor')),
  currentTotalDiscountsSet: set(now('discountsMinor')),
  currentShippingPriceSet: set(now('shippingNetMinor')),
  currentCartDiscountAmountSet: set((order) => cartDiscount(order, true)),
  currentTotalDutiesSet: () => null,
  currentTotalAdditionalFeesSet: () => null,
  totalOutstandingSet: set(outstandingMinor),
  totalRefundedShippingSet: set(refundedShipping),
  refundDiscrepancySet: set(discrepancy),
  totalTipReceivedSet: set(sold('tipMinor')),
  totalTipReceived: (order: Order) => bag(order, orderSums(order).tipMinor).shopMoney,
  totalCashRoundingAdjustment: (order: Order) => ({
    paymentSet: bag(order, none()),
    refundSet: bag(order, none()),
  }),
  taxLines: (order: Order) =>
    taxLinesOf(
      order,
      sumTaxLines([...order.lines, ...order.shippingLines].map(({ taxLines }) => taxLines)),
    ),
  currentTaxLines: (order: Order) => taxLinesOf(order, currentTaxLines(order)),
  currentTotalWeight: (order: Order) => String(currentSums(order).grams),
  totalWeight: (order: Order) => String(orderSums(order).grams),
};
