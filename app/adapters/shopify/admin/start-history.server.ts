/**
 * Every order the app may see, as a file that Shopify writes in its own time
 * (https://shopify.dev/docs/api/usage/bulk-operations/queries, read 2026-11). Within a list, such as
 * the refunds, a file shows no further list: orders with refunds are only named by it.
 */
import { z } from 'zod';
import type { BulkState, Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { ORDER_HEAD, ORDER_LINE, SHIPPING_LINE } from './order-document.ts';
import { refusalOf, userErrors } from './user-errors.ts';

/**
 * What the file is made by. Lines follow their order: `groupObjects`. Shopify wants the `id` of
 * what has further lists in plain sight, not in a fragment.
 */
const HISTORY = /* GraphQL */ `
  query History {
    orders(sortKey: CREATED_AT) {
      edges {
        node {
          id
          ...OrderHead
          refunds {
            id
          }
          lineItems {
            edges {
              node {
                __typename
                ...OrderLine
              }
            }
          }
          shippingLines(includeRemovals: true) {
            edges {
              node {
                __typename
                id
                ...PricedShipping
              }
            }
          }
        }
      }
    }
  }
  ${ORDER_HEAD}
  ${ORDER_LINE}
  ${SHIPPING_LINE}
`;

const started = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullable(),
    userErrors,
  }),
});

const START_HISTORY: Operation<typeof started> = {
  name: 'StartHistory',
  effect: 'once',
  cost: 10,
  answer: started,
  document: /* GraphQL */ `
    mutation StartHistory($query: String!) {
      bulkOperationRunQuery(query: $query, groupObjects: true) {
        bulkOperation {
          id
        }
        userErrors {
          field
          code
          message
        }
      }
    }
  `,
};

export const startHistory =
  (ask: Ask): Shopify['startHistory'] =>
  async (shop) => {
    const to = { shop, lane: 'reconciliation' } as const;
    const { bulkOperationRunQuery: run } = await ask(to, START_HISTORY, { query: HISTORY });
    const refused = refusalOf(run.userErrors);
    if (refused) return refused;
    const bulkId = run.bulkOperation?.id;
    if (bulkId === undefined) return { ok: false, code: 'UNKNOWN', message: 'Nothing was begun.' };
    return { ok: true, bulkId };
  };

const state = z.object({
  bulkOperation: z
    .object({
      status: z.enum([
        'CREATED',
        'RUNNING',
        'CANCELING',
        'COMPLETED',
        'CANCELED',
        'EXPIRED',
        'FAILED',
      ]),
      errorCode: z.string().nullable(),
      rootObjectCount: z.coerce.number(),
      url: z.string().nullable(),
    })
    .nullable(),
});

const READ_BULK: Operation<typeof state> = {
  name: 'ReadBulk',
  effect: 'read',
  cost: 1,
  answer: state,
  document: /* GraphQL */ `
    query ReadBulk($id: ID!) {
      bulkOperation(id: $id) {
        status
        errorCode
        rootObjectCount
        url
      }
    }
  `,
};

const STATUSES = {
  CREATED: 'running',
  RUNNING: 'running',
  CANCELING: 'running',
  COMPLETED: 'completed',
  CANCELED: 'canceled',
  EXPIRED: 'failed',
  FAILED: 'failed',
} as const satisfies Record<string, BulkState['status']>;

/** An operation that Shopify has forgotten has failed: begin another. */
export const readBulk =
  (ask: Ask): Shopify['readBulk'] =>
  async (shop, bulkId) => {
    const to = { shop, lane: 'reconciliation' } as const;
    const { bulkOperation } = await ask(to, READ_BULK, { id: bulkId });
    if (bulkOperation === null) {
      return { status: 'failed', objects: 0, url: null, problem: 'Shopify knows it no longer' };
    }
    const { status, errorCode, rootObjectCount, url } = bulkOperation;
    return { status: STATUSES[status], objects: rootObjectCount, url, problem: errorCode };
  };
