/** One basic code discount to start from, for the tests of this area. */
import type { TestShop } from '../../test-shop.ts';
import { TEST_NOW } from '../../test-shop.ts';

export const START = new Date(TEST_NOW).toISOString();

export const BASIC = {
  title: 'Tenth',
  code: 'TENTH',
  startsAt: START,
  combinesWith: { orderDiscounts: true },
  context: { all: 'ALL' },
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '1.00' } },
};

export const FIELDS = `__typename ... on DiscountCodeBasic { title status summary startsAt endsAt
  createdAt
  asyncUsageCount discountClasses combinesWith { productDiscounts orderDiscounts shippingDiscounts }
  codes(first: 5) { nodes { code asyncUsageCount } } codesCount { count precision }
  context { __typename ... on DiscountBuyerSelectionAll { all } }
  customerGets { value { __typename ... on DiscountPercentage { percentage }
      ... on DiscountAmount { amount { amount currencyCode } appliesOnEachItem } }
    items { __typename ... on AllDiscountItems { allItems } }
    appliesOnOneTimePurchase appliesOnSubscription }
  minimumRequirement { __typename ... on DiscountMinimumSubtotal {
    greaterThanOrEqualToSubtotal { amount currencyCode } } } }`;

export const CREATE = `mutation($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) {
    codeDiscountNode { id codeDiscount { ${FIELDS} } }
    userErrors { field message code extraInfo } } }`;

type Made = { readonly codeDiscountNode: { id: string }; readonly userErrors: unknown };

/** What `discountCodeBasicCreate` answers. */
export function createBasic(test: TestShop, input: object = {}): Made {
  const answer = test.get(CREATE, { input: { ...BASIC, ...input } });
  return answer['discountCodeBasicCreate'] as unknown as Made;
}
