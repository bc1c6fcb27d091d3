/**
 * `shopify.i18n` of every surface. It answers at once, so it lives in the worker; formatting is the
 * browser's `Intl`. Plurals are chosen by `count`, as in
 * https://shopify.dev/docs/apps/build/checkout/localized-checkout-ui-extensions (2026-11).
 */
import type { I18nData } from './wire.ts';

type Replacements = Readonly<Record<string, unknown>>;
type FormatOptions = { readonly inExtensionLocale?: boolean };

export type I18n = {
  formatNumber(number: number | bigint, options?: FormatOptions & Intl.NumberFormatOptions): string;
  formatCurrency(
    number: number | bigint,
    options?: FormatOptions & Intl.NumberFormatOptions,
  ): string;
  formatDate(date: Date, options?: FormatOptions & Intl.DateTimeFormatOptions): string;
  /** A string; a list of strings and things where a replacement is no text (an element). */
  translate(key: string, options?: Replacements): string | unknown[];
};

/** Builds the object. A key without translation answers the key itself and warns. */
export function createI18n(data: I18nData): I18n {
  const localeFor = ({ inExtensionLocale }: FormatOptions) =>
    inExtensionLocale ? data.extensionLocale : data.locale;
  return {
    formatNumber: (number, options = {}) =>
      new Intl.NumberFormat(localeFor(options), options).format(number),
    formatCurrency: (number, options = {}) =>
      new Intl.NumberFormat(localeFor(options), {
        style: 'currency',
        currency: data.currency,
        ...options,
      }).format(number),
    formatDate: (date, options = {}) =>
      new Intl.DateTimeFormat(localeFor(options), {
        timeZone: data.timezone,
        ...options,
      }).format(date),
    translate: (key, options = {}) => {
      const text = findText(data, key, options);
      if (text === undefined) {
        console.warn(`No translation of '${key}' in '${data.extensionLocale}'.`);
        return key;
      }
      return fill(text, options);
    },
  };
}

function findText(data: I18nData, key: string, options: Replacements): string | undefined {
  for (const translations of data.translations) {
    const found = key.split('.').reduce<unknown>(memberOf, translations);
    if (typeof found === 'string') return found;
    if (isRecord(found) && typeof options.count === 'number') {
      const form = new Intl.PluralRules(data.extensionLocale).select(options.count);
      const chosen = found[form] ?? found.other;
      if (typeof chosen === 'string') return chosen;
    }
  }
  return undefined;
}

function memberOf(holder: unknown, name: string): unknown {
  return isRecord(holder) ? holder[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function fill(text: string, options: Replacements): string | unknown[] {
  const parts: unknown[] = text.split(/\{\{\s*([\w.-]+)\s*\}\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    return part in options ? options[part] : `{{${part}}}`;
  });
  const plain = parts.every((part) => ['string', 'number', 'bigint'].includes(typeof part));
  return plain ? parts.map(String).join('') : parts.filter((part) => part !== '');
}
