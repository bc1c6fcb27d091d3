/**
 * Where and by whom an order was placed, and whether it was sent, out of its webhook
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/order, read 2026-11).
 *
 * The tags of a customer are no part of a webhook since 2025-01: only an order that was asked for
 * has them, told here as a list.
 */
import { z } from 'zod';
import type { OrderSnapshot } from '../domain/facts/observed-order.ts';
import type { Channel } from '../domain/facts/order-fact.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { instantText, keptText, listOf, optionalListOf } from './shopify-fields.ts';

const text = z.string({ error: 'must be text' }).nullish();

export const circumstancesSchema = {
  source_name: text,
  // Only the order of a company has it: {"id": …, "location_id": …}.
  company: z.unknown().optional(),
  fulfillment_status: text,
  fulfillments: optionalListOf(z.object({ status: text, created_at: instantText })),
};

/** A list, or the text with commas that older versions have. */
export const tagsSchema = z
  .preprocess((said) => (typeof said === 'string' ? said.split(',') : said), listOf(keptText))
  .nullish();

type Circumstances = z.output<z.ZodObject<typeof circumstancesSchema>>;

export function readCircumstances(
  order: Circumstances & {
    readonly updated_at: Instant;
    readonly customer?: { readonly tags?: readonly string[] | null | undefined } | null | undefined;
  },
): Pick<OrderSnapshot, 'channel' | 'customerTags' | 'segmentIds' | 'fulfilledAt'> {
  return {
    fulfilledAt: fulfilledAt(order),
    channel: channelOf(order),
    customerTags: tagsOf(order.customer?.tags),
    segmentIds: [],
  };
}

/** Contracts are `subscription_contract` and, since 2024, `subscription_contract_checkout_one`. */
function channelOf({ source_name: source, company }: Circumstances): Channel {
  if (source === 'pos') return 'pos';
  if (source?.startsWith('subscription_contract')) return 'subscription';
  return typeof company === 'object' && company !== null ? 'b2b' : 'online';
}

/** When the last parcel left; of an order that nobody shows a parcel of, when it was said. */
function fulfilledAt({
  fulfillment_status: status,
  fulfillments,
  updated_at: updatedAt,
}: Circumstances & { readonly updated_at: Instant }): Instant | null {
  if (status !== 'fulfilled') return null;
  let last: Instant | null = null;
  for (const { status: of, created_at: at } of fulfillments) {
    if (of === 'success' && (last === null || at > last)) last = at;
  }
  return last ?? updatedAt;
}

/** Each once and sorted, so that the same tags are the same text however they came. */
function tagsOf(tags: readonly string[] | null | undefined): readonly string[] | null {
  if (!tags) return null;
  const said = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  return [...new Set(said)].sort();
}
