/** Signed `orders/paid` requests, as many as a bench asks for, each a delivery of its own. */
import { SHOPIFY_API_VERSION } from '../../app/contracts/shopify-api-version.ts';
import { planDeliveries } from '../../scripts/deliver/plan-deliveries.ts';
import type { Trade } from '../../twin/trade-file/match-returns.ts';
import { signedHeaders } from '../../twin/webhooks/sign.ts';
import { requestBytes } from '../harness/http-load.ts';
import { CURRENCY, firstLines } from './bench-shop.ts';

export const SECRET = 'a secret only this bench knows';

export type RequestMaker = {
  readonly meanBodyBytes: number;
  make: (count: number) => Buffer[];
};

/** Bodies are the trade's first orders, cut to so many lines; they come round, their ids do not. */
export function requestMaker(
  trade: Trade,
  { shop, bodies, lines }: { shop: string; bodies: number; lines: number },
): RequestMaker {
  const cut = { ...trade, orders: firstLines(trade.orders, lines) };
  const signed = planDeliveries(cut, { shop, currency: CURRENCY, limit: bodies })
    .filter(({ topic }) => topic === 'orders/paid')
    .map(({ topic, at, webhookId, eventId, body: build }) => {
      const body = build();
      const delivery = { topic, shop, webhookId, eventId, triggeredAt: at, body };
      const headers = signedHeaders({ ...delivery, apiVersion: SHOPIFY_API_VERSION }, SECRET);
      return { headers, body };
    });
  let made = 0;
  const makeOne = (): Buffer => {
    const { headers, body } = signed[made % signed.length] as (typeof signed)[number];
    made += 1;
    // Shopify's ids are random: neighbours in time are no neighbours in an index.
    const id = crypto.randomUUID();
    const named = { ...headers, 'X-Shopify-Webhook-Id': id, 'X-Shopify-Event-Id': id };
    return requestBytes('/webhooks', named, body);
  };
  const bytes = signed.reduce((sum, { body }) => sum + body.length, 0);
  return {
    meanBodyBytes: Math.round(bytes / signed.length),
    make: (count) => Array.from({ length: count }, makeOne),
  };
}
