/**
 * Orders at a glance by their last update, a hundred at a time: what reconciliation walks along.
 * All that is asked for is free of cost but the customer, as scalars are.
 */
import { z } from 'zod';
import { isCreditGateway } from '../../../contracts/shopify-transaction.ts';
import { instantText } from '../../../contracts/shopify-fields.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { gidOf } from './gids.ts';
import { pageOf } from './page.ts';

const order = z.object({
  id: gidOf('Order'),
  updatedAt: instantText,
  cancelledAt: instantText.nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  currentSubtotalLineItemsQuantity: z.int(),
  edited: z.boolean(),
  paymentGatewayNames: z.array(z.string()),
  customer: z.object({ id: gidOf('Customer') }).nullable(),
});

const answer = z.object({ orders: pageOf(order) });

const LIST_UPDATED_ORDERS: Operation<typeof answer> = {
  name: 'ListUpdatedOrders',
  effect: 'read',
  cost: 20,
  answer,
  document: /* GraphQL */ `
    query ListUpdatedOrders($query: String!, $after: String) {
      orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes {
          id
          updatedAt
          cancelledAt
          displayFinancialStatus
          displayFulfillmentStatus
          currentSubtotalLineItemsQuantity
          edited
          paymentGatewayNames
          customer {
            id
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
};

const GIVEN_BACK: ReadonlySet<string | null> = new Set(['PARTIALLY_REFUNDED', 'REFUNDED']);

export const listUpdatedOrders =
  (ask: Ask): Shopify['listUpdatedOrders'] =>
  async (shop, { updatedAt, after }) => {
    const query = `updated_at:>='${new Date(updatedAt).toISOString()}'`;
    const variables = { query, after };
    const { orders } = await ask({ shop, lane: 'reconciliation' }, LIST_UPDATED_ORDERS, variables);
    return { orders: orders.nodes.map(toListed), next: orders.next };
  };

function toListed(node: z.output<typeof order>) {
  const isGivenBack = GIVEN_BACK.has(node.displayFinancialStatus);
  return {
    orderId: node.id,
    glance: {
      updatedAt: node.updatedAt,
      customerId: node.customer?.id ?? null,
      paid: isGivenBack || node.displayFinancialStatus === 'PAID',
      sent: node.displayFulfillmentStatus === 'FULFILLED',
      cancelledAt: node.cancelledAt,
      unitsLeft: node.currentSubtotalLineItemsQuantity,
      isInvolved: isGivenBack || node.edited || node.paymentGatewayNames.some(isCreditGateway),
    },
  };
}
