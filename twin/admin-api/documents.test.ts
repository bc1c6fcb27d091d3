/**
 * Documents that apps of the kind send are valid against both versions served. The list: Shopify's
 * schemas as published in @shopify/dev-mcp 1.16.0 (2026-11-23).
 */
import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';

const ERRORS = 'userErrors { field message }';

const DOCUMENTS: Readonly<Record<string, string>> = {
  discountCodeBasicCreate: `mutation ($d: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } ${ERRORS} } }`,
  discountAutomaticAppCreate: `mutation ($d: DiscountAutomaticAppInput!) {
    discountAutomaticAppCreate(automaticAppDiscount: $d) {
      automaticAppDiscount { discountId status } ${ERRORS} } }`,
  discountRedeemCodeBulkAdd: `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
      bulkCreation { id codesCount importedCount failedCount done } ${ERRORS} } }`,
  codeDiscountNodeByCode: '{ codeDiscountNodeByCode(code: "A") { id } }',
  orders: `query ($query: String) { orders(first: 50, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes { id name createdAt processedAt customer { id }
      totalDiscountsSet { shopMoney { amount currencyCode } }
      lineItems(first: 20) { nodes { id quantity currentQuantity
        discountedTotalSet(withCodeDiscounts: true) { shopMoney { amount } }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } } } }
      refunds { id totalRefundedSet { shopMoney { amount } }
        refundLineItems(first: 20) {
          nodes { quantity subtotalSet { shopMoney { amount } } } } } } } }`,
  metafieldsSet: `mutation ($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { id compareDigest } ${ERRORS} } }`,
  customerUpdate: `mutation ($input: CustomerInput!) {
    customerUpdate(input: $input) { customer { id tags } ${ERRORS} } }`,
  tagsAdd: `mutation ($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) { node { id } ${ERRORS} } }`,
  storeCreditAccountCredit: `mutation ($id: ID!, $credit: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $id, creditInput: $credit) {
      storeCreditAccountTransaction { amount { amount } account { id balance { amount } } }
      ${ERRORS} } }`,
  giftCardCreate: `mutation ($input: GiftCardCreateInput!) {
    giftCardCreate(input: $input) { giftCard { id balance { amount } } giftCardCode ${ERRORS} } }`,
  webhookSubscriptionCreate: `mutation (
    $topic: WebhookSubscriptionTopic!, $in: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $in) {
      webhookSubscription { id uri } ${ERRORS} } }`,
  bulkOperationRunQuery: `mutation ($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id status } ${ERRORS} } }`,
  appSubscriptionCreate: `mutation ($items: [AppSubscriptionLineItemInput!]!) {
    appSubscriptionCreate(name: "Plan", returnUrl: "https://example.com", lineItems: $items) {
      confirmationUrl appSubscription { id } ${ERRORS} } }`,
  flowTriggerReceive: `mutation ($payload: JSON) {
    flowTriggerReceive(handle: "points-earned", payload: $payload) { ${ERRORS} } }`,
  customerSegmentMembersQueryCreate: `mutation ($input: CustomerSegmentMembersQueryInput!) {
    customerSegmentMembersQueryCreate(input: $input) {
      customerSegmentMembersQuery { id currentCount done } ${ERRORS} } }`,
  customerSegmentMembers: `query ($id: ID!) { customerSegmentMembers(segmentId: $id, first: 1000) {
    totalCount edges { node { id firstName numberOfOrders amountSpent { amount } } } } }`,
  segments: '{ segments(first: 10) { nodes { id name query } } }',
  segmentCreate: `mutation { segmentCreate(name: "a", query: "number_of_orders > 1") {
    segment { id } ${ERRORS} } }`,
  currentAppInstallation: '{ currentAppInstallation { activeSubscriptions { id name status } } }',
  shopifyFunctions: '{ shopifyFunctions(first: 10) { nodes { id handle apiType title } } }',
};

beforeAll(() => fetchSchemas(), 60_000);

describe.each(['admin_2026-07', 'admin_2026-10'] as const)('%s', (version) => {
  it.each(Object.entries(DOCUMENTS))('takes %s', (_name, document) => {
    expect(validate(loadSchema(version), parse(document))).toEqual([]);
  });

  it.each([
    ['a field that is not there', '{ shop { nothing } }'],
    ['a missing argument', `mutation { customerUpdate { ${ERRORS} } }`],
    ['an input field that is not there', 'mutation { segmentCreate(nme: "a") { segment { id } } }'],
  ])('refuses %s', (_what, document) => {
    expect(validate(loadSchema(version), parse(document))).not.toEqual([]);
  });
});
