/**
 * Orders as Shopify answered. Every case names its recording: a file of the public repository
 * airhorns/shopify-draft-proxy, under fixtures/conformance/…/orders (2026-08).
 */
import { beforeEach, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
  order { id tags fulfillmentOrders(first: 1) { nodes { id } } } userErrors { message } } }`;
const SEND = `mutation ($id: ID!) { fulfillmentCreate(fulfillment: {
  lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id }] }) {
  fulfillment { status } userErrors { field message } } }`;
const CANCEL = `mutation ($id: ID!, $restock: Boolean!, $staffNote: String, $refund: Boolean,
  $method: OrderCancelRefundMethodInput) {
  orderCancel(orderId: $id, reason: OTHER, restock: $restock, staffNote: $staffNote,
    refund: $refund, refundMethod: $method) {
    job { done } orderCancelUserErrors { field message code } userErrors { field message } } }`;

const eur = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
const SALE = { kind: 'SALE', status: 'SUCCESS', gateway: 'manual', amountSet: eur('20.00') };

let twin: TestShop;
beforeEach(async () => {
  twin = await openTestShop();
  handleTradeTasks(twin.world);
});

function create(more: object = {}) {
  const lineItems = [{ title: 'Mug', quantity: 2, priceSet: eur('10.00') }];
  return twin.get(CREATE, { order: { currency: 'EUR', lineItems, ...more } }).orderCreate?.order;
}
const cancel = (id: unknown, more: object = {}) =>
  twin.get(CANCEL, { id, restock: true, ...more }).orderCancel;
const refusal = (field: string, message: string) => ({
  job: null,
  orderCancelUserErrors: [{ field: [field], message, code: 'INVALID' }],
  userErrors: [{ field: [field], message }],
});

it('tags are told in alphabetical order (fulfillment-create-preconditions.json)', () => {
  const order = create({ tags: ['parity-probe', 'cancelled', 'fulfillment'] });
  expect(order?.tags).toEqual(['cancelled', 'fulfillment', 'parity-probe']);
});

it('what is paid and sent is not called off (fulfillment-multi-tracking-info.json)', () => {
  const order = create({ transactions: [SALE] });
  twin.get(SEND, { id: order?.fulfillmentOrders?.nodes?.[0]?.id });
  const message = 'Cannot cancel an order that has outstanding fulfillments';
  expect(cancel(order?.id)).toEqual(refusal('orderId', message));
});

it('what is sent unpaid is called off (return-customer-note-recorded.json)', async () => {
  const order = create();
  twin.get(SEND, { id: order?.fulfillmentOrders?.nodes?.[0]?.id });
  expect(cancel(order?.id)).toEqual({
    job: { done: false },
    orderCancelUserErrors: [],
    userErrors: [],
  });
  await twin.world.tasks.runDue();
  const read = 'query ($id: ID!) { order(id: $id) { cancelReason closed } }';
  expect(twin.get(read, { id: order?.id }).order).toEqual({ cancelReason: 'OTHER', closed: true });
});

const original = { originalPaymentMethodsRefund: true };
const both = 'Only one of the arguments `refund` or `refund_method` is allowed.';
const long = 'Staff note is too long. Maximum length is 255 characters.';
const table: readonly [object, string, string][] = [
  [{ staffNote: 'x'.repeat(256) }, 'staffNote', long],
  [{ refund: true, method: original }, 'refund', both],
  [{ refund: false, method: original }, 'refund', both],
];
it.each(table)(
  'cancelling with %j is refused (orderCancel-error-messages.json)',
  (more, field, message) => {
    expect(cancel(create()?.id, more)).toEqual(refusal(field, message));
  },
);

it('nor is it called off twice (orderCancel-error-messages.json)', async () => {
  const order = create();
  cancel(order?.id);
  await twin.world.tasks.runDue();
  const message = 'Cannot cancel an order that has already been canceled';
  expect(cancel(order?.id)).toEqual(refusal('orderId', message));
});
