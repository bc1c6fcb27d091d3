/**
 * What a function reads. Sources: the descriptions in Shopify's own schema
 * functions_discount_2026-07 (@shopify/dev-mcp 1.16.0) and
 * https://shopify.dev/docs/api/functions/latest#input-query-limits,
 * …/docs/apps/build/functions/input-queries/use-variables-input-queries, all as of 2026-11-23.
 */
import type { GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { euros, lineOf, world } from './cart-fixture.ts';
import { decimalOfMinor } from './decimal.ts';
import { buildInput } from './input.ts';
import { readInputQuery } from './input-query.ts';
import type { FunctionDiscountApplication, FunctionMetafield, FunctionWorld } from './world.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  await fetchSchemas();
  schema = loadSchema('functions_discount_2026-07');
}, 60_000);

function read(query: string, of: FunctionWorld = world): unknown {
  const built = buildInput(schema, readInputQuery(query, schema), of);
  return built.ok ? built.input : built.error;
}

describe('the cart', () => {
  it('is told by lines, costs and merchandise', () => {
    const query = `{ cart {
      cost { subtotalAmount { amount currencyCode } totalTaxAmount { amount } }
      lines { id quantity
        cost { amountPerQuantity { amount } compareAtAmountPerQuantity { amount } }
        attribute(key: "engraving") { value }
        merchandise { __typename ... on ProductVariant { id sku product { id title productType } }
          ... on CustomProduct { title weightUnit } } } } }`;
    expect(read(query)).toEqual({
      cart: {
        cost: { subtotalAmount: { amount: '47.5', currencyCode: 'EUR' }, totalTaxAmount: null },
        lines: [
          {
            id: 'gid://shopify/CartLine/1',
            quantity: 2,
            cost: { amountPerQuantity: { amount: '20.0' }, compareAtAmountPerQuantity: null },
            attribute: null,
            merchandise: {
              __typename: 'ProductVariant',
              id: 'gid://shopify/ProductVariant/101',
              sku: null,
              product: { id: 'gid://shopify/Product/11', title: 'Linen shirt', productType: null },
            },
          },
          {
            id: 'gid://shopify/CartLine/2',
            quantity: 1,
            cost: { amountPerQuantity: { amount: '7.5' }, compareAtAmountPerQuantity: null },
            attribute: { value: 'Ida' },
            merchandise: { __typename: 'CustomProduct', title: 'Mug', weightUnit: 'KILOGRAMS' },
          },
        ],
      },
    });
  });

  it('is told by tags and collections', () => {
    const query = `{ cart { lines { merchandise { ... on ProductVariant {
      inAnyCollection(ids: ["gid://shopify/Collection/9", "gid://shopify/Collection/501"])
      product { hasAnyTag(tags: ["winter", "SALE"])
        hasTags(tags: ["summer", "winter"]) { tag hasTag }
        inCollections(ids: ["gid://shopify/Collection/9"]) { collectionId isMember } } } } }
      buyerIdentity { customer { vip: hasAnyTag(tags: ["vip"]) nothing: hasAnyTag } } } }`;
    expect(read(query)).toEqual({
      cart: {
        lines: [
          {
            merchandise: {
              inAnyCollection: true,
              product: {
                hasAnyTag: true,
                hasTags: [
                  { tag: 'summer', hasTag: true },
                  { tag: 'winter', hasTag: false },
                ],
                inCollections: [{ collectionId: 'gid://shopify/Collection/9', isMember: false }],
              },
            },
          },
          { merchandise: {} },
        ],
        buyerIdentity: { customer: { vip: true, nothing: false } },
      },
    });
  });

  it('tells its deliveries: lines, options and the one that was chosen', () => {
    const query = `{ cart { deliverableLines { id } deliveryGroups { id groupType cartLines { id }
      deliveryAddress { zip countryCode city provinceCode }
      selectedDeliveryOption { handle cost { amount } } } } }`;
    expect(read(query)).toEqual({
      cart: {
        deliverableLines: [{ id: 'gid://shopify/CartLine/1' }],
        deliveryGroups: [
          {
            id: 'gid://shopify/CartDeliveryGroup/1',
            groupType: 'ONE_TIME_PURCHASE',
            cartLines: [{ id: 'gid://shopify/CartLine/1' }],
            deliveryAddress: {
              zip: '10115',
              countryCode: 'DE',
              city: 'Berlin',
              provinceCode: null,
            },
            selectedDeliveryOption: { handle: 'standard-1', cost: { amount: '5.0' } },
          },
        ],
      },
    });
  });

  it('tells the discounts that are applied already', () => {
    const discount: FunctionDiscountApplication = {
      allocationMethod: 'ACROSS',
      targetSelection: 'ALL',
      targetType: 'LINE_ITEM',
      totalAllocatedAmount: euros(500),
      value: { kind: 'PricingPercentageValue', value: '12.5' },
    };
    const allocation = { discountApplication: discount, discountedAmount: euros(500) };
    const lines = [lineOf(1, { discountAllocations: [allocation] }), lineOf(2)];
    const cart = { ...world.cart, lines, discountApplications: [discount] };
    const query = `{ cart { discountApplications { targetType
      value { ... on PricingPercentageValue { value } ... on MoneyV2 { amount } } }
      lines { discountAllocations { discountedAmount { amount } } } } }`;
    expect(read(query, { ...world, cart })).toEqual({
      cart: {
        discountApplications: [{ targetType: 'LINE_ITEM', value: { value: '12.5' } }],
        lines: [
          { discountAllocations: [{ discountedAmount: { amount: '5.0' } }] },
          { discountAllocations: [] },
        ],
      },
    });
  });

  it('of nobody has no buyer', () => {
    const { buyerIdentity: _buyer, ...cart } = world.cart;
    expect(read('{ cart { buyerIdentity { isAuthenticated } } }', { ...world, cart })).toEqual({
      cart: { buyerIdentity: null },
    });
  });
});

describe('metafields', () => {
  it('are the app’s own where no namespace is named, and another app’s are not found', () => {
    const query = `{ cart { metafield(key: "redeem") { jsonValue }
      same: metafield(namespace: "$app", key: "redeem") { value type }
      full: metafield(namespace: "app--7", key: "redeem") { type }
      none: metafield(namespace: "custom", key: "redeem") { type }
      buyerIdentity { customer {
        metafield(namespace: "$app:loyalty", key: "balance") { jsonValue } } } }
      discount { discountClasses metafield(namespace: "$app", key: "config") { jsonValue } } }`;
    expect(read(query)).toEqual({
      cart: {
        metafield: { jsonValue: { points: 100 } },
        same: { value: '{"points":100}', type: 'json' },
        full: { type: 'json' },
        none: null,
        buyerIdentity: { customer: { metafield: { jsonValue: 420 } } },
      },
      discount: {
        discountClasses: ['ORDER', 'PRODUCT', 'SHIPPING'],
        metafield: { jsonValue: { percentage: 10 } },
      },
    });
  });

  it('of more than 10,000 bytes are not returned', () => {
    const of = (bytes: number): FunctionWorld => ({
      ...world,
      shop: {
        ...world.shop,
        metafields: [
          { namespace: 'a', key: 'b', type: 'single_line_text_field', value: 'x'.repeat(bytes) },
        ],
      },
    });
    const query = '{ shop { metafield(namespace: "a", key: "b") { type } } }';
    expect(read(query, of(10_000))).toEqual({
      shop: { metafield: { type: 'single_line_text_field' } },
    });
    expect(read(query, of(10_001))).toEqual({ shop: { metafield: null } });
  });
});

describe('the shop’s time', () => {
  it('is the world’s clock on the shop’s wall', () => {
    const query = `{ shop { localTime { date
      past: dateTimeAfter(dateTime: "2026-11-23T09:05:09")
      coming: dateTimeBefore(dateTime: "2026-11-23T09:05:10")
      week: dateTimeBetween(startDateTime: "2026-11-20T00:00:00",
        endDateTime: "2026-11-27T00:00:00")
      open: timeBetween(startTime: "09:00:00", endTime: "18:00:00")
      late: timeAfter(time: "18:00:00") early: timeBefore(time: "09:05:09") } } }`;
    expect(read(query)).toEqual({
      shop: {
        localTime: {
          date: '2026-11-23',
          past: true,
          coming: true,
          week: true,
          open: true,
          late: false,
          early: false,
        },
      },
    });
  });
});

describe('the rest', () => {
  it('is codes, language, country and the rate', () => {
    const query = `{ triggeringDiscountCode enteredDiscountCodes { code rejectable }
      localization { country { isoCode } language { isoCode } } presentmentCurrencyRate
      fetchResult { status } }`;
    expect(read(query)).toEqual({
      triggeringDiscountCode: 'HELLO',
      enteredDiscountCodes: [{ code: 'HELLO', rejectable: true }],
      localization: { country: { isoCode: 'DE' }, language: { isoCode: 'EN' } },
      presentmentCurrencyRate: '1.0',
      fetchResult: null,
    });
  });

  it.each([
    [0, 'EUR', '0.0'],
    [5, 'EUR', '0.05'],
    [1050, 'EUR', '10.5'],
    [-1234, 'EUR', '-12.34'],
    [300, 'JPY', '300.0'],
    [1234, 'KWD', '1.234'],
    [1050, 'HUF', '10.5'],
  ])('%i minor units of %s read %s', (minor, currency, text) => {
    expect(decimalOfMinor(minor, currency)).toBe(text);
  });
});

describe('variables of the query', () => {
  const query = `query ($ids: [ID!], $key: String = "gift") { cart { attribute(key: $key) { value }
    lines { merchandise { ... on ProductVariant { inAnyCollection(ids: $ids) } } } } }`;
  const built = (value: string | null, text = query, type = 'json') => {
    const metafield: FunctionMetafield[] =
      value === null ? [] : [{ namespace: '$app', key: 'variables', type, value }];
    const of = { ...world, owner: { metafields: metafield } };
    const made = buildInput(schema, readInputQuery(text, schema), of, { key: 'variables' });
    return made.ok ? (made.input as typeof expected) : made.error;
  };
  const expected = {
    cart: { attribute: { value: 'yes' }, lines: [{ merchandise: {} }, { merchandise: {} }] },
  };
  const found = (inAnyCollection: boolean) => ({
    cart: { ...expected.cart, lines: [{ merchandise: { inAnyCollection } }, { merchandise: {} }] },
  });

  it('come from a JSON metafield of the owner', () => {
    expect(built('{"ids":["gid://shopify/Collection/501"]}')).toEqual(found(true));
  });

  it('are null where the owner has none', () => {
    expect(built(null)).toEqual(found(false));
    expect(built('{"ids":null}')).toEqual(found(false));
  });

  it.each([
    ['a required one that is missing', '{}', query.replace('[ID!],', '[ID!]!,'), 'Variable'],
    ['one of the wrong type', '{"ids":[{}]}', query, 'InvalidVariableValueError'],
    ['no object', '[]', query, 'InvalidVariableValueError'],
    ['a long list', JSON.stringify({ ids: Array(101).fill('a') }), query, 'InputListSize'],
  ])('fail the run when there is %s', (_what, value, text, words) => {
    expect(JSON.stringify(built(value, text))).toContain(words);
  });

  it('fail the run when the metafield is no JSON metafield', () => {
    expect(built('{}', query, 'multi_line_text_field')).toMatchObject({
      name: 'InvalidVariableValueError',
    });
  });
});
