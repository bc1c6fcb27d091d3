/**
 * Customers by name, e-mail or phone. Names are asked for where they are shown and kept nowhere.
 */
import { z } from 'zod';
import type { FoundCustomer, Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { gidOf } from './gids.ts';

export const customer = z.object({
  id: gidOf('Customer'),
  displayName: z.string().nullable(),
  defaultEmailAddress: z.object({ emailAddress: z.string().nullable() }).nullable(),
});

/** A customer as the admin shows them. */
export function toFound({ id, displayName, defaultEmailAddress }: z.output<typeof customer>) {
  const email = defaultEmailAddress?.emailAddress ?? null;
  return { customerId: id, name: displayName ?? '', email } satisfies FoundCustomer;
}

const answer = z.object({ customers: z.object({ nodes: z.array(customer) }) });

const FIND_CUSTOMERS: Operation<typeof answer> = {
  name: 'FindCustomers',
  effect: 'read',
  cost: 12,
  answer,
  document: /* GraphQL */ `
    query FindCustomers($query: String!) {
      customers(first: 20, query: $query) {
        nodes {
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

export const findCustomers =
  (ask: Ask): Shopify['findCustomers'] =>
  async (shop, words) => {
    const query = toSearch(words);
    if (query === '') return [];
    const { customers } = await ask({ shop, lane: 'perk' }, FIND_CUSTOMERS, { query });
    return customers.nodes.map(toFound);
  };

/**
 * What somebody typed, as words to look for and nothing else: without the signs that mean something
 * in Shopify's search (https://shopify.dev/docs/api/usage/search-syntax, read 2026-11).
 */
export function toSearch(words: string): string {
  return words
    .slice(0, 100)
    .split(/[\s:()"'\\*<>=]+/)
    .filter((word) => word !== '' && !/^(and|or|not)$/i.test(word))
    .map((word) => word.replace(/^-+/, ''))
    .filter((word) => word !== '')
    .join(' ');
}
