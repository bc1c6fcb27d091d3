/**
 * Signs a delivery as Shopify does: base64 of HMAC-SHA256 over the raw body with the app's secret,
 * and the headers that come with it (https://shopify.dev/docs/apps/build/webhooks, read 2026-11).
 */
import { createHmac } from 'node:crypto';

export type WebhookDelivery = {
  readonly topic: string;
  /** `….myshopify.com` */
  readonly shop: string;
  readonly apiVersion: string;
  /** Names the delivery: the same on Shopify's retries. */
  readonly webhookId: string;
  /** Names the event: the same for all subscriptions to it. */
  readonly eventId: string;
  /** Ms since the epoch. */
  readonly triggeredAt: number;
  /** Of the subscription, where it has one. */
  readonly name?: string | null;
  readonly body: Buffer;
};

/** The request headers of a delivery, signed with `secret`. */
export function signedHeaders(delivery: WebhookDelivery, secret: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Shopify-Captain-Hook',
    'X-Shopify-Topic': delivery.topic,
    'X-Shopify-Shop-Domain': delivery.shop,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(delivery.body).digest('base64'),
    'X-Shopify-API-Version': delivery.apiVersion,
    'X-Shopify-Webhook-Id': delivery.webhookId,
    'X-Shopify-Event-Id': delivery.eventId,
    'X-Shopify-Triggered-At': new Date(delivery.triggeredAt).toISOString(),
    ...(delivery.name ? { 'X-Shopify-Name': delivery.name } : {}),
  };
}
