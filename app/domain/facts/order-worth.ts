/**
 * What an order is worth while its units go back one refund after another.
 *
 * Law: a line's worth is worked out from the units left, once each time they change, so an order of
 * many lines and many refunds costs as much as its lines and its refunds, not as their product.
 */
import { invariant } from '../kernel/invariant.ts';
import {
  amountMinor,
  currencyExponent,
  type Decimal,
  minor,
  type MoneyMinor,
  parseDecimal,
  proportion,
} from '../kernel/money.ts';
import type { ObservedLine, ObservedRefund, OrderSnapshot } from './observed-order.ts';

type Valued = {
  readonly line: ObservedLine;
  readonly price: Decimal;
  left: number;
  worthMinor: number;
};

export class OrderWorth {
  readonly #exponent: number;
  readonly #lines = new Map<string, Valued>();
  #goodsMinor = 0;
  #giftCardMinor = 0;
  /** Money given back beyond lines; it lowers all lines in proportion. */
  #beyondMinor = 0;

  /** The order with so many units of each line sold. */
  constructor(order: OrderSnapshot, unitsSold: ReadonlyMap<string, number>) {
    this.#exponent = currencyExponent(order.currency);
    for (const line of order.lines) {
      const price = parseDecimal(line.unitPrice);
      invariant(price, `Line ${line.id} has a decimal price.`);
      const valued = { line, price, left: 0, worthMinor: 0 };
      this.#lines.set(line.id, valued);
      this.#leave(valued, unitsSold.get(line.id) ?? 0);
    }
  }

  /** Takes a refund's units and money off; units of lines the order does not have are no one's. */
  take(refund: ObservedRefund): void {
    for (const { lineId, quantity } of refund.units) {
      const valued = this.#lines.get(lineId);
      if (valued) this.#leave(valued, Math.max(0, valued.left - quantity));
    }
    this.#beyondMinor += refund.beyondLinesMinor;
  }

  /** Goods that count: no gift cards, less their part of what was given back beyond lines. */
  eligibleMinor(): MoneyMinor {
    const goods = minor(this.#goodsMinor);
    if (this.#beyondMinor === 0) return goods;
    const all = this.#goodsMinor + this.#giftCardMinor;
    return minor(Math.max(0, goods - proportion(minor(this.#beyondMinor), goods, all)));
  }

  giftCardMinor(): MoneyMinor {
    return minor(this.#giftCardMinor);
  }

  #leave(valued: Valued, units: number): void {
    const worthMinor = this.#worthOf(valued, units);
    const change = worthMinor - valued.worthMinor;
    if (valued.line.giftCard) this.#giftCardMinor += change;
    else this.#goodsMinor += change;
    valued.left = units;
    valued.worthMinor = worthMinor;
  }

  /** What so many units of a line are worth after their part of its discounts. */
  #worthOf({ line, price }: Valued, units: number): number {
    if (units === 0) return 0;
    const gross = amountMinor(price, units, this.#exponent);
    return Math.max(0, gross - proportion(line.discountMinor, units, line.quantity));
  }
}
