/**
 * Money in minor units (pence, cents, yen), whole numbers only. Decimal strings are multiplied
 * exactly and rounded once, half up, at the end. Example: 7 × 0.125 GBP = 0.875 → 88 pence.
 */
import { InvariantError } from './invariant.ts';

/** A whole number of a currency's smallest unit. Never adds to points. */
export type MoneyMinor = number & { readonly unit: 'minor' };

export const NO_MONEY = 0 as MoneyMinor;

/** Brands a whole number as minor units; throws on a fraction or a number too large to be exact. */
export function minor(value: number): MoneyMinor {
  // Branding happens several times for every fact: the sentence is put together only when needed.
  if (!Number.isSafeInteger(value)) {
    throw new InvariantError(`Money is whole minor units, got ${value}.`);
  }
  return value as MoneyMinor;
}

/** A decimal number taken apart: `digits / 10^scale`. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal number exactly (`"12.50"`, `"-0.001"`, `"1e-3"`); null if the text is not one.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const scale = fraction.length - Number(exponent);
  const unsigned = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -scale));
  return { digits: sign === '-' ? -unsigned : unsigned, scale: Math.max(0, scale) };
}

/**
 * `quantity × unitPrice` in minor units of a currency with `exponent` decimals, rounded half up
 * once.
 */
export function amountMinor(unitPrice: Decimal, quantity: number, exponent: number): MoneyMinor {
  const { digits, scale } = unitPrice;
  const amount = Number(digits) * quantity * 10 ** exponent;
  if (isSmall(amount, 10 ** scale)) return minor(divideSmall(amount, 10 ** scale));
  const exact = digits * BigInt(quantity) * 10n ** BigInt(exponent);
  return minor(Number(divideHalfUp(exact, 10n ** BigInt(scale))));
}

/** `amount × share / whole`, rounded half up; a proportional part of an amount. */
export function proportion(amount: MoneyMinor, share: number, whole: number): MoneyMinor {
  if (whole === 0 || amount === 0) return NO_MONEY;
  if (isSmall(amount * share, whole)) return minor(divideSmall(amount * share, whole));
  return minor(Number(divideHalfUp(BigInt(amount) * BigInt(share), BigInt(whole))));
}

/**
 * How many decimals a currency has, by ISO 4217 (list one, 2024-06): GBP 2, JPY 0, KWD 3. Our own
 * list, as minor units are frozen in facts: what a runtime thinks is usual in a country differs
 * from the standard for a score of currencies and changes with its version.
 */
export function currencyExponent(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((currency) => [currency, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((currency) => [currency, 3] as const),
  ...'CLF UYW'.split(' ').map((currency) => [currency, 4] as const),
]);

/** Half up means away from zero on a tie, so a return rounds exactly as its sale did. */
function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/**
 * Whether plain numbers hold every step of the division exactly: a product above 2^53 is not safe.
 */
function isSmall(numerator: number, denominator: number): boolean {
  return Number.isSafeInteger(numerator) && denominator > 0 && denominator <= 2 ** 52;
}

/** As divideHalfUp, for what is small: nearly every amount, in a fraction of the time. */
function divideSmall(numerator: number, denominator: number): number {
  const n = Math.abs(numerator);
  const rest = n % denominator;
  const rounded = (n - rest) / denominator + (2 * rest >= denominator ? 1 : 0);
  return numerator < 0 ? 0 - rounded : rounded;
}
