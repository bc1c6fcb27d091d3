/**
 * Shopify's own libraries as receivers: `webhooks.validate` of @shopify/shopify-api 15.0.0 and
 * `authenticate.webhook` of @shopify/shopify-app-remix 6.0.1 take what we deliver and refuse what
 * was tampered with.
 */
import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { shopifyApp } from '@shopify/shopify-app-remix/server';
import { MemorySessionStorage } from '@shopify/shopify-app-session-storage-memory';
import { beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../world/world.ts';
import { openSampleWorld } from '../payloads/world-fixture.ts';
import { installTestApp, paid, SECRET, subscribe, tell } from './receiver-fixture.ts';
import { openWebhooks } from './webhooks.ts';

const COMMON = {
  apiKey: 'key',
  apiSecretKey: SECRET,
  apiVersion: ApiVersion.July26,
  logger: { level: LogSeverity.Error, log: () => undefined },
};

const api = shopifyApi({
  ...COMMON,
  hostName: 'an-app.example.com',
  isEmbeddedApp: true,
});

const app = shopifyApp({
  ...COMMON,
  appUrl: 'https://an-app.example.com',
  sessionStorage: new MemorySessionStorage(),
});

let world: World;

beforeEach(() => {
  world = openSampleWorld();
  installTestApp(world, 'http://127.0.0.1:3000');
  subscribe(world, 'orders/paid', { name: 'paid-orders' });
});

/** The request of one delivery. */
async function delivered(): Promise<Request> {
  const requests: Request[] = [];
  const webhooks = openWebhooks(world, {
    fetchFrom: (request) => {
      requests.push(request);
      return new Response();
    },
  });
  tell(world, paid);
  await webhooks.dispatchDue();
  const [request] = requests;
  if (!request) throw new Error('nothing was delivered');
  return request;
}

/** The same request with one byte of the body, or one header, changed. */
async function tampered(request: Request, header?: readonly [string, string]): Promise<Request> {
  const body = await request.text();
  const headers = new Headers(request.headers);
  if (header) headers.set(...header);
  return new Request(request.url, {
    method: 'POST',
    headers,
    body: header ? body : body.replace('"60.80"', '"60.81"'),
  });
}

describe('webhooks.validate', () => {
  const validate = async (request: Request) => {
    const rawBody = await request.clone().text();
    return api.webhooks.validate({ rawBody, rawRequest: request });
  };

  it('takes a delivery and reads its headers', async () => {
    expect(await validate(await delivered())).toMatchObject({
      valid: true,
      topic: 'ORDERS_PAID',
      domain: 'fern.myshopify.com',
      apiVersion: '2026-07',
      name: 'paid-orders',
      webhookType: 'webhooks',
    });
  });

  it('refuses a body that was changed, and another app’s signature', async () => {
    expect(await validate(await tampered(await delivered()))).toMatchObject({ valid: false });
    installTestApp(world, 'http://127.0.0.1:3000', { apiSecret: 'another' });
    expect(await validate(await delivered())).toMatchObject({ valid: false });
  });
});

describe('authenticate.webhook', () => {
  const refusal = async (request: Request): Promise<number | string> => {
    try {
      await app.authenticate.webhook(request);
      return 'taken';
    } catch (thrown) {
      return thrown instanceof Response ? thrown.status : String(thrown);
    }
  };

  it('takes a delivery, and hands over its ids and payload', async () => {
    const request = await delivered();
    const context = await app.authenticate.webhook(request);
    expect(context).toMatchObject({
      topic: 'ORDERS_PAID',
      shop: 'fern.myshopify.com',
      webhookId: request.headers.get('x-shopify-webhook-id'),
      payload: { id: 1, name: '#1001', total_price: '60.80' },
    });
  });

  it('refuses a body or a signature that was changed', async () => {
    expect(await refusal(await tampered(await delivered()))).toBe(401);
    const forged = ['x-shopify-hmac-sha256', Buffer.alloc(32).toString('base64')] as const;
    expect(await refusal(await tampered(await delivered(), forged))).toBe(401);
  });
});
