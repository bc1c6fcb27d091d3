/** `json` and `structured_data`. */
import { type FilterTable } from '../filter.ts';
import { Fields, readProperty } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';
import { listOf } from './lists.ts';

export const jsonFilters: FilterTable = {
  json: ({ input }) => toJson(input),
  structured_data: ({ input, host }) => {
    if (!(input instanceof Fields) || input.name !== 'product') {
      throw new LiquidRuntimeError('structured_data: only products and articles have it');
    }
    return toJson(structuredProduct(input, host.origin, host.money.currency));
  },
};

/** JSON as Shopify prints it into pages: `<`, `>`, `&` and `/` cannot end a script element. */
export function toJson(value: unknown): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return JSON.stringify(plain(value)).replace(/[<>&/]/g, (sign) => escapes[sign] ?? `\\${sign}`);
}

/** A value without drops; refuses objects that Shopify does not print as JSON. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Fields) {
    const json = value.json();
    if (json === undefined) {
      throw new LiquidRuntimeError(`json not allowed for this object (${value.name})`);
    }
    return plain(json);
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}

function structuredProduct(product: Fields, origin: string, currency: string): unknown {
  const url = origin + print(product.read('url'));
  const variants = listOf(product.read('variants'));
  const base = {
    '@context': 'http://schema.org/',
    name: product.read('title'),
    brand: { '@type': 'Brand', name: product.read('vendor') },
    category: product.read('type'),
    description: print(product.read('description')).replace(/<[^>]*>/g, ''),
  };
  const offers = variants.map((variant) => ({
    '@id': `${print(product.read('url'))}?variant=${print(readProperty(variant, 'id'))}#offer`,
    '@type': 'Offer',
    availability: `http://schema.org/${readProperty(variant, 'available') === true ? 'InStock' : 'OutOfStock'}`,
    price: (Number(readProperty(variant, 'price')) / 100).toFixed(2),
    priceCurrency: currency,
    url: `${url}?variant=${print(readProperty(variant, 'id'))}`,
  }));
  if (offers.length < 2) {
    return {
      ...base,
      '@id': `${print(product.read('url'))}#product`,
      '@type': 'Product',
      offers,
      url,
    };
  }
  const hasVariant = variants.map((variant, index) => ({
    '@id': `${print(product.read('url'))}?variant=${print(readProperty(variant, 'id'))}#variant`,
    '@type': 'Product',
    name: `${print(product.read('title'))} - ${print(readProperty(variant, 'title'))}`,
    sku: readProperty(variant, 'sku'),
    offers: offers[index],
  }));
  const group = `${print(product.read('url'))}#product`;
  return {
    ...base,
    '@id': group,
    '@type': 'ProductGroup',
    hasVariant,
    productGroupID: product.read('id'),
    url,
  };
}
