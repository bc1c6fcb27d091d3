/** Money as terms name it: `£1`, `£0.50`, `¥100`; decimals only where there are any. */
import { currencyExponent, type MoneyMinor } from '../kernel/money.ts';

// A format is dear to make, and terms name many amounts of one currency.
const formats = new Map<string, Intl.NumberFormat>();

/** In British English if no locale is given; with the sign or code of the currency (ISO 4217). */
export function sayMoney(amount: MoneyMinor, currency: string, locale = 'en-GB'): string {
  const exponent = currencyExponent(currency);
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
      trailingZeroDisplay: 'stripIfInteger',
    });
    formats.set(key, format);
  }
  return format.format(amount / 10 ** exponent);
}
