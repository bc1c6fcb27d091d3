/** Orders of a trade file as a shop of the twin has them: neutral text in, ids and e-mails out. */
import { customerEmail } from '../../twin/webhooks/invent-buyer.ts';
import type { ShopOrder, ShopRefund } from '../../twin/webhooks/shop-order.ts';
import type { TradeOrder } from '../../twin/trade-file/match-returns.ts';
import {
  customerIdOf,
  lineIdOf,
  orderIdOf,
  refundIdOf,
  refundLineIdOf,
} from '../../twin/trade-file/name-ids.ts';

export type ShopTerms = {
  readonly currency: string;
  /** Added to every instant, in ms. */
  readonly shiftMs: number;
};

/** The order with all its refunds, as it stands after the last of them. */
export function shopOrder(order: TradeOrder, { currency, shiftMs }: ShopTerms): ShopOrder {
  const id = orderIdOf(order.number);
  const customerId = order.customerId === null ? null : customerIdOf(order.customerId);
  const createdAt = order.at + shiftMs;
  const refunds = order.returns.map((entry): ShopRefund => {
    const refundId = refundIdOf(entry.note, order.number);
    return {
      id: refundId,
      at: entry.at + shiftMs,
      note: entry.note,
      units: entry.units.map(({ index, quantity }) => {
        const lineId = lineIdOf(order.lines[index]?.line ?? 0);
        return { id: refundLineIdOf(refundId, lineId), lineId, quantity };
      }),
    };
  });
  return {
    id,
    name: `#${order.number}`,
    number: /^\d{1,9}$/.test(order.number) ? Number(order.number) : Number(id) % 1e9,
    currency,
    createdAt,
    updatedAt: refunds.at(-1)?.at ?? createdAt,
    customerId,
    email: customerId === null ? guestEmail(id) : customerEmail(customerId),
    lines: order.lines.map(({ line, stockCode, description, quantity, price }) => ({
      id: lineIdOf(line),
      sku: stockCode,
      title: description === '' ? stockCode : description,
      quantity,
      price,
    })),
    refunds,
  };
}

/** The order as it stood once its first `count` refunds were made. */
export function afterRefunds(order: ShopOrder, count: number): ShopOrder {
  const refunds = order.refunds.slice(0, count);
  return { ...order, refunds, updatedAt: refunds.at(-1)?.at ?? order.createdAt };
}

/** Two guests in three leave an e-mail, and some of them come again: fifty orders share one. */
function guestEmail(orderId: string): string | null {
  const number = Number(orderId);
  return number % 3 === 0 ? null : `guest-${Math.floor(number / 50)}@example.com`;
}
