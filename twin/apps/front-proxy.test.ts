/** The tunnel's part, with a bare app behind it. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import { createFrontProxy, headersToBrowser } from './front-proxy.ts';

const CDN = 'https://cdn.shopify.com/shopifycloud/';
const BRIDGE = `<script src="${CDN}app-bridge.js"></script>`;
const ADMIN = 'http://127.0.0.1:3100';

let app: Server;
let front: Server;
let origin: string;
let appPort: number;

beforeEach(async () => {
  appPort = await freePort();
  app = createServer((request, response) => {
    if (request.url === '/page') {
      response.writeHead(201, {
        'content-type': 'text/html; charset=utf-8',
        link: `<${CDN}app-bridge.js>; rel="preload", </a.css>; rel=x`,
        'content-security-policy':
          'frame-ancestors https://demo.myshopify.com;script-src https://cdn.shopify.com',
        'set-cookie': ['a=1', 'b=2'],
      });
      // Cut where it hurts.
      response.write(`<p>ä</p>${BRIDGE.slice(0, 30)}`);
      setImmediate(() => response.end(BRIDGE.slice(30)));
      return;
    }
    response.writeHead(200, { 'x-host': request.headers.host, 'x-method': request.method });
    request.pipe(response);
  });
  await new Promise<void>((done) => app.listen(appPort, '127.0.0.1', done));
  front = createFrontProxy({
    appOrigin: () => `http://127.0.0.1:${appPort}`,
    adminOrigin: () => ADMIN,
  });
  const port = await freePort();
  await new Promise<void>((done) => front.listen(port, '127.0.0.1', done));
  origin = `http://127.0.0.1:${port}`;
});

afterEach(() => {
  for (const server of [app, front]) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the front proxy', () => {
  it('passes bodies of any size and keeps the public host', async () => {
    const body = Buffer.alloc(3_000_000, 'x');
    const answer = await fetch(`${origin}/echo`, { method: 'PUT', body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
    expect(answer.headers.get('x-method')).toBe('PUT');
    expect(answer.headers.get('x-host')).toBe(new URL(origin).host);
  });

  it('has a page ask the twin for App Bridge and lets the admin frame it', async () => {
    const answer = await fetch(`${origin}/page`);
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe(
      `<p>ä</p><script src="${ADMIN}/cdn/shopifycloud/app-bridge.js"></script>`,
    );
    expect(answer.headers.get('link')).toBe(' </a.css>; rel=x'.trim());
    expect(answer.headers.get('content-security-policy')).toBe(
      `frame-ancestors https://demo.myshopify.com ${ADMIN};script-src https://cdn.shopify.com ${ADMIN}`,
    );
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['https://admin.shopify.com/store/demo/apps/key?a=1', `${ADMIN}/store/demo/apps/key?a=1`],
    [
      'https://demo.myshopify.com/admin/oauth/install?client_id=1',
      `${ADMIN}/admin/oauth/install?client_id=1&shop=demo.myshopify.com`,
    ],
    ['https://demo.myshopify.com/products/mug', 'https://demo.myshopify.com/products/mug'],
    ['https://example.com/admin', 'https://example.com/admin'],
    ['/auth/login', '/auth/login'],
  ])('leaves nobody who is sent to %s at Shopify', (location, place) => {
    expect(headersToBrowser({ location }, ADMIN).location).toBe(place);
  });

  it('says which address does not answer', async () => {
    app.closeAllConnections();
    await new Promise((done) => app.close(done));
    const answer = await fetch(`${origin}/`);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain(`http://127.0.0.1:${appPort}`);
  });
});
