/**
 * Codes into a discount, by the hundred. Shopify does it in its own time; `readBulkAdd` tells how
 * far it came. Where nobody answers, the codes may be there: `findCode` says which.
 */
import { z } from 'zod';
import { invariant } from '../../../domain/kernel/invariant.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { refusalOf, userErrors } from './user-errors.ts';

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/discountRedeemCodeBulkAdd */
const CODES_MAX = 250;

const answer = z.object({
  discountRedeemCodeBulkAdd: z.object({
    bulkCreation: z.object({ id: z.string() }).nullable(),
    userErrors,
  }),
});

const ADD_CODES: Operation<typeof answer> = {
  name: 'AddCodes',
  effect: 'once',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation {
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

export const addCodes =
  (ask: Ask): Shopify['addCodes'] =>
  async (shop, { discountId, codes }) => {
    invariant(codes.length > 0 && codes.length <= CODES_MAX, 'Codes are added 1 to 250 at a time.');
    const { discountRedeemCodeBulkAdd: added } = await ask({ shop, lane: 'pool' }, ADD_CODES, {
      discountId,
      codes: codes.map((code) => ({ code })),
    });
    const refused = refusalOf(added.userErrors);
    if (refused) return refused;
    const bulkId = added.bulkCreation?.id;
    if (bulkId === undefined) return { ok: false, code: 'UNKNOWN', message: 'Nothing was begun.' };
    return { ok: true, bulkId };
  };
