/**
 * What a refund of some units and some shipping comes to: `refundCreate` suggests it, a merchant
 * may pay less. Discounts and taxes of a line belong to its units by the cent, so that ten refunds
 * of one unit give back what one refund of ten does.
 *
 * The sample of https://shopify.dev/docs/api/admin-rest/latest/resources/refund: one unit of
 * 199.00 with 3.33 of an order discount is worth 195.67, and with 41.94 left of the payment 41.94
 * is what goes back.
 */
import { discountOfUnits, shareOfUnits } from '../money/allocate.ts';
import { total } from './grant.ts';
import type {
  RefundableLine,
  RefundableOrder,
  RefundablePayment,
  RefundableShipping,
  RefundAnswer,
  RefundRequest,
  SuggestedRefund,
} from './refund-types.ts';

type RefundLine = SuggestedRefund['lines'][number];

/**
 * The suggested refund. Refuses a line the order does not have (`unknown_line`), more units than
 * are left of it (`quantity_exceeds_line`) and more shipping than is left
 * (`shipping_exceeds_refundable`), in this order.
 */
export function refundSuggestion(order: RefundableOrder, request: RefundRequest): RefundAnswer {
  const lines: RefundLine[] = [];
  for (const { lineId, quantity } of request.lines) {
    const sold = order.lines.find(({ id }) => id === lineId);
    if (sold === undefined) return { ok: false, reason: 'unknown_line', lineId };
    const line = { ...sold, refundedQuantity: sold.refundedQuantity + unitsOf(lines, lineId) };
    if (quantity < 1 || quantity > refundableUnits(line)) {
      return { ok: false, reason: 'quantity_exceeds_line', lineId };
    }
    lines.push(refundOfLine(order, line, quantity));
  }
  const shipping = refundOfShipping(order.shippingLines, request.shipping);
  if (shipping.amountMinor > shipping.maximumRefundableMinor) {
    return { ok: false, reason: 'shipping_exceeds_refundable', lineId: null };
  }
  return { ok: true, refund: suggestionOf(order, lines, shipping) };
}

function unitsOf(lines: readonly RefundLine[], lineId: number): number {
  return total(lines.filter((line) => line.lineId === lineId).map((line) => line.quantity));
}

/** Units that are neither removed by an edit nor refunded. */
function refundableUnits(line: RefundableLine): number {
  return line.quantity - line.removedQuantity - line.refundedQuantity;
}

function refundOfLine(order: RefundableOrder, line: RefundableLine, quantity: number): RefundLine {
  const gone = line.removedQuantity + line.refundedQuantity;
  const units = { quantity: line.quantity, from: gone, to: gone + quantity };
  const cart = line.allocations.filter(({ applicationIndex }) => {
    const application = order.discountApplications[applicationIndex];
    return application?.allocationMethod === 'across' && application.targetSelection === 'all';
  });
  const share = (amounts: readonly { readonly amountMinor: number }[]): number =>
    total(amounts.map(({ amountMinor }) => shareOfUnits(amountMinor, units)));
  const discounts = line.allocations.map(({ amountMinor }) => amountMinor);
  const discountMinor = discountOfUnits(discounts, { ...units, priceMinor: line.priceMinor });
  return {
    lineId: line.id,
    quantity,
    priceMinor: line.priceMinor,
    subtotalMinor: line.priceMinor * quantity - discountMinor,
    taxMinor: share(line.taxLines),
    cartDiscountMinor: share(cart),
  };
}

function refundOfShipping(
  shippingLines: readonly RefundableShipping[],
  request: RefundRequest['shipping'],
): SuggestedRefund['shipping'] {
  const left = shippingLines.map((line) => Math.max(0, paidFor(line) - line.refundedMinor));
  const maximumRefundableMinor = total(left);
  if (request === null) return { amountMinor: 0, taxMinor: 0, maximumRefundableMinor };
  const amountMinor = 'full' in request ? maximumRefundableMinor : request.amountMinor;
  let open = amountMinor;
  let taxMinor = 0;
  shippingLines.forEach((line, index) => {
    const part = Math.min(open, left[index] ?? 0);
    open -= part;
    taxMinor += taxOfPart(line, part);
  });
  return { amountMinor, taxMinor, maximumRefundableMinor };
}

function paidFor(line: RefundableShipping): number {
  return line.priceMinor - total(line.allocations.map(({ amountMinor }) => amountMinor));
}

/** In proportion, such that the last part takes all the tax that is left. */
function taxOfPart(line: RefundableShipping, partMinor: number): number {
  const tax = total(line.taxLines.map(({ amountMinor }) => amountMinor));
  const quantity = paidFor(line);
  const to = Math.min(quantity, line.refundedMinor + partMinor);
  return Math.max(0, shareOfUnits(tax, { quantity, from: 0, to }) - line.refundedTaxMinor);
}

function suggestionOf(
  order: RefundableOrder,
  lines: readonly RefundLine[],
  shipping: SuggestedRefund['shipping'],
): SuggestedRefund {
  const subtotalMinor = total(lines.map((line) => line.subtotalMinor));
  const totalCartDiscountMinor = total(lines.map((line) => line.cartDiscountMinor));
  const taxMinor = total(lines.map((line) => line.taxMinor)) + shipping.taxMinor;
  const maximumRefundableMinor = total(order.payments.map(refundableOf));
  const addedTaxMinor = order.taxesIncluded ? 0 : taxMinor;
  const worthMinor = subtotalMinor + shipping.amountMinor + addedTaxMinor;
  const amountMinor = Math.min(worthMinor, maximumRefundableMinor);
  return {
    lines,
    subtotalMinor,
    discountedSubtotalMinor: subtotalMinor + totalCartDiscountMinor,
    totalCartDiscountMinor,
    taxMinor,
    shipping,
    amountMinor,
    maximumRefundableMinor,
    transactions: splitOverPayments(order.payments, amountMinor),
  };
}

function refundableOf({ amountMinor, refundedMinor }: RefundablePayment): number {
  return Math.max(0, amountMinor - refundedMinor);
}

const creditGateways: readonly string[] = ['gift_card', 'shopify_store_credit'];

/** Money goes back where it came from: first to cards and the like, then to gift cards and store
 * credit, each in the order in which it was paid. */
function splitOverPayments(
  payments: readonly RefundablePayment[],
  amountMinor: number,
): SuggestedRefund['transactions'] {
  const isCredit = ({ gateway }: RefundablePayment): boolean => creditGateways.includes(gateway);
  const ordered = [...payments.filter((each) => !isCredit(each)), ...payments.filter(isCredit)];
  let open = amountMinor;
  return ordered.flatMap((payment) => {
    const maximumRefundableMinor = refundableOf(payment);
    const part = Math.min(open, maximumRefundableMinor);
    open -= part;
    if (part === 0) return [];
    const { transactionId: parentId, gateway } = payment;
    return [{ parentId, gateway, amountMinor: part, maximumRefundableMinor }];
  });
}
