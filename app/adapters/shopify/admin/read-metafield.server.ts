/** What Shopify keeps for us at one owner, with the digest that a write must name. */
import { z } from 'zod';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';

const answer = z.object({
  node: z
    .object({
      metafield: z.object({ value: z.string(), compareDigest: z.string() }).nullish(),
    })
    .nullable(),
});

const READ_METAFIELD: Operation<typeof answer> = {
  name: 'ReadMetafield',
  effect: 'read',
  cost: 3,
  answer,
  document: /* GraphQL */ `
    query ReadMetafield($ownerId: ID!, $key: String!) {
      node(id: $ownerId) {
        ... on HasMetafields {
          metafield(namespace: "$app", key: $key) {
            value
            compareDigest
          }
        }
      }
    }
  `,
};

/** Null where there is no such metafield, or nobody who could have it. */
export const readMetafield =
  (ask: Ask): Shopify['readMetafield'] =>
  async (shop, { ownerId, key }) => {
    const { node } = await ask({ shop, lane: 'card' }, READ_METAFIELD, { ownerId, key });
    const found = node?.metafield ?? null;
    return found === null ? null : { value: found.value, digest: found.compareDigest };
  };
