/**
 * Stock, collections and publishing over the real schema; words and codes of recorded answers in
 * airhorns/shopify-draft-proxy, `fixtures/conformance/…/products/*.json` (read 2026-11); each
 * case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($product: ProductCreateInput!) {
  productCreate(product: $product) { product { id } userErrors { field message } }
}`;

type Made = {
  readonly product: { readonly id: string };
};

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});

const create = (product: object) => shop.get(CREATE, { product }).productCreate as never as Made;

describe('stock', () => {
  // inventory-quantity-contracts-2026-04.json, inventorySetQuantities-name-validation.json
  it('is set and adjusted at the shop’s location, and told of', () => {
    const { id } = create({ title: 'Mug' }).product;
    const item = shop.get(
      `query ($id: ID!) {
        product(id: $id) { variants(first: 1) { nodes { inventoryItem { id } } } }
      }`,
      { id },
    ).product?.variants?.nodes?.[0]?.inventoryItem?.id;
    const locationId = `gid://shopify/Location/${shop.shop.locations[0]?.id}`;
    const set = (name: string, quantity: number) =>
      shop.get(
        `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { reason changes { name delta } }
            userErrors { field code message }
          }
        }`,
        {
          key: `${name}${quantity}`,
          input: {
            name,
            reason: 'correction',
            quantities: [{ inventoryItemId: item, locationId, quantity, changeFromQuantity: null }],
          },
        },
      ).inventorySetQuantities;
    expect(set('available', 5)).toMatchObject({
      inventoryAdjustmentGroup: { changes: [{ name: 'available', delta: 5 }] },
    });
    expect(set('reserved', 5)).toMatchObject({
      userErrors: [
        {
          field: ['input', 'name'],
          code: 'INVALID_NAME',
          message: "The quantity name must be either 'available' or 'on_hand'.",
        },
      ],
    });
    expect(shop.topics).toContain('inventory_levels/update');
    const read = shop.get(
      `query ($id: ID!) { inventoryItem(id: $id) { tracked
        inventoryLevels(first: 1) { nodes {
          location { id } quantities(names: ["available"]) { quantity }
        } }
      } }`,
      { id: item },
    );
    expect(read.inventoryItem).toMatchObject({
      tracked: true,
      inventoryLevels: { nodes: [{ location: { id: locationId }, quantities: [{ quantity: 5 }] }] },
    });
  });
});

describe('a collection', () => {
  const MAKE = `mutation ($input: CollectionInput!) {
    collectionCreate(input: $input) {
      collection { id handle productsCount { count } ruleSet { rules { column condition } } }
      userErrors { field message }
    }
  }`;

  // collection-create-parity.json; smart collections: CollectionRuleSet in the schema 2026-07
  it('with rules follows the products', () => {
    const { id } = create({ title: 'Mug', tags: ['sale'] }).product;
    const rules = [{ column: 'TAG', relation: 'EQUALS', condition: 'sale' }];
    const made = shop.get(MAKE, {
      input: { title: 'On sale', ruleSet: { appliedDisjunctively: false, rules } },
    }).collectionCreate;
    expect(made).toMatchObject({ collection: { handle: 'on-sale', productsCount: { count: 1 } } });
    shop.get(
      'mutation ($id: ID!) { tagsRemove(id: $id, tags: ["sale"]) { userErrors { message } } }',
      {
        id,
      },
    );
    const { collectionByHandle } = shop.get(
      '{ collectionByHandle(handle: "on-sale") { productsCount { count } } }',
    );
    expect(collectionByHandle).toEqual({ productsCount: { count: 0 } });
  });

  // collection-add-products-parity.json, collection-remove-products-parity.json
  it('made by hand is filled by hand, and products are found by it', () => {
    const { id } = create({ title: 'Mug' }).product;
    create({ title: 'Plate' });
    const collection = shop.get(MAKE, { input: { title: 'Picks' } }).collectionCreate?.collection;
    const collectionId = collection?.id as never as string;
    const change = shop.get(
      `mutation ($id: ID!, $products: [ID!]!) {
        collectionAddProducts(id: $id, productIds: $products) {
          collection {
            products(first: 5) { nodes { title collections(first: 1) { nodes { id } } } }
          }
        }
      }`,
      { id: collectionId, products: [id] },
    );
    expect(change.collectionAddProducts).toEqual({
      collection: {
        products: { nodes: [{ title: 'Mug', collections: { nodes: [{ id: collectionId }] } }] },
      },
    });
    const number = collectionId.split('/').at(-1);
    const found = shop.get(
      'query ($query: String) { products(first: 5, query: $query) { nodes { id } } }',
      {
        query: `collection_id:${number}`,
      },
    );
    expect(found.products?.nodes).toEqual([{ id }]);
  });

  // product-user-error-shape-parity.json, collection-create-and-add-products-parity.json
  it('needs a title', () => {
    expect(shop.get(MAKE, { input: { title: ' ' } }).collectionCreate).toMatchObject({
      userErrors: [{ field: ['title'], message: "Title can't be blank" }],
    });
  });
});

describe('publishing', () => {
  // publishable-publish-shop-count-parity.json, publications-catalog.json
  it('puts a product into the online store, and nowhere else', () => {
    const { id } = create({ title: 'Mug' }).product;
    const publication = shop.get('{ publications(first: 5) { nodes { id name } } }').publications
      ?.nodes?.[0];
    const publish = (publicationId: unknown) =>
      shop.get(
        `mutation ($id: ID!, $input: [PublicationInput!]!) {
          publishablePublish(id: $id, input: $input) {
            publishable { ... on Product { onlineStoreUrl availablePublicationsCount { count } } }
            userErrors { field message }
          }
        }`,
        { id, input: [{ publicationId }] },
      ).publishablePublish;
    expect(publish('gid://shopify/Publication/9')).toMatchObject({
      userErrors: [{ message: 'Publication does not exist or is not publishable' }],
    });
    expect(publish(publication?.id)).toMatchObject({
      publishable: {
        onlineStoreUrl: 'https://test-shop.myshopify.com/products/mug',
        availablePublicationsCount: { count: 1 },
      },
    });
  });
});
