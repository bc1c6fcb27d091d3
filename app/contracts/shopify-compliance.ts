/**
 * What Shopify says of a person's rights (`customers/data_request`, `customers/redact`;
 * https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance, read 2026-11). Ids go in,
 * an e-mail only as its keyed hash, a phone number not at all.
 */
import { z } from 'zod';
import type { Hashing, Notice, Projection } from './observation.ts';
import { idText, invalidPayload, numericId, optionalListOf } from './shopify-fields.ts';

const customer = z
  .object({
    id: numericId.nullish(),
    email: z.string({ error: 'must be text' }).nullish(),
  })
  .nullish();

const dataRequestSchema = z.object({
  customer,
  orders_requested: optionalListOf(numericId),
  data_request: z.object({ id: numericId }, { error: 'must be a data request' }),
});

/** Reads `customers/data_request`; refuses with the field named. */
export function fromCustomerDataRequest(payload: unknown): Projection<Notice> {
  const parsed = dataRequestSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const { customer, orders_requested: orders, data_request: request } = parsed.data;
  return {
    ok: true,
    observation: {
      type: 'data-request',
      requestId: String(request.id),
      customerId: idText('Customer', null, customer?.id),
      orderIds: orders.map(String),
    },
  };
}

const redactSchema = z.object({ customer, orders_to_redact: optionalListOf(numericId) });

/** Reads `customers/redact`; refuses with the field named. */
export function fromCustomerRedact(payload: unknown, hashing: Hashing): Projection<Notice> {
  const parsed = redactSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const { customer, orders_to_redact: orders } = parsed.data;
  const email = customer?.email?.trim();
  return {
    ok: true,
    observation: {
      type: 'customer-redact',
      customerId: idText('Customer', null, customer?.id),
      emailHash: email ? hashing.emailHash(email) : null,
      orderIds: orders.map(String),
    },
  };
}
