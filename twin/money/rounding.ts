/**
 * Exact ratios, rounded once by a rule with a name. Everything is BigInt inside, so that no
 * percentage of any amount is off by what a float cannot hold.
 *
 *     roundRatio({ numerator: 5n, denominator: 2n, mode: 'halfEven' }) === 2
 */

export type RoundingMode = 'halfUp' | 'halfEven' | 'down' | 'up';

/** A ratio of whole numbers; the denominator is positive. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

/** Decimal text or a plain number as an exact ratio: `0.0825` → 825/10000. Throws on other text. */
export function ratioOf(decimal: string | number): Ratio {
  const text = String(decimal).trim();
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (whole + fraction === '') throw new Error(`"${text}" is no decimal number.`);
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const shift = Number(exponent) - fraction.length;
  if (Math.abs(shift) > 400) throw new Error(`"${text}" is out of range.`);
  return shift < 0
    ? { numerator: digits, denominator: 10n ** BigInt(-shift) }
    : { numerator: digits * 10n ** BigInt(shift), denominator: 1n };
}

/** The ratio as a safe integer; halves and remainders go as `mode` says, away from zero for up. */
export function roundRatio(ratio: Ratio & { readonly mode: RoundingMode }): number {
  const { numerator, denominator, mode } = ratio;
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const floor = size / denominator;
  const rest = size % denominator;
  const rounded = floor + (goesUp({ floor, rest, denominator, mode }) ? 1n : 0n);
  return safe(negative ? -rounded : rounded);
}

function goesUp(at: {
  floor: bigint;
  rest: bigint;
  denominator: bigint;
  mode: RoundingMode;
}): boolean {
  if (at.rest === 0n || at.mode === 'down') return false;
  if (at.mode === 'up') return true;
  const twice = at.rest * 2n;
  if (twice !== at.denominator) return twice > at.denominator;
  return at.mode === 'halfUp' || at.floor % 2n === 1n;
}

/** `amount × rate`, rounded once. */
export function timesRate(
  amountMinor: number,
  rate: string | number | Ratio,
  mode: RoundingMode,
): number {
  const ratio = typeof rate === 'object' ? rate : ratioOf(rate);
  const numerator = BigInt(amountMinor) * ratio.numerator;
  return roundRatio({ numerator, denominator: ratio.denominator, mode });
}

/** A BigInt as a number. Throws beyond 2^53, where cents would be lost in silence. */
export function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`${value} is beyond safe integers.`);
  return number === 0 ? 0 : number;
}
