/** Addresses of files, and the tags that load them. */
import { attributes, escapeHtml, type FilterCall, type FilterTable, required } from '../filter.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { isNil } from '../ruby-compare.ts';
import { print } from '../ruby-print.ts';

// shopify.dev/docs/api/liquid/filters/inline_asset_content (2026-11-23).
const INLINE_BYTES_MAX = 15 * 1024;

export const urlFilters: FilterTable = {
  asset_img_url: ({ input, host }) => host.assetUrl(print(input)),
  asset_url: ({ input, host }) => host.assetUrl(print(input)),
  file_img_url: ({ input, host }) => host.fileUrl(print(input)),
  file_url: ({ input, host }) => host.fileUrl(print(input)),
  inline_asset_content: ({ input, host }) => {
    const text = host.readAsset(print(input));
    if (text === undefined) {
      throw new LiquidRuntimeError(`inline_asset_content: no asset ${print(input)}`);
    }
    if (!/\.(svg|js|css)$/.test(print(input))) {
      throw new LiquidRuntimeError('inline_asset_content: only SVG, JS and CSS can stand inline');
    }
    if (Buffer.byteLength(text) > INLINE_BYTES_MAX) {
      throw new LiquidRuntimeError('inline_asset_content: the asset is larger than 15 KB');
    }
    return text;
  },
  link_to: (call) => {
    const [url, title] = [required(call), call.args[1]];
    const named = { ...(isNil(title) ? {} : { title }), ...call.named };
    return link(print(url), print(call.input), named);
  },
  preload_tag: ({ input, named }) => {
    if (isNil(named.as)) throw new LiquidRuntimeError('preload_tag: as is required');
    return `<link${attributes({ href: input, rel: 'preload', ...named })}>`;
  },
  script_tag: ({ input, named }) => `<script${attributes({ src: input, ...named })}></script>`,
  stylesheet_tag: ({ input, named }) => {
    const { preload: _preload, ...rest } = named;
    const look = { href: input, rel: 'stylesheet', type: 'text/css', media: 'all', ...rest };
    return `<link${attributes(look)}>`;
  },
};

/** Filters of text that make links to the customer's pages. */
export const customerFilters: FilterTable = {
  avatar: () => '',
  customer_login_link: (call) => customerLink(call, '/account/login', 'customer_login_link'),
  customer_logout_link: (call) => customerLink(call, '/account/logout', 'customer_logout_link'),
  customer_register_link: (call) =>
    customerLink(call, '/account/register', 'customer_register_link'),
};

/** An anchor; the text stands as it is, because the filter's input may be HTML. */
export function link(href: string, text: string, named: Record<string, unknown> = {}): string {
  return `<a${attributes({ href, ...named })}>${text}</a>`;
}

function customerLink({ input }: FilterCall, href: string, id: string): string {
  return link(href, escapeHtml(input), { id });
}
