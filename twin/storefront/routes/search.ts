/** Finding products: the search page, suggestions while typing, and what goes with a product. */
import type { Product } from '../../model/catalog.ts';
import { collections } from '../../model/kinds.ts';
import type { Shop } from '../../model/shop.ts';
import { decimalsOf } from '../../money/currency.ts';
import { isAvailable, productDrop } from '../drops/catalog.ts';
import { productsOnSale } from '../drops/collections.ts';
import { drop, type Lens } from '../drops/lens.ts';
import type { Fields } from '../../liquid/fields.ts';

/** Products with every word of the terms, those with them in the title first. */
function searchProducts(lens: Lens, terms: string): Product[] {
  const words = terms.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = productsOnSale(lens).flatMap((product) => {
    const title = product.title.toLowerCase();
    const rest = [product.vendor, product.productType, ...product.tags]
      .concat(product.variants.flatMap(({ title: name, sku }) => [name, sku]))
      .join(' ')
      .toLowerCase();
    const hits = words.map((word) => (title.includes(word) ? 2 : rest.includes(word) ? 1 : 0));
    return hits.includes(0) ? [] : [{ product, score: hits.reduce((a: number, b) => a + b, 0) }];
  });
  return found.sort((a, b) => b.score - a.score).map(({ product }) => product);
}

/** The `search` object. */
export function searchDrop(lens: Lens, terms: string): Fields {
  let cache: Product[] | undefined;
  const results = (): Product[] => (cache ??= searchProducts(lens, terms));
  return drop(lens, 'search', {
    default_sort_by: 'relevance',
    filters: [],
    performed: terms !== '',
    results: () => results().map((one) => productDrop(lens, one)),
    results_count: () => results().length,
    sort_by: 'relevance',
    sort_options: [drop(lens, 'sort_option', { value: 'relevance', name: 'Relevance' })],
    terms,
    types: ['product'],
  });
}

/** Products of the same kind, nearest first: shared collections, type, tags, vendor. */
export function recommend(
  lens: Pick<Lens, 'world' | 'shop'>,
  product: Product,
  limit: number,
): Product[] {
  const mates = new Set(
    lens.world.store
      .find(collections, lens.shop.id, 'product_id', product.id)
      .flatMap(({ productIds }) => productIds),
  );
  const score = (one: Product): number =>
    (mates.has(one.id) ? 4 : 0) +
    (one.productType === product.productType ? 3 : 0) +
    (one.vendor === product.vendor ? 1 : 0) +
    one.tags.filter((tag) => product.tags.includes(tag)).length;
  return productsOnSale(lens)
    .filter((one) => one.id !== product.id && one.variants.some(isAvailable))
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => b.score - a.score || a.one.id - b.one.id)
    .slice(0, limit)
    .map(({ one }) => one);
}

/** `/search/suggest.json`. Source: shopify.dev/docs/api/ajax/reference/predictive-search. */
export function suggestJson(lens: Lens, terms: string, limit: number): unknown {
  const words = terms.toLowerCase();
  const found = [...lens.world.store.each(collections, lens.shop.id)].filter(
    (one) => one.publishedAt !== null && one.title.toLowerCase().includes(words),
  );
  return {
    resources: {
      results: {
        queries: [],
        products: searchProducts(lens, terms)
          .slice(0, limit)
          .map((one) => suggestion(lens.shop, one)),
        collections: found.slice(0, limit).map((one) => ({
          body: one.bodyHtml,
          handle: one.handle,
          id: one.id,
          published_at: new Date(one.publishedAt ?? 0).toISOString(),
          title: one.title,
          url: `/collections/${one.handle}`,
          featured_image: { alt: null, aspect_ratio: null, height: null, url: null, width: null },
        })),
        pages: [],
        articles: [],
      },
    },
  };
}

function suggestion(shop: Shop, product: Product): unknown {
  const price = (minor: number): string =>
    (minor / 10 ** decimalsOf(shop.currency)).toFixed(decimalsOf(shop.currency));
  const prices = product.variants.map((one) => one.priceMinor);
  const compared = product.variants.map((one) => one.compareAtMinor ?? 0);
  const picture = product.pictures[0];
  return {
    available: product.variants.some(isAvailable),
    body: product.bodyHtml,
    compare_at_price_max: price(Math.max(...compared)),
    compare_at_price_min: price(Math.min(...compared)),
    handle: product.handle,
    id: product.id,
    image: picture?.src ?? null,
    price: price(Math.min(...prices)),
    price_max: price(Math.max(...prices)),
    price_min: price(Math.min(...prices)),
    tags: product.tags,
    title: product.title,
    type: product.productType,
    url: `/products/${product.handle}`,
    variants: [],
    vendor: product.vendor,
    featured_image: picture
      ? {
          alt: picture.alt,
          aspect_ratio: picture.width / picture.height,
          height: picture.height,
          url: picture.src,
          width: picture.width,
        }
      : { alt: null, aspect_ratio: null, height: null, url: null, width: null },
  };
}
