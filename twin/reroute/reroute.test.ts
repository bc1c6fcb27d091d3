/** The preload in a process of its own, as an app is started with it. */
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';

const DAY = 86_400_000;

const ahead = () => Date.now() + 40 * DAY;

const hostOf = ({ headers }: IncomingMessage) => String(headers['x-shopify-twin-host']);

let standsAt: number | null = null;
let server: Server;
let origin: string;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  server = createServer((request, response) => {
    if (request.url === '/control/clock') {
      response.end(JSON.stringify({ isStanding: standsAt !== null, now: standsAt ?? ahead() }));
      return;
    }
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () =>
      response.end(`${request.method} ${request.url} for ${hostOf(request)} ${body}`),
    );
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
});

afterAll(() => void server.close());

/** What a program prints that is run with the preload. */
async function run(program: string, env: Record<string, string> = {}): Promise<string> {
  const preload = new URL('./reroute.mjs', import.meta.url).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', preload, '--input-type=module', '-e', program],
    { env: { ...process.env, SHOPIFY_TWIN_ORIGIN: origin, ...env } },
  );
  return stdout.trim();
}

describe('an app started with the preload', () => {
  it('reaches the twin by fetch, with address and with Request', async () => {
    const said = await run(`
      const url = 'https://demo.myshopify.com/admin/api/graphql.json?a=1';
      const post = { method: 'POST', body: 'hi' };
      console.log(await (await fetch(url, post)).text());
      console.log(await (await fetch(new Request(url, post))).text());
    `);
    const line = 'POST /admin/api/graphql.json?a=1 for demo.myshopify.com hi';
    expect(said.split('\n')).toEqual([line, line]);
  });

  it('reaches it by https.request and https.get, too', async () => {
    const said = await run(`
      import https, { get } from 'node:https';
      const read = (answer) => answer.setEncoding('utf8').on('data', (part) => console.log(part));
      const put = { host: 'demo.myshopify.com', path: '/x', method: 'PUT' };
      const first = (answer) =>
        read(answer).once('end', () => get('https://partners.shopify.com/y', read));
      https.request(put, first).end('body');
    `);
    expect(said.split('\n').map((line) => line.trim())).toEqual([
      'PUT /x for demo.myshopify.com body',
      'GET /y for partners.shopify.com',
    ]);
  });

  it('reaches everybody else as before', async () => {
    const said = await run(`console.log(await (await fetch('${origin}/own')).text())`);
    expect(said).toBe('GET /own for undefined');
  });

  it('lives in the twin’s time, unless told not to', async () => {
    const ask = `console.log(JSON.stringify([Date.now(), +new Date(), new Date(5).getTime(),
      new Date() instanceof Date, new Date().constructor === Date, performance.now() < 60000]))`;
    const soon = Date.now() + 39 * DAY;
    const [now, made, given, ...rest] = JSON.parse(await run(ask)) as [number, number, number];
    expect([now > soon, made > soon, given]).toEqual([true, true, 5]);
    expect(rest).toEqual([true, true, true]);
    const [own] = JSON.parse(await run(ask, { SHOPIFY_TWIN_CLOCK: 'no' })) as [number];
    expect(own).toBeLessThan(soon);
  });

  it('stands still with the twin’s clock', async () => {
    standsAt = Date.UTC(2027, 0, 1);
    const said = await run(`
      const before = Date.now();
      await new Promise((done) => setTimeout(done, 30));
      console.log(before, Date.now());
    `);
    standsAt = null;
    expect(said).toBe(`${Date.UTC(2027, 0, 1)} ${Date.UTC(2027, 0, 1)}`);
  });

  it('does not start without knowing where the twin is', async () => {
    await expect(run('', { SHOPIFY_TWIN_ORIGIN: '' })).rejects.toThrow('SHOPIFY_TWIN_ORIGIN');
  });
});
