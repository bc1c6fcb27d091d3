/** Which of some codes are there, ten at a time: what an owner deleted by hand is found missing. */
import { z } from 'zod';
import { invariant } from '../../../domain/kernel/invariant.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';

const CODES_MAX = 10;

const answer = z.record(z.string(), z.object({ id: z.string() }).nullable());

const FIND_CODES: Operation<typeof answer> = {
  name: 'FindCodes',
  effect: 'read',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    query FindCodes(
      $c0: String!
      $c1: String!
      $c2: String!
      $c3: String!
      $c4: String!
      $c5: String!
      $c6: String!
      $c7: String!
      $c8: String!
      $c9: String!
    ) {
      c0: codeDiscountNodeByCode(code: $c0) {
        id
      }
      c1: codeDiscountNodeByCode(code: $c1) {
        id
      }
      c2: codeDiscountNodeByCode(code: $c2) {
        id
      }
      c3: codeDiscountNodeByCode(code: $c3) {
        id
      }
      c4: codeDiscountNodeByCode(code: $c4) {
        id
      }
      c5: codeDiscountNodeByCode(code: $c5) {
        id
      }
      c6: codeDiscountNodeByCode(code: $c6) {
        id
      }
      c7: codeDiscountNodeByCode(code: $c7) {
        id
      }
      c8: codeDiscountNodeByCode(code: $c8) {
        id
      }
      c9: codeDiscountNodeByCode(code: $c9) {
        id
      }
    }
  `,
};

export const findCodes =
  (ask: Ask): Shopify['findCodes'] =>
  async (shop, codes) => {
    invariant(codes.length <= CODES_MAX, 'Codes are looked up at most ten at a time.');
    const [any] = codes;
    if (any === undefined) return [];
    // A document has its ten places always; those without a code of their own ask for the first.
    const variables: Record<string, string> = {};
    for (let place = 0; place < CODES_MAX; place += 1) {
      variables[`c${place}`] = codes[place] ?? any;
    }
    const found = await ask({ shop, lane: 'pool' }, FIND_CODES, variables);
    return codes.flatMap((code, place) => {
      const node = found[`c${place}`];
      return node ? [{ code, discountId: node.id }] : [];
    });
  };
