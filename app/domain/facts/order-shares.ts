/** How amounts of a whole order fall to its parts. */
import { minor, type MoneyMinor, NO_MONEY, proportion } from '../kernel/money.ts';
import type { OrderSnapshot } from './observed-order.ts';

/** Shipping and its tax, as sold. */
export type Shipping = Pick<OrderSnapshot, 'shippingMinor' | 'shippingTaxMinor'>;

/**
 * Shipping that payment covered and that is still on the order: as with units, what an unpaid edit
 * added does not count yet and what it took off counts no more.
 */
export function shippingCovered(covered: OrderSnapshot, latest: OrderSnapshot): Shipping {
  if (latest === covered || latest.cancelledAt !== null) return covered;
  return {
    shippingMinor: lesser(covered.shippingMinor, latest.shippingMinor),
    shippingTaxMinor: lesser(covered.shippingTaxMinor, latest.shippingTaxMinor),
  };
}

const lesser = (a: MoneyMinor, b: MoneyMinor): MoneyMinor => (a < b ? a : b);

/**
 * Takes `off` from those of the amounts that bear it, each in proportion to what it is, changing
 * them in place. What has been taken so far is rounded, not each share, so nothing is lost and no
 * amount falls below zero: 0.10 off three of 1.00 takes 0.03, 0.04, 0.03. Where `off` is more than
 * all of them there is nothing left of any.
 */
export function spreadOver(
  amounts: MoneyMinor[],
  off: MoneyMinor,
  bears: (place: number) => boolean,
): void {
  if (off === 0) return;
  let all = 0;
  for (const [place, amount] of amounts.entries()) if (bears(place)) all += amount;
  const bounded = minor(Math.min(off, all));
  let met = 0;
  let taken = 0;
  for (const [place, amount] of amounts.entries()) {
    if (!bears(place)) continue;
    met += amount;
    const takenNow = proportion(bounded, met, all);
    amounts[place] = minor(amount - (takenNow - taken));
    taken = takenNow;
  }
}

const nothings = (lines: number): MoneyMinor[] => new Array<MoneyMinor>(lines).fill(NO_MONEY);
const NONE = Array.from({ length: 64 }, (_, lines) => nothings(lines));

/** So many lines that are worth nothing; one list of each usual length, as nobody changes it. */
export function noneOf(lines: number): readonly MoneyMinor[] {
  return NONE[lines] ?? nothings(lines);
}
