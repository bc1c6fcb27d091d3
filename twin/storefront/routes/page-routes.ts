/** Pages of the shop: front page, products, collections, search, pages of text. */
import type { Hono } from 'hono';
import { products } from '../../model/kinds.ts';
import { productDrop, findProduct } from '../drops/catalog.ts';
import { collectionDrop, findCollection } from '../drops/collections.ts';
import { drop } from '../drops/lens.ts';
import { ajaxProductJson } from '../drops/product-json.ts';
import { lensOf } from '../rendering/globals.ts';
import type { StorefrontEnv } from '../context.ts';
import { readPage } from '../pages.ts';
import {
  answerNotFound,
  answerPage,
  type Desk,
  htmlAnswer,
  redirectTo,
  sceneOf,
  type Visitor,
  visitorOf,
} from './desk.ts';
import { recommend, searchDrop, suggestJson } from './search.ts';

const SUGGESTIONS_MAX = 10;

export function addPageRoutes(app: Hono<StorefrontEnv>, desk: Desk): void {
  const page = (
    path: string,
    reply: (visitor: Visitor, param: (name: string) => string) => Response,
  ): void => {
    app.get(path, (c) =>
      reply(visitorOf(desk, c.get('shop'), c.req.raw), (name) => c.req.param(name) ?? ''),
    );
  };
  page('/', (visitor) =>
    answerPage(desk, visitor, { template: 'index', title: visitor.shop.name }),
  );
  page('/products/:handle{.+\\.js}', (visitor, param) => {
    const product = findProduct(lensFor(desk, visitor), param('handle').slice(0, -3));
    if (!product) return answerNotFound(desk, visitor);
    return Response.json(ajaxProductJson(visitor.shop, product));
  });
  page('/products/:handle', (visitor, param) => productPage(desk, visitor, param('handle'), null));
  page('/collections', (visitor) =>
    answerPage(desk, visitor, { template: 'list-collections', title: 'Collections' }),
  );
  page('/collections/:collection/products/:handle', (visitor, param) =>
    productPage(desk, visitor, param('handle'), param('collection')),
  );
  page('/collections/:handle/:tags?', (visitor, param) =>
    collectionPage(desk, visitor, param('handle')),
  );
  page('/pages/:handle', (visitor, param) => {
    const found = readPage(visitor.shop, param('handle'));
    if (!found) return answerNotFound(desk, visitor);
    return answerPage(desk, visitor, {
      template: 'page',
      title: found.title,
      globals: (lens) => ({ page: drop(lens, 'page', found) }),
    });
  });
  page('/search', (visitor) => {
    const terms = (visitor.url.searchParams.get('q') ?? '').trim();
    const title = terms === '' ? 'Search' : `Search: ${terms}`;
    const globals: Parameters<typeof answerPage>[2]['globals'] = (lens) => ({
      search: searchDrop(lens, terms),
    });
    return answerPage(desk, visitor, { template: 'search', title, globals });
  });
  page('/search/suggest.json', (visitor) => {
    const { searchParams } = visitor.url;
    const limit = Number(searchParams.get('resources[limit]') ?? SUGGESTIONS_MAX);
    const most = Math.min(SUGGESTIONS_MAX, Math.max(1, limit || SUGGESTIONS_MAX));
    const terms = searchParams.get('q') ?? '';
    return Response.json(suggestJson(lensFor(desk, visitor), terms, most));
  });
  page('/recommendations/products.json', (visitor) => recommendations(desk, visitor, true));
  page('/recommendations/products', (visitor) => recommendations(desk, visitor, false));
  app.post('/localization', (c) => redirectTo(c.req.query('return_to') ?? '/'));
}

const lensFor = (desk: Desk, visitor: Visitor) => lensOf(sceneOf(desk, visitor), 'json');

function productPage(
  desk: Desk,
  visitor: Visitor,
  handle: string,
  within: string | null,
): Response {
  const lens = lensFor(desk, visitor);
  const product = findProduct(lens, handle);
  if (!product) return answerNotFound(desk, visitor);
  const collection = within === null ? null : findCollection(lens, within);
  return answerPage(desk, visitor, {
    template: 'product',
    title: product.title,
    description: product.bodyHtml.replace(/<[^>]*>/g, '').slice(0, 320),
    canonicalPath: `/products/${product.handle}`,
    globals: (own) => ({
      product: productDrop(own, product),
      collection: collection ? collectionDrop(own, collection) : null,
    }),
  });
}

function collectionPage(desk: Desk, visitor: Visitor, handle: string): Response {
  const collection = findCollection(lensFor(desk, visitor), handle);
  if (!collection) return answerNotFound(desk, visitor);
  return answerPage(desk, visitor, {
    template: 'collection',
    title: collection.title,
    description: collection.bodyHtml.replace(/<[^>]*>/g, '').slice(0, 320),
    globals: (lens) => ({ collection: collectionDrop(lens, collection) }),
  });
}

/** Source: shopify.dev/docs/api/ajax/reference/product-recommendations (2026-11-23). */
function recommendations(desk: Desk, visitor: Visitor, isJson: boolean): Response {
  const { searchParams } = visitor.url;
  const lens = lensFor(desk, visitor);
  const id = Number(searchParams.get('product_id'));
  const product = lens.world.store.get(products, visitor.shop.id, id);
  const intent = searchParams.get('intent') ?? 'related';
  if (!product) {
    const description = 'The product_id parameter is not a product of this shop';
    return Response.json({ status: 404, message: 'Not Found', description }, { status: 404 });
  }
  const limit = Math.min(10, Math.max(1, Number(searchParams.get('limit') ?? 10) || 10));
  const found = intent === 'related' ? recommend(lens, product, limit) : [];
  if (isJson) {
    return Response.json({
      intent,
      products: found.map((one) => ajaxProductJson(visitor.shop, one)),
    });
  }
  if (!searchParams.has('section_id')) return htmlAnswer('', 422);
  return answerPage(desk, visitor, {
    template: 'product',
    title: product.title,
    globals: (own) => ({
      product: productDrop(own, product),
      recommendations: drop(own, 'recommendations', {
        intent,
        'performed?': true,
        products: found.map((one) => productDrop(own, one)),
        products_count: found.length,
      }),
    }),
  });
}
