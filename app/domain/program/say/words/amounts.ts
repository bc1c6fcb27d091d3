/**
 * Numbers, money and lists as a language writes them, by its locale. What is said of a number
 * depends on it in ways that differ by language; `Intl` knows them all.
 */
import type { MoneyMinor } from '../../../kernel/money.ts';
import { sayMoney } from '../../say-money.ts';

/** Minor units of a currency (ISO 4217). */
export type Amount = { readonly minor: MoneyMinor; readonly currency: string };

/** A noun as a number asks for it: English has `one` and `other`, Polish `few` and `many` too. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** The writing of a locale, e.g. `en-GB`. */
export function amountsIn(locale: string) {
  const plural = new Intl.PluralRules(locale);
  const whole = new Intl.NumberFormat(locale);
  const hundredths = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const both = new Intl.ListFormat(locale, { type: 'conjunction' });
  const oneOf = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    /** 1500 → `1,500`. */
    number: (many: number) => whole.format(many),
    /** 1500 → `1,500 points`. */
    count: (many: number, forms: Forms) =>
      `${whole.format(many)} ${forms[plural.select(many)] ?? forms.other}`,
    /** 125 per cent → `1.25`. */
    factor: (percent: number) => hundredths.format(percent / 100),
    /** As terms name it: `£1`, `£0.50`. */
    money: ({ minor, currency }: Amount) => sayMoney(minor, currency, locale),
    /** `a, b and c`. */
    all: (parts: readonly string[]) => both.format(parts),
    /** `a, b or c`. */
    either: (parts: readonly string[]) => oneOf.format(parts),
  };
}
