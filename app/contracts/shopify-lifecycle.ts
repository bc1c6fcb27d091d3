/**
 * What Shopify says of the shop itself: `app/scopes_update`, `shop/update`,
 * `bulk_operations/finish`. Of a shop's many fields (owner, address, phone) only its name, currency
 * and zone are looked at.
 */
import { z } from 'zod';
import { isZone } from '../domain/kernel/zone.ts';
import type { Notice, Projection } from './observation.ts';
import { currencyCode, invalidField, invalidPayload, keptText, listOf } from './shopify-fields.ts';

const scopesSchema = z.object({ current: listOf(keptText) });

/** Reads `app/scopes_update`; refuses with the field named. */
export function fromScopesUpdate(payload: unknown): Projection<Notice> {
  const parsed = scopesSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const scopes = [...new Set(parsed.data.current)].sort();
  return { ok: true, observation: { type: 'scopes', scopes } };
}

const shopSchema = z.object({
  name: keptText,
  currency: currencyCode,
  iana_timezone: z.string({ error: 'must be an IANA time zone' }).nullish(),
});

/** Reads `shop/update`; refuses with the field named, also a zone that this machine cannot tell. */
export function fromShopUpdate(payload: unknown): Projection<Notice> {
  const parsed = shopSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const { name, currency, iana_timezone: zone } = parsed.data;
  if (typeof zone === 'string' && !isZone(zone))
    return invalidField('iana_timezone', 'must be an IANA zone');
  return { ok: true, observation: { type: 'shop', name, currency, zone: zone ?? null } };
}

const bulkSchema = z.object({
  admin_graphql_api_id: z
    .string({ error: 'must be the id of a bulk operation' })
    .regex(/^gid:\/\/shopify\/BulkOperation\/[1-9]\d{0,19}$/, 'must be the id of a bulk operation'),
});

/** Reads `bulk_operations/finish`: how it ended is asked for, never believed. */
export function fromBulkFinish(payload: unknown): Projection<Notice> {
  const parsed = bulkSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  return { ok: true, observation: { type: 'bulk', bulkId: parsed.data.admin_graphql_api_id } };
}
