/** What happened to an order, as its page in the admin tells it: from the record, oldest first. */
import { moneyText } from '../money/money.ts';
import type { Order } from './order.ts';

export type TimelineEntry = { readonly at: number; readonly text: string };

/** Placed, paid, sent, changed, given back, cancelled; and what staff noted meanwhile. */
export function orderTimeline(order: Order): TimelineEntry[] {
  const told: TimelineEntry[] = [
    { at: order.createdAt, text: `${order.name} was placed.` },
    ...order.transactions.flatMap((one) => {
      const words = MONEY[`${one.kind} ${one.status}`];
      if (words === undefined) return [];
      const amount = `${moneyText(one.amountMinor, order.currency)} ${order.currency}`;
      return [{ at: one.at, text: `${amount} ${words}.` }];
    }),
    ...order.fulfillments.map(({ at, name, lines }) => {
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return { at, text: `${units} ${units === 1 ? 'item was' : 'items were'} sent (${name}).` };
    }),
    ...order.edits.map(({ at, staffNote }) => ({
      at,
      text: `The order was edited${staffNote ? `: ${staffNote}` : '.'}`,
    })),
    ...order.refunds.map(({ at, lines, note }) => {
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      const what =
        units === 0 ? 'A refund' : `A refund of ${units} ${units === 1 ? 'item' : 'items'}`;
      return { at, text: `${what} was made${note ? `: ${note}` : '.'}` };
    }),
    ...order.timeline,
  ];
  if (order.cancelledAt !== null) told.push({ at: order.cancelledAt, text: 'It was cancelled.' });
  // What happened at one instant stays in the order above.
  return told.sort((a, b) => a.at - b.at);
}

const MONEY: Readonly<Record<string, string>> = {
  'sale success': 'was paid',
  'sale pending': 'is awaited',
  'authorization success': 'was authorized',
  'capture success': 'was captured',
  'refund success': 'was refunded',
  'void success': 'was released',
  'sale failure': 'could not be charged',
};
