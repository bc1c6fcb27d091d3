/**
 * Money as the pages write it, by hand like all our numbers: server and browser must agree to the
 * letter. `£1,234.50`, `1,234.50 CHF`.
 */
import { currencyExponent } from '../domain/kernel/money.ts';
import { sayNumber } from './status/say-status.ts';

const SIGNS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$', JPY: '¥' };

export function sayMoney(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const unit = 10 ** exponent;
  const whole = Math.floor(Math.abs(amountMinor) / unit);
  const rest = String(Math.abs(amountMinor) % unit).padStart(exponent, '0');
  const amount = exponent === 0 ? sayNumber(whole) : `${sayNumber(whole)}.${rest}`;
  const sign = SIGNS[currency];
  const minus = amountMinor < 0 ? '−' : '';
  return sign === undefined ? `${minus}${amount} ${currency}` : `${minus}${sign}${amount}`;
}

/** How much `part` is of `whole` in percent, to a tenth: `3.4%`; `–` of nothing. */
export function sayShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const tenths = Math.round((part * 1000) / whole);
  return `${sayNumber(Math.floor(tenths / 10))}.${tenths % 10}%`;
}
