/** Who proves nothing is shown nothing: 401, whatever was tampered with, and never a failure. */
import { createHmac, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { findProxiedApp, signTarget } from '../../twin/apps/app-proxy.ts';
import {
  asBrowser,
  type PlatformAtTwin,
  startPlatformAtTwin,
} from '../support/platform-at-twin.ts';
import { SECRET } from '../support/webhooks.ts';

let at: PlatformAtTwin;
let shop: ShopRef;
let apiKey = '';

beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  apiKey = at.platform.auth.apiKey;
});
afterAll(() => at.stop());

/** What the check answers: its visitor, or the status it refuses with. */
async function outcomeOf<T>(check: Promise<T>): Promise<T | number> {
  return check.catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown.status;
    throw thrown;
  });
}

const seconds = () => Math.floor(Date.now() / 1000);

type Changes = {
  readonly claims?: JWTPayload;
  readonly secret?: string;
  readonly livesFor?: number;
  /** False: a guest's. */
  readonly customer?: boolean;
};

function sign(claims: JWTPayload, { secret = SECRET, livesFor = 300 }: Changes): Promise<string> {
  return new SignJWT({ aud: apiKey, nbf: seconds(), iat: seconds(), jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(seconds() + livesFor)
    .sign(new TextEncoder().encode(secret));
}

const buyerToken = (changes: Changes = {}) =>
  sign(
    {
      dest: shop.domain,
      ...(changes.customer === false ? {} : { sub: 'gid://shopify/Customer/8208' }),
      ...changes.claims,
    },
    changes,
  );

const staffToken = (changes: Changes = {}) =>
  sign(
    {
      dest: `https://${shop.domain}`,
      iss: `https://${shop.domain}/admin`,
      sub: '71',
      ...changes.claims,
    },
    changes,
  );

const withToken = (token: string, path = '/api/wallet') =>
  asBrowser(`${at.app.frontOrigin}${path}`, { authorization: `Bearer ${token}` });

const unsigned = () =>
  new UnsecuredJWT({ aud: apiKey, dest: shop.domain, sub: 'gid://shopify/Customer/8208' })
    .setExpirationTime('5m')
    .encode();

/** Each a token that is right but for one thing. */
const TAMPERED: readonly [string, (mint: typeof buyerToken) => Promise<string> | string][] = [
  ['no token at all', () => ''],
  ['something that is no token', () => 'let.me.in'],
  ['no signature', unsigned],
  ['another secret', (mint) => mint({ secret: 'the secret of another app' })],
  ['another app’s audience', (mint) => mint({ claims: { aud: 'another-app' } })],
  ['an end a minute ago', (mint) => mint({ livesFor: -60 })],
  ['a beginning in an hour', (mint) => mint({ claims: { nbf: seconds() + 3600 } })],
  ['a shop that is not ours', (mint) => mint({ claims: { dest: 'other.myshopify.com' } })],
  ['a shop of another kind', (mint) => mint({ claims: { dest: 'https://evil.example.com' } })],
  ['no shop', (mint) => mint({ claims: { dest: '' } })],
  ['a shop that breaks SQL', (mint) => mint({ claims: { dest: "'; DROP TABLE shops; --" } })],
];

describe('an extension’s session token', () => {
  it('names the shop and the customer, and nothing of it comes from the request', async () => {
    const request = withToken(await buyerToken(), '/api/wallet?customerId=1&shop=other');
    expect(await at.platform.visitors.buyer(request)).toEqual({ ...shop, customerId: '8208' });
  });

  it('of a guest names no customer', async () => {
    const token = await buyerToken({ customer: false });
    expect(await at.platform.visitors.buyer(withToken(token))).toEqual({
      ...shop,
      customerId: null,
    });
  });

  it.each(TAMPERED)('is refused with %s, so that the page may read it', async (_what, mint) => {
    const check = at.platform.visitors.buyer(withToken(await mint(buyerToken)));
    const refusal = await check.catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(Response);
    expect((refusal as Response).status).toBe(401);
    expect((refusal as Response).headers.get('access-control-allow-origin')).toBe('*');
  });

  it('never names a customer by anything but Shopify’s own id of one', async () => {
    const others = ['8208', 'gid://shopify/Customer/8208; --', 'gid://shopify/Order/8208'];
    // A list of one reads like its element, where it is taken for a text.
    const list = ['gid://shopify/Customer/8208'] as unknown as string;
    for (const sub of [...others, list]) {
      const request = withToken(await buyerToken({ claims: { sub } }));
      expect(await at.platform.visitors.buyer(request)).toMatchObject({ customerId: null });
    }
  });
});

/** The same, where `dest` is an address. */
const TAMPERED_OF_STAFF: typeof TAMPERED = [
  ...TAMPERED.slice(1),
  ['another shop', (mint) => mint({ claims: { dest: 'https://other.myshopify.com' } })],
  ['another host', (mint) => mint({ claims: { dest: 'https://x.myshopify.com.evil.com' } })],
];

describe('a session token of the admin', () => {
  it('names the person', async () => {
    const request = withToken(await staffToken(), '/app');
    expect(await at.platform.visitors.staff(request)).toEqual({ ...shop, staffId: '71' });
  });

  it.each(TAMPERED_OF_STAFF)('is refused with %s', async (_what, mint) => {
    const token = await mint(staffToken);
    expect(await outcomeOf(at.platform.visitors.staff(withToken(token, '/app')))).toBe(401);
  });

  it('sends a document without one to where a fresh one is fetched', async () => {
    const url = new URL((await at.launch()).url);
    url.searchParams.delete('id_token');
    const answer = at.platform.visitors.staff(asBrowser(url.href));
    const thrown = await answer.catch((response: unknown) => response as Response);
    expect(thrown).toMatchObject({ status: 302 });
    const to = new URL((thrown as Response).headers.get('location') ?? '', at.app.frontOrigin);
    expect(to.pathname).toBe('/auth/session-token');
    const bounce = at.platform.auth.handle(asBrowser(to.href));
    const page = await bounce.catch((response: unknown) => response as Response);
    expect(await page.text()).toContain('cdn.shopify.com/shopifycloud/app-bridge.js');
  });

  it('of a shopper opens nothing, and no way out of the frame leads to a script', async () => {
    const to = `/auth/exit-iframe?shop=${shop.domain}&host=YQ&exitIframe=javascript:alert(1)`;
    const asked = [withToken(await buyerToken(), '/auth'), asBrowser(at.app.frontOrigin + to)];
    for (const request of asked)
      expect(await outcomeOf(at.platform.auth.handle(request))).toBe(401);
  });

  it('has a page that tells where to begin for whoever comes by hand', async () => {
    const page = await at.platform.auth.handle(asBrowser(`${at.app.frontOrigin}/auth/login`));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('admin')]);
  });
});

/** An address of the app proxy as Shopify signs it. */
function proxied(given: { customerId?: number | null; at?: number; search?: string } = {}): URL {
  const { customerId = 8208, at: signedAt = Date.now(), search = '' } = given;
  const { world } = at.twin.rooms;
  const asked = new URL(`https://demo-shop.example/apps/laurel/wallet${search}`);
  const found = findProxiedApp(world, at.shop, asked);
  if (!found) throw new Error('Nobody answers the proxy.');
  return signTarget(found, { shop: at.shop, customerId, at: signedAt });
}

/** Signs whatever parameters there are, with the app's own secret: what Shopify would not do. */
function resigned(url: URL): URL {
  const params = new Map<string, string[]>();
  for (const [key, value] of url.searchParams) {
    if (key !== 'signature') params.set(key, [...(params.get(key) ?? []), value]);
  }
  const text = [...params]
    .map(([key, values]) => `${key}=${values.join(',')}`)
    .sort()
    .join('');
  url.searchParams.set('signature', createHmac('sha256', SECRET).update(text).digest('hex'));
  return url;
}

const changed = (change: (query: URLSearchParams) => void): URL => {
  const url = proxied();
  change(url.searchParams);
  return url;
};

describe('the app proxy’s signature', () => {
  const ask = (url: URL) => outcomeOf(at.platform.visitors.proxy(asBrowser(url.href)));

  it('names the shop and whoever is logged in there', async () => {
    expect(await ask(proxied())).toEqual({ ...shop, customerId: '8208' });
    expect(await ask(proxied({ customerId: null }))).toEqual({ ...shop, customerId: null });
    expect(await ask(proxied({ search: '?a=2&a=1&shop=other&logged_in_customer_id=1' }))).toEqual({
      ...shop,
      customerId: '8208',
    });
  });

  it.each<[string, () => URL]>([
    ['no signature', () => changed((query) => query.delete('signature'))],
    ['a letter changed', () => changed((query) => query.set('signature', 'a'.repeat(64)))],
    ['a short signature', () => changed((query) => query.set('signature', 'ab'))],
    ['another customer', () => changed((query) => query.set('logged_in_customer_id', '1'))],
    ['another shop', () => changed((query) => query.set('shop', 'other.myshopify.com'))],
    ['one more parameter', () => changed((query) => query.set('extra', '1'))],
    ['the time left out', () => resigned(changed((query) => query.delete('timestamp')))],
    ['a time that is none', () => resigned(changed((query) => query.set('timestamp', 'soon')))],
    ['an age of 91 seconds', () => proxied({ at: Date.now() - 91_500 })],
    ['a time 91 seconds ahead', () => proxied({ at: Date.now() + 92_500 })],
    [
      'a shop we do not know',
      () => resigned(changed((query) => query.set('shop', 'x.myshopify.com'))),
    ],
    ['a shop that is none', () => resigned(changed((query) => query.set('shop', "' OR 1=1")))],
    ['two shops', () => resigned(changed((query) => query.append('shop', 'x.myshopify.com')))],
    [
      'two customers',
      () => resigned(changed((query) => query.append('logged_in_customer_id', '1'))),
    ],
    ['two signatures', () => changed((query) => query.append('signature', 'x'))],
  ])('is refused with %s', async (_what, url) => {
    expect(await ask(url())).toBe(401);
  });
});

/** What somebody took down from the wire and sends again, as it was, so much later. */
describe('a proof that was captured', () => {
  afterEach(() => void vi.useRealTimers());

  const sentAgain = async (request: Request, ask: Check, laterMs: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + laterMs });
    const outcome = await outcomeOf(ask(request.clone()));
    vi.useRealTimers();
    return outcome;
  };
  type Check = (request: Request) => Promise<unknown>;

  it('of an extension is refused once its five minutes are over', async () => {
    const request = withToken(await buyerToken());
    const ask: Check = (again) => at.platform.visitors.buyer(again);
    expect(await sentAgain(request, ask, 0)).toEqual({ ...shop, customerId: '8208' });
    expect(await sentAgain(request, ask, 290_000)).toEqual({ ...shop, customerId: '8208' });
    // The library forgives clocks that differ by ten seconds.
    expect(await sentAgain(request, ask, 312_000)).toBe(401);
  });

  it('of staff is refused once its minute is over', async () => {
    const request = withToken(await staffToken({ livesFor: 60 }), '/app');
    const ask: Check = (again) => at.platform.visitors.staff(again);
    expect(await sentAgain(request, ask, 0)).toEqual({ ...shop, staffId: '71' });
    expect(await sentAgain(request, ask, 72_000)).toBe(401);
  });

  it('of the app proxy is refused once its ninety seconds are over', async () => {
    const request = asBrowser(proxied().href);
    const ask: Check = (again) => at.platform.visitors.proxy(again);
    expect(await sentAgain(request, ask, 88_000)).toEqual({ ...shop, customerId: '8208' });
    expect(await sentAgain(request, ask, 92_000)).toBe(401);
  });

  it('of the app proxy speaks on another path for the same customer only', async () => {
    const url = proxied();
    url.pathname = url.pathname.replace('wallet', 'redeem');
    expect(await outcomeOf(at.platform.visitors.proxy(asBrowser(url.href)))).toEqual({
      ...shop,
      customerId: '8208',
    });
    url.searchParams.set('logged_in_customer_id', '8209');
    expect(await outcomeOf(at.platform.visitors.proxy(asBrowser(url.href)))).toBe(401);
  });
});

describe('a shop that has left', () => {
  it('has no visitors', async () => {
    await inProgram(at.pool, shop.programId, (client) =>
      client.query('UPDATE shops SET uninstalled_at = now()'),
    );
    expect(await outcomeOf(at.platform.visitors.proxy(asBrowser(proxied().href)))).toBe(401);
    expect(await outcomeOf(at.platform.visitors.buyer(withToken(await buyerToken())))).toBe(401);
  });
});
