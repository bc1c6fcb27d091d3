/**
 * What we sign, beside what Shopify's own test helpers sign (`@shopify/shopify-api/test-helpers`,
 * version 15.0.0): the same message under the same secret must come out the same.
 */
import {
  API_KEY,
  API_SECRET_KEY,
  getHmac,
  getJwt,
  RequestType,
  setUpValidRequest,
  TEST_SHOP,
  TEST_SHOP_NAME,
} from '@shopify/shopify-api/test-helpers';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../webhooks/sign.ts';
import { encodeHost } from './launch-url.ts';
import { mintAdminToken, readAdminToken } from './session-tokens.ts';
import { signProxy } from './signatures.ts';

const app = { apiKey: API_KEY, apiSecret: API_SECRET_KEY };
const shop = { domain: TEST_SHOP };

const queryOf = (request: Request) => new URL(request.url).searchParams;

describe('beside Shopify’s test helpers', () => {
  it.each(['{}', '{"id":820982911946154508,"note":"ż 点"}', ''])('a webhook of %j', (text) => {
    const delivery = {
      topic: 'orders/create',
      shop: TEST_SHOP,
      apiVersion: '2026-07',
      webhookId: 'w',
      eventId: 'e',
      triggeredAt: 0,
      body: Buffer.from(text),
    };
    const headers = signedHeaders(delivery, API_SECRET_KEY);
    expect(headers['X-Shopify-Hmac-Sha256']).toBe(getHmac(text, API_SECRET_KEY));
    expect(headers['X-Shopify-Shop-Domain']).toBe(TEST_SHOP);
  });

  it('an app proxy’s query', async () => {
    const asked = new Request('https://app.example.com/proxy?b=2&a=1&path_prefix=%2Fapps%2Fclub');
    const store = TEST_SHOP_NAME;
    const options = { type: RequestType.Public, store, apiSecretKey: API_SECRET_KEY } as const;
    const theirs = queryOf((await setUpValidRequest(options, asked)) as Request);
    const unsigned = new URLSearchParams(theirs);
    unsigned.delete('signature');
    const ours = signProxy(unsigned, API_SECRET_KEY);
    expect(ours.get('signature')).toBe(theirs.get('signature'));
  });

  it('a session token: theirs is read here, and ours says the same', async () => {
    const iss = `https://${TEST_SHOP}/admin`;
    const theirs = await getJwt(TEST_SHOP_NAME, API_KEY, API_SECRET_KEY, { iss });
    const now = Date.now();
    expect(await readAdminToken(theirs.token, { app, shop, now })).toEqual({
      userId: 12345,
      sessionId: '0987654321',
    });
    const ours = decodeJwt(
      await mintAdminToken({ app, shop, now, userId: 12345, sessionId: '0987654321' }),
    );
    const { aud, dest, sub, sid } = theirs.payload;
    expect(ours).toMatchObject({ aud, dest, sub, sid, iss });
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs.payload).sort());
  });

  it('a token under another secret is nobody’s', async () => {
    const iss = `https://${TEST_SHOP}/admin`;
    const foreign = await getJwt(TEST_SHOP_NAME, API_KEY, 'another secret', { iss });
    expect(await readAdminToken(foreign.token, { app, shop, now: Date.now() })).toBeNull();
  });

  it('the host that an embedded app is opened with', async () => {
    const options = {
      type: RequestType.Admin,
      store: TEST_SHOP_NAME,
      apiKey: API_KEY,
      apiSecretKey: API_SECRET_KEY,
    } as const;
    const asked = new Request('https://app.example.com/app');
    const theirs = queryOf((await setUpValidRequest(options, asked)) as Request).get('host');
    const decode = (host: string | null) => Buffer.from(host ?? '', 'base64').toString();
    expect(decode(encodeHost(TEST_SHOP_NAME))).toBe(decode(theirs));
  });
});
