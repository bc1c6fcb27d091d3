/**
 * Shopify's webhook signature: base64 of HMAC-SHA256 over the raw body, keyed with the app's secret
 * (https://shopify.dev/docs/apps/build/webhooks/subscribe/https, read 2026-11).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signature of a body, as Shopify writes it into `X-Shopify-Hmac-Sha256`. */
export function signBody(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/**
 * Whether two signatures are the same text, in a time that does not tell where they differ. The
 * only compare of secrets in the code base. Texts are compared, not the bytes they stand for:
 * base64 has several spellings of the same bytes, and Shopify uses one.
 */
export function signaturesMatch(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The check of a delivery, with the app's secret inside; no signature is a wrong one. */
export function signatureCheck(secret: string) {
  return (body: Uint8Array, signature: string | null): boolean =>
    signature !== null && signaturesMatch(signBody(secret, body), signature);
}
