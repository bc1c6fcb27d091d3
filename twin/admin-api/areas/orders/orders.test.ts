/**
 * Orders read over GraphQL. Compared with answers of the real API recorded in the public
 * repository github.com/airhorns/shopify-draft-proxy (`fixtures/conformance/…/orders`,
 * 2026-05 to 08); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createDiscount, PLAIN_DISCOUNT } from '../../../trade/discounts.ts';
import { must } from '../../../trade/shop-fixture.ts';
import { TEST_NOW, type TestShop } from '../../test-shop.ts';
import { openMugShop, placeMugs } from './order-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openMugShop();
});

describe('an order', () => {
  it('tells what a loyalty app reads of it', () => {
    const gets = {
      items: { type: 'all' as const },
      value: { type: 'percentage' as const, percentage: 0.1 },
    };
    const fields = { ...PLAIN_DISCOUNT, title: 'Tenth', startsAt: TEST_NOW, gets };
    must(createDiscount(test.world, test.shop.id, { fields, code: 'TENTH' }));
    const { gid } = placeMugs(test, { codes: ['TENTH'], tags: ['vip'] });
    const { order } = test.get(READ, { id: gid });
    expect(order).toMatchObject({
      id: gid,
      name: '#1001',
      tags: ['vip'],
      discountCodes: ['TENTH'],
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: 'UNFULFILLED',
      currencyCode: 'EUR',
      taxesIncluded: true,
      subtotalPriceSet: { shopMoney: { amount: '18.0', currencyCode: 'EUR' } },
      currentTotalPriceSet: { shopMoney: { amount: '18.0' } },
      totalTaxSet: { shopMoney: { amount: '2.87' } },
      customer: { email: 'ada@moss.example', id: expect.stringContaining('Customer/') as string },
      lineItems: {
        nodes: [
          {
            title: 'Mug',
            quantity: 2,
            currentQuantity: 2,
            discountedTotalSet: { shopMoney: { amount: '20.0' } },
            withCodes: { shopMoney: { amount: '20.0' } },
            afterAll: { shopMoney: { amount: '9.0' } },
            discountAllocations: [
              {
                allocatedAmountSet: { shopMoney: { amount: '2.0' } },
                discountApplication: {
                  code: 'TENTH',
                  targetSelection: 'ALL',
                  value: { percentage: 10 },
                },
              },
            ],
          },
        ],
      },
      transactions: [{ kind: 'SALE', status: 'SUCCESS', gateway: 'bogus' }],
    });
    expect(test.notImplemented).toEqual([]);
  });

  it('is found by what Shopify lets one search for, and sorted by every key', () => {
    const one = placeMugs(test, { tags: ['vip'] });
    const two = placeMugs(test, { payment: { method: 'bank_deposit' }, sourceName: 'pos' });
    const found = (query: string, sortKey = 'CREATED_AT') => {
      const document =
        'query($q: String, $k: OrderSortKeys) { orders(first: 5, query: $q, sortKey: $k) ' +
        '{ nodes { id } } }';
      const { orders } = test.get(document, { q: query, k: sortKey });
      return (orders as unknown as { nodes: { id: string }[] }).nodes.map(({ id }) => id);
    };
    expect(found('financial_status:paid')).toEqual([one.gid]);
    expect(found('financial_status:pending source_name:pos')).toEqual([two.gid]);
    expect(found('tag:vip OR name:#1002')).toEqual([one.gid, two.gid]);
    expect(found(`email:ada@moss.example created_at:>=2026-11-01 -tag:vip`)).toEqual([two.gid]);
    expect(found('fulfillment_status:unshipped status:open')).toEqual([one.gid, two.gid]);
    const { ordersCount } = test.get('{ ordersCount(query: "sku:MUG") { count precision } }');
    expect(ordersCount).toEqual({ count: 2, precision: 'EXACT' });
    for (const key of SORT_KEYS) expect([key, found('', key).length]).toEqual([key, 2]);
  });

  // https://shopify.dev/docs/api/usage/access-scopes#orders-permissions, read 2026-11.
  it('older than sixty days is not there for an app without read_all_orders', async () => {
    const { gid } = placeMugs(test, { at: TEST_NOW - 61 * 86_400_000 });
    expect(test.get('query($id: ID!) { order(id: $id) { id } }', { id: gid }).order).not.toBeNull();
    test = await openMugShop({ scopes: ['read_orders', 'read_products'] });
    const old = placeMugs(test, { at: TEST_NOW - 61 * 86_400_000 });
    expect(test.get('query($id: ID!) { order(id: $id) { id } }', { id: old.gid }).order).toBeNull();
    expect(test.get('{ ordersCount { count } }').ordersCount).toEqual({ count: 0 });
  });
});

const READ = `query($id: ID!) { order(id: $id) { id name tags discountCodes currencyCode
  taxesIncluded   displayFinancialStatus displayFulfillmentStatus
  subtotalPriceSet { shopMoney { amount currencyCode } }
  currentTotalPriceSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } }
  customer { id email }
  lineItems(first: 5) { nodes { title quantity currentQuantity
    discountedTotalSet { shopMoney { amount } }
    withCodes: discountedTotalSet(withCodeDiscounts: true) { shopMoney { amount } }
    afterAll: discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } }
      discountApplication { targetSelection value { ... on PricingPercentageValue { percentage } }
        ... on DiscountCodeApplication { code } } } } }
  transactions { kind status gateway } } }`;

const SORT_KEYS = [
  ...['CREATED_AT', 'CURRENT_TOTAL_PRICE', 'CUSTOMER_NAME', 'DESTINATION', 'FINANCIAL_STATUS'],
  ...['FULFILLMENT_STATUS', 'ID', 'ORDER_NUMBER', 'PROCESSED_AT', 'TOTAL_ITEMS_QUANTITY'],
  ...['TOTAL_PRICE', 'UPDATED_AT'],
];
