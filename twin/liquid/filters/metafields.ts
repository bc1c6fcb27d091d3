/** How metafields print. Source: shopify.dev/docs/api/liquid/filters/metafield_tag (2026-11-23). */
import { attributes, escapeHtml, type FilterTable } from '../filter.ts';
import { Fields } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';
import { listOf } from './lists.ts';
import { toJson } from './json.ts';

export const metafieldFilters: FilterTable = {
  metafield_tag: ({ input }) => {
    const { type, value } = parts(input);
    const text = metafieldText(type, value);
    if (type === 'multi_line_text_field') {
      const lines = escapeHtml(text).replaceAll('\n', '<br>\n');
      return `<span class="metafield-multi_line_text_field">${lines}</span>`;
    }
    if (type === 'list.single_line_text_field') {
      const items = listOf(value).map((item) => `<li>${escapeHtml(item)}</li>`);
      return `<ul class="metafield-${type}">${items.join('')}</ul>`;
    }
    if (type === 'url') {
      return `<a href="${escapeHtml(text)}" class="metafield-url">${escapeHtml(text)}</a>`;
    }
    if (type === 'date' || type === 'date_time') {
      const look = attributes({ datetime: text, class: `metafield-${type}` });
      return `<time${look}>${escapeHtml(text)}</time>`;
    }
    return `<span class="metafield-${type}">${escapeHtml(text)}</span>`;
  },
  metafield_text: ({ input }) => {
    const { type, value } = parts(input);
    return metafieldText(type, value);
  },
};

function parts(input: unknown): { type: string; value: unknown } {
  if (input instanceof Fields && input.name === 'metafield') {
    return { type: print(input.read('type')), value: input.read('value') };
  }
  throw new LiquidRuntimeError('not a metafield');
}

function metafieldText(type: string, value: unknown): string {
  if (type === 'list.single_line_text_field') return listOf(value).map(print).join(', ');
  if (type.startsWith('list.')) {
    throw new LiquidRuntimeError(`metafield_text: ${type} is not supported`);
  }
  return type === 'json' ? toJson(value) : print(value);
}
