/**
 * What Shopify says of two customers merged into one (`customers/merge`,
 * https://shopify.dev/docs/api/webhooks, read 2026-11). It is sent however the merge ended; why it
 * failed is nobody's here to know.
 */
import { z } from 'zod';
import type { Notice, Projection } from './observation.ts';
import { gid, idText, invalidField, invalidPayload, keptText } from './shopify-fields.ts';

const mergeSchema = z.object({
  admin_graphql_api_customer_kept_id: gid,
  admin_graphql_api_customer_deleted_id: gid,
  status: keptText,
});

/** Anything but this means that both customers are still there. */
const DONE = /^(success|succeeded|completed)$/i;

/** Reads `customers/merge`; refuses with the field named. */
export function fromCustomerMerge(payload: unknown): Projection<Notice> {
  const parsed = mergeSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const keptId = idText('Customer', parsed.data.admin_graphql_api_customer_kept_id, null);
  if (keptId === null) return invalidField('admin_graphql_api_customer_kept_id', NO_CUSTOMER);
  const deletedId = idText('Customer', parsed.data.admin_graphql_api_customer_deleted_id, null);
  if (deletedId === null) return invalidField('admin_graphql_api_customer_deleted_id', NO_CUSTOMER);
  const isDone = DONE.test(parsed.data.status);
  return { ok: true, observation: { type: 'customer-merge', keptId, deletedId, isDone } };
}

const NO_CUSTOMER = 'must be the id of a customer';
