/**
 * Metered cost. The documented rules: https://shopify.dev/docs/api/usage/limits (2026-11-23). The
 * figures are recorded ones: [R] of the public repository airhorns/shopify-draft-proxy (2025-01 to
 * 2026-04; over all its 2,880 distinct queries the requested cost agrees in 96 of 100), [M] of
 * microsoft/BCApps, pull request 5926 (2025-07), [F] of community.shopify.dev/t/23101 (2025-07).
 */
import { getOperationAST, parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../../schema/fetch-schemas.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import { openTestShop } from '../test-shop.ts';
import { actualCost } from './actual-cost.ts';
import { openBuckets } from './bucket.ts';
import { requestedCost } from './requested-cost.ts';
import { readingOf } from './selection.ts';

beforeAll(() => fetchSchemas(), 60_000);

function costOf(document: string, variables = {}, data?: Record<string, unknown>) {
  const schema = loadSchema('admin_2026-07');
  const parsed = parse(document);
  expect(validate(schema, parsed)).toEqual([]);
  const operation = getOperationAST(parsed);
  if (!operation) throw new Error('There is no operation.');
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error('There is no root.');
  const reading = readingOf(schema, parsed, variables);
  const requested = requestedCost(reading, operation, root);
  const actual = data && actualCost({ reading, operation, root, data, requested });
  return { requested: requested.total, actual, fields: requested.fields };
}

describe('what is requested costs', () => {
  it.each([
    ['R', 1, '{ shop { name } }'],
    ['R', 1, '{ shop { shopAddress { countryCodeV2 } } }'],
    ['R', 10, '{ productsCount { count precision } }'],
    ['M', 1, '{ currentBulkOperation(type: MUTATION) { id status url } }'],
    ['M', 3, '{ customers(first: 1, query: "phone:1") { edges { node { id } } } }'],
    [
      'M',
      12,
      '{ products(first: 200) { pageInfo { hasNextPage } edges { ' +
        'cursor node { id updatedAt } } } }',
    ],
    [
      'M',
      47,
      `{ products(first: 100) { edges { node { legacyResourceId media(first: 1) {
        edges { node { mediaContentType ... on MediaImage { id image { url } } } } } } } } }`,
    ],
    [
      'M',
      48,
      `{ location(id: "gid://shopify/Location/1") { inventoryLevels(first: 100) { edges { node {
        id quantities(names: "available") { quantity } item { id variant { id product { id } } }
      } } } } }`,
    ],
    [
      'F',
      25,
      `{ product(id: "gid://shopify/Product/1") {
        variants(first: 250) { nodes { inventoryItem { id tracked } } } } }`,
    ],
    [
      'R',
      28,
      `{ customer(id: "gid://shopify/Customer/1") { id storeCreditAccounts(first: 5) {
          nodes { id balance { amount } } pageInfo { hasNextPage } } }
        storeCreditAccount(id: "gid://shopify/StoreCreditAccount/1") {
          id balance { amount currencyCode } owner { ... on Customer { id email } } } }`,
    ],
    [
      'R',
      10,
      `mutation { customerCreate(input: { email: "a@example.com" }) {
        customer { id email } userErrors { field message } } }`,
    ],
    [
      'R',
      20,
      `mutation { orderCapture(input: { id: "gid://shopify/Order/1", amount: "1.0",
        parentTransactionId: "gid://shopify/OrderTransaction/1" }) {
        transaction { id } userErrors { message } } }`,
    ],
    ['R', 1, 'mutation { flowTriggerReceive(handle: "x") { userErrors { message } } }'],
  ])('[%s] %i points', (_source, points, document) => {
    expect(costOf(document).requested).toBe(points);
  });

  it('by the size that a variable gives', () => {
    const document = 'query ($n: Int!) { orders(first: $n) { nodes { id } } }';
    const sizes = [1, 10, 50, 100, 250];
    // [R] connections of nodes without objects: 3, 6, 9, 11 and 13.
    expect(sizes.map((n) => costOf(document, { n }).requested)).toEqual([3, 6, 9, 11, 13]);
  });

  it('of an interface the dearest of its types', () => {
    const document = `{ node(id: "gid://shopify/Order/1") { id
      ... on Order { customer { id } refunds { id } } ... on Customer { lastOrder { id } } } }`;
    expect(costOf(document).requested).toBe(3);
  });

  it('nothing for what is skipped', () => {
    const document = 'query ($no: Boolean!) { shop @include(if: $no) { name } }';
    expect(costOf(document, { no: false }).requested).toBe(1);
  });

  it('and is told field by field', () => {
    // The shape is [F]'s: a connection has no defined cost of its own.
    const { fields } = costOf('{ customers(first: 10) { nodes { phone } } }');
    expect(fields).toEqual([
      {
        path: ['customers', 'nodes', 'phone'],
        definedCost: 0,
        requestedTotalCost: 0,
        requestedChildrenCost: null,
      },
      {
        path: ['customers', 'nodes'],
        definedCost: 1,
        requestedTotalCost: 1,
        requestedChildrenCost: 0,
      },
      {
        path: ['customers'],
        definedCost: null,
        requestedTotalCost: 6,
        requestedChildrenCost: 1,
      },
    ]);
  });
});

describe('what was given costs', () => {
  const nodes = (count: number) => ({ orders: { nodes: Array(count).fill({ id: 'x' }) } });
  const ask = (first: number) => `{ orders(first: ${first}) { nodes { id } } }`;

  // [R] single connections of nodes without objects, by size asked and given.
  it.each([
    [250, 250, 13],
    [250, 208, 11],
    [250, 54, 5],
    [250, 1, 2],
    [250, 0, 13],
    [50, 16, 5],
    [10, 3, 4],
    [10, 1, 3],
    [1, 0, 3],
  ])('of %i asked and %i given: %i points', (asked, given, points) => {
    expect(costOf(ask(asked), {}, nodes(given)).actual).toBe(points);
  });

  it('an object that was not there as much as one that was, but not what hangs on it', () => {
    // [F] requested 25, actual 1 for a product that does not exist.
    const document =
      '{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { id } } } }';
    expect(costOf(document, {}, { product: null }).actual).toBe(1);
  });
});

describe('the bucket', () => {
  const options = { restoreRate: 100 };

  it('holds 20 seconds of restoring and fills by the second', () => {
    let now = 0;
    const buckets = openBuckets(() => now);
    expect(buckets.status('a', options)).toEqual({
      maximumAvailable: 2000,
      currentlyAvailable: 2000,
      restoreRate: 100,
    });
    buckets.take('a', 1950, options);
    expect(buckets.hasRoom('a', 60, options)).toBe(false);
    expect(buckets.hasRoom('b', 60, options)).toBe(true);
    now = 100;
    expect(buckets.hasRoom('a', 60, options)).toBe(true);
    now = 60_000;
    expect(buckets.status('a', options).currentlyAvailable).toBe(2000);
  });

  it('refuses what it cannot hold, and takes what was given', async () => {
    const { ask, world } = await openTestShop();
    const buckets = openBuckets(() => world.clock.now());
    const metering = { buckets, key: 'a', options: { restoreRate: 1, maximum: 12 } };
    const paid = ask('{ shop { name } }', {}, { metering });
    expect(paid.extensions?.cost).toEqual({
      requestedQueryCost: 1,
      actualQueryCost: 1,
      throttleStatus: { maximumAvailable: 12, currentlyAvailable: 11, restoreRate: 1 },
    });
    // Shape: community.shopify.com/t/8456, and [R].
    const dear = '{ webhookSubscriptions(first: 250) { nodes { id } } }';
    const refused = ask(dear, {}, { metering });
    expect(refused).toEqual({
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 13,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 12, currentlyAvailable: 11, restoreRate: 1 },
        },
      },
    });
  });

  it('is not asked for a query that costs more than 1,000 points', async () => {
    const { ask, world } = await openTestShop();
    const metering = {
      buckets: openBuckets(() => world.clock.now()),
      key: 'a',
      options: { restoreRate: 1000 },
    };
    const document = `{ orders(first: 250) { nodes { lineItems(first: 250) { nodes {
      variant { product { collections(first: 250) { nodes { id } } } } } } } } }`;
    const { data, errors, extensions } = ask(document, {}, { metering });
    expect([data, extensions]).toEqual([undefined, undefined]);
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'MAX_COST_EXCEEDED', cost: 1971, maxCost: 1000 },
    });
    expect(errors?.[0]?.message).toContain(
      'Query cost is 1971, which exceeds the single query max',
    );
  });
});
