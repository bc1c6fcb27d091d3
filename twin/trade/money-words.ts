/** Amounts as Shopify's English messages print them: `$25.00`. */
import { decimalsOf } from '../money/currency.ts';

export function moneyWords(minor: number, currency: string): string {
  const format = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat('en', format).format(minor / 10 ** decimalsOf(currency));
}
