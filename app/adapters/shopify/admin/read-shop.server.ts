/** What the shop says of itself: its name, its money and its clock. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { gidOf } from './gids.ts';

const answer = z.object({
  shop: z.object({
    id: gidOf('Shop'),
    name: z.string(),
    currencyCode: z.string().regex(/^[A-Z]{3}$/),
    ianaTimezone: z.string().min(1),
  }),
});

const READ_SHOP: Operation<typeof answer> = {
  name: 'ReadShop',
  effect: 'read',
  cost: 2,
  answer,
  document: /* GraphQL */ `
    query ReadShop {
      shop {
        id
        name
        currencyCode
        ianaTimezone
      }
    }
  `,
};

export const readShop =
  (ask: Ask): Shopify['readShop'] =>
  async (shop) => {
    const { shop: said } = await ask({ shop, lane: 'pool' }, READ_SHOP, {});
    const { id, name, currencyCode, ianaTimezone } = said;
    return { shopifyId: id, name, currency: currencyCode, zone: ianaTimezone };
  };
