/**
 * Pages of a room, out of its folder of Liquid files. Everything printed is escaped; what is HTML
 * already says so with `| raw`. A name that is not there is an error, not an empty place.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Liquid } from 'liquidjs';
import { moneyText } from '../money/money.ts';

export type Pages = {
  /** HTML of `<name>.liquid`. Throws where a variable, filter or file is missing. */
  readonly render: (name: string, data: Readonly<Record<string, unknown>>) => string;
  /** As `render`, answered as a page of HTML. */
  readonly respond: (
    name: string,
    data: Readonly<Record<string, unknown>>,
    status?: number,
  ) => Response;
};

/** Pages in `folder`, an absolute path. */
export function openPages(folder: string): Pages {
  const liquid = new Liquid({
    root: folder,
    extname: '.liquid',
    outputEscape: 'escape',
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    jsTruthy: true,
    cache: true,
  });
  liquid.registerFilter('price', (minor: number, currency: string) => sayMoney(minor, currency));
  liquid.registerFilter('day', (at: number, zone: string) => sayDay(at, zone));
  liquid.registerFilter('moment', (at: number, zone: string) => sayMoment(at, zone));
  // JSON inside a script element must not be able to end it.
  liquid.registerFilter('script_json', {
    handler: (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c'),
    raw: true,
  });
  const render: Pages['render'] = (name, data) => liquid.renderFileSync(name, data) as string;
  return {
    render,
    respond: (name, data, status = 200) =>
      new Response(render(name, data), {
        status,
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
      }),
  };
}

/** The base stylesheet, to be put into a page's head. */
export const BASE_CSS = readFileSync(join(import.meta.dirname, 'base.css'), 'utf8');

/** `1250`, `GBP` → `£12.50`, as a shop writes it in English. */
export function sayMoney(minor: number, currency: string): string {
  const text = moneyText(Math.abs(minor), currency);
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const symbol = SYMBOLS[currency] ?? `${currency} `;
  const decimals = fraction === undefined ? '' : `.${fraction}`;
  return `${minor < 0 ? '−' : ''}${symbol}${grouped}${decimals}`;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  GBP: '£',
  EUR: '€',
  USD: '$',
  JPY: '¥',
  PLN: 'zł ',
};

/** `23 Nov 2026` in the zone of the shop. */
function sayDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone }).format(at);
}

/** `23 Nov 2026, 14:05` in the zone of the shop. */
export function sayMoment(at: number, zone: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone } as const;
  return new Intl.DateTimeFormat('en-GB', style).format(at);
}
