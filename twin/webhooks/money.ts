/**
 * Money as a shop system writes it: exact decimal text, in the shop's and the buyer's currency,
 * which are one here. Amounts are computed in minor units and rounded half up, once per line.
 */

export type MoneySet = {
  readonly shop_money: { readonly amount: string; readonly currency_code: string };
  readonly presentment_money: { readonly amount: string; readonly currency_code: string };
};

const decimalsByCurrency = new Map<string, number>();

/** `quantity × price` in minor units; `price` is plain decimal text, never negative. */
export function worthMinor(price: string, quantity: number, currency: string): number {
  const [whole = '', fraction = ''] = price.split('.');
  const exact = BigInt(whole + fraction) * BigInt(quantity) * 10n ** BigInt(decimalsOf(currency));
  const divisor = 10n ** BigInt(fraction.length);
  return Number((2n * exact + divisor) / (2n * divisor));
}

/** Minor units as decimal text: 1250 → `12.50`. */
export function moneyText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`;
}

/** The pair in which Shopify repeats every amount. */
export function moneySet(amount: string, currency: string): MoneySet {
  return {
    shop_money: { amount, currency_code: currency },
    presentment_money: { amount, currency_code: currency },
  };
}

function decimalsOf(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}
