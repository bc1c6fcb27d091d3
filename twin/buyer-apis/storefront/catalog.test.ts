/** Products, collections, the shop and metafields as the Storefront API 2026-07 tells them. */
import { isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { products } from '../../model/kinds.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import { dataOf, openBuyerShop, ORIGIN } from '../buyer-fixture.ts';
import { CUSTOMER_REGISTRY } from '../customer-account/customer-registry.ts';
import { STOREFRONT_REGISTRY } from './storefront-registry.ts';

const DEFINE = `mutation ($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) { userErrors { message } }
}`;
const SET = `mutation ($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { message } }
}`;

describe('what is answered', () => {
  it('exists in the schemas', async () => {
    await openBuyerShop();
    const unknown = (name: 'storefront-graphql_2026-07' | 'customer_2026-07', names: string[]) =>
      names.filter((place) => {
        const [typeName = '', field = ''] = place.split('.');
        const type = loadSchema(name).getType(typeName);
        // Types may share resolvers with the Admin API's, which are larger; roots may not.
        if (!isObjectType(type)) return true;
        const isRoot = typeName === 'QueryRoot' || typeName === 'Mutation';
        return isRoot && type.getFields()[field] === undefined;
      });
    const storefront = [...STOREFRONT_REGISTRY.names()];
    expect(unknown('storefront-graphql_2026-07', storefront)).toEqual([]);
    expect(unknown('customer_2026-07', [...CUSTOMER_REGISTRY.names()])).toEqual([]);
  });
});

describe('the catalogue', () => {
  // https://shopify.dev/docs/api/storefront/latest/queries/products (2026-11-23)
  it('tells products with prices, variants and pages', async () => {
    const { storefront } = await openBuyerShop();
    const { products: page } = dataOf(
      storefront(`{ products(first: 1, sortKey: PRICE, reverse: true) {
        nodes { id handle availableForSale onlineStoreUrl
          priceRange { minVariantPrice { amount currencyCode } }
          variants(first: 1) { nodes { id price { amount } quantityRule { minimum } } } }
        pageInfo { hasNextPage } } }`),
    );
    expect(page).toEqual({
      nodes: [
        {
          id: 'gid://shopify/Product/600',
          handle: 'plate',
          availableForSale: true,
          onlineStoreUrl: `${ORIGIN}/products/plate`,
          priceRange: { minVariantPrice: { amount: '20.0', currencyCode: 'EUR' } },
          variants: {
            nodes: [
              {
                id: 'gid://shopify/ProductVariant/601',
                price: { amount: '20.0' },
                quantityRule: { minimum: 1 },
              },
            ],
          },
        },
      ],
      pageInfo: { hasNextPage: true },
    });
  });

  it('hides drafts from pages, handles, search and nodes', async () => {
    const { admin, storefront } = await openBuyerShop();
    const { world, shop } = admin;
    const plate = world.store.get(products, shop.id, 600);
    if (plate === null) throw new Error('There is no plate.');
    world.store.put(products, shop.id, { ...plate, status: 'DRAFT' });
    expect(
      dataOf(
        storefront(`{ products(first: 9) { nodes { handle } } product(handle: "plate") { id }
          search(query: "plate", first: 9) { totalCount }
          node(id: "gid://shopify/Product/600") { id } }`),
      ),
    ).toEqual({
      products: { nodes: [{ handle: 'mug' }] },
      product: null,
      search: { totalCount: 0 },
      node: null,
    });
  });

  it('recommends other products, and null for what there is not', async () => {
    // https://shopify.dev/docs/api/storefront/latest/queries/productRecommendations (2026-11-23)
    const { storefront } = await openBuyerShop();
    expect(
      dataOf(
        storefront(`{ near: productRecommendations(productHandle: "mug") { handle }
          none: productRecommendations(productHandle: "cup") { handle } }`),
      ),
    ).toEqual({ near: [{ handle: 'plate' }], none: null });
  });

  it('fails by its name where the twin has nothing', async () => {
    const { storefront, notImplemented } = await openBuyerShop();
    const { errors } = storefront('{ menu(handle: "main-menu") { title } }');
    expect(errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
    storefront('{ publicApiVersions { handle } }');
    expect(notImplemented).toEqual(['Storefront API: QueryRoot.publicApiVersions']);
  });

  it('tells the shop and its only market', async () => {
    const { storefront } = await openBuyerShop();
    expect(
      dataOf(
        storefront(`query @inContext(country: FR) { shop { name primaryDomain { url } }
          localization { country { isoCode currency { isoCode } } language { isoCode } } }`),
      ),
    ).toEqual({
      shop: { name: 'Test Shop', primaryDomain: { url: ORIGIN } },
      localization: {
        country: { isoCode: 'DE', currency: { isoCode: 'EUR' } },
        language: { isoCode: 'EN' },
      },
    });
  });
});

describe('metafields', () => {
  const READ = `{ product(handle: "mug") {
    open: metafield(namespace: "$app", key: "glaze") { value type list namespace }
    unsaid: metafield(key: "glaze") { value }
    closed: metafield(namespace: "$app", key: "cost") { value }
    all: metafields(identifiers: [{ key: "glaze" }, { key: "cost" }]) { key } } }`;

  async function openWithMetafields() {
    const shop = await openBuyerShop();
    const type = 'single_line_text_field';
    const ownerId = 'gid://shopify/Product/500';
    for (const [key, storefront] of [
      ['glaze', 'PUBLIC_READ'],
      ['cost', 'NONE'],
    ]) {
      const access = { storefront };
      const definition = { key, name: key, type, ownerType: 'PRODUCT', namespace: '$app', access };
      shop.admin.get(DEFINE, { definition });
      shop.admin.get(SET, { metafields: [{ ownerId, namespace: '$app', key, value: 'x' }] });
    }
    return shop;
  }

  // https://shopify.dev/docs/apps/build/metafields/permissions (2026-11-23)
  it('are told where the definition opens them, and null elsewhere', async () => {
    const { admin, storefront } = await openWithMetafields();
    const namespace = `app--${admin.app.id}`;
    expect(dataOf(storefront(READ)).product).toEqual({
      open: { value: 'x', type: 'single_line_text_field', list: false, namespace },
      unsaid: { value: 'x' },
      closed: null,
      all: [{ key: 'glaze' }, null],
    });
  });

  // https://shopify.dev/docs/api/storefront: metafields and tags need a token (2026-11-23)
  it('are not told without a token, nor are tags', async () => {
    const { tokenless } = await openWithMetafields();
    const codes = (document: string) =>
      tokenless(document).errors?.map(({ extensions }) => extensions?.code);
    expect(codes(READ)).toContain('ACCESS_DENIED');
    expect(codes('{ product(handle: "mug") { tags } }')).toEqual(['ACCESS_DENIED']);
    expect(dataOf(tokenless('{ product(handle: "mug") { title } }')).product?.title).toBe('Mug');
  });
});
