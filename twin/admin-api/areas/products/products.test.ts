/**
 * The catalogue over the real schema; words and codes of recorded answers in
 * airhorns/shopify-draft-proxy, `fixtures/conformance/…/products/*.json` (read 2026-11); each
 * case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($product: ProductCreateInput!) {
  productCreate(product: $product) {
    product { id title handle vendor tags status hasOnlyDefaultVariant totalInventory
      priceRangeV2 { minVariantPrice { amount currencyCode } maxVariantPrice { amount } }
      options { name position values }
      variants(first: 5) { nodes { id title displayName price selectedOptions { name value } } } }
    userErrors { field message }
  }
}`;

type Made = {
  readonly product: {
    readonly id: string;
    readonly variants: { readonly nodes: readonly { readonly id: string }[] };
  };
};

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});

const create = (product: object) => shop.get(CREATE, { product }).productCreate as never as Made;

const BULK_CREATE = `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkCreate(productId: $id, variants: $variants) {
    productVariants { id title price compareAtPrice sku inventoryQuantity availableForSale }
    product { variantsCount { count } } userErrors { field message code }
  }
}`;

describe('a product made by an app', () => {
  // product-create-parity.json, product-create-input-validation.json
  it('has one variant of its own, and a handle from its title', () => {
    expect(create({ title: 'Café Mug', tags: ['b', 'a'] })).toMatchObject({
      product: {
        title: 'Café Mug',
        handle: 'cafe-mug',
        vendor: 'Test Shop',
        tags: ['a', 'b'],
        status: 'ACTIVE',
        hasOnlyDefaultVariant: true,
        totalInventory: 0,
        priceRangeV2: { minVariantPrice: { amount: '0.0', currencyCode: 'EUR' } },
        options: [{ name: 'Title', position: 1, values: ['Default Title'] }],
        variants: {
          nodes: [
            {
              title: 'Default Title',
              displayName: 'Café Mug - Default Title',
              price: '0.00',
              selectedOptions: [{ name: 'Title', value: 'Default Title' }],
            },
          ],
        },
      },
      userErrors: [],
    });
    expect(create({ title: 'Café Mug' })).toMatchObject({ product: { handle: 'cafe-mug-1' } });
    expect(shop.topics).toContain('products/create');
  });

  // product-create-input-validation.json, product-handle-dedup-parity.json
  it.each([
    [{}, ['title'], "Title can't be blank"],
    [{ title: 'x'.repeat(256) }, ['title'], 'Title is too long (maximum is 255 characters)'],
    [
      { title: 'A', handle: 'taken' },
      ['input', 'handle'],
      "Handle 'taken' already in use. Please provide a new handle.",
    ],
  ])('is refused: %j', (product, field, message) => {
    create({ title: 'Taken' });
    expect(create(product)).toMatchObject({ product: null, userErrors: [{ field, message }] });
  });
});

describe('variants', () => {
  function mug(): Made['product'] {
    return create({
      title: 'Mug',
      productOptions: [{ name: 'Color', values: [{ name: 'Red' }] }],
    }).product;
  }
  const of = (color: string) => ({ optionValues: [{ optionName: 'Color', name: color }] });

  // product-variants-bulk-create-parity.json, product-variants-bulk-update-parity.json
  it('are added with price, number and stock, and changed', () => {
    const { id } = mug();
    const location = `gid://shopify/Location/${shop.shop.locations[0]?.id}`;
    const { productVariantsBulkCreate } = shop.get(BULK_CREATE, {
      id,
      variants: [
        {
          ...of('Blue'),
          price: '24.50',
          compareAtPrice: '30',
          inventoryItem: { sku: 'MUG-BLUE', tracked: true },
          inventoryQuantities: [{ availableQuantity: 3, locationId: location }],
        },
      ],
    });
    expect(productVariantsBulkCreate).toMatchObject({
      productVariants: [
        {
          title: 'Blue',
          price: '24.50',
          compareAtPrice: '30.00',
          sku: 'MUG-BLUE',
          inventoryQuantity: 3,
          availableForSale: true,
        },
      ],
      product: { variantsCount: { count: 2 } },
      userErrors: [],
    });
    const variant = productVariantsBulkCreate?.productVariants?.[0]?.id as never as string;
    const { productVariantsBulkUpdate } = shop.get(
      `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
        productVariantsBulkUpdate(productId: $id, variants: $variants) {
          product { priceRangeV2 { maxVariantPrice { amount } } } userErrors { message }
        }
      }`,
      { id, variants: [{ id: variant, price: '99.90' }] },
    );
    expect(productVariantsBulkUpdate).toMatchObject({
      product: { priceRangeV2: { maxVariantPrice: { amount: '99.9' } } },
    });
    const found = shop.get('{ productVariants(first: 5, query: "sku:MUG-BLUE") { nodes { id } } }');
    expect(found.productVariants?.nodes).toEqual([{ id: variant }]);
  });

  // product-variants-bulk-validation-atomicity.json
  it.each([
    [
      [{ optionValues: [{ optionName: 'Shape', name: 'Round' }] }],
      ['variants', '0', 'optionValues', '0'],
      'Option does not exist',
      'INVALID_INPUT',
    ],
    [
      [of('Blue'), {}],
      ['variants', '1'],
      'You need to add option values for Color',
      'NEED_TO_ADD_OPTION_VALUES',
    ],
  ])('are refused all together: %j', (variants, field, message, code) => {
    const { id } = mug();
    expect(shop.get(BULK_CREATE, { id, variants }).productVariantsBulkCreate).toMatchObject({
      userErrors: [{ field, message, code }],
    });
    const { product } = shop.get(
      'query ($id: ID!) { product(id: $id) { variantsCount { count } } }',
      {
        id,
      },
    );
    expect(product).toEqual({ variantsCount: { count: 1 } });
  });

  // product-variants-bulk-validation-atomicity.json
  it('of another product are not deleted', () => {
    const { id } = mug();
    const payload = shop.get(
      `mutation ($id: ID!) {
        productVariantsBulkDelete(productId: $id, variantsIds: ["gid://shopify/ProductVariant/9"]) {
          userErrors { field code }
        }
      }`,
      { id },
    ).productVariantsBulkDelete;
    expect(payload).toEqual({
      userErrors: [
        {
          field: ['variantsIds', '0'],
          code: 'AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT',
        },
      ],
    });
  });
});

describe('productSet', () => {
  // product-set-parity.json, product-set-duplicate-variants-parity.json
  it('makes a product what it says, variants and all', () => {
    const set = (colors: string[], id: string | null = null) =>
      shop.get(
        `mutation ($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
          productSet(input: $input, identifier: $identifier) {
            product { id variants(first: 9) { nodes { id title } } } userErrors { field message }
          }
        }`,
        {
          identifier: id === null ? null : { id },
          input: {
            title: 'Plate',
            productOptions: [{ name: 'Color', values: colors.map((name) => ({ name })) }],
            variants: colors.map((name) => ({ optionValues: [{ optionName: 'Color', name }] })),
          },
        },
      ).productSet as never as Made;
    const { product } = set(['Red', 'Blue']);
    const again = set(['Blue', 'Green'], product.id);
    expect(again).toMatchObject({
      product: {
        id: product.id,
        variants: {
          nodes: [{ id: product.variants.nodes[1]?.id, title: 'Blue' }, { title: 'Green' }],
        },
      },
    });
    expect(set(['Red', 'Red'])).toMatchObject({
      userErrors: [
        {
          field: ['input', 'variants', '1'],
          message: "The variant 'Red' already exists. Please change at least one option value.",
        },
      ],
    });
  });
});
