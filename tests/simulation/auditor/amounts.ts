/** What is left of an order in money, once some refunds have been made. */
import type { PlainRefund, PlainSnapshot } from '../order-told.ts';
import type { Told } from './told.ts';

const DECIMALS: Record<string, number> = { GBP: 2, JPY: 0, KWD: 3 };

export type Amounts = {
  readonly eligibleMinor: number;
  readonly linesMinor: readonly number[];
  readonly shippingMinor: number;
  readonly taxMinor: number;
  /** Of the goods, what gift cards and store credit paid; left out where they paid nothing. */
  readonly creditMinor?: number;
};

export function nothingOf(order: PlainSnapshot): Amounts {
  const linesMinor = order.lines.map(() => 0);
  return { eligibleMinor: 0, linesMinor, shippingMinor: 0, taxMinor: 0 };
}

/** Units that payment covered, as far as they are `still` on the order and have not come back. */
export function amountsOf(
  order: PlainSnapshot,
  still: PlainSnapshot,
  refunds: readonly PlainRefund[],
): Amounts {
  const left = order.lines.map((line) => unitsLeft(line, order, still, refunds));
  const taxes = order.lines.map((line, place) => share(line.taxMinor, left[place], line.quantity));
  const worths = order.lines.map((line, place) => {
    const units = left[place] ?? 0;
    const off = share(line.discountMinor, units, line.quantity);
    return Math.max(0, priced(line.unitPrice, units, order.currency) - off);
  });
  const isGift = (place: number) => order.lines[place]?.giftCard === true;
  const goods = sum(worths.filter((_, place) => !isGift(place)));
  const gifts = sum(worths) - goods;
  const beyond = sum(refunds.map((refund) => refund.beyondLinesMinor));
  const goodsOff = Math.min(goods, share(beyond, goods, goods + gifts));
  const giftsOff = Math.min(gifts, beyond - goodsOff);
  const offs = { goods: goodsOff, gifts: giftsOff };
  const shipping = {
    minor: lower(order, still, refunds, 'shippingMinor'),
    tax: lower(order, still, refunds, 'shippingTaxMinor'),
  };
  return {
    eligibleMinor: goods - goodsOff,
    linesMinor: lowered(worths, isGift, offs),
    shippingMinor: Math.max(0, shipping.minor - (order.taxesIncluded ? shipping.tax : 0)),
    taxMinor: sum(taxes) + shipping.tax,
  };
}

/** Without what gift cards and store credit paid, in their proportion of all that was sold. */
export function inMoney(
  order: PlainSnapshot,
  left: Amounts,
  { sold, creditMinor }: { sold: Amounts; creditMinor: number },
): Amounts {
  const all = sum(sold.linesMinor) + sold.shippingMinor + sold.taxMinor;
  const paid = Math.min(creditMinor, all);
  const isGift = (place: number) => order.lines[place]?.giftCard === true;
  const giftsMinor = sum(left.linesMinor.filter((_, place) => isGift(place)));
  const offs = {
    goods: share(left.eligibleMinor, paid, all),
    gifts: share(giftsMinor, paid, all),
  };
  return {
    eligibleMinor: left.eligibleMinor - offs.goods,
    linesMinor: lowered(left.linesMinor, isGift, offs),
    shippingMinor: left.shippingMinor - share(left.shippingMinor, paid, all),
    taxMinor: left.taxMinor - share(left.taxMinor, paid, all),
    creditMinor: offs.goods,
  };
}

/** Each line after its share; what has been taken so far is rounded, and not each share. */
function lowered(
  worths: readonly number[],
  isGift: (place: number) => boolean,
  offs: { goods: number; gifts: number },
): number[] {
  return worths.map((worth, place) => {
    const same = worths.map((other, at) => (isGift(at) === isGift(place) ? other : 0));
    const off = isGift(place) ? offs.gifts : offs.goods;
    const until = (end: number) => share(off, sum(same.slice(0, end)), sum(same));
    return worth - (until(place + 1) - until(place));
  });
}

function lower(
  order: PlainSnapshot,
  still: PlainSnapshot,
  refunds: readonly PlainRefund[],
  what: 'shippingMinor' | 'shippingTaxMinor',
): number {
  // What goes back goes back step by step, and never below nothing.
  let left = Math.min(order[what], still[what]);
  for (const refund of refunds) left = Math.max(0, left - refund[what]);
  return left;
}

/** Units of a line that were sold, are still on the order and have not come back. */
export function unitsLeft(
  line: PlainSnapshot['lines'][number],
  order: PlainSnapshot,
  still: PlainSnapshot,
  refunds: readonly PlainRefund[],
): number {
  const there = still.lines.find((one) => one.id === line.id);
  const sold = Math.min(soldOf(line, order), there ? soldOf(there, still) : line.quantity);
  return Math.max(0, sold - unitsOf(refunds, line.id));
}

function soldOf(line: PlainSnapshot['lines'][number], order: PlainSnapshot): number {
  return Math.min(line.quantity, line.currentQuantity + unitsOf(order.refunds, line.id));
}

function unitsOf(refunds: readonly PlainRefund[], lineId: string): number {
  let units = 0;
  for (const refund of refunds) {
    for (const unit of refund.units) if (unit.lineId === lineId) units += unit.quantity;
  }
  return units;
}

/** Of what a code took off, what is still on units that are kept; and whether none are. */
export function keptOf(
  { covered, still }: Told,
  code: PlainSnapshot['codes'][number],
  refunds: readonly PlainRefund[],
): { total: number; kept: number; units: number } {
  let total = code.shippingMinor;
  let kept = code.shippingMinor;
  let units = 0;
  for (const line of covered?.lines ?? []) {
    const left = covered ? unitsLeft(line, covered, still, refunds) : 0;
    units += left;
    for (const part of code.lines) {
      if (part.lineId !== line.id) continue;
      total += part.discountMinor;
      kept += share(part.discountMinor, left, line.quantity);
    }
  }
  return { total, kept, units };
}

function priced(price: string, units: number, currency: string): number {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) throw new Error(`The auditor knows no ${currency}.`);
  const [whole = '', fraction = ''] = price.split('.');
  const thousandths = BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0'));
  return rounded(thousandths * BigInt(units) * BigInt(10 ** decimals), 1000n);
}

/** `amount × part ÷ whole`, rounded. */
function share(amount: number, part: number | undefined, whole: number): number {
  return whole === 0 ? 0 : rounded(BigInt(amount) * BigInt(part ?? 0), BigInt(whole));
}

/** A quotient of non-negative numbers, halves upwards, by looking at the rest. */
function rounded(numerator: bigint, denominator: bigint): number {
  const whole = Number(numerator / denominator);
  const rest = numerator % denominator;
  return rest * 2n >= denominator ? whole + 1 : whole;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
