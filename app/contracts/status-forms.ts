/** What a browser may ask of the status page: its address and its one form. */
import { z } from 'zod';
import type { StatusQuestion } from './status.ts';

const SHOPIFY_GID = 'gid://shopify/Customer/';

/** An id as Shopify's admin shows it or as its API does; null for an empty field. */
const customer = z
  .string()
  .catch('')
  .transform((text) => {
    const typed = text.replace(/\p{Cc}/gu, '').trim();
    const id = typed.startsWith(SHOPIFY_GID) ? typed.slice(SHOPIFY_GID.length) : typed;
    return id === '' ? null : id.slice(0, 64);
  });

const address = z.object({
  shop: z.string().trim().min(1).nullable().catch(null),
  customer,
  before: z.coerce.number().int().positive().nullable().catch(null),
});

/** Reads the page's query string; what makes no sense counts as not asked. */
export function parseStatusQuestion(query: URLSearchParams): StatusQuestion {
  const asked = address.parse({
    shop: query.get('shop'),
    customer: query.get('customer'),
    before: query.get('before') ?? undefined,
  });
  return { shop: asked.shop, customerId: asked.customer, before: asked.before };
}

/** The button beside a parked delivery. */
export const retryForm = z.object({
  programId: z.coerce.number().int().positive(),
  inboxId: z.coerce.number().int().positive(),
  shop: z.string().min(1).max(255),
});

/** What the page is told in its address after a retry; anything else is no note. */
export const retriedNote = z.enum(['waiting', 'still_parked', 'not_parked']).nullable().catch(null);
