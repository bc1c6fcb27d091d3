/** https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies, 2026-11 */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import { askProxiedApp, findProxiedApp, type ProxyCall } from './app-proxy.ts';
import { type AppsFixture, install, openAppsFixture } from './apps-fixture.ts';

type Heard = { method: string; url: URL; headers: IncomingHttpHeaders; body: string };

let server: Server;
let fixture: AppsFixture;
let heard: Heard[];
let calls: ProxyCall[];

beforeEach(async () => {
  heard = [];
  calls = [];
  const port = await freePort();
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url, headers: request.headers, body });
      if (url.pathname.endsWith('/slow')) return;
      if (url.pathname.endsWith('/moved')) {
        response.writeHead(302, { location: '/proxy/liquid' }).end();
        return;
      }
      const type = url.pathname.endsWith('/liquid') ? 'application/liquid' : 'application/json';
      response.writeHead(201, { 'content-type': type, 'set-cookie': 'a=1' }).end('{{ shop.name }}');
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  fixture = openAppsFixture({ frontOrigin: `http://127.0.0.1:${port}` });
  install(fixture);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function ask(path: string, init: RequestInit = {}, timeoutMs?: number) {
  const { world, shop } = fixture;
  const url = `https://demo-shop.example${path}`;
  const found = findProxiedApp(world, shop, new URL(url));
  if (!found) throw new Error(`Nobody answers ${path}.`);
  return askProxiedApp(world, {
    shop,
    found,
    request: new Request(url, init),
    customerId: 5,
    visitorIp: '203.0.113.9',
    log: (call) => calls.push(call),
    ...(timeoutMs ? { timeoutMs } : {}),
  });
}

describe('the app proxy', () => {
  it('passes path, query, body and the visitor’s address, but no cookie either way', async () => {
    const headers = { cookie: 'session=1', 'content-type': 'application/json', 'x-own': 'y' };
    const { response, isLiquid } = await ask('/apps/club/a/b?x=1', {
      method: 'POST',
      headers,
      body: '{"n":1}',
    });
    expect(isLiquid).toBe(false);
    expect(response.status).toBe(201);
    expect(response.headers.get('set-cookie')).toBeNull();
    const [first] = heard;
    expect(first).toMatchObject({ method: 'POST', body: '{"n":1}' });
    expect(first?.url.pathname).toBe('/proxy/a/b');
    expect(first?.url.searchParams.get('x')).toBe('1');
    expect(first?.headers).toMatchObject({ 'x-own': 'y', 'x-forwarded-for': '203.0.113.9' });
    expect(first?.headers.cookie).toBeUndefined();
    expect(calls).toMatchObject([{ method: 'POST', answer: '201', appId: fixture.app.id }]);
  });

  it('marks Liquid, and follows redirects to it', async () => {
    const { response, isLiquid } = await ask('/apps/club/moved');
    expect(isLiquid).toBe(true);
    expect(await response.text()).toBe('{{ shop.name }}');
    expect(heard.map(({ url }) => url.pathname)).toEqual(['/proxy/moved', '/proxy/liquid']);
  });

  it('does not wait for ever', async () => {
    const { response } = await ask('/apps/club/slow', {}, 50);
    expect(response.status).toBe(504);
    expect(calls).toMatchObject([{ answer: 'TimeoutError' }]);
  });

  it('says that the app failed when nobody listens', async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    const { response } = await ask('/apps/club');
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('error in the third-party application');
  });

  it.each(['/apps/clubs', '/a/club', '/pages/club', '/apps'])('leaves %s alone', (path) => {
    const { world, shop } = fixture;
    expect(findProxiedApp(world, shop, new URL(path, 'https://demo-shop.example'))).toBeNull();
  });
});
