/** Numbers, money and dates as the English texts name them. */
import type { Instant } from '../../kernel/instant.ts';
import { currencyExponent } from '../../kernel/money.ts';
import type { Zone } from '../../kernel/zone.ts';
import { count, factor, number } from '../../program/say/say-count.ts';
import type { Amount } from '../../program/say/words/amounts.ts';

export { count, factor, number };
export type { Amount };
/** An instant, told as the date it is in the shop's zone. */
export type On = { readonly at: Instant; readonly zone: Zone };

const LOCALE = 'en-GB';

export function points(amount: number): string {
  return count(amount, 'point');
}

// Making a format takes a hundred times as long as using it, and a card names dozens of amounts.
const formats = new Map<string, Intl.NumberFormat>();
const dates = new Map<Zone, Intl.DateTimeFormat>();

/** To the penny, as an account states it: £5.00. */
export function money({ minor, currency }: Amount): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format.format(minor / 10 ** currencyExponent(currency));
}

export function date({ at, zone }: On): string {
  let format = dates.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: zone });
    dates.set(zone, format);
  }
  return format.format(at);
}
