/** Which orders carry a code, by Shopify's search. It may lag behind the orders themselves. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { gidOf } from './gids.ts';

const answer = z.object({ orders: z.object({ nodes: z.array(z.object({ id: gidOf('Order') })) }) });

const ORDERS_WITH_CODE: Operation<typeof answer> = {
  name: 'OrdersWithCode',
  effect: 'read',
  cost: 8,
  answer,
  document: /* GraphQL */ `
    query OrdersWithCode($query: String!) {
      orders(first: 20, query: $query) {
        nodes {
          id
        }
      }
    }
  `,
};

export const ordersWithCode =
  (ask: Ask): Shopify['ordersWithCode'] =>
  async (shop, code) => {
    const { orders } = await ask({ shop, lane: 'pool' }, ORDERS_WITH_CODE, {
      query: `discount_code:"${code}"`,
    });
    return orders.nodes.map(({ id }) => id);
  };
