/** Money as terms name it: `£1`, `£0.50`, `¥100`; decimals only where there are any. */
import { currencyExponent, type MoneyMinor } from '../kernel/money.ts';

/** In British English, with the sign or code of the currency (ISO 4217). */
export function sayMoney(amount: MoneyMinor, currency: string): string {
  const exponent = currencyExponent(currency);
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
    trailingZeroDisplay: 'stripIfInteger',
  });
  return format.format(amount / 10 ** exponent);
}
