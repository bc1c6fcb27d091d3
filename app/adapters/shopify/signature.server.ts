/**
 * Shopify's webhook signature: base64 of HMAC-SHA256 over the raw body, keyed with the app's secret
 * (https://shopify.dev/docs/apps/build/webhooks/subscribe/https, read 2026-11).
 */
import { createHmac } from 'node:crypto';
import type { SignatureCheck } from '../../services/ports/ingest.ts';

/** The signature of a body, as Shopify writes it into `X-Shopify-Hmac-Sha256`. */
export function signBody(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/**
 * The check of a delivery, with the app's secret inside; no signature is a wrong one. `same`
 * compares in constant time, and compares texts, not the bytes they stand for: base64 has several
 * spellings of the same bytes, and Shopify uses one.
 */
export function signatureCheck(
  secret: string,
  same: (expected: string, given: string) => boolean,
): SignatureCheck {
  return (body, signature) => signature !== null && same(signBody(secret, body), signature);
}
