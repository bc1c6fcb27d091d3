/** Sentences of locales/*.json, with numbers as the shopper's language writes them. */
import type { StandardApi } from '@shopify/ui-extensions/checkout';

/** Of every block of a checkout or an order; looked up when it is spoken. */
declare const shopify: Pick<StandardApi, 'i18n' | 'localization'>;

type Facts = Record<string, string | number>;

export function say(key: string, facts: Facts = {}): string {
  return shopify.i18n.translate(key, facts);
}

/** A sentence about a number of points; its form is chosen by that number. */
export function sayPoints(key: string, points: number, facts: Facts = {}): string {
  const number = shopify.i18n.formatNumber(points);
  return say(key, Object.assign({ count: points, points: number }, facts));
}

/** `amount` in whole units of `currency`, which need not be the buyer's. */
export function sayMoney(amount: number, currency: string): string {
  return shopify.i18n.formatCurrency(amount, { currency });
}

/** The calendar date of an instant where the checkout is. */
export function sayDate(at: number): string {
  return sayInstant(at, { dateStyle: 'long' });
}

/** Date and time of day. */
export function sayMoment(at: number): string {
  return sayInstant(at, { dateStyle: 'long', timeStyle: 'short' });
}

/**
 * In the language of the words around it, which need not be the buyer's; in English as the ledger's
 * sentences have it, 15 December 2026, wherever the buyer is.
 */
function sayInstant(at: number, style: Intl.DateTimeFormatOptions): string {
  const { extensionLanguage, timezone } = shopify.localization;
  const { isoCode } = extensionLanguage.value;
  style.timeZone = timezone.value;
  return new Intl.DateTimeFormat(isoCode.startsWith('en') ? 'en-GB' : isoCode, style).format(at);
}
