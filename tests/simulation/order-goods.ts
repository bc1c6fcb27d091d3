/** What an order is made of: lines with their prices, discounts, tax, and what the goods are. */
import { GOODS } from '../support/random-conditions.ts';
import type { Dice } from './dice.ts';
import type { PlainCode, PlainLine } from './order-told.ts';

/** A line as it stands while its order's life goes on. */
export type StandingLine = Omit<PlainLine, 'currentQuantity' | 'discountMinor'> & {
  removed: number;
  refunded: number;
  discountMinor: number;
};

const PRICES = ['20.00', '0.125', '1.115', '33.33', '5', '0.99', '249.50', '100'] as const;

export function newLine(dice: Dice, id: string): StandingLine {
  return {
    id,
    quantity: 1 + dice.roll(4),
    removed: 0,
    refunded: 0,
    unitPrice: dice.pick(PRICES),
    discountMinor: dice.oneIn(3) ? dice.roll(700) : 0,
    taxMinor: dice.oneIn(2) ? dice.roll(120) : 0,
    giftCard: dice.oneIn(6),
    productId: dice.oneIn(8) ? null : dice.pick(GOODS.products),
    vendor: dice.oneIn(8) ? null : dice.pick(GOODS.vendors),
    productTags: GOODS.productTags.filter(() => dice.oneIn(3)),
    collectionIds: GOODS.collections.filter(() => dice.oneIn(3)),
  };
}

/** Takes something off the lines and the shipping, or nothing where there was nothing to take. */
export function useCode(dice: Dice, lines: readonly StandingLine[], code: string): PlainCode {
  const takesOff = dice.oneIn(6) ? 1 : dice.pick([500, 500, 1000, 37]);
  const discounts = lines.map((line) => {
    const discountMinor = dice.roll(takesOff);
    line.discountMinor += discountMinor;
    return { lineId: line.id, discountMinor };
  });
  return {
    code,
    lines: discounts.filter(({ discountMinor }) => discountMinor > 0),
    shippingMinor: dice.oneIn(4) ? dice.roll(takesOff) : 0,
  };
}
