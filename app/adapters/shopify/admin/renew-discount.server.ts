/** Moves the end of a discount: while we renew it, its codes live. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { refusalOf, userErrors } from './user-errors.ts';

const answer = z.object({ updated: z.object({ userErrors }) });

const RENEW_BASIC: Operation<typeof answer> = {
  name: 'RenewAmountOff',
  effect: 'repeatable',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation RenewAmountOff($id: ID!, $discount: DiscountCodeBasicInput!) {
      updated: discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
        userErrors {
          field
          code
          message
        }
      }
    }
  `,
};

const RENEW_FREE_SHIPPING: Operation<typeof answer> = {
  ...RENEW_BASIC,
  name: 'RenewFreeShipping',
  document: /* GraphQL */ `
    mutation RenewFreeShipping($id: ID!, $discount: DiscountCodeFreeShippingInput!) {
      updated: discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $discount) {
        userErrors {
          field
          code
          message
        }
      }
    }
  `,
};

export const renewDiscount =
  (ask: Ask): Shopify['renewDiscount'] =>
  async (shop, { discountId, freeShipping, endsAt }) => {
    const operation = freeShipping ? RENEW_FREE_SHIPPING : RENEW_BASIC;
    const discount = { endsAt: new Date(endsAt).toISOString() };
    const { updated } = await ask({ shop, lane: 'pool' }, operation, { id: discountId, discount });
    return refusalOf(updated.userErrors) ?? { ok: true };
  };
