import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deliverAll, type OutgoingWebhook } from './deliver.ts';
import { signedHeaders } from './sign.ts';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = undefined;
});

type Received = { headers: IncomingMessage['headers']; body: string };

/** A server that answers by `status` and remembers what came; `socketsMax` counts connections. */
async function listen(status: (received: Received, count: number) => number) {
  const received: Received[] = [];
  let [active, activeMax] = [0, 0];
  server = createServer((request, response) => {
    active += 1;
    activeMax = Math.max(activeMax, active);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      setImmediate(() => {
        active -= 1;
        response.writeHead(status(one, received.length)).end('answer');
      });
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/webhooks`),
    received,
    activeMax: () => activeMax,
  };
}

function webhooks(count: number): (() => OutgoingWebhook)[] {
  return Array.from({ length: count }, (_, place) => () => {
    const body = Buffer.from(JSON.stringify({ place }));
    const delivery = {
      topic: 'orders/paid',
      shop: 'a-shop.myshopify.com',
      apiVersion: '2026-07',
      webhookId: `webhook-${place}`,
      eventId: `event-${place}`,
      triggeredAt: Date.UTC(2026, 0, 2),
      name: place === 0 ? 'orders-paid' : null,
      body,
    };
    return { headers: signedHeaders(delivery, 'hush'), body };
  });
}

const QUICK = { concurrency: 4, ratePerSecond: null, retryWaitsMs: [1, 1, 1] };

describe('deliverAll', () => {
  it('sends every header of a Shopify webhook, signed over the very bytes sent', async () => {
    const { url, received } = await listen(() => 200);
    await deliverAll(webhooks(1), { url, ...QUICK });
    const [one] = received;
    expect(one?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/paid',
      'x-shopify-shop-domain': 'a-shop.myshopify.com',
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': 'webhook-0',
      'x-shopify-event-id': 'event-0',
      'x-shopify-triggered-at': '2026-01-02T00:00:00.000Z',
      'x-shopify-name': 'orders-paid',
    });
    const hmac = createHmac('sha256', 'hush')
      .update(one?.body ?? '')
      .digest('base64');
    expect(one?.headers['x-shopify-hmac-sha256']).toBe(hmac);
  });

  it('names no subscription that has no name', async () => {
    const { url, received } = await listen(() => 200);
    await deliverAll(webhooks(2), { url, ...QUICK, concurrency: 1 });
    expect(received.map(({ headers }) => headers['x-shopify-name'])).toEqual([
      'orders-paid',
      undefined,
    ]);
  });

  it('delivers in order when one at a time, and never more at once than asked', async () => {
    const { url, received, activeMax } = await listen(() => 200);
    await deliverAll(webhooks(20), { url, ...QUICK, concurrency: 1 });
    expect(received.map(({ body }) => body)).toEqual(
      Array.from({ length: 20 }, (_, place) => `{"place":${place}}`),
    );
    await deliverAll(webhooks(40), { url, ...QUICK, concurrency: 3 });
    expect(activeMax()).toBeLessThanOrEqual(3);
  });

  it('tries a 5xx again with the same bytes and delivery id', async () => {
    const { url, received } = await listen((_, count) => (count <= 2 ? 503 : 200));
    const report = await deliverAll(webhooks(1), { url, ...QUICK });
    expect(report).toEqual({ delivered: 1, failed: 0, retries: 2, answers: { 503: 2, 200: 1 } });
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  });

  it('gives up after the last retry, and at once on a refusal that time cannot mend', async () => {
    const { url } = await listen(({ body }) => (body === '{"place":0}' ? 500 : 401));
    const report = await deliverAll(webhooks(2), { url, ...QUICK });
    expect(report).toEqual({ delivered: 0, failed: 2, retries: 3, answers: { 500: 4, 401: 1 } });
  });

  it('tries again where nobody listens, and counts it by its code', async () => {
    const { url } = await listen(() => 200);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    const report = await deliverAll(webhooks(1), { url, ...QUICK });
    expect(report).toEqual({ delivered: 0, failed: 1, retries: 3, answers: { ECONNREFUSED: 4 } });
  });

  it('begins nothing new once it is told to stop', async () => {
    const stop = new AbortController();
    const { url, received } = await listen((_, count) => {
      if (count === 3) stop.abort();
      return 200;
    });
    await deliverAll(webhooks(50), { url, ...QUICK, concurrency: 1, signal: stop.signal });
    expect(received).toHaveLength(3);
  });
});
