/** Goods and customers as staff look them up. */
import type { Product, Variant } from '../model/catalog.ts';
import { customers, products } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { moneyText } from '../money/money.ts';
import { sayMoney } from '../pages/open-pages.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';

const SHOWN = 24;

/** Words as typed, the last one perhaps not whole: each is looked for, the last as a beginning. */
function typed(query: string) {
  const words = query.toLowerCase().match(/[\p{L}\p{N}@.+-]+/gu) ?? [];
  return parseSearch(
    words.map((word, index) => (index === words.length - 1 ? `${word}*` : word)).join(' '),
  );
}

/** Tiles of the till: products on sale, newest first unless something is looked for. */
export function findGoods(world: World, shop: Shop, query: string) {
  const page = world.store.page(products, shop.id, {
    filter: typed(query),
    sort: query === '' ? 'created_at' : 'title',
    isReversed: query === '',
    limit: SHOWN,
  });
  return page.records.map(({ record }) => ({
    id: record.id,
    title: record.title,
    picture: record.pictures[0]?.src ?? '',
    price: sayMoney(record.variants[0]?.priceMinor ?? 0, shop.currency),
    variants: record.variants.map((variant) => ({
      id: variant.id,
      title: variant.title,
      price: sayMoney(variant.priceMinor, shop.currency),
      isSoldOut: variant.stock !== null && variant.stock <= 0 && !variant.sellsBeyondStock,
    })),
  }));
}

/** Customers whose name or e-mail begins so. */
export function findPeople(world: World, shop: Shop, query: string) {
  const page = world.store.page(customers, shop.id, {
    filter: typed(query),
    sort: 'updated_at',
    isReversed: true,
    limit: 12,
  });
  return page.records.map(({ record }) => ({
    id: record.id,
    name: [record.firstName, record.lastName].filter(Boolean).join(' ') || (record.email ?? ''),
    email: record.email ?? '',
    ordersCount: record.ordersCount,
  }));
}

/** A product in the shape of the till's product search. */
export function tillProduct(product: Product, currency: string) {
  const prices = product.variants.map(({ priceMinor }) => priceMinor);
  return {
    id: product.id,
    createdAt: new Date(product.createdAt).toISOString(),
    updatedAt: new Date(product.updatedAt).toISOString(),
    title: product.title,
    description: product.bodyHtml.replaceAll(/<[^>]*>/g, ' ').trim(),
    descriptionHtml: product.bodyHtml,
    ...(product.pictures[0] ? { featuredImage: product.pictures[0].src } : {}),
    isGiftCard: product.isGiftCard,
    tracksInventory: product.variants.some(({ stock }) => stock !== null),
    vendor: product.vendor,
    minVariantPrice: moneyText(Math.min(...prices), currency),
    maxVariantPrice: moneyText(Math.max(...prices), currency),
    productType: product.productType,
    productCategory: '',
    tags: [...product.tags],
    numVariants: product.variants.length,
    totalInventory: product.variants.reduce((sum, { stock }) => sum + (stock ?? 0), 0),
    variants: product.variants.map((variant, index) =>
      tillVariant(product, variant, { currency, position: index + 1 }),
    ),
    options: product.options.map(({ id, name }, index) => ({
      id,
      name,
      optionValues: [...new Set(product.variants.map(({ options }) => options[index] ?? ''))],
      productId: product.id,
    })),
    hasOnlyDefaultVariant: product.variants.length === 1,
  };
}

function tillVariant(
  product: Product,
  variant: Variant,
  { currency, position }: { currency: string; position: number },
) {
  return {
    id: variant.id,
    createdAt: new Date(variant.createdAt).toISOString(),
    updatedAt: new Date(variant.updatedAt).toISOString(),
    title: variant.title,
    price: moneyText(variant.priceMinor, currency),
    taxable: variant.taxable,
    ...(variant.sku === '' ? {} : { sku: variant.sku }),
    displayName: `${product.title} - ${variant.title}`,
    inventoryIsTracked: variant.stock !== null,
    ...(variant.stock === null ? {} : { inventoryAtAllLocations: variant.stock }),
    inventoryPolicy: variant.sellsBeyondStock ? ('CONTINUE' as const) : ('DENY' as const),
    productId: product.id,
    position,
  };
}
