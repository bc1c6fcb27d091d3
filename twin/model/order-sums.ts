/**
 * What follows from an order's lines, refunds, edits and transactions: quantities, sums, statuses.
 * Three readings of every sum, as in Shopify's API: `original…` at placing, plain (with what edits
 * added, before returns), `current…` (after edits and returns). All amounts in minor units.
 *
 * Discounts and taxes of a line belong to its units by the cent (`money/allocate.ts`): units go
 * from the front, so that giving them back one by one takes exactly what giving them back together
 * takes.
 */
import { discountOfUnits, shareOfUnits } from '../money/allocate.ts';
import type { Order, OrderLine, ShippingLine, Transaction } from './order.ts';

export type FinancialStatus =
  | 'pending'
  | 'authorized'
  | 'partially_paid'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'voided';

/** Units of the line that refunds took back. */
export function refundedQuantity(order: Order, lineId: number): number {
  return sum(
    order.refunds.flatMap(({ lines }) => lines.filter((one) => one.lineId === lineId)),
    (one) => one.quantity,
  );
}

/** Units the buyer still has: sold, minus removed by edits, minus refunded. */
export function currentQuantity(order: Order, line: OrderLine): number {
  return line.quantity - line.removedQuantity - refundedQuantity(order, line.id);
}

export function fulfilledQuantity(order: Order, lineId: number): number {
  return sum(
    order.fulfillments.filter(({ status }) => status === 'success').flatMap(({ lines }) => lines),
    (one) => (one.lineId === lineId ? one.quantity : 0),
  );
}

/** Units that may still be sent. */
export function fulfillableQuantity(order: Order, line: OrderLine): number {
  if (order.cancelledAt !== null || line.isTip) return 0;
  return Math.max(0, currentQuantity(order, line) - fulfilledQuantity(order, line.id));
}

export const lineDiscountMinor = (line: OrderLine | ShippingLine): number =>
  sum(line.allocations, ({ amountMinor }) => amountMinor);

export const lineTaxMinor = (line: OrderLine | ShippingLine): number =>
  sum(line.taxLines, ({ amountMinor }) => amountMinor);

/** Price × quantity before discounts. */
export const lineGrossMinor = (line: OrderLine): number => line.priceMinor * line.quantity;

/** After all discounts, before tax unless taxes are included. */
export const lineNetMinor = (line: OrderLine): number =>
  lineGrossMinor(line) - lineDiscountMinor(line);

export type Sums = {
  /** Lines before discounts, without tips. */
  readonly linesMinor: number;
  /** Lines after discounts, without tips. */
  readonly subtotalMinor: number;
  /** On lines and shipping together. */
  readonly discountsMinor: number;
  /** Before shipping discounts. */
  readonly shippingMinor: number;
  /** After shipping discounts. */
  readonly shippingNetMinor: number;
  readonly taxMinor: number;
  readonly tipMinor: number;
  readonly totalMinor: number;
  readonly grams: number;
};

/** As sold, with what edits added, before removals and returns. */
export function orderSums(order: Order): Sums {
  return sums(order, (line) => ({ from: 0, to: line.quantity }), { isCurrent: false });
}

/** As it was placed: what edits added to a line lies behind what was sold of it. */
export function originalSums(order: Order): Sums {
  const sold = (line: OrderLine) =>
    line.addedAt === null ? line.quantity - addedByEdits(order, line) : 0;
  return sums(order, (line) => ({ from: 0, to: sold(line) }), { isCurrent: false });
}

/** After edits and returns. */
export function currentSums(order: Order): Sums {
  const gone = (line: OrderLine) => line.quantity - currentQuantity(order, line);
  return sums(order, (line) => ({ from: gone(line), to: line.quantity }), { isCurrent: true });
}

function addedByEdits(order: Order, line: OrderLine): number {
  return sum(
    order.edits.flatMap(({ additions }) => additions),
    (one) => (one.lineId === line.id ? one.delta : 0),
  );
}

function sums(
  order: Order,
  unitsOf: (line: OrderLine) => { from: number; to: number },
  { isCurrent }: { isCurrent: boolean },
): Sums {
  let [linesMinor, lineDiscounts, taxMinor, tipMinor, grams] = [0, 0, 0, 0, 0];
  for (const line of order.lines) {
    const { from, to } = unitsOf(line);
    const units = to - from;
    const share = (minor: number) => shareOfUnits(minor, { quantity: line.quantity, from, to });
    if (line.isTip) {
      tipMinor += line.priceMinor * units;
      continue;
    }
    linesMinor += line.priceMinor * units;
    lineDiscounts += discountOfUnits(
      line.allocations.map(({ amountMinor }) => amountMinor),
      { quantity: line.quantity, from, to, priceMinor: line.priceMinor },
    );
    taxMinor += shareEach(line.taxLines, share);
    grams += line.grams * units;
  }
  let [shippingMinor, shippingDiscounts] = [0, 0];
  for (const line of order.shippingLines.filter((one) => !(isCurrent && one.isRemoved))) {
    shippingMinor += line.priceMinor;
    shippingDiscounts += lineDiscountMinor(line);
    taxMinor += lineTaxMinor(line);
  }
  if (isCurrent) {
    shippingMinor -= sum(
      order.refunds.flatMap(({ shipping }) => shipping),
      (one) => one.amountMinor,
    );
    taxMinor -= sum(
      order.refunds.flatMap(({ shipping }) => shipping),
      (one) => one.taxMinor,
    );
  }
  const subtotalMinor = linesMinor - lineDiscounts;
  const shippingNetMinor = shippingMinor - shippingDiscounts;
  return {
    linesMinor,
    subtotalMinor,
    discountsMinor: lineDiscounts + shippingDiscounts,
    shippingMinor,
    shippingNetMinor,
    taxMinor,
    tipMinor,
    totalMinor: subtotalMinor + shippingNetMinor + tipMinor + (order.taxesIncluded ? 0 : taxMinor),
    grams,
  };
}

/** Amount by amount, as refunds take them. */
function shareEach(
  amounts: readonly { readonly amountMinor: number }[],
  share: (minor: number) => number,
): number {
  return sum(amounts, ({ amountMinor }) => share(amountMinor));
}

/** Money received and not yet counted back. */
export function receivedMinor(order: Order): number {
  return sum(succeeded(order), ({ kind, amountMinor }) =>
    kind === 'sale' || kind === 'capture' ? amountMinor : kind === 'change' ? -amountMinor : 0,
  );
}

/** Money given back. */
export function refundedMinor(order: Order): number {
  return sum(succeeded(order), ({ kind, amountMinor }) => (kind === 'refund' ? amountMinor : 0));
}

/** Money received and kept: `netPayment` of the Admin API. */
export const netPaymentMinor = (order: Order): number =>
  receivedMinor(order) - refundedMinor(order);

/** What the buyer still owes and has not reserved; never negative. */
export function outstandingMinor(order: Order): number {
  return Math.max(0, balanceMinor(order) - capturableMinor(order));
}

/** Reserved and not yet taken, over all authorizations. */
export function capturableMinor(order: Order): number {
  return sum(order.transactions, (one) => uncapturedMinor(order, one));
}

/** What is left of one authorization; 0 of anything else. */
export function uncapturedMinor(order: Order, authorization: Transaction): number {
  if (authorization.kind !== 'authorization' || authorization.status !== 'success') return 0;
  const children = order.transactions.filter(({ parentId }) => parentId === authorization.id);
  if (children.some(({ kind }) => kind === 'void')) return 0;
  const taken = children.filter(({ kind, status }) => kind === 'capture' && status === 'success');
  return authorization.amountMinor - sum(taken, ({ amountMinor }) => amountMinor);
}

/** What the shop owes the buyer, after an edit that took things off; never negative. */
export function overpaidMinor(order: Order): number {
  return Math.max(0, -balanceMinor(order));
}

/**
 * What the order is worth now, less the money kept. Adjustments settle what a refund gave back
 * beside its lines: 10.00 given back for nothing leave nobody owing 10.00.
 */
function balanceMinor(order: Order): number {
  if (order.cancelledAt !== null) return 0;
  const adjusted = sum(
    order.refunds.flatMap(({ adjustments }) => adjustments),
    (one) => one.amountMinor + (order.taxesIncluded ? 0 : one.taxMinor),
  );
  return currentSums(order).totalMinor + adjusted - netPaymentMinor(order);
}

const succeeded = (order: Order) => order.transactions.filter(({ status }) => status === 'success');

/** `financial_status` of the REST and webhook order. */
export function financialStatus(order: Order): FinancialStatus {
  const received = receivedMinor(order);
  const refunded = refundedMinor(order);
  if (refunded > 0) return refunded >= received ? 'refunded' : 'partially_refunded';
  if (received > 0) return balanceMinor(order) > 0 ? 'partially_paid' : 'paid';
  const { totalMinor } = orderSums(order);
  if (totalMinor === 0) return 'paid';
  const kinds = new Set(succeeded(order).map(({ kind }) => kind));
  if (kinds.has('void') || order.cancelledAt !== null) return 'voided';
  return kinds.has('authorization') ? 'authorized' : 'pending';
}

/**
 * `fulfillment_status` of the REST and webhook order: null while nothing was sent, `restocked`
 * where the order was cancelled and all of it went back on the shelf
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/order, read 2026-11).
 */
export function fulfillmentStatus(order: Order): 'fulfilled' | 'partial' | 'restocked' | null {
  const goods = order.lines.filter((line) => !line.isTip);
  const sent = sum(goods, (line) => fulfilledQuantity(order, line.id));
  if (sent === 0) return isRestocked(order, goods) ? 'restocked' : null;
  const left = sum(goods, (line) => fulfillableQuantity(order, line));
  return left === 0 ? 'fulfilled' : 'partial';
}

function isRestocked(order: Order, goods: readonly OrderLine[]): boolean {
  if (order.cancelledAt === null || goods.length === 0) return false;
  const returned = order.refunds.flatMap(({ lines }) => lines);
  const back = returned.filter(({ restockType }) => restockType !== 'no_restock');
  const sold = sum(goods, ({ quantity, removedQuantity }) => quantity - removedQuantity);
  return sum(back, ({ quantity }) => quantity) === sold;
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
