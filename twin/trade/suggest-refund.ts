/** What giving back some of an order comes to, by the arithmetic of `pricing/refund.ts`. */
import type { Order } from '../model/order.ts';
import { overpaidMinor, refundedQuantity, sum } from '../model/order-sums.ts';
import { refundSuggestion } from '../pricing/refund.ts';
import type { RefundableOrder, RefundRequest, SuggestedRefund } from '../pricing/refund-types.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';

/**
 * The lines, the shipping and the payments that would take the money back. With nothing asked of an
 * order that an edit made cheaper, what the buyer is owed. Refused with `INVALID`, in Shopify's
 * words.
 */
export function suggestRefund(order: Order, request: RefundRequest): Outcome<SuggestedRefund> {
  const { shipping } = request;
  if (shipping !== null && 'amountMinor' in shipping && !(shipping.amountMinor >= 0)) {
    const words = 'Shipping amount must be greater than or equal to zero';
    return refuse('INVALID', ['shipping', 'amount'], words);
  }
  const answer = refundSuggestion(toRefundable(order), request);
  if (!answer.ok) return refusedSuggestion(answer.reason);
  const { refund } = answer;
  const owed = overpaidMinor(order);
  if (owed === 0) return done(refund);
  const amountMinor = Math.min(refund.amountMinor + owed, refund.maximumRefundableMinor);
  return done({ ...refund, amountMinor, transactions: splitBack(order, amountMinor) });
}

function refusedSuggestion(reason: string): Refusal {
  if (reason === 'shipping_exceeds_refundable') {
    const words = 'Shipping amount cannot be more than the refundable shipping amount';
    return refuse('INVALID', ['shipping', 'amount'], words);
  }
  if (reason === 'quantity_exceeds_line') {
    const words = 'Quantity cannot refund more items than were purchased';
    return refuse('INVALID', ['refundLineItems', '0', 'quantity'], words);
  }
  return refuse('INVALID', ['refundLineItems', '0', 'lineItemId'], 'Line item does not exist');
}

/** An amount over the payments it may go back to: cards first, then gift cards and store credit. */
export function splitBack(
  order: Order,
  amountMinor: number,
): readonly SuggestedRefund['transactions'][number][] {
  const refundable = toRefundable(order);
  const asShipping = {
    id: 0,
    priceMinor: amountMinor,
    allocations: [],
    taxLines: [],
    refundedMinor: 0,
    refundedTaxMinor: 0,
  };
  const answer = refundSuggestion(
    { ...refundable, shippingLines: [asShipping] },
    { lines: [], shipping: { full: true } },
  );
  return answer.ok ? answer.refund.transactions : [];
}

/** The order as refund arithmetic reads it. */
export function toRefundable(order: Order): RefundableOrder {
  return {
    taxesIncluded: order.taxesIncluded,
    discountApplications: order.discountApplications,
    lines: order.lines.map((line) => ({
      ...line,
      refundedQuantity: refundedQuantity(order, line.id),
    })),
    shippingLines: order.shippingLines
      .filter(({ isRemoved }) => !isRemoved)
      .map((line) => {
        const back = order.refunds
          .flatMap(({ shipping }) => shipping)
          .filter(({ shippingLineId }) => shippingLineId === line.id);
        return {
          ...line,
          refundedMinor: sum(back, (one) => one.amountMinor),
          refundedTaxMinor: sum(back, (one) => one.taxMinor),
        };
      }),
    payments: paymentsOf(order),
  };
}

/** Money that came in, and what of it went back or was given as change. */
function paymentsOf(order: Order): RefundableOrder['payments'] {
  const done = order.transactions.filter(({ status }) => status === 'success');
  return done
    .filter(({ kind }) => kind === 'sale' || kind === 'capture')
    .map(({ id, gateway, amountMinor }) => ({
      transactionId: id,
      gateway,
      amountMinor,
      refundedMinor: sum(done, (one) => (one.parentId === id ? backOf(one) : 0)),
    }));
}

const backOf = ({ kind, amountMinor }: Order['transactions'][number]) =>
  kind === 'refund' || kind === 'change' ? amountMinor : 0;
