/** Filters of collections and carts: addresses, tags, items of a variant. */
import { attributes, escapeHtml, type FilterCall, type FilterTable } from '../filter.ts';
import { Fields, readProperty } from '../fields.ts';
import { print } from '../ruby-print.ts';
import { toNumeric } from '../ruby-number.ts';
import { listOf } from './lists.ts';
import { handleize, urlEncode } from './text.ts';
import { link } from './urls.ts';

export const shopListFilters: FilterTable = {
  highlight_active_tag: ({ input, args, host }) => {
    const active = activeTags(host.url).includes(handleize(print(input)));
    return active ? `<span class="${print(args[0]) || 'active'}">${print(input)}</span>` : input;
  },
  item_count_for_variant: ({ input, args }) =>
    cartItems(input)
      .filter((item) => sameId(readProperty(item, 'variant_id'), args[0]))
      .reduce((sum: number, item) => sum + toNumeric(readProperty(item, 'quantity')).value, 0),
  line_items_for: ({ input, args }) => {
    const [wanted] = args;
    if (!(wanted instanceof Fields)) return [];
    const key = wanted.name === 'variant' ? 'variant_id' : 'product_id';
    return cartItems(input).filter((item) => sameId(readProperty(item, key), wanted.read('id')));
  },
  link_to_add_tag: (call) => tagLink(call, (tags, tag) => [...new Set([...tags, tag])]),
  link_to_remove_tag: (call) => tagLink(call, (tags, tag) => tags.filter((one) => one !== tag)),
  link_to_tag: (call) => tagLink(call, (_tags, tag) => [tag]),
  link_to_type: ({ input }) => queryLink('/collections/types', input),
  link_to_vendor: ({ input }) => queryLink('/collections/vendors', input),
  sort_by: ({ input, args }) => {
    const url = print(input);
    return `${url}${url.includes('?') ? '&' : '?'}sort_by=${urlEncode(print(args[0]))}`;
  },
  url_for_type: ({ input }) => `/collections/types?q=${urlEncode(print(input))}`,
  url_for_vendor: ({ input }) => `/collections/vendors?q=${urlEncode(print(input))}`,
  within: ({ input, args }) => {
    const collection = args[0];
    if (!(collection instanceof Fields)) return input;
    return `${print(collection.read('url'))}${print(input)}`;
  },
};

function tagLink(
  { input, args, host, named }: FilterCall,
  change: (tags: string[], tag: string) => string[],
): string {
  const tags = change(activeTags(host.url), handleize(print(args[0] ?? input)));
  const base = host.url.pathname.split('/').slice(0, 3).join('/');
  const title = `Show products matching tag ${print(args[0] ?? input)}`;
  const href = tags.length === 0 ? base : `${base}/${tags.join('+')}`;
  return `<a${attributes({ href, title, ...named })}>${escapeHtml(input)}</a>`;
}

/** `/collections/frontpage/sale+summer` shows what has both tags. */
function activeTags(url: URL): string[] {
  const part = url.pathname.split('/')[3];
  return part === undefined || part === 'products' || part === '' ? [] : part.split('+');
}

function queryLink(path: string, input: unknown): string {
  const name = print(input);
  return link(`${path}?q=${urlEncode(name)}`, escapeHtml(name), { title: name });
}

function cartItems(input: unknown): unknown[] {
  return input instanceof Fields ? listOf(input.read('items')) : [];
}

function sameId(left: unknown, right: unknown): boolean {
  return print(left) === print(right);
}
