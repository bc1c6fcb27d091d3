/**
 * How one record's payload writes ids, instants and money: in the shop's zone, in the currencies of
 * the record. Money comes in minor units and goes out as text or as the pair of shop and
 * presentment money.
 */
import { decimalsOf } from '../../money/currency.ts';
import {
  moneyPair,
  type MoneySet,
  moneySet,
  moneyText,
  presentmentMinor,
} from '../../money/money.ts';
import { idNumber, shopInstant } from './numbers.ts';

export type WriterTerms = {
  /** IANA name. */
  readonly zone: string;
  readonly currency: string;
  readonly presentmentCurrency?: string;
  readonly presentmentRate?: string;
  /**
   * Digits of ids that are too long for a number, by the number that stands for them in the record.
   */
  readonly longIds?: ReadonlyMap<number, string>;
};

export type PayloadWriter = ReturnType<typeof openWriter>;

/** A writer for one record. */
export function openWriter(terms: WriterTerms) {
  const { zone, currency, longIds } = terms;
  const currencies = {
    currency,
    presentmentCurrency: terms.presentmentCurrency ?? currency,
    presentmentRate: terms.presentmentRate ?? '1',
  };
  const digits = (id: number): string => longIds?.get(id) ?? String(id);
  const id = (one: number): unknown => (longIds?.has(one) ? idNumber(digits(one)) : one);
  const zero = { text: moneyText(0, currency), set: moneyPair(0, currencies) };

  const text = (minor: number): string =>
    minor === 0 ? zero.text : moneyText(whole(minor), currency);
  const isOneCurrency = currencies.presentmentCurrency === currency;
  function set(minor: number): MoneySet {
    if (minor === 0) return zero.set;
    return isOneCurrency ? moneySet(text(minor), currency) : moneyPair(whole(minor), currencies);
  }
  return {
    currencies,
    digits,
    id,
    idOrNull: (one: number | null): unknown => (one === null ? null : id(one)),
    gid: (kind: string, one: number): string => `gid://shopify/${kind}/${digits(one)}`,
    at: (at: number): string => shopInstant(at, zone),
    atOrNull: (at: number | null): string | null => (at === null ? null : shopInstant(at, zone)),
    /** In the shop's currency. */
    text,
    set,
    /** What the buyer pays it in. */
    presentmentText: (minor: number): string =>
      moneyText(presentmentMinor(whole(minor), currencies), currencies.presentmentCurrency),
    /** A price of one unit, which a trade file may have finer than a minor unit. */
    price: (minor: number): string =>
      Number.isInteger(minor) ? text(minor) : fine(minor, currency),
    priceSet: (minor: number): MoneySet => {
      if (Number.isInteger(minor)) return set(minor);
      const amount = fine(minor, currency);
      const { presentmentCurrency } = currencies;
      return {
        shop_money: { amount, currency_code: currency },
        presentment_money: { amount, currency_code: presentmentCurrency },
      };
    },
    zero,
  };
}

const whole = (minor: number): number => (Number.isInteger(minor) ? minor : Math.round(minor));

/** 111.5 pence → `1.115`: the point moves, no digit is computed. */
function fine(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const [before = '0', after = ''] = String(minor).split('.');
  const padded = before.padStart(decimals + 1, '0');
  const point = padded.length - decimals;
  return `${padded.slice(0, point)}.${padded.slice(point)}${after}`;
}
