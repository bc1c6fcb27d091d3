/** Products: the list, and what each is made of. */
import { Hono } from 'hono';
import type { Product } from '../model/catalog.ts';
import { collections, metafields, products } from '../model/kinds.ts';
import { sum } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import type { AdminOptions } from './admin-options.ts';
import { readListPage } from './page-cursor.ts';
import { sayCount, sayDay, sayMoney, sayStatus } from './say.ts';
import { shopPage } from './shop-page.ts';

/** Below `/store/:shop`. */
export function productRoutes(options: AdminOptions): Hono {
  const { world, storefrontOrigin } = options;
  const routes = new Hono();

  routes.get(
    '/products',
    shopPage(options, ({ shop, url, page }) => {
      const by = { shopId: shop.id, sort: 'title', isReversed: false };
      const list = readListPage(world, products, by, url);
      return page('products', 'Products', 'products', {
        list: { ...list, records: undefined },
        rows: list.records.map((product) => describeRow(product, shop, storefrontOrigin)),
      });
    }),
  );

  routes.get(
    '/products/:id',
    shopPage(options, ({ shop, page, param, notFound }) => {
      const product = world.store.get(products, shop.id, Number(param('id')));
      if (!product) return notFound('product');
      return page('products', product.title, 'product', {
        product: describeProduct(product, shop, storefrontOrigin),
        collections: world.store
          .find(collections, shop.id, 'product_id', product.id)
          .map(({ title }) => title),
        metafields: world.store
          .find(metafields, shop.id, 'owner', `Product/${product.id}`)
          .map(({ namespace, key, type, value }) => ({ name: `${namespace}.${key}`, type, value })),
      });
    }),
  );
  return routes;
}

function describeRow(product: Product, shop: Shop, storefrontOrigin: string) {
  const [picture] = product.pictures;
  const tracked = product.variants.filter(({ stock }) => stock !== null);
  const stock = sum(tracked, (variant) => variant.stock ?? 0);
  return {
    href: `/store/${shop.handle}/products/${product.id}`,
    title: product.title,
    picture: picture ? { src: pictureUrl(picture.src, storefrontOrigin), alt: picture.alt } : null,
    status: sayStatus(product.status),
    stock: tracked.length === 0 ? 'Not tracked' : `${stock.toLocaleString('en-GB')} in stock`,
    isSoldOut: tracked.length > 0 && stock <= 0,
    variants: sayCount(product.variants.length, 'variant'),
    type: product.productType,
    vendor: product.vendor,
    price: sayMoney(product.variants[0]?.priceMinor ?? 0, shop),
  };
}

function describeProduct(product: Product, shop: Shop, storefrontOrigin: string) {
  return {
    ...describeRow(product, shop, storefrontOrigin),
    id: product.id,
    words: product.bodyHtml.replaceAll(/<[^>]+>/g, ' ').trim(),
    tags: product.tags,
    since: sayDay(product.createdAt, shop),
    storefront:
      product.status === 'ACTIVE' ? `${storefrontOrigin}/products/${product.handle}` : null,
    pictures: product.pictures.map(({ src, alt }) => ({
      src: pictureUrl(src, storefrontOrigin),
      alt,
    })),
    rows: product.variants.map((variant) => ({
      title: variant.title === 'Default Title' ? product.title : variant.title,
      sku: variant.sku,
      price: sayMoney(variant.priceMinor, shop),
      compareAt: variant.compareAtMinor === null ? null : sayMoney(variant.compareAtMinor, shop),
      stock: variant.stock === null ? 'Not tracked' : variant.stock.toLocaleString('en-GB'),
    })),
  };
}

/** Pictures lie in the online store. */
export function pictureUrl(src: string, storefrontOrigin: string): string {
  return src.startsWith('/') ? `${storefrontOrigin}${src}` : src;
}
