/**
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens
 * (offline-access-tokens, token-exchange) and the changelog of 2026-08-28, "More resilient
 * refreshes"; refusals as apps logged them (read 2026-11).
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Installation } from '../model/app.ts';
import { APP_SECRET, type AppsFixture, install, NOON, openAppsFixture } from './apps-fixture.ts';
import { authenticateToken } from './authenticate-token.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { uninstallApp } from './install-app.ts';
import { adminSessionId, mintAdminToken } from './session-tokens.ts';
import { ownerOf } from './shop-owner.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

type Answer = Record<string, string | number | undefined> & { associated_user?: unknown };

let fixture: AppsFixture;
let installation: Installation;

beforeEach(() => {
  fixture = openAppsFixture();
  installation = install(fixture);
});

async function ask(fields: Record<string, string>) {
  const response = await oauthRoutes(fixture.world).request('/admin/oauth/access_token', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-shopify-twin-host': fixture.shop.domain,
    },
    body: JSON.stringify({
      client_id: fixture.app.apiKey,
      client_secret: APP_SECRET,
      ...fields,
    }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

async function sessionToken(): Promise<string> {
  const { app, shop, world } = fixture;
  const userId = ownerOf(shop).id;
  const sessionId = adminSessionId(installation.id, userId);
  return mintAdminToken({ app, shop, now: world.clock.now(), userId, sessionId });
}

const exchange = async (fields: Record<string, string> = {}) =>
  ask({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await sessionToken(),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: OFFLINE,
    expiring: '1',
    ...fields,
  });

const refresh = (token: unknown) =>
  ask({ grant_type: 'refresh_token', refresh_token: String(token) });

const authenticate = (token: unknown) =>
  authenticateToken(fixture.world, {
    token: String(token),
    shopDomain: fixture.shop.domain,
  });

describe('an expiring offline token', () => {
  it('lives an hour and comes with a refresh token of ninety days', async () => {
    const { status, body } = await exchange();
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^shpat_[0-9a-f]{32}$/) as unknown,
      scope: 'read_products,write_customers',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^shprt_[0-9a-f]{32}$/) as unknown,
      refresh_token_expires_in: 7_776_000,
    });
    expect(authenticate(body.access_token)).toMatchObject({
      ok: true,
      scopes: ['read_products', 'write_customers', 'read_customers'],
      isExpiring: true,
    });
    fixture.at(NOON + HOUR - 1);
    expect(authenticate(body.access_token).ok).toBe(true);
    fixture.at(NOON + HOUR);
    expect(authenticate(body.access_token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is replaced by its refresh token, which rotates', async () => {
    const first = await exchange();
    fixture.at(NOON + 2 * HOUR);
    const second = await refresh(first.body.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect(authenticate(second.body.access_token).ok).toBe(true);
  });

  it('can be refreshed again with the same token while its replacement lies unused', async () => {
    const first = await exchange();
    const second = await refresh(first.body.refresh_token);
    fixture.at(NOON + 29 * DAY);
    const again = await refresh(first.body.refresh_token);
    expect(again.body.access_token).toBe(second.body.access_token);
    expect(again.body.refresh_token).toBe(second.body.refresh_token);
    expect(authenticate(again.body.access_token).ok).toBe(true);
  });

  it.each([
    ['its replacement was used', async (next: unknown) => void (await refresh(next))],
    ['thirty days went by since', async () => fixture.at(NOON + 30 * DAY + 1)],
  ])('cannot, once %s', async (_why, happen) => {
    const first = await exchange();
    const second = await refresh(first.body.refresh_token);
    await happen(second.body.refresh_token);
    expect(await refresh(first.body.refresh_token)).toEqual({
      status: 401,
      body: {
        error: 'invalid_request',
        error_description: 'This request requires an active refresh_token',
      },
    });
  });

  it.each([
    ['ninety days', () => fixture.at(NOON + 90 * DAY)],
    ['an uninstall', () => uninstallApp(fixture.world, fixture.shop.id, fixture.app)],
  ])('cannot be refreshed after %s', async (_what, happen) => {
    const { body } = await exchange();
    happen();
    expect((await refresh(body.refresh_token)).status).toBe(401);
    expect(authenticate(body.access_token).ok).toBe(false);
  });

  it('does not open another shop, and a refresh token opens none', async () => {
    const { body } = await exchange();
    const token = String(body.access_token);
    const shopDomain = 'other.myshopify.com';
    expect(authenticateToken(fixture.world, { token, shopDomain })).toEqual({
      ok: false,
      reason: 'foreign_shop',
    });
    expect(authenticate(body.refresh_token)).toEqual({ ok: false, reason: 'unknown' });
  });
});

describe('a token that never expires', () => {
  it('is given when expiring is not asked for', async () => {
    const { body } = await exchange({ expiring: '0' });
    expect(Object.keys(body).sort()).toEqual(['access_token', 'scope']);
    fixture.at(NOON + 1000 * DAY);
    expect(authenticate(body.access_token)).toMatchObject({ ok: true, isExpiring: false });
  });

  it('is traded for a pair once, the answer being repeated for seven days', async () => {
    const { body } = await exchange({ expiring: '0' });
    const trade = () =>
      exchange({ subject_token: String(body.access_token), subject_token_type: OFFLINE });
    const pair = await trade();
    expect(authenticate(body.access_token)).toEqual({ ok: false, reason: 'revoked' });
    expect((await trade()).body.refresh_token).toBe(pair.body.refresh_token);
    fixture.at(NOON + 7 * DAY + 1);
    expect((await trade()).body.error).toBe('invalid_subject_token');
  });
});

describe('an online token', () => {
  it('lives a day and names the staff member', async () => {
    const { body } = await exchange({ requested_token_type: ONLINE });
    expect(body).toMatchObject({
      expires_in: 86_399,
      associated_user_scope: 'read_products,write_customers',
      associated_user: { id: 71, first_name: 'Shop', last_name: 'Owner', account_owner: true },
    });
    expect(authenticate(body.access_token)).toMatchObject({ ok: true, userId: 71 });
    fixture.at(NOON + DAY);
    expect(authenticate(body.access_token)).toEqual({ ok: false, reason: 'expired' });
  });
});

describe('a token request', () => {
  it('is refused for an expired session token, as App Bridge must fetch a new one', async () => {
    const subject_token = await sessionToken();
    fixture.at(NOON + 71_000);
    expect(await exchange({ subject_token })).toEqual({
      status: 400,
      body: {
        error: 'invalid_subject_token',
        error_description: 'Token exchange cannot be performed due to an invalid subject token.',
      },
    });
  });

  it.each([
    [{ client_id: 'nobody' }, 'application_cannot_be_found'],
    [{ client_secret: 'guessed' }, 'invalid_client'],
    [{ subject_token: 'no.token.atall' }, 'invalid_subject_token'],
    [{ requested_token_type: 'urn:x' }, 'invalid_request'],
    [{ subject_token_type: 'urn:x' }, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('with %j is refused as %s', async (fields, error) => {
    const { status, body } = await exchange(fields);
    expect(status).toBe(400);
    expect(body.error).toBe(error);
  });

  it('gets a token for the app alone by client credentials', async () => {
    const { body } = await ask({ grant_type: 'client_credentials' });
    expect(body.expires_in).toBe(86_399);
    expect(authenticate(body.access_token)).toMatchObject({ ok: true, userId: null });
  });
});
