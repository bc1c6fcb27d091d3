/**
 * The short-lived tokens a browser carries to an app: HS256 JWTs under the app's secret. Claims by
 * surface: https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens and the
 * session token API of each kind of UI extension (read 2026-11).
 */
import { createHash, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

export type TokenApp = { readonly apiKey: string; readonly apiSecret: string };
export type TokenShop = { readonly domain: string };

/** A session token of the admin lives a minute, App Bridge asks for a new one each time. */
const ADMIN_LIFE_MS = 60_000;
const EXTENSION_LIFE_MS = 5 * 60_000;

type Mint = { app: TokenApp; shop: TokenShop; now: number };

/** The token of App Bridge's `idToken()`, of admin extensions and of `id_token` in launch URLs. */
export function mintAdminToken(mint: Mint & { userId: number; sessionId: string }) {
  return sign(mint, ADMIN_LIFE_MS, {
    iss: `https://${mint.shop.domain}/admin`,
    dest: `https://${mint.shop.domain}`,
    sub: String(mint.userId),
    sid: mint.sessionId,
  });
}

/** The token of a point-of-sale extension; `sub` is the staff member at the till. */
export function mintPosToken(mint: Mint & { userId: number; sessionId: string }) {
  return sign(mint, EXTENSION_LIFE_MS, {
    iss: `https://${mint.shop.domain}/admin`,
    dest: `https://${mint.shop.domain}`,
    sub: String(mint.userId),
    sid: mint.sessionId,
  });
}

/**
 * The token of a checkout, thank-you or customer-account extension: `dest` is a bare domain, `sub`
 * the logged-in customer, left out when there is none or the app may not read customers.
 */
export function mintBuyerToken(
  mint: Mint & { customerId: number | null; scopes: readonly string[] },
) {
  const maySee = mint.scopes.some((scope) => /^(read|write)_customers$/.test(scope));
  return sign(mint, EXTENSION_LIFE_MS, {
    dest: mint.shop.domain,
    ...(mint.customerId !== null && maySee
      ? { sub: `gid://shopify/Customer/${mint.customerId}` }
      : {}),
  });
}

function sign({ app, now }: Mint, lifeMs: number, claims: Record<string, string>): Promise<string> {
  const second = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(app.apiKey)
    .setIssuedAt(second)
    .setNotBefore(second)
    .setExpirationTime(second + lifeMs / 1000)
    .setJti(randomUUID())
    .sign(keyOf(app));
}

export type AdminClaims = { readonly userId: number; readonly sessionId: string };

/**
 * Reads a token the admin minted for `app` and `shop`; null when it is expired, of another app or
 * shop, not a JWT, or signed with another secret.
 */
export async function readAdminToken(
  token: string,
  { app, shop, now }: Mint,
): Promise<AdminClaims | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(app), {
      algorithms: ['HS256'],
      audience: app.apiKey,
      issuer: `https://${shop.domain}/admin`,
      clockTolerance: 10,
      currentDate: new Date(now),
    });
    if (payload.dest !== `https://${shop.domain}`) return null;
    return { userId: Number(payload.sub), sessionId: String(payload.sid) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** The admin's session for one app and staff member, the same for as long as the install lasts. */
export function adminSessionId(installationId: number, userId: number): string {
  return createHash('sha256').update(`session ${installationId} ${userId}`).digest('hex');
}

function keyOf(app: TokenApp): Uint8Array {
  return new TextEncoder().encode(app.apiSecret);
}
