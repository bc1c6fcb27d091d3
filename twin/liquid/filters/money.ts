/**
 * Money. Liquid's prices are hundredths of the currency, also for yen: 100000 is ¥1,000.
 * Source: help.shopify.com/manual/international/currency/currency-formatting and
 * shopify.dev/docs/api/liquid/filters/money (2026-11-23).
 */
import type { FilterCall, FilterTable } from '../filter.ts';
import { isNil } from '../ruby-compare.ts';
import { print } from '../ruby-print.ts';
import { toNumeric } from '../ruby-number.ts';

export const moneyFilters: FilterTable = {
  money: (call) => format(call, call.host.money.format),
  money_amount: ({ input }) => (isNil(input) ? '' : (toNumeric(input).value / 100).toFixed(2)),
  money_with_currency: (call) => format(call, call.host.money.formatWithCurrency),
  money_without_currency: (call) => format(call, amountOnly(call.host.money.format)),
  money_without_trailing_zeros: (call) =>
    format(call, call.host.money.format).replace(/[.,]00(?!\d)/, ''),
  unit_price_with_measurement: (call) => {
    const amount = format(call, amountOnly(call.host.money.format));
    const unit = print(call.args[0]);
    return unit === '' ? amount : `${amount}/${unit}`;
  },
};

type Style = { decimals: number; thousands: string; point: string };

const STYLES: Record<string, Style> = {
  amount: { decimals: 2, thousands: ',', point: '.' },
  amount_no_decimals: { decimals: 0, thousands: ',', point: '.' },
  amount_with_comma_separator: { decimals: 2, thousands: '.', point: ',' },
  amount_no_decimals_with_comma_separator: { decimals: 0, thousands: '.', point: ',' },
  amount_with_apostrophe_separator: { decimals: 2, thousands: "'", point: '.' },
  amount_no_decimals_with_space_separator: { decimals: 0, thousands: ' ', point: ',' },
  amount_with_space_separator: { decimals: 2, thousands: ' ', point: ',' },
  amount_with_period_and_space_separator: { decimals: 2, thousands: ' ', point: '.' },
};

/** Hundredths in a money format; throws for a placeholder Shopify does not know. */
export function formatMoney(hundredths: number, pattern: string): string {
  return pattern.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    const style = STYLES[name];
    if (!style) throw new Error(`unknown money format {{${name}}}`);
    return amount(hundredths, style);
  });
}

function format({ input }: FilterCall, pattern: string): string {
  if (isNil(input) || input === '') return '';
  return formatMoney(toNumeric(input).value, pattern);
}

function amount(hundredths: number, { decimals, thousands, point }: Style): string {
  const [whole = '0', fraction] = (Math.abs(hundredths) / 100).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const sign = hundredths < 0 ? '-' : '';
  return sign + grouped + (fraction === undefined ? '' : point + fraction);
}

function amountOnly(pattern: string): string {
  return /\{\{\s*\w+\s*\}\}/.exec(pattern)?.[0] ?? '{{amount}}';
}
