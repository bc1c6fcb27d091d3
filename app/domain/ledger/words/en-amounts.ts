/** Numbers, money and dates as the English texts name them. */
import type { Instant } from '../../kernel/instant.ts';
import { currencyExponent, type MoneyMinor } from '../../kernel/money.ts';
import type { Zone } from '../../kernel/zone.ts';

export type Amount = { readonly minor: MoneyMinor; readonly currency: string };
/** An instant, told as the date it is in the shop's zone. */
export type On = { readonly at: Instant; readonly zone: Zone };

const LOCALE = 'en-GB';

export function points(amount: number): string {
  return count(amount, 'point');
}

export function count(many: number, noun: string): string {
  return `${number(many)} ${noun}${Math.abs(many) === 1 ? '' : 's'}`;
}

export function number(many: number): string {
  return many.toLocaleString(LOCALE);
}

/** 125 per cent → `1.25`. */
export function factor(percent: number): string {
  return (percent / 100).toLocaleString(LOCALE, { maximumFractionDigits: 2 });
}

export function money({ minor, currency }: Amount): string {
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  return format.format(minor / 10 ** currencyExponent(currency));
}

export function date({ at, zone }: On): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: zone }).format(at);
}
