/** Any order, for laws: lines with discounts and taxes, shipping, a tip, returns of some units. */
import fc from 'fast-check';
import type { Order, OrderLine, Refund, RefundLine, Transaction } from '../../model/order.ts';
import { orderSums, sum } from '../../model/order-sums.ts';
import { shareOfUnits } from '../../money/allocate.ts';
import { fullOrder } from './order-fixture.ts';
import { NOON } from './records-fixture.ts';

const [LINE] = fullOrder().lines;
const [PARCEL] = fullOrder().shippingLines;
const [PAYMENT] = fullOrder().transactions;

const amount = (max: number) => fc.integer({ min: 0, max });

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  priceMinor: amount(50_000),
  /** Of the line's worth, in percent. */
  off: amount(100),
  rates: fc.array(fc.constantFrom(0.05, 0.0975, 0.2), { maxLength: 2 }),
  /** Units given back in each of two refunds, as far as there are any. */
  back: fc.tuple(amount(4), amount(4)),
});

/** Paid in full at once; refunds give back what their lines are worth. */
export function randomOrder(): fc.Arbitrary<Order> {
  return fc
    .record({
      lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
      shippingMinor: amount(5_000),
      shippingOff: amount(100),
      tipMinor: amount(1_000),
      taxesIncluded: fc.boolean(),
    })
    .map(buildOrder);
}

type Drawn = {
  readonly lines: readonly (typeof anyLine extends fc.Arbitrary<infer T> ? T : never)[];
  readonly shippingMinor: number;
  readonly shippingOff: number;
  readonly tipMinor: number;
  readonly taxesIncluded: boolean;
};

function buildOrder(drawn: Drawn): Order {
  if (!LINE || !PARCEL) throw new Error('the full order has a line and a parcel');
  const lines = drawn.lines.map((one, at): OrderLine => {
    const off = Math.floor((one.priceMinor * one.quantity * one.off) / 100);
    const net = one.priceMinor * one.quantity - off;
    return {
      ...LINE,
      id: 100 + at,
      quantity: one.quantity,
      priceMinor: one.priceMinor,
      allocations: off === 0 ? [] : [{ applicationIndex: 0, amountMinor: off }],
      taxLines: one.rates.map((rate) => taxed(rate, net)),
    };
  });
  const tip = { ...LINE, id: 99, quantity: 1, isTip: true, allocations: [], taxLines: [] };
  const off = Math.floor((drawn.shippingMinor * drawn.shippingOff) / 100);
  const base = fullOrder({
    taxesIncluded: drawn.taxesIncluded,
    lines: [...lines, { ...tip, priceMinor: drawn.tipMinor }],
    shippingLines: [
      {
        ...PARCEL,
        priceMinor: drawn.shippingMinor,
        allocations: [{ applicationIndex: 1, amountMinor: off }],
        taxLines: [taxed(0.2, drawn.shippingMinor - off)],
      },
    ],
    refunds: [],
    fulfillments: [],
    edits: [],
  });
  return withReturns(base, drawn);
}

const taxed = (rate: number, minor: number) => ({
  title: 'Tax',
  rate,
  amountMinor: Math.round(minor * rate),
});

function withReturns(order: Order, drawn: Drawn): Order {
  const left = new Map(order.lines.map(({ id, quantity }) => [id, quantity]));
  const refunds = [0, 1].map((turn): Refund => {
    const lines = drawn.lines.flatMap(({ back }, at): RefundLine[] => {
      const line = order.lines[at];
      if (!line) return [];
      const before = left.get(line.id) ?? 0;
      const quantity = Math.min(before, back[turn] ?? 0);
      if (quantity === 0) return [];
      left.set(line.id, before - quantity);
      return [returned(line, { before, quantity, id: 200 + at * 2 + turn })];
    });
    const at = NOON + turn;
    const id = 300 + turn;
    const empty = { note: null, userId: null, restock: false, shipping: [], adjustments: [] };
    return { ...empty, id, at, lines, transactionIds: [400 + turn] };
  });
  const payments = refunds.map(({ at, lines }, turn): Transaction => {
    const tax = order.taxesIncluded ? 0 : 1;
    const amountMinor = sum(lines, (one) => one.subtotalMinor + tax * one.taxMinor);
    return payment('refund', { id: 400 + turn, at, amountMinor });
  });
  const { totalMinor } = orderSums(order);
  const sale = payment('sale', { id: 399, at: NOON, amountMinor: totalMinor });
  return { ...order, refunds, transactions: [sale, ...payments] };
}

function payment(
  kind: 'sale' | 'refund',
  given: Pick<Transaction, 'id' | 'at' | 'amountMinor'>,
): Transaction {
  if (!PAYMENT) throw new Error('the full order has a payment');
  return { ...PAYMENT, kind, parentId: null, ...given };
}

/** Cents of discounts and taxes go with the units, from the front, as the order's sums have it. */
function returned(
  line: OrderLine,
  { before, quantity, id }: { before: number; quantity: number; id: number },
): RefundLine {
  const from = line.quantity - before;
  const units = { quantity: line.quantity, from, to: from + quantity };
  const share = (parts: readonly { readonly amountMinor: number }[]) =>
    sum(parts, ({ amountMinor }) => shareOfUnits(amountMinor, units));
  return {
    id,
    lineId: line.id,
    quantity,
    restockType: 'no_restock',
    locationId: null,
    subtotalMinor: line.priceMinor * quantity - share(line.allocations),
    taxMinor: share(line.taxLines),
  };
}
