/**
 * One discount for a reward, with the first of its codes. It ends by itself, a code of it is good
 * for one order, and it goes along with discounts of products and shipping, but with no other of
 * the whole order: two rewards never take the same money off twice.
 */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { findDiscount } from './find-code.server.ts';
import { refusalOf, userErrors } from './user-errors.ts';

const created = z.object({
  codeDiscountNode: z.object({ id: z.string() }).nullable(),
  userErrors,
});
const answer = z.object({ created });

// The code is its natural key: sent twice, the second is refused as taken, and then looked up.
const CREATE_BASIC: Operation<typeof answer> = {
  name: 'CreateAmountOff',
  effect: 'repeatable',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation CreateAmountOff($discount: DiscountCodeBasicInput!) {
      created: discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode {
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

const CREATE_FREE_SHIPPING: Operation<typeof answer> = {
  ...CREATE_BASIC,
  name: 'CreateFreeShipping',
  document: /* GraphQL */ `
    mutation CreateFreeShipping($discount: DiscountCodeFreeShippingInput!) {
      created: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
        codeDiscountNode {
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

type Terms = Parameters<Shopify['createDiscount']>[1];

export const createDiscount =
  (ask: Ask): Shopify['createDiscount'] =>
  async (shop, terms) => {
    const to = { shop, lane: 'pool' } as const;
    const operation = terms.amountOff === null ? CREATE_FREE_SHIPPING : CREATE_BASIC;
    const { created } = await ask(to, operation, { discount: toInput(terms) });
    const refused = refusalOf(created.userErrors);
    if (refused?.code === 'TAKEN') {
      // An earlier attempt nobody heard the answer of. Codes are unguessable: it is ours.
      const found = await findDiscount(ask, to, terms.firstCode);
      if (found?.title === terms.title) return { ok: true, discountId: found.discountId };
    }
    if (refused) return refused;
    const id = created.codeDiscountNode?.id;
    if (id === undefined) return { ok: false, code: 'UNKNOWN', message: 'No discount was made.' };
    return { ok: true, discountId: id };
  };

function toInput({ title, amountOff, startsAt, endsAt, firstCode }: Terms) {
  const shared = {
    title,
    code: firstCode,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    usageLimit: 1,
    // It would count across the discount's codes: one redemption for each customer, ever.
    appliesOncePerCustomer: false,
    context: { all: 'ALL' },
  };
  if (amountOff === null) {
    return {
      ...shared,
      destination: { all: true },
      combinesWith: { orderDiscounts: true, productDiscounts: true },
    };
  }
  return {
    ...shared,
    customerGets: {
      items: { all: true },
      value: { discountAmount: { amount: amountOff, appliesOnEachItem: false } },
    },
    combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
  };
}
