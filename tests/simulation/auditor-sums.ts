/** The auditor's sums and calendar, again without a line of the domain's. */
import type { PlainRefund, PlainSnapshot } from './order-life.ts';

const DECIMALS: Record<string, number> = { GBP: 2, JPY: 0, KWD: 3 };

/**
 * What counts of an order, in minor units, once those refunds have been made: units that payment
 * covered, as far as they are `still` on the order.
 */
export function countsMinor(
  order: PlainSnapshot,
  still: PlainSnapshot,
  refunds: readonly PlainRefund[],
): number {
  let goods = 0;
  let everything = 0;
  for (const line of order.lines) {
    const left = unitsLeft(line, order, still, refunds);
    const discount = rounded(BigInt(line.discountMinor) * BigInt(left), BigInt(line.quantity));
    const worth = Math.max(0, priced(line.unitPrice, left, order.currency) - discount);
    everything += worth;
    if (!line.giftCard) goods += worth;
  }
  let beyond = 0;
  for (const refund of refunds) beyond += refund.beyondLinesMinor;
  if (everything === 0) return 0;
  const part = rounded(BigInt(beyond) * BigInt(goods), BigInt(everything));
  return Math.max(0, goods - part);
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

function priced(price: string, units: number, currency: string): number {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) throw new Error(`The auditor knows no ${currency}.`);
  const [whole = '', fraction = ''] = price.split('.');
  const thousandths = BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0'));
  return rounded(thousandths * BigInt(units) * BigInt(10 ** decimals), 1000n);
}

/** A quotient of non-negative numbers, halves upwards, by looking at the rest. */
export function rounded(numerator: bigint, denominator: bigint): number {
  const whole = Number(numerator / denominator);
  const rest = numerator % denominator;
  return rest * 2n >= denominator ? whole + 1 : whole;
}

const HOUR_MS = 3_600_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The same time on the zone's clock so many days later, found by looking at clocks: the first hour
 * around the guess that shows it, or, when no hour does, the one that shows an hour more.
 */
export function daysLater(at: number, days: number, zone: string): number {
  const wanted = Date.parse(`${clockOf(zone, at).replace(' ', 'T')}Z`) + days * 24 * HOUR_MS;
  for (const target of [wanted, wanted + HOUR_MS]) {
    for (const shift of [-1, 0, 1]) {
      const guess = at + (days * 24 + shift) * HOUR_MS;
      if (Date.parse(`${clockOf(zone, guess).replace(' ', 'T')}Z`) === target) return guess;
    }
  }
  throw new Error(`No hour in ${zone} is ${days} days after ${new Date(at).toISOString()}.`);
}

function clockOf(zone: string, at: number): string {
  let clock = clocks.get(zone);
  if (!clock) {
    const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
    clocks.set(zone, (clock = new Intl.DateTimeFormat('sv-SE', options)));
  }
  return clock.format(at);
}
