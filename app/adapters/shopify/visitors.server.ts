/**
 * Who is asking. Three proofs, each checked by Shopify's library: the session token of the admin,
 * the signature of the app proxy, the session token of an extension. What a body or a query says
 * beside them is believed of nobody.
 */
import type { JwtPayload } from '@shopify/shopify-api';
import type { BuyerVisitor, StaffVisitor, VisitorChecks } from '../../contracts/visitors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { KnownShop, Sessions } from '../../services/ports/sessions.ts';
import { ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { fromKept, offlineId } from './kept-session.ts';

/** As the library takes a token for ended: five minutes before it is. */
const SPARE_MS = 5 * 60_000;
const DIGITS = /^[1-9]\d{0,19}$/;
const CUSTOMER = /^gid:\/\/shopify\/Customer\/([1-9]\d{0,19})$/;
/** What Shopify itself adds to a proxied address, and never twice. */
const SIGNED_ONCE = ['shop', 'timestamp', 'signature', 'path_prefix', 'logged_in_customer_id'];

/** An extension runs at an origin that changes: whoever has a token may read the answer. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-expose-headers': 'x-shopify-api-request-failure-reauthorize-url',
};

export type VisitorNeeds = {
  readonly sessions: Sessions;
  /**
   * The library's check of a request in the admin's frame; exchanges the token where there is no
   * valid one. Throws the `Response` that answers instead.
   */
  readonly authenticateAdmin: (request: Request) => Promise<{ readonly scopes: string }>;
  /** The claims of a token signed with our secret, for our app, in force now. Throws otherwise. */
  readonly decodeToken: (token: string) => Promise<JwtPayload>;
  /** Whether the query was signed by Shopify, not longer than 90 seconds ago. Throws or denies. */
  readonly isSignedByProxy: (query: URLSearchParams) => Promise<boolean>;
  /** Reads the shop and notes that it is installed; see `NoteInstalled`. */
  readonly install: (shop: KnownShop, scopes: string) => Promise<void>;
  readonly clock: () => Instant;
};

/** The three checks; each throws a `Response` to a visitor who proves nothing. */
export function openVisitors(needs: VisitorNeeds): VisitorChecks {
  return {
    staff: (request) => checkStaff(needs, request),
    proxy: (request) => checkProxy(needs, request),
    buyer: (request) => checkBuyer(needs, request),
  };
}

/**
 * Parent and child loaders ask at the same moment, in any process. While the shop has a valid token
 * that costs two reads; otherwise they form a line, and the first exchanges for all.
 */
async function checkStaff(needs: VisitorNeeds, request: Request): Promise<StaffVisitor> {
  const { sessions, authenticateAdmin, install } = needs;
  const claims = await claimsOf(needs, adminToken(request));
  // Without a token that can be believed there is nothing to exchange: the library says what next.
  if (claims === null) {
    // What it can make nothing of, such as a way out of the frame to a script, is no bug of ours.
    await authenticateAdmin(request).catch((thrown: unknown) => {
      throw thrown instanceof Response ? thrown : unauthorized();
    });
    throw unauthorized();
  }
  const domain = domainOf(claims.dest, 'https://');
  if (domain === null) throw unauthorized();
  const staffId = String(claims.sub);
  const known = await sessions.findShop(domain);
  if (known !== null && (await isReady(needs, known))) {
    await authenticateAdmin(request);
    return { ...refOf(known), staffId };
  }
  const exchange = async (): Promise<KnownShop> => {
    const now = await sessions.findShop(domain);
    if (now !== null && (await isReady(needs, now))) {
      await authenticateAdmin(request);
      return now;
    }
    // A token from before an uninstall is dead, whatever its date says.
    if (now?.isInstalled === false) await sessions.remove(now, offlineId(domain));
    const { scopes } = await authenticateAdmin(request).catch(unlessNotExchanged(now));
    const opened = await sessions.openShop(domain);
    await install(opened, scopes);
    return opened;
  };
  const shop = await sessions.alone(domain, exchange).catch(unlessUnavailable);
  return { ...refOf(shop), staffId };
}

/**
 * The library answers 500 whether Shopify is away or refuses the exchange. A shop we have met is
 * there, so Shopify is away; one that we have not has proved nothing yet.
 */
function unlessNotExchanged(shop: KnownShop | null) {
  return (thrown: unknown): never => {
    if (!(thrown instanceof Response) || thrown.status < 500) throw thrown;
    throw shop === null ? unauthorized() : away();
  };
}

/** The token is kept, the shop is not yet known: the next request goes on from there. */
function unlessUnavailable(error: unknown): never {
  throw error instanceof ShopifyUnavailable ? away() : error;
}

function away(): Response {
  return new Response('Shopify did not answer. Load the page again in a moment.', {
    status: 503,
    headers: { 'cache-control': 'no-store', 'retry-after': '5' },
  });
}

async function isReady({ sessions, clock }: VisitorNeeds, shop: KnownShop): Promise<boolean> {
  if (!shop.isInstalled) return false;
  const text = await sessions.load(shop, offlineId(shop.domain));
  const session = text === null ? null : fromKept(text);
  if (session?.accessToken === undefined) return false;
  return session.expires === undefined || session.expires.getTime() - clock() > SPARE_MS;
}

async function checkProxy(needs: VisitorNeeds, request: Request): Promise<BuyerVisitor> {
  const query = new URL(request.url).searchParams;
  if (SIGNED_ONCE.some((name) => query.getAll(name).length > 1)) throw unauthorized();
  const isSigned = await needs.isSignedByProxy(query).catch(() => false);
  const shop = isSigned ? await needs.sessions.findShop(query.get('shop') ?? '') : null;
  if (shop?.isInstalled !== true) throw unauthorized();
  const customer = query.get('logged_in_customer_id') ?? '';
  return { ...refOf(shop), customerId: DIGITS.test(customer) ? customer : null };
}

async function checkBuyer(needs: VisitorNeeds, request: Request): Promise<BuyerVisitor> {
  const claims = await claimsOf(needs, bearer(request));
  const domain = claims === null ? null : domainOf(claims.dest, '');
  const shop = domain === null ? null : await needs.sessions.findShop(domain);
  if (claims === null || shop?.isInstalled !== true) throw unauthorized(CORS);
  return { ...refOf(shop), customerId: customerOf(claims.sub) };
}

/** Null for a guest, and for whoever is no customer. */
function customerOf(sub: unknown): string | null {
  return typeof sub === 'string' ? (CUSTOMER.exec(sub)?.[1] ?? null) : null;
}

/** Null for a token that cannot be believed. */
async function claimsOf(needs: VisitorNeeds, token: string | null): Promise<JwtPayload | null> {
  return token === null ? null : needs.decodeToken(token).catch(() => null);
}

/** In the header of what App Bridge fetches, in the address of a document in the admin's frame. */
function adminToken(request: Request): string | null {
  return bearer(request) ?? new URL(request.url).searchParams.get('id_token');
}

function bearer(request: Request): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

/** `dest` is an address in tokens of the admin, and a bare domain in those of extensions. */
function domainOf(dest: unknown, before: 'https://' | ''): string | null {
  const text = String(dest);
  const domain = text.startsWith(before) ? text.slice(before.length) : '';
  return /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(domain) ? domain : null;
}

function refOf({ programId, shopId, domain }: KnownShop) {
  return { programId, shopId, domain };
}

function unauthorized(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 401,
    statusText: 'Unauthorized',
    headers: { 'cache-control': 'no-store', ...headers },
  });
}
