/**
 * Orders made over GraphQL. Compared with answers of the real API recorded in the public
 * repository github.com/airhorns/shopify-draft-proxy (`fixtures/conformance/…/orders`,
 * 2026-05 to 08); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestShop } from '../../test-shop.ts';
import { openMugShop } from './order-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openMugShop();
});

describe('orderCreate', () => {
  const CREATE = `mutation($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
    order { name email displayFinancialStatus discountCodes totalPriceSet { shopMoney { amount } }
      totalTaxSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } }
      totalOutstandingSet { shopMoney { amount } } totalCapturableSet { shopMoney { amount } } }
    userErrors { field message code } } }`;
  const bag = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
  const line = (title: string, amount: string, quantity: number) => ({
    ...{ title, quantity, priceSet: bag(amount) },
  });

  // order-create-math-matrix, cases paidTaxShipping, fixedDiscount and authorization.
  it('takes the app’s own prices, taxes, discount and payments', () => {
    const made = (order: object) => test.get(CREATE, { order })['orderCreate'];
    const taxLines = [{ title: 'Tax', rate: '0.1', priceSet: bag('2.40') }];
    const shipping = { title: 'Ground', priceSet: bag('5.00') };
    const shippingTax = [{ title: 'Tax', rate: '0.1', priceSet: bag('0.50') }];
    expect(
      made({
        email: 'ada@moss.example',
        lineItems: [{ ...line('Taxed', '12.00', 2), taxLines }],
        shippingLines: [{ ...shipping, taxLines: shippingTax }],
        transactions: [{ kind: 'SALE', status: 'SUCCESS', amountSet: bag('31.90') }],
      }),
    ).toMatchObject({
      order: {
        displayFinancialStatus: 'PAID',
        totalPriceSet: { shopMoney: { amount: '31.9' } },
        totalTaxSet: { shopMoney: { amount: '2.9' } },
        totalOutstandingSet: { shopMoney: { amount: '0.0' } },
      },
      userErrors: [],
    });
    const fixed = { itemFixedDiscountCode: { code: 'MATH5', amountSet: bag('5.00') } };
    expect(
      made({
        lineItems: [line('Discounted', '15.00', 2)],
        shippingLines: [{ title: 'Ground', priceSet: bag('4.00') }],
        discountCode: fixed,
      }),
    ).toMatchObject({
      order: {
        discountCodes: ['MATH5'],
        totalPriceSet: { shopMoney: { amount: '29.0' } },
        totalDiscountsSet: { shopMoney: { amount: '5.0' } },
        totalOutstandingSet: { shopMoney: { amount: '29.0' } },
      },
    });
    const reserved = { kind: 'AUTHORIZATION', status: 'SUCCESS', amountSet: bag('18.00') };
    expect(
      made({ lineItems: [line('Reserved', '18.00', 1)], transactions: [reserved] }),
    ).toMatchObject({
      order: {
        displayFinancialStatus: 'AUTHORIZED',
        totalCapturableSet: { shopMoney: { amount: '18.0' } },
        totalOutstandingSet: { shopMoney: { amount: '0.0' } },
      },
    });
    // order-create-validation-matrix, case noLineItems.
    expect(made({ lineItems: [] })).toEqual({
      order: null,
      userErrors: [
        {
          field: ['order', 'lineItems'],
          message: 'Line items must have at least one line item',
          code: 'INVALID',
        },
      ],
    });
  });
});

// draft-order-create-parity, draft-order-complete-parity, draft-order-complete-already-paid.
describe('a draft order', () => {
  const FIELDS = `name status totalPriceSet { shopMoney { amount } }
    lineItems(first: 2) { nodes { title quantity sku } }
    order { name displayFinancialStatus paymentGatewayNames sourceName }`;
  const complete = (id: string) =>
    test.get(
      `mutation($id: ID!) { draftOrderComplete(id: $id) { draftOrder { ${FIELDS} }
        userErrors { field message } } }`,
      { id },
    )['draftOrderComplete'];

  it('is priced, and completed into a paid order, once', () => {
    const input = {
      email: 'ada@moss.example',
      lineItems: [
        { variantId: 'gid://shopify/ProductVariant/501', quantity: 2 },
        { title: 'Engraving', quantity: 1, originalUnitPrice: '5.00' },
      ],
      appliedDiscount: { title: 'Loyal', value: 3, valueType: 'FIXED_AMOUNT' },
    };
    const made = test.get(
      `mutation($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
        draftOrder { id ${FIELDS} } userErrors { field message } } }`,
      { input },
    )['draftOrderCreate'] as unknown as { draftOrder: { id: string } };
    const lineItems = {
      nodes: [
        { title: 'Mug', quantity: 2, sku: 'MUG' },
        { title: 'Engraving', quantity: 1, sku: null },
      ],
    };
    const totalPriceSet = { shopMoney: { amount: '22.0' } };
    const draft = { name: '#D1', lineItems, totalPriceSet };
    expect(made).toMatchObject({
      draftOrder: { ...draft, status: 'OPEN', order: null },
      userErrors: [],
    });
    const { id } = made.draftOrder;
    const order = {
      name: '#1001',
      displayFinancialStatus: 'PAID',
      paymentGatewayNames: ['manual'],
      sourceName: String(test.app.id),
    };
    expect(complete(id)).toMatchObject({ draftOrder: { ...draft, status: 'COMPLETED', order } });
    expect(complete(id)).toEqual({
      draftOrder: null,
      userErrors: [{ field: null, message: 'This order has been paid' }],
    });
  });

  // draft-order-create-validation-matrix.
  it('is refused without lines or with a custom item of no title', () => {
    const refused = (lineItems: object[]) => {
      const { draftOrderCreate } = test.get(
        `mutation($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
          userErrors { field message } } }`,
        { input: { lineItems } },
      );
      return draftOrderCreate;
    };
    expect(refused([])).toEqual({
      userErrors: [{ field: null, message: 'Add at least 1 product' }],
    });
    expect(refused([{ quantity: 1, originalUnitPrice: '1.00' }])).toEqual({
      userErrors: [{ field: null, message: 'Merchandise title is empty.' }],
    });
  });
});
