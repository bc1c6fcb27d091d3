/**
 * Basic code discounts over GraphQL. Compared with answers of the
 * real API recorded in the public repository github.com/airhorns/shopify-draft-proxy
 * (`fixtures/conformance/…/discounts`, 2026-04 to 07); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';
import { BASIC, CREATE, createBasic, FIELDS } from './basic-discount-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openTestShop();
  handleTradeTasks(test.world);
});

describe('a basic code discount', () => {
  // discount-code-basic-lifecycle.
  it('is told as Shopify tells it', () => {
    const { codeDiscountNode, userErrors } = createBasic(test);
    expect(userErrors).toEqual([]);
    expect(codeDiscountNode).toEqual({
      id: expect.stringMatching(/^gid:\/\/shopify\/DiscountCodeNode\/\d+$/) as string,
      codeDiscount: {
        __typename: 'DiscountCodeBasic',
        title: 'Tenth',
        status: 'ACTIVE',
        summary: '10% off entire order • Minimum purchase of €1.00',
        startsAt: '2026-11-01T12:00:00Z',
        endsAt: null,
        createdAt: '2026-11-01T12:00:00Z',
        asyncUsageCount: 0,
        discountClasses: ['ORDER'],
        combinesWith: { productDiscounts: false, orderDiscounts: true, shippingDiscounts: false },
        codes: { nodes: [{ code: 'TENTH', asyncUsageCount: 0 }] },
        codesCount: { count: 1, precision: 'EXACT' },
        context: { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' },
        customerGets: {
          value: { __typename: 'DiscountPercentage', percentage: 0.1 },
          items: { __typename: 'AllDiscountItems', allItems: true },
          appliesOnOneTimePurchase: true,
          appliesOnSubscription: false,
        },
        minimumRequirement: {
          __typename: 'DiscountMinimumSubtotal',
          greaterThanOrEqualToSubtotal: { amount: '1.0', currencyCode: 'EUR' },
        },
      },
    });
  });

  it('is changed where an update says something, and found by its new code', () => {
    const { codeDiscountNode } = createBasic(test);
    const document = `mutation($id: ID!, $input: DiscountCodeBasicInput!) {
      discountCodeBasicUpdate(id: $id, basicCodeDiscount: $input) {
        codeDiscountNode { codeDiscount { ${FIELDS} } } userErrors { field message } } }`;
    const value = { discountAmount: { amount: '5.00', appliesOnEachItem: false } };
    const input = { code: 'FIVE', customerGets: { value }, title: 'Five' };
    const updated = test.get(document, { id: codeDiscountNode.id, input });
    expect(updated['discountCodeBasicUpdate']).toMatchObject({
      userErrors: [],
      codeDiscountNode: {
        codeDiscount: {
          title: 'Five',
          summary: '€5.00 off entire order • Minimum purchase of €1.00',
          codes: { nodes: [{ code: 'FIVE' }] },
          customerGets: {
            value: { amount: { amount: '5.0', currencyCode: 'EUR' }, appliesOnEachItem: false },
            items: { allItems: true },
          },
        },
      },
    });
    const byCode =
      '{ five: codeDiscountNodeByCode(code: "five") { id } ' +
      'old: codeDiscountNodeByCode(code: "TENTH") { id } }';
    expect(test.get(byCode)).toEqual({ five: { id: codeDiscountNode.id }, old: null });
    const unknown = { id: 'gid://shopify/DiscountCodeNode/1', input: { title: 'x' } };
    expect(test.get(document, unknown)['discountCodeBasicUpdate']).toEqual({
      codeDiscountNode: null,
      userErrors: [{ field: ['id'], message: 'Discount does not exist' }],
    });
  });

  // discount-code-required-blank-validation, -starts-at-required-validation, -value-bounds,
  // -minimum-requirement-exclusivity, -items-refs-validation, -customer-gets-value-multiple-types.
  it('is refused with paths from the argument on', () => {
    const errors = (input: object) => createBasic(test, input).userErrors;
    const at = (...path: string[]) => ['basicCodeDiscount', ...path];
    const blank = { message: "Code can't be blank", code: 'BLANK', extraInfo: null };
    expect(errors({ code: null })).toEqual([{ field: at('code'), ...blank }]);
    expect(errors({ startsAt: null })).toEqual([
      {
        field: at('startsAt'),
        message: "Starts at can't be blank",
        code: 'BLANK',
        extraInfo: null,
      },
    ]);
    const gets = { value: { percentage: 1.5 }, items: { all: true } };
    expect(errors({ customerGets: gets })).toMatchObject([
      { field: at('customerGets', 'value', 'percentage'), code: 'VALUE_OUTSIDE_RANGE' },
    ]);
    const both = {
      quantity: { greaterThanOrEqualToQuantity: '2' },
      subtotal: { greaterThanOrEqualToSubtotal: '1' },
    };
    expect(errors({ minimumRequirement: both })).toMatchObject([
      { code: 'CONFLICT', message: 'Minimum subtotal cannot be defined when minimum quantity is.' },
      { code: 'CONFLICT', message: 'Minimum quantity cannot be defined when minimum subtotal is.' },
    ]);
    const products = { productsToAdd: ['gid://shopify/Product/999999999999'] };
    const unknown = { value: { percentage: 0.1 }, items: { products } };
    expect(errors({ customerGets: unknown })).toMatchObject([
      {
        field: at('customerGets', 'items', 'products', 'productsToAdd'),
        message: 'Product with id: 999999999999 is invalid',
        code: 'INVALID',
      },
    ]);
    const two = { percentage: 0.1, discountAmount: { amount: '1' } };
    const answer = test.ask(CREATE, {
      input: { ...BASIC, customerGets: { value: two, items: { all: true } } },
    });
    expect(answer.errors?.[0]).toMatchObject({
      message: 'A discount can only have one of percentage, discountOnQuantity or discountAmount.',
      extensions: { code: 'BAD_REQUEST' },
    });
    createBasic(test);
    expect(errors({ code: 'tenth' })).toMatchObject([
      { message: 'Code must be unique. Please try a different code.', code: 'TAKEN' },
    ]);
  });

  // discount-code-basic-lifecycle, discount-lifecycle-cross-kind-id.
  it('is switched off, on and deleted; an automatic one is another thing', () => {
    const { id } = createBasic(test).codeDiscountNode;
    const run = (name: string) =>
      test.get(
        `mutation($id: ID!) { ${name}(id: $id) { codeDiscountNode { codeDiscount {
          ... on DiscountCodeBasic { status endsAt } } } userErrors { field message code } } }`,
        { id },
      )[name];
    const state = (status: string, endsAt: string | null) => ({
      codeDiscountNode: { codeDiscount: { status, endsAt } },
      userErrors: [],
    });
    expect(run('discountCodeDeactivate')).toEqual(state('EXPIRED', '2026-11-01T12:00:00Z'));
    expect(run('discountCodeActivate')).toEqual(state('ACTIVE', null));
    const remove = `mutation($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId
      userErrors { field message code } } }`;
    expect(test.get(remove, { id }).discountCodeDelete).toEqual({
      deletedCodeDiscountId: id,
      userErrors: [],
    });
    expect(test.get(remove, { id }).discountCodeDelete).toEqual({
      deletedCodeDiscountId: null,
      userErrors: [{ field: ['id'], message: 'Code discount does not exist.', code: 'INVALID' }],
    });
  });
});
