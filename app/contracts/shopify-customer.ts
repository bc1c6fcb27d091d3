/**
 * What Shopify says of a customer (`customers/create`, `customers/update`;
 * https://shopify.dev/docs/api/webhooks, read 2026-11). Of all it says only this is looked at: the
 * e-mail they proved to be theirs, as its keyed hash, under which orders placed as a guest wait.
 */
import { z } from 'zod';
import type { Hashing, Notice, Projection } from './observation.ts';
import { gid, idText, invalidField, invalidPayload, numericId, yesOrNo } from './shopify-fields.ts';

const customerSchema = z.object({
  id: numericId.nullish(),
  admin_graphql_api_id: gid,
  email: z.string({ error: 'must be text' }).nullish(),
  verified_email: yesOrNo.nullish(),
});

/** Reads a customer; refuses with the field named. */
export function fromShopifyCustomer(payload: unknown, hashing: Hashing): Projection<Notice> {
  const parsed = customerSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const { id, admin_graphql_api_id: globalId, email, verified_email: isVerified } = parsed.data;
  const customerId = idText('Customer', globalId, id);
  if (customerId === null) return invalidField('id', 'must be the id of a customer');
  const proved = isVerified ? (email?.trim() ?? '') : '';
  const emailHash = proved === '' ? null : hashing.emailHash(proved);
  return { ok: true, observation: { type: 'customer-email', customerId, emailHash } };
}
