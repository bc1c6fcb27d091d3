/** Names of customers by their ids, for a page that lists members. */
import { z } from 'zod';
import { invariant } from '../../../domain/kernel/invariant.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { customer, toFound } from './find-customers.server.ts';
import { toGid } from './gids.ts';

const CUSTOMERS_MAX = 50;

const answer = z.object({ nodes: z.array(customer.nullable()) });

const READ_CUSTOMERS: Operation<typeof answer> = {
  name: 'ReadCustomers',
  effect: 'read',
  cost: 100,
  answer,
  document: /* GraphQL */ `
    query ReadCustomers($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Customer {
          id
          displayName
          defaultEmailAddress {
            emailAddress
          }
        }
      }
    }
  `,
};

export const readCustomers =
  (ask: Ask): Shopify['readCustomers'] =>
  async (shop, customerIds) => {
    if (customerIds.length === 0) return [];
    invariant(customerIds.length <= CUSTOMERS_MAX, 'Customers are read 50 at a time.');
    const ids = customerIds.map((id) => toGid('Customer', id));
    const { nodes } = await ask({ shop, lane: 'perk' }, READ_CUSTOMERS, { ids });
    return nodes.filter((node) => node !== null).map(toFound);
  };
