/**
 * A refund as the books keep it. Shipping that went back stands before the units and only where
 * there was any: a number in its place is shipping, a text the first line.
 */
import type { ObservedRefund } from '../../domain/facts/observed-order.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { MoneyMinor } from '../../domain/kernel/money.ts';

export type StoredRefund = [
  id: string,
  at: number,
  beyondLines: number,
  ...rest: (string | number)[],
];

export function encodeRefund(refund: ObservedRefund): StoredRefund {
  const { id, at, beyondLinesMinor, shippingMinor, shippingTaxMinor, units } = refund;
  const isShipping = shippingMinor !== 0 || shippingTaxMinor !== 0;
  return [
    id,
    at,
    beyondLinesMinor,
    ...(isShipping ? [shippingMinor, shippingTaxMinor] : []),
    ...units.flatMap((unit) => [unit.lineId, unit.quantity]),
  ];
}

export function decodeRefund([id, at, beyondLines, ...rest]: StoredRefund): ObservedRefund {
  const isShipping = typeof rest[0] === 'number';
  const units: { lineId: string; quantity: number }[] = [];
  for (const [lineId, quantity] of pairsOf(isShipping ? rest.slice(2) : rest)) {
    units.push({ lineId, quantity });
  }
  return {
    id,
    at: at as Instant,
    units,
    beyondLinesMinor: beyondLines as MoneyMinor,
    shippingMinor: Number(isShipping ? rest[0] : 0) as MoneyMinor,
    shippingTaxMinor: Number(isShipping ? rest[1] : 0) as MoneyMinor,
  };
}

/** A line's id and its number, one after the other. */
export function* pairsOf(flat: readonly (string | number)[]): Generator<[string, number]> {
  for (let place = 0; place < flat.length; place += 2) {
    yield [String(flat[place]), Number(flat[place + 1])];
  }
}
