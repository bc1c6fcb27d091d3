/** Amounts, dates and lots in the words that every sentence uses. */
import type { Instant } from '../kernel/instant.ts';
import { currencyExponent, type MoneyMinor } from '../kernel/money.ts';
import type { Zone } from '../kernel/zone.ts';
import type { Lot } from './lot.ts';

/**
 * What a lot is called: by its order, as a gift from the shop, or by the reward that was charged.
 * It has no label where its order has left the member and only the hold on it is known.
 */
export function sayLot({ id, label }: Pick<Lot, 'id' | 'label'>): string {
  if (id.startsWith('adjust:')) return 'a gift from the shop';
  if (id.startsWith('redemption:')) return `“${label}”`;
  return label === '' ? 'an order that is no longer theirs' : `order ${label}`;
}

export function sayPoints(points: number): string {
  return count(points, 'point');
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${Math.abs(number) === 1 ? '' : 's'}`;
}

export function sayMoney(amount: MoneyMinor, currency: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    amount / 10 ** currencyExponent(currency),
  );
}

export function sayDate(at: Instant, zone: Zone): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(at);
}
