/**
 * Ruby's arithmetic as Liquid uses it: integers and decimals are different things, division of
 * integers rounds down, and a decimal keeps its point when printed.
 *
 *     {{ 1050 | divided_by: 100 }} → 10      {{ 1050 | divided_by: 100.0 }} → 10.5
 *     {{ 4 | times: 2.5 }} → 10.0            {{ -7 | divided_by: 2 }} → -4
 *
 * Source: Shopify/liquid, lib/liquid/utils.rb `to_number` and standardfilters.rb (2026-11-23).
 */
import { Drop } from 'liquidjs';
import { LiquidRuntimeError } from './fault.ts';

/** A decimal whose value happens to be whole: `7.0`. Other decimals are plain numbers. */
export class WholeFloat extends Drop {
  readonly #value: number;

  constructor(value: number) {
    super();
    this.#value = value;
  }

  override valueOf(): number {
    return this.#value;
  }

  override toString(): string {
    return printFloat(this.#value);
  }

  toJSON(): number {
    return this.#value;
  }
}

export type Numeric = { value: number; float: boolean };

/** What arithmetic filters see: text like `"2.5"` is a decimal, other text its leading integer. */
export function toNumeric(input: unknown): Numeric {
  if (typeof input === 'number') return { value: input, float: !Number.isInteger(input) };
  if (input instanceof WholeFloat) return { value: input.valueOf(), float: true };
  if (typeof input === 'string') {
    const text = input.trim();
    if (/^-?\d+\.\d+$/.test(text)) return { value: Number(text), float: true };
    return { value: Number(/^[-+]?\d+/.exec(text)?.[0] ?? 0), float: false };
  }
  return { value: 0, float: false };
}

/** A number as templates hold it. */
export function toLiquidNumber({ value, float }: Numeric): number | WholeFloat {
  return float && Number.isInteger(value) ? new WholeFloat(value) : value;
}

/** Applies an operation that is exact in decimals (Ruby uses BigDecimal): 0.1 + 0.2 is 0.3. */
export function calculate(
  left: unknown,
  right: unknown,
  operation: (left: number, right: number) => number,
): number | WholeFloat {
  const [a, b] = [toNumeric(left), toNumeric(right)];
  const float = a.float || b.float;
  const value = operation(a.value, b.value);
  return toLiquidNumber({ value: float ? Number(value.toPrecision(15)) : value, float });
}

/** Ruby's `/`: whole numbers round down; the type of the result is the decimal one of the two. */
export function divide(left: unknown, right: unknown): number | WholeFloat {
  const [a, b] = [toNumeric(left), toNumeric(right)];
  if (b.value === 0) throw new LiquidRuntimeError('divided by 0');
  const quotient = a.value / b.value;
  if (a.float || b.float) return toLiquidNumber({ value: quotient, float: true });
  return Math.floor(quotient) + 0;
}

/** Ruby's `%`: the result has the sign of the divisor. */
export function modulo(left: unknown, right: unknown): number | WholeFloat {
  if (toNumeric(right).value === 0) throw new LiquidRuntimeError('divided by 0');
  return calculate(left, right, (a, b) => a - b * Math.floor(a / b));
}

/** Rounds half away from zero, as BigDecimal does; no digits gives an integer. */
export function round(input: unknown, digits: unknown): number | WholeFloat {
  const { value, float } = toNumeric(input);
  const places = toNumeric(digits).value;
  if (!float) return places < 0 ? shiftRound(value, places) : value;
  const rounded = shiftRound(value, places);
  return places > 0 ? toLiquidNumber({ value: rounded, float: true }) : rounded;
}

/** Ruby's Float#to_s: always a point, exponents beyond 10^16 and below 10^-4. */
export function printFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : 'NaN';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    const power = exponent.replace(/^[+-]/, '').padStart(2, '0');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${sign}${power}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function shiftRound(value: number, places: number): number {
  const shift = (number: number, by: number): number => Number(`${number}e${by}`);
  const rounded = shift(Math.round(shift(Math.abs(value), places)), -places);
  return value < 0 ? -rounded : rounded;
}
