import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { webhookEndpoint } from './webhook-endpoint.server.ts';

const SIGNATURE = `${'A'.repeat(43)}=`;
const log = { info: () => {}, warn: () => {}, error: () => {} };

let server: Server;
let ingested: number;

beforeEach(async () => {
  ingested = 0;
  const endpoint = webhookEndpoint({
    ingest: async () => {
      ingested += 1;
      return { ok: false, reason: 'bad_signature' };
    },
    wake: () => {},
    log,
  });
  server = createServer((incoming, response) => void endpoint(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends the headers of a request, never its body, and answers the status. */
function announce(headers: Record<string, string | string[]>): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/webhooks', headers });
    sent.on('response', (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
}

test.each([
  ['no signature', {}],
  ['one that cannot be', { 'x-shopify-hmac-sha256': 'AAAA' }],
  ['two of them', { 'x-shopify-hmac-sha256': [SIGNATURE, SIGNATURE] }],
])('a delivery with %s is refused before its body is waited for', async (_title, headers) => {
  expect(await announce({ 'content-length': '1000000', ...headers })).toBe(401);
  expect(ingested).toBe(0);
});

test('a body that says it is far too large is refused before it is sent', async () => {
  const headers = { 'content-length': String(1024 ** 3), 'x-shopify-hmac-sha256': SIGNATURE };
  expect(await announce(headers)).toBe(413);
  expect(ingested).toBe(0);
});
