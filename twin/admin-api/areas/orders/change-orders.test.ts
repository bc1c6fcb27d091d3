/**
 * Orders changed over GraphQL. Compared with answers of the real API recorded in the public
 * repository github.com/airhorns/shopify-draft-proxy (`fixtures/conformance/…/orders`,
 * 2026-05 to 08); each test names its case.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestShop } from '../../test-shop.ts';
import { openMugShop, placeMugs } from './order-fixture.ts';

let test: TestShop;

beforeEach(async () => {
  test = await openMugShop();
});

describe('refundCreate', () => {
  const REFUND = `mutation($input: RefundInput!) { refundCreate(input: $input) {
    order { displayFinancialStatus totalRefundedSet { shopMoney { amount } } }
    refund { note totalRefundedSet { shopMoney { amount } }
      refundLineItems(first: 5) { nodes { quantity restockType restocked
        subtotalSet { shopMoney { amount } } lineItem { title } } }
      transactions(first: 5) { nodes { kind status gateway amountSet { shopMoney { amount } } } } }
    userErrors { field message } } }`;

  // refund-create-partial-shipping-restock-parity.
  it('gives back a unit and its money', () => {
    const order = placeMugs(test);
    const gid = (kind: string, id: number | undefined) => `gid://shopify/${kind}/${id}`;
    const { refundCreate } = test.get(REFUND, {
      input: {
        orderId: order.gid,
        note: 'One was chipped',
        refundLineItems: [
          { lineItemId: gid('LineItem', order.lines[0]?.id), quantity: 1, restockType: 'RETURN' },
        ],
        transactions: [
          {
            orderId: order.gid,
            parentId: gid('OrderTransaction', order.transactions[0]?.id),
            amount: '10.00',
            kind: 'REFUND',
            gateway: 'bogus',
          },
        ],
      },
    });
    expect(refundCreate).toEqual({
      order: {
        displayFinancialStatus: 'PARTIALLY_REFUNDED',
        totalRefundedSet: { shopMoney: { amount: '10.0' } },
      },
      refund: {
        note: 'One was chipped',
        totalRefundedSet: { shopMoney: { amount: '10.0' } },
        refundLineItems: {
          nodes: [
            {
              quantity: 1,
              restockType: 'RETURN',
              restocked: true,
              subtotalSet: { shopMoney: { amount: '10.0' } },
              lineItem: { title: 'Mug' },
            },
          ],
        },
        transactions: {
          nodes: [
            {
              kind: 'REFUND',
              status: 'SUCCESS',
              gateway: 'bogus',
              amountSet: { shopMoney: { amount: '10.0' } },
            },
          ],
        },
      },
      userErrors: [],
    });
  });

  // refund-create-over-refund-user-errors, refund-create-transactions-validation.
  it('refuses too much, a wrong kind, and a payment of no parent', () => {
    const order = placeMugs(test);
    const parentId = `gid://shopify/OrderTransaction/${order.transactions[0]?.id}`;
    const refused = (transaction: object) => {
      const transactions = [
        { orderId: order.gid, gateway: 'bogus', kind: 'REFUND', amount: '25.00', ...transaction },
      ];
      const { refundCreate } = test.get(REFUND, { input: { orderId: order.gid, transactions } });
      const { refund, userErrors } = refundCreate as unknown as Record<string, unknown>;
      expect(refund).toBeNull();
      return userErrors;
    };
    expect(refused({ parentId })).toEqual([
      {
        field: null,
        message: 'Refund amount €25.00 is greater than net payment received €20.00',
      },
    ]);
    expect(refused({ kind: 'AUTHORIZATION' })).toEqual([
      { field: null, message: 'Kind authorization is not a valid transaction' },
    ]);
    expect(refused({})).toEqual([
      {
        field: ['transactions'],
        message: 'Transactions require a parent_id associated with the order',
      },
    ]);
  });
});

describe('orderCancel', () => {
  const CANCEL = `mutation($id: ID!, $refund: OrderCancelRefundMethodInput) {
    orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: $refund) {
      job { id done } orderCancelUserErrors { field message code } } }`;

  // orderCancel-restock-refundMethod-parity, orderCancel-state-transitions.
  it('is a job that leaves the order closed, refunded and cancelled for good', async () => {
    const { gid } = placeMugs(test);
    const variables = { id: gid, refund: { originalPaymentMethodsRefund: true } };
    const { orderCancel } = test.get(CANCEL, variables);
    expect(orderCancel).toMatchObject({ job: { done: false }, orderCancelUserErrors: [] });
    await test.world.tasks.runDue();
    const read = `query($id: ID!) { order(id: $id) { closed cancelReason displayFinancialStatus
      displayFulfillmentStatus currentTotalPriceSet { shopMoney { amount } }
      netPaymentSet { shopMoney { amount } } totalReceivedSet { shopMoney { amount } }
      totalOutstandingSet { shopMoney { amount } }
      fulfillmentOrders(first: 1) { nodes { status lineItems(first: 1) { nodes { totalQuantity
        remainingQuantity } } } } } }`;
    expect(test.get(read, { id: gid }).order).toEqual({
      closed: true,
      cancelReason: 'CUSTOMER',
      displayFinancialStatus: 'REFUNDED',
      displayFulfillmentStatus: 'UNFULFILLED',
      currentTotalPriceSet: { shopMoney: { amount: '0.0' } },
      netPaymentSet: { shopMoney: { amount: '0.0' } },
      totalReceivedSet: { shopMoney: { amount: '20.0' } },
      totalOutstandingSet: { shopMoney: { amount: '0.0' } },
      fulfillmentOrders: {
        nodes: [
          {
            status: 'CLOSED',
            lineItems: { nodes: [{ totalQuantity: 0, remainingQuantity: 0 }] },
          },
        ],
      },
    });
    expect(test.get(CANCEL, variables).orderCancel).toEqual({
      job: null,
      orderCancelUserErrors: [
        {
          field: ['orderId'],
          message: 'Cannot cancel an order that has already been canceled',
          code: 'INVALID',
        },
      ],
    });
  });
});

describe('other changes to an order', () => {
  // orderMarkAsPaid-state-and-money.
  it('are its being paid, once', () => {
    const { gid } = placeMugs(test, { payment: { method: 'manual' } });
    const document = `mutation($id: ID!) { orderMarkAsPaid(input: { id: $id }) {
      order { displayFinancialStatus paymentGatewayNames
        totalOutstandingSet { shopMoney { amount } } }
      userErrors { field message } } }`;
    const order = {
      displayFinancialStatus: 'PAID',
      paymentGatewayNames: ['manual'],
      totalOutstandingSet: { shopMoney: { amount: '0.0' } },
    };
    expect(test.get(document, { id: gid }).orderMarkAsPaid).toEqual({ order, userErrors: [] });
    expect(test.get(document, { id: gid }).orderMarkAsPaid).toEqual({
      order,
      userErrors: [{ field: ['id'], message: 'Order cannot be marked as paid.' }],
    });
  });

  // order-update-unknown-id, orderUpdate-input-validation.
  it('are its note, tags and attributes', () => {
    const { gid } = placeMugs(test);
    const document = `mutation($input: OrderInput!) { orderUpdate(input: $input) {
      order { note tags customAttributes { key value } } userErrors { field message } } }`;
    const input = { id: gid, note: 'Ring', tags: ['b', 'a'] };
    const customAttributes = [{ key: 'gift', value: 'yes' }];
    expect(test.get(document, { input: { ...input, customAttributes } }).orderUpdate).toEqual({
      order: { note: 'Ring', tags: ['a', 'b'], customAttributes },
      userErrors: [],
    });
    const nobody = { id: 'gid://shopify/Order/1', note: 'x' };
    expect(test.get(document, { input: nobody }).orderUpdate).toEqual({
      order: null,
      userErrors: [{ field: ['id'], message: 'Order does not exist' }],
    });
  });

  it('are a fulfilment with its tracking number', () => {
    const { gid, id } = placeMugs(test);
    const document = `mutation($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) {
      fulfillment { name status totalQuantity trackingInfo { company number }
        order { id displayFulfillmentStatus } } userErrors { field message } } }`;
    const f = {
      lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: `gid://shopify/FulfillmentOrder/${id}` }],
      trackingInfo: { company: 'DHL', number: '42' },
    };
    expect(test.get(document, { f }).fulfillmentCreate).toEqual({
      fulfillment: {
        name: '#1001.1',
        status: 'SUCCESS',
        totalQuantity: 2,
        trackingInfo: [{ company: 'DHL', number: '42' }],
        order: { id: gid, displayFulfillmentStatus: 'FULFILLED' },
      },
      userErrors: [],
    });
  });

  // order-edit-money-math, order-edit-commit-derived-statuses, order-edit-lifecycle-user-errors.
  it('are an edit, seen before it is committed', () => {
    const order = placeMugs(test);
    const begun = test.get(
      `mutation($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id
        totalPriceSet { shopMoney { amount } } lineItems(first: 2) { nodes { id quantity } } }
        userErrors { message } } }`,
      { id: order.gid },
    );
    const calculated = begun['orderEditBegin']?.['calculatedOrder'] as unknown as { id: string };
    const lineItemId = `gid://shopify/CalculatedLineItem/${order.lines[0]?.id}`;
    const set = `mutation($id: ID!, $line: ID!) {
      orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1) {
        calculatedOrder { totalPriceSet { shopMoney { amount } } }
        calculatedLineItem { quantity } userErrors { field message } } }`;
    expect(test.get(set, { id: calculated.id, line: lineItemId }).orderEditSetQuantity).toEqual({
      calculatedOrder: { totalPriceSet: { shopMoney: { amount: '10.0' } } },
      calculatedLineItem: { quantity: 1 },
      userErrors: [],
    });
    const commit = `mutation($id: ID!) { orderEditCommit(id: $id) { successMessages
      order { edited totalPriceSet { shopMoney { amount } }
        currentTotalPriceSet { shopMoney { amount } }
        lineItems(first: 1) { nodes { quantity currentQuantity } } }
      userErrors { field message } } }`;
    expect(test.get(commit, { id: calculated.id }).orderEditCommit).toEqual({
      successMessages: ['Order updated'],
      order: {
        edited: true,
        totalPriceSet: { shopMoney: { amount: '20.0' } },
        currentTotalPriceSet: { shopMoney: { amount: '10.0' } },
        lineItems: { nodes: [{ quantity: 2, currentQuantity: 1 }] },
      },
      userErrors: [],
    });
    expect(test.topics).toContain('orders/edited');
    expect(test.get(commit, { id: calculated.id }).orderEditCommit).toMatchObject({
      userErrors: [{ field: ['id'], message: 'The calculated order does not exist.' }],
    });
  });
});
