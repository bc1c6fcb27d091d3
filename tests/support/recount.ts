/**
 * What a customer's points must come to, counted anew from the twin's own orders in the plainest
 * way: no facts, no lots, no order of events. It knows the Points preset's numbers and nothing of
 * Laurel's code.
 */
import { customers } from '../../twin/model/kinds.ts';
import type { Order, OrderLine } from '../../twin/model/order.ts';
import { orders } from '../../twin/model/order-kind.ts';
import type { Twin } from '../../twin/twin.ts';

/** What “£5 off” costs. */
const COST = 500;

export type Recount = {
  /** Points that all orders are worth by now, as they are left. */
  readonly earned: number;
  /** Points of rewards on paid orders, less what came back with returned goods. */
  readonly spent: number;
  /** How each code of ours that an order carries must have ended. */
  readonly codes: Readonly<Record<string, 'settled' | 'bound' | 'released'>>;
};

/** Counts all orders of the customer with this address. */
export function recount({ rooms }: Twin, email: string): Recount {
  const { world } = rooms;
  const shopId = rooms.shop().id;
  const customer = world.store.findOne(customers, shopId, 'email', email);
  const theirs = world.store.find(orders, shopId, 'customer_id', customer?.id ?? 0);
  const codes: Record<string, 'settled' | 'bound' | 'released'> = {};
  for (const order of theirs) {
    for (const code of codesOf(order)) {
      if (isPaid(order)) codes[code] = 'settled';
      else codes[code] ??= order.cancelledAt === null ? 'bound' : 'released';
    }
  }
  return {
    earned: theirs.reduce((sum, order) => sum + worthOf(order), 0),
    spent: theirs.reduce((sum, order) => sum + spentOn(order), 0),
    codes,
  };
}

/** As we spell them: Shopify keeps a code as it was typed, in whatever case. */
const codesOf = ({ discountCodes }: Order) =>
  discountCodes.map(({ code }) => code.toUpperCase()).filter((code) => code.startsWith('LAUREL-'));

const isPaid = ({ transactions }: Order) =>
  transactions.some(
    ({ kind, status }) => (kind === 'sale' || kind === 'capture') && status === 'success',
  );

function unitsLeft({ refunds }: Order, { id, quantity, removedQuantity }: OrderLine): number {
  const back = refunds.flatMap(({ lines }) => lines).filter(({ lineId }) => lineId === id);
  return back.reduce((left, one) => left - one.quantity, quantity - removedQuantity);
}

/** A point for each whole pound of goods, without tax, that nothing was given back for. */
function worthOf(order: Order): number {
  if (!isPaid(order) || order.cancelledAt !== null) return 0;
  const goods = order.lines.reduce((sum, line) => {
    const off = sumOf([...line.allocations, ...(order.taxesIncluded ? line.taxLines : [])]);
    const left = unitsLeft(order, line);
    return sum + line.priceMinor * left - Math.round((off * left) / line.quantity);
  }, 0);
  return Math.floor((goods - givenBesides(order)) / 100);
}

/** Money that was given back beyond what the returned goods and their shipping are worth. */
function givenBesides({ refunds, transactions }: Order): number {
  return refunds.reduce((sum, { lines, shipping, transactionIds }) => {
    const paid = sumOf(transactions.filter(({ id }) => transactionIds.includes(id)));
    const goods = lines.reduce((all, { subtotalMinor }) => all + subtotalMinor, 0);
    return sum + Math.max(0, paid - goods - sumOf(shipping));
  }, 0);
}

function spentOn(order: Order): number {
  const [code] = codesOf(order);
  if (code === undefined || !isPaid(order)) return 0;
  const place = order.discountApplications.findIndex((one) => one.code?.toUpperCase() === code);
  const offOf = ({ allocations }: OrderLine) =>
    sumOf(allocations.filter(({ applicationIndex }) => applicationIndex === place));
  const total = order.lines.reduce((sum, line) => sum + offOf(line), 0);
  const kept = order.lines.reduce(
    (sum, line) => sum + Math.round((offOf(line) * unitsLeft(order, line)) / line.quantity),
    0,
  );
  return COST - Math.floor((COST * (total - (order.cancelledAt === null ? kept : 0))) / total);
}

const sumOf = (amounts: readonly { readonly amountMinor: number }[]) =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
