/**
 * What an order is worth while its units go back one refund after another.
 *
 * Law: a line's worth is worked out from the units left, once each time they change, so an order of
 * many lines and many refunds costs as much as its lines and its refunds, not as their product. The
 * lines that are no gift cards add up to what is eligible, to the penny.
 */
import { invariant } from '../kernel/invariant.ts';
import {
  amountMinor,
  currencyExponent,
  type Decimal,
  minor,
  type MoneyMinor,
  NO_MONEY,
  parseDecimal,
  proportion,
} from '../kernel/money.ts';
import type { ObservedLine, ObservedRefund, OrderSnapshot } from './observed-order.ts';
import { noneOf, type Shipping, spreadOver } from './order-shares.ts';
import type { OrderStep } from './order-fact.ts';

type Valued = {
  readonly line: ObservedLine;
  readonly price: Decimal;
  left: number;
  worthMinor: number;
  taxMinor: number;
};

/** The amounts of a step. */
export type Worth = Pick<
  OrderStep,
  'eligibleMinor' | 'linesMinor' | 'shippingMinor' | 'taxMinor' | 'creditMinor'
>;

export class OrderWorth {
  readonly #exponent: number;
  readonly #lines: Valued[] = [];
  readonly #byId = new Map<string, Valued>();
  readonly #taxesIncluded: boolean;
  #goodsMinor = 0;
  #giftCardMinor = 0;
  #taxMinor = 0;
  #shippingMinor: number;
  #shippingTaxMinor: number;
  /** What gift cards and store credit paid, and all that was to pay as it was sold. */
  readonly #creditMinor: number;
  readonly #soldMinor: number;
  /** Money given back beyond lines; it lowers all lines in proportion. */
  #beyondMinor = 0;
  /** Kept as long as nothing changes, so that steps share it. */
  #now: Worth | null = null;

  /**
   * The order with so many units of each line sold, and such shipping; `creditMinor` of it paid by
   * gift cards and store credit.
   */
  constructor(
    order: OrderSnapshot,
    unitsSold: ReadonlyMap<string, number>,
    shipping: Shipping,
    creditMinor: number = 0,
  ) {
    this.#exponent = currencyExponent(order.currency);
    this.#taxesIncluded = order.taxesIncluded;
    this.#shippingMinor = shipping.shippingMinor;
    this.#shippingTaxMinor = shipping.shippingTaxMinor;
    for (const line of order.lines) {
      const price = parseDecimal(line.unitPrice);
      invariant(price, `Line ${line.id} has a decimal price.`);
      const valued = { line, price, left: 0, worthMinor: 0, taxMinor: 0 };
      this.#lines.push(valued);
      this.#byId.set(line.id, valued);
      this.#leave(valued, unitsSold.get(line.id) ?? 0);
    }
    this.#creditMinor = creditMinor;
    this.#soldMinor = this.#allMinor();
  }

  /** Takes a refund's units and money off; units of lines the order does not have are no one's. */
  take(refund: ObservedRefund): void {
    for (const { lineId, quantity } of refund.units) {
      const valued = this.#byId.get(lineId);
      if (valued) this.#leave(valued, Math.max(0, valued.left - quantity));
    }
    this.#beyondMinor += refund.beyondLinesMinor;
    this.#shippingMinor = Math.max(0, this.#shippingMinor - refund.shippingMinor);
    this.#shippingTaxMinor = Math.max(0, this.#shippingTaxMinor - refund.shippingTaxMinor);
    this.#now = null;
  }

  /** What the order is worth now. Objects are shared where nothing changed in between. */
  now(): Worth {
    this.#now ??= this.#work();
    return this.#now;
  }

  giftCardMinor(): MoneyMinor {
    return minor(this.#giftCardMinor);
  }

  /** What an order is worth that was cancelled, or whose money the buyer's bank has. */
  nothing(): Worth {
    const linesMinor = noneOf(this.#lines.length);
    return { eligibleMinor: NO_MONEY, linesMinor, shippingMinor: NO_MONEY, taxMinor: NO_MONEY };
  }

  #work(): Worth {
    const inPrice = this.#taxesIncluded ? this.#shippingTaxMinor : 0;
    const goodsMinor = minor(this.#goodsMinor);
    const goodsOffMinor = this.#goodsOffMinor(goodsMinor);
    const worth = {
      eligibleMinor: minor(goodsMinor - goodsOffMinor),
      linesMinor: this.#linesMinor(goodsOffMinor),
      shippingMinor: minor(Math.max(0, this.#shippingMinor - inPrice)),
      taxMinor: minor(this.#taxMinor + this.#shippingTaxMinor),
    };
    return this.#creditMinor === 0 ? worth : this.#lessCredit(worth);
  }

  /** The order's whole price now, tax in or on top of it. */
  #allMinor(): number {
    const inPrice = this.#taxesIncluded ? this.#shippingTaxMinor : 0;
    const shippingMinor = Math.max(0, this.#shippingMinor - inPrice);
    const taxMinor = this.#taxMinor + this.#shippingTaxMinor;
    return this.#goodsMinor + this.#giftCardMinor + shippingMinor + taxMinor;
  }

  /** What is left was paid by credit in the proportion in which all that was sold was. */
  #lessCredit(worth: Worth): Worth {
    const ofMoney = (amount: MoneyMinor): MoneyMinor => {
      const credit = minor(Math.min(this.#creditMinor, this.#soldMinor));
      return minor(amount - (amount === 0 ? 0 : proportion(amount, credit, this.#soldMinor)));
    };
    const isGift = (place: number) => this.#lines[place]?.line.giftCard === true;
    const linesMinor = [...worth.linesMinor];
    const giftsMinor = linesMinor.reduce((sum, one, at) => (isGift(at) ? sum + one : sum), 0);
    const eligibleMinor = ofMoney(worth.eligibleMinor);
    const goodsOffMinor = minor(worth.eligibleMinor - eligibleMinor);
    spreadOver(linesMinor, goodsOffMinor, (place) => !isGift(place));
    spreadOver(linesMinor, minor(giftsMinor - ofMoney(minor(giftsMinor))), isGift);
    const shippingMinor = ofMoney(worth.shippingMinor);
    const taxMinor = ofMoney(worth.taxMinor);
    return { eligibleMinor, linesMinor, shippingMinor, taxMinor, creditMinor: goodsOffMinor };
  }

  /** What goods bear of the money given back beyond lines: no more than there is of them. */
  #goodsOffMinor(goodsMinor: MoneyMinor): MoneyMinor {
    if (this.#beyondMinor === 0) return NO_MONEY;
    const allMinor = goodsMinor + this.#giftCardMinor;
    const share = proportion(minor(this.#beyondMinor), goodsMinor, allMinor);
    return minor(Math.min(goodsMinor, share));
  }

  #linesMinor(goodsOffMinor: MoneyMinor): readonly MoneyMinor[] {
    const worths = this.#lines.map(({ worthMinor }) => worthMinor as MoneyMinor);
    if (this.#beyondMinor === 0) return worths;
    const giftsOff = Math.min(this.#giftCardMinor, this.#beyondMinor - goodsOffMinor);
    const isGift = (place: number) => this.#lines[place]?.line.giftCard === true;
    spreadOver(worths, goodsOffMinor, (place) => !isGift(place));
    spreadOver(worths, minor(giftsOff), isGift);
    return worths;
  }

  #leave(valued: Valued, units: number): void {
    const { line, worthMinor, taxMinor } = valued;
    valued.worthMinor = this.#worthOf(valued, units);
    const change = valued.worthMinor - worthMinor;
    if (line.giftCard) this.#giftCardMinor += change;
    else this.#goodsMinor += change;
    if (line.taxMinor !== 0) {
      valued.taxMinor = proportion(line.taxMinor, units, line.quantity);
      this.#taxMinor += valued.taxMinor - taxMinor;
    }
    valued.left = units;
  }

  /** What so many units of a line are worth after their part of its discounts. */
  #worthOf({ line, price }: Valued, units: number): number {
    if (units === 0) return 0;
    const gross = amountMinor(price, units, this.#exponent);
    return Math.max(0, gross - proportion(line.discountMinor, units, line.quantity));
  }
}
