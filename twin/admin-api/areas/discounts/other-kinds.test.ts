/**
 * Discounts of the other kinds over GraphQL. Compared with answers of the
 * real API recorded in the public repository github.com/airhorns/shopify-draft-proxy
 * (`fixtures/conformance/…/discounts`, 2026-04 to 07); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { apps } from '../../../model/kinds.ts';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';
import { START } from './basic-discount-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openTestShop();
  handleTradeTasks(test.world);
});

describe('discounts of the other kinds', () => {
  // discount-free-shipping-lifecycle (the shop there sells subscriptions; this one does not).
  it('are free shipping', () => {
    const document = `mutation($input: DiscountCodeFreeShippingInput!) {
      discountCodeFreeShippingCreate(freeShippingCodeDiscount: $input) {
        codeDiscountNode { codeDiscount { __typename ... on DiscountCodeFreeShipping { summary
          discountClasses maximumShippingPrice { amount } appliesOncePerCustomer usageLimit
          destinationSelection { ... on DiscountCountries { countries } } } } }
        userErrors { field message code } } }`;
    const input = {
      ...{ title: 'Free', code: 'FREE', startsAt: START, context: { all: 'ALL' } },
      ...{ maximumShippingPrice: '25.00', appliesOncePerCustomer: true, usageLimit: 5 },
      destination: { countries: { add: ['US'] } },
    };
    const made = test.get(document, { input })['discountCodeFreeShippingCreate'];
    expect(made).toEqual({
      codeDiscountNode: {
        codeDiscount: {
          __typename: 'DiscountCodeFreeShipping',
          summary:
            'Free shipping on all products • For United States • ' +
            'Applies to shipping rates under €25.00 • One use per customer',
          discountClasses: ['SHIPPING'],
          maximumShippingPrice: { amount: '25.0' },
          appliesOncePerCustomer: true,
          usageLimit: 5,
          destinationSelection: { countries: ['US'] },
        },
      },
      userErrors: [],
    });
    // discount-combines-with-validation.
    const combinesWith = { shippingDiscounts: true };
    const wrong = test.get(document, { input: { ...input, code: 'B', combinesWith } });
    expect(wrong['discountCodeFreeShippingCreate']).toMatchObject({
      userErrors: [
        {
          field: ['freeShippingCodeDiscount', 'combinesWith'],
          message: 'The combinesWith settings are not valid for the discount class.',
          code: 'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS',
        },
      ],
    });
  });

  // discount-validation-branches, case blankAutomaticBxgy.
  it('are buy-X-get-Y, refused with all that is missing', () => {
    const document = `mutation($input: DiscountAutomaticBxgyInput!) {
      discountAutomaticBxgyCreate(automaticBxgyDiscount: $input) {
        automaticDiscountNode { id } userErrors { field message code } } }`;
    const value = { discountOnQuantity: { quantity: '1', effect: { percentage: 0.5 } } };
    const input = {
      ...{ title: '', startsAt: START },
      customerBuys: { value: { quantity: '1' }, items: { all: true } },
      customerGets: { value, items: { all: true } },
    };
    expect(test.get(document, { input })['discountAutomaticBxgyCreate']).toEqual({
      automaticDiscountNode: null,
      userErrors: [
        {
          field: ['automaticBxgyDiscount', 'customerGets'],
          message: "Items in 'customer get' cannot be set to all",
          code: 'INVALID',
        },
        {
          field: ['automaticBxgyDiscount', 'title'],
          message: "Title can't be blank",
          code: 'BLANK',
        },
        {
          field: ['automaticBxgyDiscount', 'customerBuys', 'items'],
          message: "Items in 'customer buys' must be defined",
          code: 'BLANK',
        },
      ],
    });
  });

  // discount-app-function-validation.
  it('are those of an app, decided by its function', () => {
    const document = `mutation($input: DiscountAutomaticAppInput!) {
      discountAutomaticAppCreate(automaticAppDiscount: $input) {
        automaticAppDiscount { discountId title status discountClasses
          appDiscountType { functionId appKey title } } userErrors { field message code } } }`;
    const input = {
      ...{ title: 'VIP', startsAt: START, discountClasses: ['ORDER'] },
      functionHandle: 'vip-discount',
    };
    expect(test.get(document, { input })['discountAutomaticAppCreate']).toMatchObject({
      automaticAppDiscount: null,
      userErrors: [
        {
          field: ['automaticAppDiscount', 'functionHandle'],
          message:
            'Function vip-discount not found. Ensure that it is released in the current app ' +
            `(${test.app.id}), and that the app is installed.`,
          code: 'INVALID',
        },
      ],
    });
    const definition = test.app.definition as { extensions: unknown[] };
    const target = { target: 'cart.lines.discounts.generate.run' };
    const extension = {
      ...{ type: 'function', handle: 'vip-discount', name: 'VIP discount', apiVersion: null },
      targeting: [target],
    };
    definition.extensions.push(extension);
    test.world.store.put(apps, 0, test.app);
    const made = test.get(document, { input })['discountAutomaticAppCreate'];
    expect(made).toMatchObject({
      automaticAppDiscount: {
        discountId: expect.stringContaining('gid://shopify/DiscountAutomaticNode/') as string,
        title: 'VIP',
        status: 'ACTIVE',
        discountClasses: ['ORDER'],
        appDiscountType: { appKey: 'test-key', title: 'VIP discount' },
      },
      userErrors: [],
    });
    expect(test.notImplemented).toEqual([]);
  });
});
