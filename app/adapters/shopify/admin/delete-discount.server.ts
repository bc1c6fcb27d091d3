/** Takes a discount away with all of its codes. That it is gone already is no refusal. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { refusalOf, userErrors } from './user-errors.ts';

const answer = z.object({ discountCodeDelete: z.object({ userErrors }) });

const DELETE_DISCOUNT: Operation<typeof answer> = {
  name: 'DeleteDiscount',
  effect: 'repeatable',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation DeleteDiscount($id: ID!) {
      discountCodeDelete(id: $id) {
        userErrors {
          field
          code
          message
        }
      }
    }
  `,
};

export const deleteDiscount =
  (ask: Ask): Shopify['deleteDiscount'] =>
  async (shop, discountId) => {
    const { discountCodeDelete } = await ask({ shop, lane: 'pool' }, DELETE_DISCOUNT, {
      id: discountId,
    });
    const refused = refusalOf(discountCodeDelete.userErrors);
    return refused === null || refused.code === 'NOT_FOUND' ? { ok: true } : refused;
  };
