/** Amounts, instants and counts in words a merchant reads, in the shop's currency and zone. */
import { decimalsOf } from '../money/currency.ts';
import type { Shop } from '../model/shop.ts';

/** `£12.50` of 1250. */
export function sayMoney(minor: number, { currency }: Pick<Shop, 'currency'>): string {
  const digits = decimalsOf(currency);
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    minor / 10 ** digits,
  );
}

/** `23 Nov 2026, 12:00` */
export function sayInstant(at: number, { zone }: Pick<Shop, 'zone'>): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
}

/** `23 Nov 2026` */
export function sayDay(at: number, { zone }: Pick<Shop, 'zone'>): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium' }).format(at);
}

/** `1 item`, `3 items`, `1,204 items` */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** `partially_refunded` → `Partially refunded` */
export function sayWord(word: string): string {
  const spaced = word.replaceAll('_', ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A person, or what else there is to call them by. */
export function sayName(
  person: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email?: string | null;
  } | null,
): string {
  if (!person) return 'No customer';
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return name || (person.email ?? 'No name');
}

export type Badge = { readonly text: string; readonly tone: string };

const TONES: Readonly<Record<string, string>> = {
  pending: 'attention',
  authorized: 'attention',
  partially_paid: 'attention',
  unfulfilled: 'attention',
  partial: 'attention',
  active: 'success',
  scheduled: 'attention',
  draft: 'info',
};

/** A status as the admin shows it: what still wants doing is coloured, what is done is quiet. */
export function sayStatus(status: string, text = sayWord(status)): Badge {
  return { text, tone: TONES[status.toLowerCase()] ?? 'quiet' };
}
