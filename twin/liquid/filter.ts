/** How a filter of ours is written: one call with everything it may need, one value back. */
import type { LiquidHost } from './host.ts';
import { LiquidRuntimeError } from './fault.ts';
import { print } from './ruby-print.ts';

export type FilterCall = {
  input: unknown;
  /** Arguments without a name, in order. */
  args: readonly unknown[];
  /** Arguments with a name: `image_url: width: 400`. */
  named: Readonly<Record<string, unknown>>;
  host: LiquidHost;
};

export type ShopifyFilter = (call: FilterCall) => unknown;
export type FilterTable = Readonly<Record<string, ShopifyFilter>>;

/** A filter of text: gets the printed input and the printed arguments. */
export function ofText(work: (text: string, ...args: string[]) => unknown): ShopifyFilter {
  return ({ input, args }) => work(print(input), ...args.map(print));
}

/** Refuses a call without its argument, as Ruby does for a missing parameter. */
export function required(call: FilterCall, index = 0): unknown {
  if (call.args.length <= index) {
    const given = call.args.length + 1;
    throw new LiquidRuntimeError(
      `wrong number of arguments (given ${given}, expected ${index + 2})`,
    );
  }
  return call.args[index];
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML, as Ruby's CGI.escapeHTML writes it. */
export function escapeHtml(value: unknown): string {
  return print(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** Attributes of a tag, in the order given; nil and false leave one out. */
export function attributes(named: Readonly<Record<string, unknown>>): string {
  return Object.entries(named)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}
