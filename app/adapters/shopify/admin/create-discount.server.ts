/**
 * One discount for a choice of a reward, with the first of its codes. It ends by itself, and a code
 * of it is good for one order.
 */
import { z } from 'zod';
import type { DiscountGift, Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { findDiscount } from './find-code.server.ts';
import { toGid } from './gids.ts';
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
    const operation = terms.gives.kind === 'free-shipping' ? CREATE_FREE_SHIPPING : CREATE_BASIC;
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

function toInput({ title, gives, startsAt, endsAt, firstCode }: Terms) {
  const { order, product, shipping } = gives.combines;
  const shared = {
    title,
    code: firstCode,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    usageLimit: 1,
    // It would count across the discount's codes: one redemption for each customer, ever.
    appliesOncePerCustomer: false,
    context: { all: 'ALL' },
    ...(gives.minimum === null ? {} : { minimumRequirement: atLeast(gives.minimum) }),
  };
  const combinesWith = { orderDiscounts: order, productDiscounts: product };
  if (gives.kind === 'free-shipping') {
    return {
      ...shared,
      destination: { all: true },
      ...(gives.most === null ? {} : { maximumShippingPrice: gives.most }),
      // Shopify knows no shipping discount beside another, and refuses the very word.
      combinesWith,
    };
  }
  return {
    ...shared,
    customerGets: { items: itemsOf(gives), value: valueOf(gives) },
    combinesWith: { ...combinesWith, shippingDiscounts: shipping },
  };
}

function atLeast(amount: string) {
  return { subtotal: { greaterThanOrEqualToSubtotal: amount } };
}

/** Of goods it is spread over those in the cart, once; never once for each of them. */
function valueOf(gives: Exclude<DiscountGift, { kind: 'free-shipping' }>) {
  return gives.kind === 'percent-off'
    ? { percentage: gives.percent / 100 }
    : { discountAmount: { amount: gives.amount, appliesOnEachItem: false } };
}

function itemsOf({ goods }: DiscountGift) {
  if (goods === null) return { all: true };
  return goods.of === 'products'
    ? { products: { productsToAdd: goods.ids.map((id) => toGid('Product', id)) } }
    : { collections: { add: goods.ids.map((id) => toGid('Collection', id)) } };
}
