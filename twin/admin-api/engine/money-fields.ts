/** Amounts as the Admin API prints them: `MoneyV2.amount` as Ruby prints a decimal, e.g. `10.0`. */
import { type Currencies, presentmentMinor, shortDecimal } from '../../money/money.ts';

export type MoneyV2 = { readonly amount: string; readonly currencyCode: string };

/** Minor units of a currency as a `MoneyV2`. */
export function moneyV2(minor: number, currency: string): MoneyV2 {
  return { amount: shortDecimal(minor, currency), currencyCode: currency };
}

/** Minor units of the shop's currency as a `MoneyBag`, with what the buyer sees beside it. */
export function moneyBag(minor: number, currencies: Currencies) {
  const { currency, presentmentCurrency } = currencies;
  return {
    shopMoney: moneyV2(minor, currency),
    presentmentMoney: moneyV2(presentmentMinor(minor, currencies), presentmentCurrency),
  };
}
