/** The shop's goods, as its past orders name them, and the collections they are shown in. */
import type { Collection, CollectionRules, Picture, Product, Variant } from '../model/catalog.ts';
import { worthMinor } from '../money/money.ts';
import type { Trade } from '../trade-file/match-returns.ts';
import { SHAPES } from './shapes.ts';

export type CatalogOptions = {
  readonly currency: string;
  /** Added to the file's instants, ms. */
  readonly shiftMs: number;
  readonly nextId: () => number;
};

type Good = { code: string; titles: Map<string, number>; price: string; firstAt: number };

const VENDORS = ['Alder & Quill', 'Harbour Goods', 'Tin & Thistle', 'Northlight Press', 'Old Loom'];

/** Title → the words by which a smart collection finds its goods. */
const COLLECTIONS: readonly (readonly [title: string, words: readonly string[]])[] = [
  ['Lights & candles', ['light', 'candle', 'lantern']],
  ['Bags', ['bag']],
  ['Kitchen & tea', ['mug', 'tea', 'cake', 'bowl', 'kitchen']],
  ['Hearts', ['heart']],
  ['Christmas', ['christmas', 'xmas', 'reindeer']],
  ['Cards & paper', ['card', 'wrap', 'paper']],
  ['Garden', ['garden', 'flower', 'bird']],
];

/** One product for each product code, titled as most invoices title it, at its latest price. */
export function inventProducts(trade: Trade, options: CatalogOptions): Product[] {
  const goods = new Map<string, Good>();
  for (const order of trade.orders) {
    for (const line of order.lines) {
      const good = goods.get(line.stockCode) ?? {
        code: line.stockCode,
        titles: new Map<string, number>(),
        price: line.price,
        firstAt: order.at,
      };
      if (line.description !== '') {
        good.titles.set(line.description, (good.titles.get(line.description) ?? 0) + 1);
      }
      good.price = line.price;
      goods.set(line.stockCode, good);
    }
  }
  const handles = new Set<string>();
  return [...goods.values()].map((good) => productOf(good, handles, options));
}

function productOf(good: Good, handles: Set<string>, options: CatalogOptions): Product {
  const title = sentenceCase([...good.titles].sort((a, b) => b[1] - a[1])[0]?.[0] ?? good.code);
  const handle = freeHandle(title, handles);
  const at = good.firstAt + options.shiftMs;
  const shape = SHAPES.find(({ words }) => words.test(title.toLowerCase()));
  const type = /\\b\((\w+)/.exec(shape?.words.source ?? '')?.[1] ?? 'gift';
  const picture = pictureOf(handle, title, options);
  return {
    id: options.nextId(),
    title,
    handle,
    bodyHtml: `<p>${title}, from a shop that has sold it for a year.</p>`,
    vendor: VENDORS[good.code.charCodeAt(4) % VENDORS.length] ?? 'Alder & Quill',
    productType: sentenceCase(type),
    tags: [type],
    status: 'ACTIVE',
    isGiftCard: false,
    options: [{ id: options.nextId(), name: 'Title' }],
    variants: [
      variantOf(
        { title: 'Default Title', sku: good.code, priceMinor: priceOf(good, options), at },
        options,
      ),
    ],
    pictures: [picture],
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
  };
}

const priceOf = (good: Good, { currency }: CatalogOptions) =>
  Math.max(1, worthMinor(good.price, 1, currency));

function variantOf(
  given: Pick<Variant, 'title' | 'sku' | 'priceMinor'> & { at: number; isCard?: boolean },
  { nextId }: CatalogOptions,
): Variant {
  const { title, sku, priceMinor, at, isCard = false } = given;
  return {
    id: nextId(),
    title,
    sku,
    barcode: null,
    priceMinor,
    compareAtMinor: null,
    options: title.split(' / '),
    taxable: !isCard,
    requiresShipping: !isCard,
    grams: isCard ? 0 : 250,
    inventoryItemId: nextId(),
    stock: null,
    sellsBeyondStock: false,
    pictureId: null,
    createdAt: at,
    updatedAt: at,
  };
}

/** What the file does not sell and a shop of today does: gift cards, and sizes to choose from. */
export function inventExtras(at: number, options: CatalogOptions): Product[] {
  const made = (
    title: string,
    names: readonly string[],
    variants: readonly Parameters<typeof variantOf>[0][],
    more: Partial<Product>,
  ): Product => ({
    id: options.nextId(),
    title,
    handle: title.toLowerCase().replaceAll(/\W+/g, '-'),
    bodyHtml: '',
    vendor: 'Alder & Quill',
    productType: 'Gift',
    tags: [],
    status: 'ACTIVE',
    isGiftCard: false,
    options: names.map((name) => ({ id: options.nextId(), name })),
    variants: variants.map((variant) => variantOf(variant, options)),
    pictures: [pictureOf(title.toLowerCase().replaceAll(/\W+/g, '-'), title, options)],
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
    ...more,
  });
  const amounts = [1000, 2500, 5000, 10_000];
  const sizes = ['Small', 'Medium', 'Large'].flatMap((size) =>
    ['Oat', 'Forest'].map((colour) => `${size} / ${colour}`),
  );
  return [
    made(
      'Gift card',
      ['Denomination'],
      amounts.map((priceMinor) => ({
        title: `£${priceMinor / 100}.00`,
        sku: '',
        priceMinor,
        at,
        isCard: true,
      })),
      {
        isGiftCard: true,
        productType: 'Gift card',
        bodyHtml: '<p>Sent by e-mail, never out of date.</p>',
      },
    ),
    made(
      'Linen apron',
      ['Size', 'Colour'],
      sizes.map((title, index) => ({ title, sku: `APRON-${index + 1}`, priceMinor: 2450, at })),
      { tags: ['new', 'kitchen'], bodyHtml: '<p>Washed linen, two deep pockets.</p>' },
    ),
  ];
}

/** The smart collections, and one with everything that sells best on the front page. */
export function inventCollections(
  products: readonly Product[],
  { sold, at, nextId }: { sold: ReadonlyMap<number, number>; at: number; nextId: () => number },
): Collection[] {
  const best = [...products]
    .sort((a, b) => (sold.get(b.id) ?? 0) - (sold.get(a.id) ?? 0))
    .map(({ id }) => id);
  const collection = (title: string, more: Partial<Collection>): Collection => ({
    id: nextId(),
    title,
    handle: title.toLowerCase().replaceAll(/\W+/g, '-'),
    bodyHtml: '',
    picture: null,
    sortOrder: 'BEST_SELLING',
    rules: null,
    productIds: [],
    updatedAt: at,
    publishedAt: at,
    ...more,
  });
  const front = collection('Home page', {
    handle: 'frontpage',
    sortOrder: 'MANUAL',
    productIds: best.slice(0, 12),
  });
  const smart = COLLECTIONS.map(([title, words]) => {
    const rules: CollectionRules = {
      any: true,
      rules: words.map((condition) => ({ column: 'TITLE', relation: 'CONTAINS', condition })),
    };
    const matching = new Set(
      products
        .filter((product) => words.some((one) => product.title.toLowerCase().includes(one)))
        .map(({ id }) => id),
    );
    return collection(title, { rules, productIds: best.filter((id) => matching.has(id)) });
  });
  return [front, ...smart];
}

function pictureOf(handle: string, title: string, { nextId }: CatalogOptions): Picture {
  return { id: nextId(), src: `/cdn/products/${handle}.svg`, alt: title, width: 600, height: 600 };
}

function freeHandle(title: string, taken: Set<string>): string {
  const base = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  let handle = base === '' ? 'product' : base;
  for (let count = 1; taken.has(handle); count += 1) handle = `${base}-${count}`;
  taken.add(handle);
  return handle;
}

/** `WHITE  MUG ` → `White mug`. */
function sentenceCase(text: string): string {
  const plain = text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
