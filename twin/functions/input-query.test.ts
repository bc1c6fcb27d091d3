/**
 * What a deployment would refuse. Sources: https://shopify.dev/docs/api/functions/latest
 * #input-query-limits (sizes and costs) and the mutations of Shopify's own schemas
 * (@shopify/dev-mcp 1.16.0), as of 2026-11-23.
 */
import { type GraphQLSchema, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { queryCost, readInputQuery } from './input-query.ts';
import { functionSchemaName, resultTypeOf } from './targets.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  await fetchSchemas();
  schema = loadSchema('functions_discount_2026-07');
}, 60_000);

describe('a query that would not be deployed', () => {
  const dear = Array.from(
    { length: 11 },
    (_none, at) => `m${at}: metafield(key: "${at}") { type }`,
  );
  const long = Array.from({ length: 300 }, (_none, at) => `a${at}: __typename`);
  const tags = JSON.stringify(Array(101).fill('a'));
  it.each([
    ['does not fit the schema', '{ cart { points } }', 'Cannot query field "points"'],
    ['is no GraphQL', '{ cart', 'Syntax Error'],
    ['is a mutation', 'mutation { run }', 'Cannot query field'],
    ['costs more than 30', `{ cart { ${dear.join(' ')} } }`, 'its cost is 33'],
    ['has more than 3,000 bytes', `{ ${long.join(' ')} }`, 'at most 3000'],
    [
      'lists more than 100',
      `{ cart { buyerIdentity { customer { hasAnyTag(tags: ${tags}) } } } }`,
      '100',
    ],
  ])('because it %s is refused when loaded', (_what, query, words) => {
    expect(() => readInputQuery(query, schema)).toThrow(/^InvalidInputQueryError/);
    expect(() => readInputQuery(query, schema)).toThrow(words);
  });

  it('costs what Shopify’s table says', () => {
    const query = `{ __typename cart { lines { id merchandise { __typename ... on ProductVariant {
      product { hasAnyTag(tags: ["a"]) metafield(key: "k") { value jsonValue }
        inCollections(ids: []) { isMember } } } } } } }`;
    expect(queryCost(parse(query), schema)).toBe(1 + 3 + 3 + 3);
  });

  it('names what the twin cannot answer', () => {
    const query = '{ cart { localizedFields(keys: []) { value } } shop { metaobject { type } } }';
    expect(() => readInputQuery(query, schema)).toThrow(
      'Cart.localizedFields, LocalizedField.value, Shop.metaobject, Metaobject.type.',
    );
  });
});

describe('a target', () => {
  it.each([
    ['cart.lines.discounts.generate.run', 'CartLinesDiscountsGenerateRunResult'],
    ['cart.validations.generate.run', 'CartValidationsGenerateRunResult'],
    ['purchase.validation.run', 'FunctionRunResult'],
    ['cart.transform.run', 'CartTransformRunResult'],
    ['cart.payment-methods.transform.run', 'CartPaymentMethodsTransformRunResult'],
    [
      'cart.fulfillment-groups.location-rankings.generate.run',
      'CartFulfillmentGroupsLocationRankings',
    ],
    ['purchase.shipping-discount.run', 'FunctionRunResult'],
  ])('%s returns %s', (target, result) => {
    const own = loadSchema(functionSchemaName(target, '2026-07'));
    expect(resultTypeOf(own, target).name).toContain(result);
  });

  it('the twin does not run is named', () => {
    expect(() => functionSchemaName('cart.lines.discounts.generate.fetch', '2026-07')).toThrow(
      'cart.lines.discounts.generate.fetch',
    );
    expect(() => functionSchemaName('cart.transform.run', '2030-01')).toThrow('2030-01');
    expect(() => resultTypeOf(schema, 'cart.transform.run')).toThrow('cart.transform.run');
  });
});
