/** `Order.suggestedRefund`: what giving back these lines comes to; nothing is changed. */
import type { Order } from '../../../model/order.ts';
import { suggestRefund } from '../../../trade/suggest-refund.ts';
import { coded } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import { parseMoney } from '../../../money/money.ts';
import { bag, plainMoney } from './money.ts';
import { refundLineNode, transactionNode } from './payment-fields.ts';

export type RefundLineInput = {
  readonly lineItemId: string;
  readonly quantity: number;
  readonly restockType?: string | null;
  readonly locationId?: string | null;
};

type Args = {
  readonly refundLineItems?: readonly RefundLineInput[] | null;
  readonly refundShipping?: boolean | null;
  readonly shippingAmount?: string | null;
  readonly suggestFullRefund?: boolean | null;
};

export function suggestedRefund(parent: unknown, given: unknown): object {
  const [order, args] = [parent as Order, given as Args];
  const lines = linesOf(order, args);
  const suggested = suggestRefund(order, { lines, shipping: shippingOf(order, args) });
  if (!suggested.ok) throw coded(suggested.message, 'BAD_REQUEST');
  const { value } = suggested;
  const bags = {
    amount: value.amountMinor,
    discountedSubtotal: value.discountedSubtotalMinor,
    maximumRefundable: value.maximumRefundableMinor,
    subtotal: value.subtotalMinor,
    totalCartDiscountAmount: value.totalCartDiscountMinor,
    totalTax: value.taxMinor,
    totalDuties: 0,
  };
  const { shipping } = value;
  const money = Object.fromEntries<unknown>(
    Object.entries(bags).flatMap(([name, minor]) => [
      [name, plainMoney(order, minor)],
      [`${name}Set`, bag(order, minor)],
    ]),
  );
  return {
    ...money,
    totalTaxes: plainMoney(order, value.taxMinor),
    refundDuties: [],
    suggestedRefundMethods: [],
    shipping: {
      amount: plainMoney(order, shipping.amountMinor),
      amountSet: bag(order, shipping.amountMinor),
      maximumRefundable: plainMoney(order, shipping.maximumRefundableMinor),
      maximumRefundableSet: bag(order, shipping.maximumRefundableMinor),
      tax: plainMoney(order, shipping.taxMinor),
      taxSet: bag(order, shipping.taxMinor),
    },
    refundLineItems: value.lines.map((line) =>
      refundLineNode(order, { ...line, id: null, restockType: 'return' }),
    ),
    suggestedTransactions: value.transactions.map((one) => {
      const parentTransaction = order.transactions.find(({ id }) => id === one.parentId);
      return {
        kind: 'SUGGESTED_REFUND',
        gateway: one.gateway,
        formattedGateway: one.gateway,
        accountNumber: null,
        paymentDetails: null,
        amount: plainMoney(order, one.amountMinor),
        amountSet: bag(order, one.amountMinor),
        maximumRefundable: plainMoney(order, one.maximumRefundableMinor),
        maximumRefundableSet: bag(order, one.maximumRefundableMinor),
        parentTransaction: parentTransaction ? transactionNode(order, parentTransaction) : null,
      };
    }),
  };
}

function linesOf(order: Order, args: Args) {
  if (!args.suggestFullRefund) {
    return (args.refundLineItems ?? []).map(({ lineItemId, quantity }) => ({
      lineId: idOf(lineItemId, 'LineItem'),
      quantity,
    }));
  }
  const back = new Map<number, number>();
  for (const { lineId, quantity } of order.refunds.flatMap(({ lines }) => lines)) {
    back.set(lineId, (back.get(lineId) ?? 0) + quantity);
  }
  return order.lines
    .map(({ id, quantity, removedQuantity }) => ({
      lineId: id,
      quantity: quantity - removedQuantity - (back.get(id) ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
}

function shippingOf(order: Order, args: Args) {
  if (args.refundShipping || args.suggestFullRefund) return { full: true } as const;
  const amountMinor = args.shippingAmount ? parseMoney(args.shippingAmount, order.currency) : null;
  return amountMinor === null ? null : { amountMinor };
}
