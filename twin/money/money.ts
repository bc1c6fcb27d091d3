/**
 * Money as a shop writes it: exact decimal text, and the pair of shop and presentment money in
 * which Shopify repeats every amount. Amounts are whole minor units, never floats.
 *
 *     moneyText(1250, 'USD') === '12.50'      parseMoney('12.5', 'USD') === 1250
 */
import { decimalsOf } from './currency.ts';
import { ratioOf, roundRatio, timesRate } from './rounding.ts';

export type Money = { readonly amount: string; readonly currency_code: string };

export type MoneySet = { readonly shop_money: Money; readonly presentment_money: Money };

/** The currencies of an order: how many presentment units one unit of the shop's is, as text. */
export type Currencies = {
  readonly currency: string;
  readonly presentmentCurrency: string;
  readonly presentmentRate: string;
};

/** Minor units as decimal text: 1250 → `12.50`, and in yen → `1250`. */
export function moneyText(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) throw new Error(`${minor} is no amount in minor units.`);
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`;
}

/** Decimal text as minor units, or null when it is none or finer than the currency's smallest. */
export function parseMoney(text: string, currency: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim())) return null;
  const { numerator, denominator } = ratioOf(text);
  const scaled = numerator * 10n ** BigInt(decimalsOf(currency));
  if (scaled % denominator !== 0n) return null;
  const minor = Number(scaled / denominator);
  return Number.isSafeInteger(minor) ? minor : null;
}

/**
 * `quantity × price` in minor units, rounded half up once; `price` is decimal text of any
 * precision. Throws on other text.
 */
export function worthMinor(price: string, quantity: number, currency: string): number {
  const { numerator, denominator } = ratioOf(price);
  const scaled = numerator * BigInt(quantity) * 10n ** BigInt(decimalsOf(currency));
  return roundRatio({ numerator: scaled, denominator, mode: 'halfUp' });
}

/** Minor units in the way Ruby prints a decimal, as discount values are: 1000 → `10.0`. */
export function shortDecimal(minor: number, currency: string): string {
  const text = moneyText(minor, currency);
  if (!text.includes('.')) return `${text}.0`;
  return text.replace(/(\.\d+?)0+$/, '$1');
}

/** The pair for an amount in text, where shop and buyer share the currency. */
export function moneySet(amount: string, currency: string): MoneySet {
  return {
    shop_money: { amount, currency_code: currency },
    presentment_money: { amount, currency_code: currency },
  };
}

/** The pair for minor units of the shop's currency; the presentment side by its rate. */
export function moneyPair(minor: number, currencies: Currencies): MoneySet {
  const { currency, presentmentCurrency } = currencies;
  const presentment = presentmentMinor(minor, currencies);
  return {
    shop_money: { amount: moneyText(minor, currency), currency_code: currency },
    presentment_money: {
      amount: moneyText(presentment, presentmentCurrency),
      currency_code: presentmentCurrency,
    },
  };
}

/** Minor units of the presentment currency, rounded half up; each amount is converted by itself. */
export function presentmentMinor(minor: number, currencies: Currencies): number {
  const { currency, presentmentCurrency, presentmentRate } = currencies;
  if (currency === presentmentCurrency) return minor;
  const { numerator, denominator } = ratioOf(presentmentRate);
  const rate = {
    numerator: numerator * 10n ** BigInt(decimalsOf(presentmentCurrency)),
    denominator: denominator * 10n ** BigInt(decimalsOf(currency)),
  };
  return timesRate(minor, rate, 'halfUp');
}
