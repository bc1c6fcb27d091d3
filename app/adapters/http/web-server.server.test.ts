import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../tests/support/ports.ts';
import type { IngestAnswer } from '../../services/ports/ingest.ts';
import { staticFiles } from './static-files.server.ts';
import { createWebServer } from './web-server.server.ts';
import { WEBHOOK_BODY_MAX } from './webhook-endpoint.server.ts';

const stored: IngestAnswer = { ok: true, outcome: 'stored', programId: 7, work: true };

let server: Server;
let origin = '';
let port = 0;
let folder = '';
let answer: () => Promise<IngestAnswer>;
let ready = true;
let bodies: number[] = [];
let woken: number[] = [];
let logged: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-static-'));
  mkdirSync(join(folder, 'client', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'client', 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'client', 'robots.txt'), 'User-agent: *');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const serve = staticFiles(join(folder, 'client'));
  const note = (_fields: unknown, message: string) => void logged.push(message);
  server = createWebServer({
    ingest: async (_headers, body) => {
      bodies.push(body.length);
      return answer();
    },
    wake: (programId) => woken.push(programId),
    log: { info: note, warn: note, error: note },
    readiness: async () => ({ ready, database: 'ok', missing: [], queue: 'away' }),
    pages: async (request, response) => {
      if (serve(request, response)) return;
      if (request.url === '/broken') throw new Error('a bug');
      response.end(`page ${request.url}`);
    },
  });
  port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  answer = async () => stored;
  ready = true;
  [bodies, woken, logged] = [[], [], []];
});

/** Could be a signature, and is one to the ingest of these tests. */
const SIGNED = { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=` };

async function post(
  path: string,
  body: Uint8Array<ArrayBuffer> | string,
): Promise<[number, string]> {
  const response = await fetch(origin + path, { method: 'POST', headers: SIGNED, body });
  return [response.status, await response.text()];
}

describe('the webhook entry', () => {
  it.each(['/webhooks', '/webhooks/orders/paid', '/webhooks?shop=x'])(
    'answers POST %s and then asks for a wake-up',
    async (path) => {
      expect(await post(path, '{}')).toEqual([200, 'stored\n']);
      expect(bodies).toEqual([2]);
      expect(woken).toEqual([7]);
    },
  );

  it('is not at /webhooksome', async () => {
    expect(await post('/webhooksome', '{}')).toEqual([200, 'page /webhooksome']);
  });

  it.each(['GET', 'PUT', 'DELETE'])('answers %s with 405', async (method) => {
    const response = await fetch(`${origin}/webhooks`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(bodies).toEqual([]);
  });

  it.each<[IngestAnswer, number, string]>([
    [{ ok: false, reason: 'bad_signature' }, 401, 'bad_signature\n'],
    [
      { ok: false, reason: 'bad_header', header: 'X-Shopify-Topic' },
      400,
      'bad_header: X-Shopify-Topic\n',
    ],
    [{ ok: false, reason: 'unavailable' }, 503, 'unavailable\n'],
    [{ ok: true, outcome: 'duplicate', programId: 7, work: false }, 200, 'duplicate\n'],
  ])('says %j as %i', async (given, status, words) => {
    answer = async () => given;
    expect(await post('/webhooks', '{}')).toEqual([status, words]);
    expect(woken).toEqual([]);
  });

  it('takes a bug of ours for a reason to be sent the delivery again', async () => {
    answer = async () => Promise.reject(new Error('a bug'));
    expect(await post('/webhooks', '{}')).toEqual([503, 'unavailable\n']);
    expect(logged).toEqual(['Ingesting a delivery failed.']);
  });

  it('takes five mebibytes and not a byte more', async () => {
    expect(await post('/webhooks', new Uint8Array(WEBHOOK_BODY_MAX))).toEqual([200, 'stored\n']);
    expect(await post('/webhooks', new Uint8Array(WEBHOOK_BODY_MAX + 1))).toEqual([
      413,
      'too_large\n',
    ]);
    expect(bodies).toEqual([WEBHOOK_BODY_MAX]);
  });

  it('hangs up on a body without an end', async () => {
    const hungUp = await new Promise<boolean>((resolve) => {
      const sending = httpRequest(`${origin}/webhooks`, { method: 'POST', headers: SIGNED });
      const chunk = Buffer.alloc(1024 * 1024);
      sending.on('error', () => resolve(true));
      const more = () => void (sending.destroyed || sending.write(chunk, more));
      more();
    });
    expect(hungUp).toBe(true);
    expect(bodies).toEqual([]);
  });

  it('stores nothing of a body that breaks off', async () => {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(
      'POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n' +
        `x-shopify-hmac-sha256: ${SIGNED['x-shopify-hmac-sha256']}\r\n\r\n{`,
    );
    await new Promise<void>((resolve) => socket.end(resolve));
    expect(await post('/webhooks', '{}')).toEqual([200, 'stored\n']);
    expect(bodies).toEqual([2]);
  });
});

describe('the other paths', () => {
  it('say whether the process is up and the database answers', async () => {
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    const well = await fetch(`${origin}/ready`);
    expect(well.status).toBe(200);
    expect(await well.json()).toMatchObject({ ready: true, queue: 'away' });
    ready = false;
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    expect((await fetch(`${origin}/ready`)).status).toBe(503);
  });

  it('serve a built file for as long as its name says', async () => {
    const asset = await fetch(`${origin}/assets/app-1a2b.js`);
    expect(await asset.text()).toBe('export {};');
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const plain = await fetch(`${origin}/robots.txt?x`);
    expect(plain.headers.get('cache-control')).toBe('public, max-age=3600');
    const etag = plain.headers.get('etag') ?? '';
    const again = await fetch(`${origin}/robots.txt`, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await fetch(`${origin}/robots.txt`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('13');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '//secret.txt',
    '/assets',
  ])('serve nothing outside the built files: %s', async (path) => {
    const text = await new Promise<string>((resolve, reject) => {
      // Not fetch: it tidies the path before it sends it.
      httpRequest({ port, host: '127.0.0.1', path }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body));
      })
        .on('error', reject)
        .end();
    });
    expect(text).toBe(`page ${path}`);
  });

  it('answer a bug with 500 and no words about it', async () => {
    const response = await fetch(`${origin}/broken`);
    expect([response.status, await response.text()]).toEqual([
      500,
      'Something went wrong on our side.\n',
    ]);
    expect(logged).toEqual(['A request failed.']);
  });
});
