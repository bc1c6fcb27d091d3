/**
 * Amounts times multipliers times a rate, added up exactly and rounded once. Multipliers are whole
 * per cents, so everything is a whole number over `perMinor × 100 × 100 …`; plain numbers do where
 * they are exact, and big ones where they are not.
 *
 * Example: £10.50 × 1.25 at 1 point a pound is 1,050 × 125 × 1 over 100 × 100, so 13.125.
 */
import type { MoneyMinor } from '../kernel/money.ts';
import { type Points, points } from '../kernel/points.ts';
import type { Rate, Rounding } from '../program/program.ts';

/** An amount and all that multiplies it, in per cent. */
export type Weighted = { readonly amountMinor: MoneyMinor; readonly percents: readonly number[] };

/** The points of one rule line; never below zero where its amounts are not. */
export function exactWorth(parts: readonly Weighted[], rate: Rate, rounding: Rounding): Points {
  const depth = parts.reduce((most, { percents }) => Math.max(most, percents.length), 0);
  let numerator = 0;
  for (const { amountMinor, percents } of parts) {
    let product = amountMinor * rate.points;
    for (let at = 0; at < depth; at += 1) product *= percents[at] ?? 100;
    numerator += product;
  }
  const denominator = rate.perMinor * 100 ** depth;
  // Every factor is a whole number, so a product or sum that ever left the safe range ends outside.
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return points(divideSmall(numerator, denominator, rounding));
  }
  return points(Number(divideBig(parts, rate, { depth, rounding })));
}

/** The same for one amount and one multiplier, which is what most programs ask of most orders. */
export function plainWorth(
  amountMinor: MoneyMinor,
  percent: number,
  rate: Rate,
  rounding: Rounding,
): Points {
  const [numerator, denominator] =
    percent === 100
      ? [amountMinor * rate.points, rate.perMinor]
      : [amountMinor * rate.points * percent, rate.perMinor * 100];
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return points(divideSmall(numerator, denominator, rounding));
  }
  return exactWorth([{ amountMinor, percents: [percent] }], rate, rounding);
}

function divideSmall(numerator: number, denominator: number, rounding: Rounding): number {
  const rest = numerator % denominator;
  const floor = (numerator - rest) / denominator;
  if (rounding === 'floor' || rest === 0) return floor;
  return rounding === 'ceiling' || 2 * rest >= denominator ? floor + 1 : floor;
}

function divideBig(
  parts: readonly Weighted[],
  rate: Rate,
  { depth, rounding }: { readonly depth: number; readonly rounding: Rounding },
): bigint {
  let numerator = 0n;
  for (const { amountMinor, percents } of parts) {
    let product = BigInt(amountMinor) * BigInt(rate.points);
    for (let at = 0; at < depth; at += 1) product *= BigInt(percents[at] ?? 100);
    numerator += product;
  }
  const denominator = BigInt(rate.perMinor) * 100n ** BigInt(depth);
  const rest = numerator % denominator;
  const floor = numerator / denominator;
  if (rounding === 'floor' || rest === 0n) return floor;
  return rounding === 'ceiling' || 2n * rest >= denominator ? floor + 1n : floor;
}
