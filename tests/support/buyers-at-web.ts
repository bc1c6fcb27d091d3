/**
 * Shops whose shoppers ask real web processes over HTTP: extensions with session tokens, the theme
 * with the signature of Shopify's app proxy, both made here and not by the code under test.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { buildScreens } from '../../scripts/start/build-screens.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { freePort } from './ports.ts';
import { answers, end, kill, launch, type Launched } from './processes.ts';
import { openRedeemShop, type RedeemShop } from './redeem-shop.ts';
import { DATA_KEY, SECRET } from './webhooks.ts';

const API_KEY = 'laurel-for-tests';

/** A web process and where it listens. */
export type Web = Launched & { readonly url: string };

export type BuyersAtWeb = {
  readonly database: TestDatabase;
  /** Two shops of two programs. */
  readonly shop: RedeemShop;
  readonly other: RedeemShop;
  readonly webs: readonly Web[];
  /** kill -9. */
  readonly kill: (web: Web) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts two installed shops in one database, and so many web processes before it. */
export async function startBuyersAtWeb(count: number, given?: TestDatabase): Promise<BuyersAtWeb> {
  const [database] = await Promise.all([given ?? freshDatabase(), buildScreens()]);
  const shop = await openRedeemShop(database);
  const other = await openRedeemShop(database);
  await connected(database.ownerUrl, (owner) =>
    owner.query('UPDATE shops SET installed_at = now()'),
  );
  const webs: Web[] = [];
  for (let place = 0; place < count; place += 1) webs.push(await launchWeb(database));
  await Promise.all(webs.map((web) => answers(`${web.url}/ready`, web)));
  return {
    ...{ database, shop, other, webs, kill },
    stop: async () => {
      await Promise.all(webs.map(end));
      await shop.close();
      await other.close();
      if (!given) await database.drop();
    },
  };
}

async function launchWeb(database: TestDatabase): Promise<Web> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: database.appUrl,
    QUEUE_URL: database.queueUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: 'https://laurel.example.com',
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(port),
  };
  return { ...launch('app/web.ts', env), url: `http://127.0.0.1:${port}` };
}

export type Answered = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
};

/** One request to a process; null where it broke off. */
export async function send(url: string, init: RequestInit = {}): Promise<Answered | null> {
  try {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  } catch {
    return null;
  }
}

type Who = { readonly shop: RedeemShop; readonly customerId: string };

/** What an extension sends with its requests. */
export async function tokenOf({ shop, customerId }: Who, claims: JWTPayload = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const sub = `gid://shopify/Customer/${customerId}`;
  const said = { dest: shop.domain, aud: API_KEY, sub, nbf: now, iat: now, jti: randomUUID() };
  return new SignJWT({ ...said, exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(SECRET));
}

/** A path of the app proxy as Shopify signs it for whoever is logged in. */
export function proxied(path: string, { shop, customerId }: Who, at = Date.now()): string {
  const said: Record<string, string> = {
    logged_in_customer_id: customerId,
    path_prefix: '/apps/laurel',
    shop: shop.domain,
    timestamp: String(Math.floor(at / 1000)),
  };
  const text = Object.entries(said)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  const signature = createHmac('sha256', SECRET).update(text).digest('hex');
  return `/proxy${path}?${new URLSearchParams({ ...said, signature }).toString()}`;
}

/** A question with a body, asked by an extension. */
export async function asExtension(who: Who, body: unknown): Promise<RequestInit> {
  const headers = {
    authorization: `Bearer ${await tokenOf(who)}`,
    'content-type': 'application/json',
  };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** The same, asked by the theme; the address says who asks. */
export function asTheme(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
