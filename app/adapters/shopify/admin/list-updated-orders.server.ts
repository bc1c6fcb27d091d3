/** Ids of orders by their last update, a hundred at a time: what reconciliation walks along. */
import { z } from 'zod';
import { instantText } from '../../../contracts/shopify-fields.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { gidOf } from './gids.ts';
import { pageOf } from './page.ts';

const answer = z.object({
  orders: pageOf(z.object({ id: gidOf('Order'), updatedAt: instantText })),
});

const LIST_UPDATED_ORDERS: Operation<typeof answer> = {
  name: 'ListUpdatedOrders',
  effect: 'read',
  cost: 11,
  answer,
  document: /* GraphQL */ `
    query ListUpdatedOrders($query: String!, $after: String) {
      orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes {
          id
          updatedAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
};

export const listUpdatedOrders =
  (ask: Ask): Shopify['listUpdatedOrders'] =>
  async (shop, { updatedAt, after }) => {
    const query = `updated_at:>='${new Date(updatedAt).toISOString()}'`;
    const variables = { query, after };
    const { orders } = await ask({ shop, lane: 'reconciliation' }, LIST_UPDATED_ORDERS, variables);
    return {
      orders: orders.nodes.map(({ id, updatedAt: at }) => ({ orderId: id, updatedAt: at })),
      next: orders.next,
    };
  };
