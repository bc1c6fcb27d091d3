/** The discount behind a code, and the code's own id in it. */
import { z } from 'zod';
import {
  type Lane,
  type Shopify,
  type ShopRef,
  ShopifyUnavailable,
} from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';

const kind = z.object({
  title: z.string().optional(),
  codes: z.object({ nodes: z.array(z.object({ id: z.string(), code: z.string() })) }).optional(),
});

const answer = z.object({
  codeDiscountNodeByCode: z.object({ id: z.string(), codeDiscount: kind }).nullable(),
});

const FIND_CODE: Operation<typeof answer> = {
  name: 'FindCode',
  effect: 'read',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    query FindCode($code: String!, $words: String!) {
      codeDiscountNodeByCode(code: $code) {
        id
        codeDiscount {
          ... on DiscountCodeBasic {
            title
            codes(first: 10, query: $words) {
              nodes {
                id
                code
              }
            }
          }
          ... on DiscountCodeFreeShipping {
            title
            codes(first: 10, query: $words) {
              nodes {
                id
                code
              }
            }
          }
        }
      }
    }
  `,
};

type Found = {
  readonly discountId: string;
  readonly title: string;
  readonly redeemCodeId: string | null;
};

/** Null where no discount has the code. */
export async function findDiscount(
  ask: Ask,
  to: { readonly shop: ShopRef; readonly lane: Lane },
  code: string,
): Promise<Found | null> {
  // Quoted: a code has hyphens, which a search would take for words of their own.
  const { codeDiscountNodeByCode: found } = await ask(to, FIND_CODE, { code, words: `"${code}"` });
  if (found === null) return null;
  const nodes = found.codeDiscount.codes?.nodes ?? [];
  const own = nodes.find((node) => node.code.toUpperCase() === code.toUpperCase());
  const title = found.codeDiscount.title ?? '';
  return { discountId: found.id, title, redeemCodeId: own?.id ?? null };
}

export const findCode =
  (ask: Ask): Shopify['findCode'] =>
  async (shop, lane, code) => {
    const found = await findDiscount(ask, { shop, lane }, code);
    if (found === null) return null;
    // It is there, though the search in its discount does not know it yet: taken for gone, its
    // points would be given back while it can still be used.
    if (found.redeemCodeId === null) {
      throw new ShopifyUnavailable('try_later', 'the code is not yet found in its discount');
    }
    return { discountId: found.discountId, redeemCodeId: found.redeemCodeId };
  };
