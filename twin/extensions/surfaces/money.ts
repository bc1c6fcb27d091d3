/** Money as extensions read it: a decimal number and a currency, from exact minor units. */
import type { Money } from '@shopify/ui-extensions/checkout';

/** `toMoney(1250, 'EUR')` → 12.5 EUR. Minor units of that currency; the yen has none. */
export function toMoney(amountMinor: number, currencyCode: string): Money {
  const digits = digitsOf(currencyCode);
  return {
    amount: amountMinor / 10 ** digits,
    currencyCode: currencyCode as Money['currencyCode'],
  };
}

/** How many digits follow the point in this currency. */
export function digitsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
