/**
 * Redeem codes and discounts in bulk, and in pages. Compared with answers of the
 * real API recorded in the public repository github.com/airhorns/shopify-draft-proxy
 * (`fixtures/conformance/…/discounts`, 2026-04 to 07); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';
import { createBasic } from './basic-discount-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openTestShop();
  handleTradeTasks(test.world);
});

const ADD = `mutation($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
  discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
    bulkCreation { id done codesCount importedCount failedCount }
    userErrors { field message code } } }`;

describe('redeem codes in bulk', () => {
  // discount-redeem-code-bulk-add-validation.
  it('are counted as they come in', async () => {
    const { id } = createBasic(test).codeDiscountNode;
    const codes = ['A-1', 'A-1', 'TENTH', 'A-2'].map((code) => ({ code }));
    const added = test.get(ADD, { id, codes })['discountRedeemCodeBulkAdd'];
    expect(added).toMatchObject({
      bulkCreation: { done: false, codesCount: 4, importedCount: 0, failedCount: 0 },
      userErrors: [],
    });
    await test.world.tasks.runDue();
    const read = `query($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount
      failedCount discountCode { id } codes(first: 5) { nodes { code
        errors { field message code } discountRedeemCode { code } } } } }`;
    const bulkId = (added as unknown as { bulkCreation: { id: string } }).bulkCreation.id;
    const unique = 'must be unique. Please try a different code.';
    const twice = 'Codes must be unique within BulkDiscountCodeCreation';
    const error = (message: string) => [{ field: ['code'], message, code: null }];
    const { discountRedeemCodeBulkCreation: bulk } = test.get(read, { id: bulkId });
    expect(bulk).toEqual({
      ...{ done: true, importedCount: 2, failedCount: 2, discountCode: { id } },
      codes: {
        nodes: [
          { code: 'A-1', errors: [], discountRedeemCode: { code: 'A-1' } },
          { code: 'A-1', errors: error(twice), discountRedeemCode: null },
          { code: 'TENTH', errors: error(unique), discountRedeemCode: null },
          { code: 'A-2', errors: [], discountRedeemCode: { code: 'A-2' } },
        ],
      },
    });
    const remove = `mutation($id: ID!) { discountCodeRedeemCodeBulkDelete(discountId: $id,
      search: "code:A-*") { job { id done } userErrors { field message code } } }`;
    const { discountCodeRedeemCodeBulkDelete: removed } = test.get(remove, { id });
    expect(removed).toMatchObject({ job: { done: false }, userErrors: [] });
    await test.world.tasks.runDue();
    const jobId = (removed as unknown as { job: { id: string } }).job.id;
    expect(test.get('query($id: ID!) { job(id: $id) { done } }', { id: jobId })).toEqual({
      job: { done: true },
    });
    const left = `query($id: ID!) { codeDiscountNode(id: $id) { codeDiscount {
      ... on DiscountCodeBasic { codes(first: 9) { nodes { code } } codesCount { count } } } } }`;
    expect(test.get(left, { id }).codeDiscountNode).toEqual({
      codeDiscount: { codes: { nodes: [{ code: 'TENTH' }] }, codesCount: { count: 1 } },
    });
  });

  it('are refused for no discount, for none, and above 250', () => {
    const { id } = createBasic(test).codeDiscountNode;
    expect(test.get(ADD, { id, codes: [] })['discountRedeemCodeBulkAdd']).toMatchObject({
      userErrors: [{ field: ['codes'], message: "Codes can't be blank", code: 'BLANK' }],
    });
    const unknown = { id: 'gid://shopify/DiscountCodeNode/1', codes: [{ code: 'A' }] };
    expect(test.get(ADD, unknown)['discountRedeemCodeBulkAdd']).toMatchObject({
      userErrors: [
        { field: ['discountId'], message: 'Code discount does not exist.', code: 'INVALID' },
      ],
    });
    const codes = Array.from({ length: 251 }, (_, index) => ({ code: `C${index}` }));
    expect(test.ask(ADD, { id, codes }).errors?.[0]).toMatchObject({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    });
  });
});

describe('codes of a discount', () => {
  // The argument's own words: "default: case-insensitive search of multiple fields in a document".
  it('are found by the code itself', async () => {
    const { id } = createBasic(test).codeDiscountNode;
    const codes = Array.from({ length: 30 }, (_, index) => ({ code: `HAT-AB${index}-C` }));
    test.get(ADD, { id, codes });
    await test.world.tasks.runDue();
    const document = `query($id: ID!, $q: String) { codeDiscountNode(id: $id) { codeDiscount {
      ... on DiscountCodeBasic { codes(first: 10, query: $q) { nodes { code } } } } } }`;
    const found = (q: string) => {
      const { codeDiscountNode } = test.get(document, { id, q });
      const { codeDiscount } = codeDiscountNode as unknown as {
        codeDiscount: { codes: { nodes: { code: string }[] } };
      };
      return codeDiscount.codes.nodes.map(({ code }) => code);
    };
    expect(found('"hat-ab7-c"')).toEqual(['HAT-AB7-C']);
    expect(found('"HAT-AB70-C"')).toEqual([]);
  });
});

describe('discounts in pages', () => {
  it('are found by status, kind and title, and counted', async () => {
    const { id } = createBasic(test).codeDiscountNode;
    createBasic(test, { code: 'LATER', title: 'Later', startsAt: '2099-01-01T00:00:00Z' });
    createBasic(test, {
      code: 'PAST',
      title: 'Past',
      startsAt: '2019-01-01T00:00:00Z',
      endsAt: '2020-01-01T00:00:00Z',
    });
    const titles = (query: string) => {
      const document = `query($q: String) { discountNodes(first: 9, query: $q) { nodes { id
        discount { ... on DiscountCodeBasic { title } } } } }`;
      const { discountNodes } = test.get(document, { q: query });
      const { nodes } = discountNodes as unknown as { nodes: { discount: { title: string } }[] };
      return nodes.map(({ discount }) => discount.title);
    };
    expect(titles('status:active')).toEqual(['Tenth']);
    expect(titles('status:scheduled')).toEqual(['Later']);
    expect(titles('status:expired')).toEqual(['Past']);
    expect(titles('title:Past OR title:Later')).toEqual(['Later', 'Past']);
    expect(titles('discount_type:percentage method:code')).toHaveLength(3);
    expect(titles('discount_type:bogo')).toEqual([]);
    const count = '{ discountNodesCount(query: "status:active") { count precision } }';
    expect(test.get(count).discountNodesCount).toEqual({ count: 1, precision: 'EXACT' });
    // discount-bulk-search-effects, discount-bulk-selector-validation.
    const off = (args: string) =>
      test.get(`mutation { discountCodeBulkDeactivate(${args}) { job { done }
        userErrors { field message code } } }`)['discountCodeBulkDeactivate'];
    expect(off('search: "title:Tenth"')).toEqual({ job: { done: false }, userErrors: [] });
    await test.world.tasks.runDue();
    expect(titles('status:active')).toEqual([]);
    expect(off(`ids: ["${id}"], search: "x"`)).toMatchObject({
      userErrors: [
        {
          field: null,
          message: "Only one of 'ids', 'search' or 'saved_search_id' is allowed.",
          code: 'TOO_MANY_ARGUMENTS',
        },
      ],
    });
    expect(off('search: " "')).toMatchObject({
      userErrors: [{ field: ['search'], message: "'Search' can't be blank.", code: 'BLANK' }],
    });
  });
});
