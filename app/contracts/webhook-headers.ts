/**
 * The headers of a delivery. Each may come once: a repeated one is refused, because two readers
 * that pick different values of it would believe different things.
 */
import { type Instant, parseInstant } from '../domain/kernel/instant.ts';

/**
 * Every value of every header, names in lower case, as `IncomingMessage.headersDistinct` has them.
 */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

export type WebhookHeaders = {
  readonly topic: string;
  readonly domain: string;
  /** Names the delivery: the same on Shopify's own retries, another for another delivery. */
  readonly deliveryId: string;
  /** Names the event: the same for every subscription it was delivered to. */
  readonly eventId: string | null;
  readonly triggeredAt: Instant | null;
};

type HeaderReading =
  | { readonly ok: true; readonly headers: WebhookHeaders }
  | { readonly ok: false; readonly reason: 'bad_header'; readonly header: string };

const TOPIC = 'X-Shopify-Topic';
const DOMAIN = 'X-Shopify-Shop-Domain';
const WEBHOOK_ID = 'X-Shopify-Webhook-Id';
const EVENT_ID = 'X-Shopify-Event-Id';
const TRIGGERED_AT = 'X-Shopify-Triggered-At';

const TOPIC_FORM = /^[a-z][a-z0-9_./-]{0,99}$/;
const DOMAIN_FORM = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;
const ID_FORM = /^[\x21-\x7e]{1,128}$/;

/** The signature as sent; null where there is none or more than one. */
export function signatureHeader(headers: DistinctHeaders): string | null {
  const values = headers['x-shopify-hmac-sha256'];
  return values?.length === 1 ? (values[0] ?? null) : null;
}

/** Reads the headers of a delivery whose signature is right; refuses the first bad one by name. */
export function readWebhookHeaders(distinct: DistinctHeaders): HeaderReading {
  const topic = single(distinct, TOPIC, TOPIC_FORM);
  if (!topic) return bad(TOPIC);
  const domain = single(distinct, DOMAIN, DOMAIN_FORM);
  if (!domain) return bad(DOMAIN);
  const deliveryId = single(distinct, WEBHOOK_ID, ID_FORM);
  if (!deliveryId) return bad(WEBHOOK_ID);
  const eventId = single(distinct, EVENT_ID, ID_FORM);
  if (eventId === undefined) return bad(EVENT_ID);
  const triggered = single(distinct, TRIGGERED_AT, /^.{1,40}$/);
  if (triggered === undefined) return bad(TRIGGERED_AT);
  // Only shown, never decided on: an instant we cannot read is no reason to refuse an order.
  const triggeredAt = triggered === null ? null : parseInstant(triggered);
  return { ok: true, headers: { topic, domain, deliveryId, eventId, triggeredAt } };
}

/** The one value; null where the header is absent, undefined where it is repeated or malformed. */
function single(distinct: DistinctHeaders, name: string, form: RegExp): string | null | undefined {
  const values = distinct[name.toLowerCase()];
  if (values === undefined || values.length === 0) return null;
  const value = values[0];
  return values.length === 1 && value !== undefined && form.test(value) ? value : undefined;
}

function bad(header: string): HeaderReading {
  return { ok: false, reason: 'bad_header', header };
}
