/** Amounts as functions read them: `1050` minor units of EUR are `"10.5"`, 300 of JPY `"300.0"`. */
import { moneyText } from '../money/money.ts';

/**
 * Minor units as Shopify prints decimals to functions: no trailing zeros, but always one digit
 * behind the point ("25.0" in the fixtures of Shopify/function-examples). Throws when not an
 * integer.
 */
export function decimalOfMinor(amountMinor: number, currencyCode: string): string {
  const [whole = '', fraction = ''] = moneyText(amountMinor, currencyCode).split('.');
  return `${whole}.${fraction.replace(/0+$/, '') || '0'}`;
}
