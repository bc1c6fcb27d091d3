/** Takes one code out of its discount, in Shopify's own time. A code that is gone is no refusal. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { refusalOf, userErrors } from './user-errors.ts';

const answer = z.object({
  discountCodeRedeemCodeBulkDelete: z.object({
    job: z.object({ id: z.string(), done: z.boolean() }).nullable(),
    userErrors,
  }),
});

const DELETE_CODE: Operation<typeof answer> = {
  name: 'DeleteCode',
  effect: 'repeatable',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation DeleteCode($discountId: ID!, $ids: [ID!]!) {
      discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
        job {
          id
          done
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

export const deleteCode =
  (ask: Ask): Shopify['deleteCode'] =>
  async (shop, { discountId, redeemCodeId }) => {
    const { discountCodeRedeemCodeBulkDelete: deleted } = await ask(
      { shop, lane: 'pool' },
      DELETE_CODE,
      { discountId, ids: [redeemCodeId] },
    );
    const refused = refusalOf(deleted.userErrors);
    if (refused) return refused.code === 'NOT_FOUND' ? { ok: true, jobId: null } : refused;
    return { ok: true, jobId: deleted.job === null || deleted.job.done ? null : deleted.job.id };
  };
