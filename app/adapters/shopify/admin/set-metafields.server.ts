/**
 * What Shopify keeps for us, set: at most 25 at a time, all or nothing, each only where what is
 * there now is what the caller believes is there. Sent twice, the second finds itself stale.
 */
import { z } from 'zod';
import { invariant } from '../../../domain/kernel/invariant.ts';
import type { MetafieldWrite, Shopify } from '../../../services/ports/shopify.ts';
import type { Ask, Operation } from '../operation.ts';
import { codeOf, userErrors } from './user-errors.ts';

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/metafieldsSet */
const WRITES_MAX = 25;

const answer = z.object({
  metafieldsSet: z.object({
    metafields: z.array(z.object({ compareDigest: z.string() })).nullable(),
    userErrors,
  }),
});

const SET_METAFIELDS: Operation<typeof answer> = {
  name: 'SetMetafields',
  effect: 'repeatable',
  cost: 10,
  answer,
  document: /* GraphQL */ `
    mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        metafields {
          compareDigest
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

export const setMetafields =
  (ask: Ask): Shopify['setMetafields'] =>
  async (shop, lane, writes) => {
    invariant(
      writes.length > 0 && writes.length <= WRITES_MAX,
      'Metafields are set 1 to 25 a call.',
    );
    const { metafieldsSet: set } = await ask({ shop, lane }, SET_METAFIELDS, {
      metafields: writes.map(toInput),
    });
    if (set.userErrors.length === 0) {
      return {
        ok: true,
        digests: (set.metafields ?? []).map(({ compareDigest }) => compareDigest),
      };
    }
    return {
      ok: false,
      problems: set.userErrors.map((error) => ({
        place: placeOf(error.field ?? [], writes.length),
        code: codeOf(error),
      })),
    };
  };

function toInput({ ownerId, key, value, digest }: MetafieldWrite) {
  return { ownerId, namespace: '$app', key, type: 'json', value, compareDigest: digest };
}

/** `["metafields", "3", "compareDigest"]` → 3. What names no place is the first one's fault. */
function placeOf(field: readonly string[], count: number): number {
  const place = Number(field.find((part) => /^\d+$/.test(part)) ?? 0);
  return place < count ? place : 0;
}
