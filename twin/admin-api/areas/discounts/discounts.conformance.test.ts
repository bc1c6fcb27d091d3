/**
 * Discounts as Shopify answered. Every case names its recording: a file of the public repository
 * airhorns/shopify-draft-proxy, under fixtures/conformance/…/2026-04/discounts (2026-08).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../../model/app.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';
import { BASIC, createBasic, START } from './basic-discount-fixture.ts';

const MUTATIONS = {
  discountCodeBasicCreate: ['basicCodeDiscount', 'DiscountCodeBasicInput'],
  discountAutomaticBasicCreate: ['automaticBasicDiscount', 'DiscountAutomaticBasicInput'],
  discountCodeBxgyCreate: ['bxgyCodeDiscount', 'DiscountCodeBxgyInput'],
  discountAutomaticBxgyCreate: ['automaticBxgyDiscount', 'DiscountAutomaticBxgyInput'],
  discountCodeFreeShippingCreate: ['freeShippingCodeDiscount', 'DiscountCodeFreeShippingInput'],
  discountAutomaticFreeShippingCreate: [
    'freeShippingAutomaticDiscount',
    'DiscountAutomaticFreeShippingInput',
  ],
  discountCodeAppCreate: ['codeAppDiscount', 'DiscountCodeAppInput'],
} as const;
type Mutation = keyof typeof MUTATIONS;

let twin: TestShop;
beforeEach(async () => {
  twin = await openTestShop();
});

function create(mutation: Mutation, input: object) {
  const [argument, type] = MUTATIONS[mutation];
  const document = `mutation ($input: ${type}!) {
    ${mutation}(${argument}: $input) { userErrors { field message code } } }`;
  return twin.ask(document, { input: { title: 'A', startsAt: START, ...input } });
}

function withFunction(app: App): App {
  const { definition } = app;
  if (definition === null) throw new Error('The app has no definition.');
  const extension = {
    ...{ type: 'function', handle: 'vip', name: 'VIP', folder: '', apiVersion: '2026-07' },
    ...{ bundle: null, files: [], table: {} },
    targeting: [{ target: 'cart.lines.discounts.generate.run' }],
  };
  return { ...app, definition: { ...(definition as object), extensions: [extension] } };
}

function refusals(mutation: Mutation, input: object) {
  const { data } = create(mutation, input);
  const payload = data?.[mutation] as {
    userErrors: { field: string[]; message: string; code: string | null }[];
  };
  return payload.userErrors.map(({ field, message, code }) => [field.slice(1), code, message]);
}

const THINGS = { products: { productsToAdd: ['gid://shopify/Product/0'] } };
const bxgy = (more: { bought?: string; got?: string; limit?: string | number }) => ({
  usesPerOrderLimit: more.limit ?? null,
  customerBuys: { value: { quantity: more.bought ?? '1' }, items: THINGS },
  customerGets: {
    value: { discountOnQuantity: { quantity: more.got ?? '1', effect: { percentage: 1 } } },
    items: THINGS,
  },
});

describe('numbers of buy-X-get-Y (discount-bxgy-numeric-validation.json)', () => {
  const limit = ['usesPerOrderLimit'];
  const bought = ['customerBuys', 'value', 'quantity'];
  const got = ['customerGets', 'value', 'discountOnQuantity', 'quantity'];
  const ratio = 'Prerequisite to entitlement quantity ratio';
  const table: readonly [Parameters<typeof bxgy>[0], readonly string[], string, string][] = [
    [{ limit: '0' }, limit, 'VALUE_OUTSIDE_RANGE', 'Allocation limit cannot be zero'],
    [
      { limit: '2147483648' },
      limit,
      'LESS_THAN_OR_EQUAL_TO',
      'Allocation limit must be less than or equal to 2147483647',
    ],
    [{ bought: '0' }, bought, 'GREATER_THAN', `${ratio} antecedent must be greater than 0`],
    [{ bought: '100000' }, bought, 'LESS_THAN', `${ratio} antecedent must be less than 100000`],
    [{ got: '0' }, got, 'GREATER_THAN', `${ratio} consequent must be greater than 0`],
    [{ got: '100000' }, got, 'LESS_THAN', `${ratio} consequent must be less than 100000`],
  ];
  it.each(table)('%j', (numbers, field, code, message) => {
    expect(refusals('discountAutomaticBxgyCreate', bxgy(numbers))).toEqual([
      [field, code, message],
    ]);
  });

  it('a fraction never reaches the mutation', () => {
    expect(create('discountAutomaticBxgyCreate', bxgy({ limit: '1.5' })).errors).toMatchObject([
      {
        message:
          'Variable $input of type DiscountAutomaticBxgyInput! was provided invalid value for ' +
          "usesPerOrderLimit (UnsignedInt64 invalid value '1.5')",
        extensions: { code: 'INVALID_VARIABLE' },
      },
    ]);
  });
});

describe('what is refused, in Shopify’s order', () => {
  const all = { items: { all: true } };
  const value = { discountOnQuantity: { quantity: '1', effect: { percentage: 1 } } };
  const combinesWith = { shippingDiscounts: true };
  const invalidCombination = [
    ['combinesWith'],
    'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS',
    'The combinesWith settings are not valid for the discount class.',
  ];
  const blank = [['title'], 'BLANK', "Title can't be blank"];

  it('buy all, get all, without a title (discount-validation-branches.json)', () => {
    const input = { title: '', customerBuys: { value: { quantity: '1' }, ...all } };
    const gets = { customerGets: { value, ...all } };
    expect(refusals('discountAutomaticBxgyCreate', { ...input, ...gets })).toEqual([
      [['customerGets'], 'INVALID', "Items in 'customer get' cannot be set to all"],
      blank,
      [['customerBuys', 'items'], 'BLANK', "Items in 'customer buys' must be defined"],
    ]);
  });

  it('free shipping that adds to itself (discount-validation-branches.json)', () => {
    const input = { title: '', combinesWith, destination: { all: true } };
    const code = { ...input, code: 'FREE' };
    expect(refusals('discountCodeFreeShippingCreate', code)).toEqual([invalidCombination, blank]);
    expect(refusals('discountAutomaticFreeShippingCreate', input)).toEqual([invalidCombination]);
  });

  it('a percentage in buy-X-get-Y (discount-bxgy-disallowed-value-shapes.json)', () => {
    const input = { ...bxgy({}), customerGets: { value: { percentage: 0.5 }, items: THINGS } };
    const only = [
      ['customerGets', 'value', 'percentage'],
      'INVALID',
      'Only discountOnQuantity permitted with bxgy discounts.',
    ];
    expect(refusals('discountCodeBxgyCreate', { ...input, code: 'X' })).toEqual([
      only,
      [
        ['customerGets', 'value', 'discountOnQuantity', 'quantity'],
        'BLANK',
        'Quantity cannot be blank.',
      ],
    ]);
    expect(refusals('discountAutomaticBxgyCreate', input)).toEqual([only]);
  });

  it('minimums beyond reason (discount-minimum-requirement-exclusivity.json)', () => {
    const quantity = { quantity: { greaterThanOrEqualToQuantity: '9999999999' } };
    const subtotal = { subtotal: { greaterThanOrEqualToSubtotal: '1000000000000000001.00' } };
    const told = (minimumRequirement: object) =>
      refusals('discountCodeBasicCreate', { ...BASIC, minimumRequirement });
    expect(told(quantity)).toEqual([
      [
        ['minimumRequirement', 'quantity', 'greaterThanOrEqualToQuantity'],
        'LESS_THAN',
        'Minimum quantity must be less than 2147483647',
      ],
    ]);
    expect(told(subtotal)).toEqual([
      [
        ['minimumRequirement', 'subtotal', 'greaterThanOrEqualToSubtotal'],
        'LESS_THAN',
        'Minimum subtotal must be less than 1000000000000000000',
      ],
    ]);
  });

  it.each([
    [undefined, "Discount code can't be blank."],
    ['', "Discount code can't be blank."],
  ])('an app’s discount with the code %j (app-discount-input-validator.json)', (code, message) => {
    const app = withFunction(twin.app);
    const input = { title: 'A', startsAt: START, functionHandle: 'vip', code };
    const document = `mutation ($input: DiscountCodeAppInput!) {
      discountCodeAppCreate(codeAppDiscount: $input) { userErrors { field message code } } }`;
    expect(twin.ask(document, { input }, { context: { app } }).data).toEqual({
      discountCodeAppCreate: {
        userErrors: [{ field: ['codeAppDiscount', 'code'], message, code: 'INVALID' }],
      },
    });
  });
});

describe('what is no answer but an error', () => {
  const buyer = ['gid://shopify/Customer/1'];
  const start = 'A discount cannot have customerSelection set to all, when ';
  const table: readonly [object, string, string][] = [
    [
      { customerSelection: { customers: { add: buyer, remove: buyer } } },
      'A customer id is present in `add` and `remove` fields',
      'discount-add-remove-overlap.json',
    ],
    [
      { customerSelection: { all: true, customers: { add: buyer } } },
      `${start}customers or customerSavedSearches is specified.`,
      'discount-customer-selection-internal-conflicts.json',
    ],
    [
      { customerSelection: { all: true, customerSegments: { add: ['gid://shopify/Segment/1'] } } },
      `${start}customerSegments is specified.`,
      'discount-customer-selection-internal-conflicts.json',
    ],
    [
      {
        combinesWith: {
          productDiscountsWithTagsOnSameCartLine: { add: ['vip'], remove: ['vip'] },
        },
      },
      'The same tag is present in both `add` and `remove` fields of ' +
        '`productDiscountsWithTagsOnSameCartLine`.',
      'discount-combines-with-validation.json',
    ],
  ];
  it.each(table)('%j: %s (%s)', (more, message) => {
    const input = { ...BASIC, context: undefined, ...more };
    const { data, errors } = create('discountCodeBasicCreate', input);
    expect(data).toEqual({ discountCodeBasicCreate: null });
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_REQUEST' } }]);
  });
});

it('a node is read by the id it says (discount-status-time-window-derivation.json)', () => {
  const { id } = createBasic(twin).codeDiscountNode;
  expect(id).toMatch(/^gid:\/\/shopify\/DiscountCodeNode\/\d+$/);
  const read = 'query ($id: ID!) { discountNode(id: $id) { id } }';
  expect(twin.get(read, { id }).discountNode).toEqual({ id });
});

it.each(['code', 'discount_class', 'frobnicate'])(
  'codes are not deleted by %s (discount-bulk-search-field-validation.json)',
  (name) => {
    const document = `mutation ($search: String) { discountCodeBulkDelete(search: $search) {
      job { id } userErrors { field message code } } }`;
    const message = `Invalid search field(s): ${name}. Check the query syntax.`;
    expect(twin.get(document, { search: `${name}:NONE` }).discountCodeBulkDelete).toEqual({
      job: null,
      userErrors: [{ field: ['search'], message, code: 'INVALID' }],
    });
  },
);
