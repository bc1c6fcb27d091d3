/**
 * What trade comes to, worked out the slow way and apart from the product: nothing of app/ is used
 * here, so that a mistake there cannot hide behind the same mistake here.
 */
import type { Trade, TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { customerIdOf, orderIdOf } from '../../twin/trade-file/name-ids.ts';

export type NaiveBooks = {
  /** Points each order is worth in the end, by `customer order`; those worth none are left out. */
  readonly byOrder: Record<string, number>;
  /** By customer: points of all orders before returns, points the returns took, what is left. */
  readonly byCustomer: Record<string, { awarded: number; clawedBack: number; balance: number }>;
};

/** One point per whole pound of what was bought, and of what is left after returns. */
export function naiveBooks(trade: Trade): NaiveBooks {
  const byOrder: Record<string, number> = {};
  const byCustomer: NaiveBooks['byCustomer'] = {};
  for (const order of trade.orders) {
    if (order.customerId === null) continue;
    const customer = customerIdOf(order.customerId);
    const sums = (byCustomer[customer] ??= { awarded: 0, clawedBack: 0, balance: 0 });
    const bought = wholePounds(order, new Map());
    const left = wholePounds(order, unitsReturned(order));
    sums.awarded += bought;
    sums.clawedBack += bought - left;
    sums.balance += left;
    if (left > 0) byOrder[`${customer} ${orderIdOf(order.number)}`] = left;
  }
  return { byOrder, byCustomer };
}

function unitsReturned(order: TradeOrder): Map<number, number> {
  const returned = new Map<number, number>();
  for (const { units } of order.returns) {
    for (const { index, quantity } of units) {
      returned.set(index, (returned.get(index) ?? 0) + quantity);
    }
  }
  return returned;
}

function wholePounds(order: TradeOrder, returned: ReadonlyMap<number, number>): number {
  let pence = 0n;
  for (const [index, line] of order.lines.entries()) {
    pence += penceOf(line.price, BigInt(line.quantity - (returned.get(index) ?? 0)));
  }
  return Number(pence / 100n);
}

/** price × units in pence, half a penny up. */
function penceOf(price: string, units: bigint): bigint {
  const [whole = '0', fraction = ''] = price.split('.');
  const tenThousandths = BigInt(whole + fraction.padEnd(6, '0').slice(0, 6)) * units;
  return (tenThousandths + 5_000n) / 10_000n;
}
