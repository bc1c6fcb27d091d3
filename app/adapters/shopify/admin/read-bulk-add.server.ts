/** How far Shopify came with the codes it was given, and which of them it would not have. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { codeOf, userErrors } from './user-errors.ts';

const answer = z.object({
  discountRedeemCodeBulkCreation: z
    .object({
      done: z.boolean(),
      codes: z.object({ nodes: z.array(z.object({ code: z.string(), errors: userErrors })) }),
    })
    .nullable(),
});

const READ_BULK_ADD: Operation<typeof answer> = {
  name: 'ReadBulkAdd',
  effect: 'read',
  cost: 20,
  answer,
  document: /* GraphQL */ `
    query ReadBulkAdd($id: ID!) {
      discountRedeemCodeBulkCreation(id: $id) {
        done
        codes(first: 250) {
          nodes {
            code
            errors {
              field
              code
              message
            }
          }
        }
      }
    }
  `,
};

export const readBulkAdd =
  (ask: Ask): Shopify['readBulkAdd'] =>
  async (shop, bulkId) => {
    const { discountRedeemCodeBulkCreation: creation } = await ask(
      { shop, lane: 'pool' },
      READ_BULK_ADD,
      { id: bulkId },
    );
    // Shopify forgets what it did after a while: nothing more will come of it.
    if (creation === null) return { done: true, codes: [] };
    const codes = creation.codes.nodes.map(({ code, errors: [error] }) => ({
      code,
      problem: error === undefined ? null : codeOf(error),
    }));
    return { done: creation.done, codes };
  };
