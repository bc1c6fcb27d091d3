/** Filters that write HTML from other things: words, paginations, form errors, addresses. */
import { escapeHtml, type FilterCall, type FilterTable } from '../filter.ts';
import { Fields, readProperty } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { isNil } from '../ruby-compare.ts';
import { print } from '../ruby-print.ts';
import { toNumeric } from '../ruby-number.ts';
import { listOf } from './lists.ts';
import { link } from './urls.ts';

export const htmlFilters: FilterTable = {
  default: ({ input, args, named }) => {
    const off = input === false && named.allow_false === true;
    const empty = isNil(input) || input === '' || (Array.isArray(input) && input.length === 0);
    return (empty || input === false) && !off ? args[0] : input;
  },
  default_errors: ({ input }) => {
    const lines = listOf(input).map((field) => {
      const message =
        input instanceof Fields ? readProperty(input.read('messages'), print(field)) : '';
      return `<li>${escapeHtml(message)}</li>`;
    });
    return lines.length === 0 ? '' : `<div class="errors"><ul>${lines.join('')}</ul></div>`;
  },
  default_pagination: ({ input, named }) => pagination(input, named),
  format_address: ({ input }) => {
    const keys = ['name', 'company', 'address1', 'address2', 'zip', 'city', 'province', 'country'];
    const lines = keys.map((key) => print(readProperty(input, key))).filter((line) => line !== '');
    return `<p>${lines.map(escapeHtml).join('<br>')}</p>`;
  },
  highlight: ({ input, args }) => {
    const word = print(args[0]).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (word === '') return print(input);
    return print(input).replace(
      new RegExp(word, 'gi'),
      (found) => `<strong class="highlight">${found}</strong>`,
    );
  },
  payment_button: () => '<div data-shopify="payment-button" class="shopify-payment-button"></div>',
  t: translate,
  translate,
  weight_with_unit: ({ input, args }) => {
    const unit = print(args[0]) || 'kg';
    const grams = { g: 1, kg: 1000, oz: 28.349523125, lb: 453.59237 }[unit];
    if (grams === undefined) throw new LiquidRuntimeError(`weight_with_unit: no unit '${unit}'`);
    return `${Number((toNumeric(input).value / grams).toFixed(2))} ${unit}`;
  },
};

const PLURALS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

/**
 * Words of a key with their places filled in. Keys ending in `_html` are HTML and keep it; what is
 * filled in is always escaped. shopify.dev/docs/storefronts/themes/architecture/locales
 * /storefront-locale-files#usage (2026-11-23).
 */
function translate({ input, named, host }: FilterCall): string {
  const key = print(input);
  let words = host.translate(key);
  if (isWords(words)) {
    const rule = new Intl.PluralRules('en').select(toNumeric(named.count).value);
    words = words[rule] ?? words.other;
  }
  if (typeof words !== 'string') return `Translation missing: en.${key}`;
  const isHtml = /(^|[._])html$/.test(key);
  const filled = words.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) =>
    isHtml ? escapeHtml(named[name]) : print(named[name]),
  );
  return isHtml ? filled : escapeHtml(filled);
}

function isWords(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).every((k) => PLURALS.has(k))
  );
}

function pagination(input: unknown, named: Readonly<Record<string, unknown>>): string {
  if (!(input instanceof Fields) || input.name !== 'paginate') {
    throw new LiquidRuntimeError('default_pagination: needs the paginate object');
  }
  const step = (part: unknown, label: string, className: string): string =>
    part instanceof Fields
      ? `<span class="${className}">${link(print(part.read('url')), label)}</span>`
      : '';
  const pages = listOf(input.read('parts')).map((part) => {
    const title = print(readProperty(part, 'title'));
    if (readProperty(part, 'is_link') === true) return step(part, title, 'page');
    const current = title === print(input.read('current_page'));
    return `<span class="${current ? 'page current' : 'deco'}">${title}</span>`;
  });
  const previous = print(named.previous) || '&laquo; Previous';
  const next = print(named.next) || 'Next &raquo;';
  return [
    step(input.read('previous'), previous, 'prev'),
    ...pages,
    step(input.read('next'), next, 'next'),
  ].join(' ');
}
