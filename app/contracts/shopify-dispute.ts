/**
 * A dispute about an order's payment (`disputes/create`, `disputes/update`): a charge-back takes
 * the money at once, an inquiry asks first and may become one under the same id
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/dispute, read 2026-11).
 *
 * Shopify tells of disputes under Shopify Payments only, and only an app that may read them
 * (`read_shopify_payments_disputes`); shopify.app.toml asks for neither so far.
 */
import { z } from 'zod';
import type { Projection } from './observation.ts';
import { parked } from './parked-reason.ts';
import { idText, instantText, invalidField, invalidPayload, numericId } from './shopify-fields.ts';

const text = z.string({ error: 'must be text' });

const disputeSchema = z.object({
  id: numericId,
  order_id: numericId.nullish(),
  type: text,
  status: text,
  initiated_at: instantText,
  finalized_on: instantText.nullish(),
});

/** Reads a dispute; refuses `missing_order_id`, or `invalid_field` with the field named. */
export function fromShopifyDispute(payload: unknown): Projection {
  const parsed = disputeSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const { id, type, status, initiated_at: openedAt, finalized_on: finalizedAt } = parsed.data;
  const orderId = idText('Order', null, parsed.data.order_id);
  if (orderId === null) return parked('missing_order_id');
  if (type !== 'chargeback') {
    return { ok: true, observation: { type: 'chargeback', orderId, chargeback: null } };
  }
  const isWon = status === 'won';
  if (isWon && !finalizedAt) return invalidField('finalized_on', 'is missing');
  const chargeback = { id: String(id), openedAt, wonAt: isWon ? (finalizedAt ?? null) : null };
  return { ok: true, observation: { type: 'chargeback', orderId, chargeback } };
}
