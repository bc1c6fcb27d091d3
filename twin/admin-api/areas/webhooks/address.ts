/**
 * Where deliveries may go. The refusals are those of recorded answers
 * (airhorns/shopify-draft-proxy, 2026-04/webhooks, 2026-08).
 */
import { definitionOf } from '../../../apps/find-app.ts';
import type { App } from '../../../model/app.ts';
import { notImplemented } from '../../engine/errors.ts';

const BYTES_MAX = 65_535;
const INTERNAL = /(^|\.)(localhost|myshopify\.com|shopify\.com)$|^127\.|^\[::1\]$/;

/** The address a subscription is kept with: relative ones are the app's. */
export function absoluteUri(uri: string, app: App): string {
  const { applicationUrl } = definitionOf(app).configuration;
  return uri.startsWith('/') ? `${applicationUrl}${uri}` : uri;
}

/**
 * What is wrong with an address, in Shopify's words; none where nothing is. Throws NOT_IMPLEMENTED
 * for Pub/Sub, EventBridge and Kafka: Shopify would deliver there, and the twin cannot.
 */
export function addressProblems(uri: string): string[] {
  if (uri.trim() === '') return ["Address can't be blank"];
  if (Buffer.byteLength(uri) > BYTES_MAX) return ['Address is too big (maximum is 64 KB)'];
  if (uri.startsWith('/')) return [];
  if (/^(pubsub|kafka):\/\/|^arn:aws:/.test(uri)) {
    throw notImplemented(`webhook deliveries to ${uri.split(':')[0]}`);
  }
  const protocol = /^([a-z][a-z0-9+.-]*:\/\/)/i.exec(uri)?.[1];
  if (protocol === undefined) return ['Address is invalid'];
  if (protocol !== 'https://') return [`Address protocol ${protocol} is not supported`];
  const host = URL.canParse(uri) ? new URL(uri).hostname : '';
  if (host === '') return ['Address is invalid'];
  return INTERNAL.test(host) ? ['Address cannot be a Shopify or an internal domain'] : [];
}
