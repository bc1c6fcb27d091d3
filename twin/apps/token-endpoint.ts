/**
 * `POST /admin/oauth/access_token`: token exchange, refresh, migration and client credentials, with
 * Shopify's own answers (shopify.dev, access tokens; error bodies as apps logged them; 2026-11).
 */
import { timingSafeEqual } from 'node:crypto';
import type { App } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { sayScopes } from './access-scopes.ts';
import {
  issuePair,
  issueToken,
  ONLINE_LIFE_MS,
  refreshPair,
  revokeTokens,
  type TokenPair,
} from './access-tokens.ts';
import { findAppByKey, findInstallation } from './find-app.ts';
import { migrateToken } from './migrate-token.ts';
import { readAdminToken } from './session-tokens.ts';
import { ownerOf } from './shop-owner.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

export type OauthAnswer = { readonly status: number; readonly body: Record<string, unknown> };

type Fields = Readonly<Record<string, string | undefined>>;
type Asked = { readonly app: App; readonly shop: Shop; readonly fields: Fields };

/** Answers a token request to `shop`; never throws for what a client sends. */
export async function answerTokenRequest(
  world: World,
  shop: Shop,
  fields: Fields,
): Promise<OauthAnswer> {
  const app = findAppByKey(world, fields.client_id ?? '');
  if (!app) {
    return refuse(
      400,
      'application_cannot_be_found',
      `Could not find Shopify API application with api_key ${fields.client_id ?? ''}`,
    );
  }
  if (!secretsMatch(fields.client_secret ?? '', app.apiSecret)) {
    return refuse(400, 'invalid_client', 'Client authentication failed.');
  }
  const asked = { app, shop, fields };
  if (fields.grant_type === EXCHANGE) return exchange(world, asked);
  if (fields.grant_type === 'refresh_token') return refresh(world, asked);
  if (fields.grant_type === 'client_credentials') return byCredentials(world, asked);
  return refuse(
    400,
    'unsupported_grant_type',
    fields.code === undefined
      ? `The grant type ${fields.grant_type ?? '(none)'} is not supported.`
      : 'The twin does not implement the authorization code grant; use token exchange.',
  );
}

async function exchange(world: World, asked: Asked): Promise<OauthAnswer> {
  const { app, shop, fields } = asked;
  if (fields.subject_token_type === OFFLINE) return migrate(world, asked);
  if (fields.subject_token_type !== ID_TOKEN) {
    return refuse(400, 'invalid_request', 'The subject_token_type is not supported.');
  }
  const now = world.clock.now();
  const claims = await readAdminToken(fields.subject_token ?? '', { app, shop, now });
  const installation = findInstallation(world, shop.id, app.id);
  if (!claims || !installation) {
    return refuse(
      400,
      'invalid_subject_token',
      'Token exchange cannot be performed due to an invalid subject token.',
    );
  }
  const holder = { app, installation, shopId: shop.id };
  const scope = sayScopes(installation.scopes);
  if (fields.requested_token_type === ONLINE) {
    return world.transact(() => {
      const { userId } = claims;
      const online = issueToken(world, holder, { kind: 'online', lifeMs: ONLINE_LIFE_MS, userId });
      return ok({ access_token: online.text, scope, ...sayUser(shop, scope) });
    });
  }
  if (fields.requested_token_type !== OFFLINE) {
    return refuse(400, 'invalid_request', 'The requested_token_type is not supported.');
  }
  if (fields.expiring === '1') {
    return world.transact(() => {
      // An app that has begun to rotate has no use for a token that never ends.
      revokeTokens(world, installation.id, (one) => one.kind === 'offline' && !one.expiresAt);
      return sayPair(world, issuePair(world, holder), scope);
    });
  }
  return world.transact(() => {
    const { text } = issueToken(world, holder, { kind: 'offline', lifeMs: null });
    return ok({ access_token: text, scope });
  });
}

function refresh(world: World, { app, shop, fields }: Asked): OauthAnswer {
  const installation = findInstallation(world, shop.id, app.id);
  const pair =
    installation &&
    world.transact(() =>
      refreshPair(world, { app, installation, shopId: shop.id }, fields.refresh_token ?? ''),
    );
  if (!pair) {
    return refuse(401, 'invalid_request', 'This request requires an active refresh_token');
  }
  return sayPair(world, pair, sayScopes(installation.scopes));
}

function migrate(world: World, { app, shop, fields }: Asked): OauthAnswer {
  const installation = findInstallation(world, shop.id, app.id);
  const pair =
    installation && fields.expiring === '1'
      ? world.transact(() =>
          migrateToken(world, { app, installation, shopId: shop.id }, fields.subject_token ?? ''),
        )
      : null;
  if (!pair || !installation) {
    return refuse(
      400,
      'invalid_subject_token',
      'Token exchange cannot be performed due to an invalid subject token.',
    );
  }
  return sayPair(world, pair, sayScopes(installation.scopes));
}

function byCredentials(world: World, { app, shop }: Asked): OauthAnswer {
  const installation = findInstallation(world, shop.id, app.id);
  if (!installation) {
    return refuse(400, 'app_not_installed', 'The application is not installed on this shop.');
  }
  const holder = { app, installation, shopId: shop.id };
  const { text } = world.transact(() =>
    issueToken(world, holder, { kind: 'offline', lifeMs: ONLINE_LIFE_MS }),
  );
  return ok({ access_token: text, scope: sayScopes(installation.scopes), expires_in: 86_399 });
}

function sayPair(world: World, { access, refresh }: TokenPair, scope: string): OauthAnswer {
  const left = (until: number | null) =>
    Math.max(0, Math.round(((until ?? 0) - world.clock.now()) / 1000));
  return ok({
    access_token: access.text,
    scope,
    expires_in: left(access.record.expiresAt),
    refresh_token: refresh.text,
    refresh_token_expires_in: left(refresh.record.expiresAt),
  });
}

function sayUser(shop: Shop, scope: string): Record<string, unknown> {
  const owner = ownerOf(shop);
  return {
    expires_in: 86_399,
    associated_user_scope: scope,
    associated_user: {
      id: owner.id,
      first_name: owner.firstName,
      last_name: owner.lastName,
      email: owner.email,
      email_verified: true,
      account_owner: true,
      locale: owner.locale,
      collaborator: false,
    },
  };
}

const ok = (body: Record<string, unknown>): OauthAnswer => ({ status: 200, body });

function refuse(status: number, error: string, description: string): OauthAnswer {
  return { status, body: { error, error_description: description } };
}

function secretsMatch(sent: string, kept: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(kept)];
  return one.length === other.length && timingSafeEqual(one, other);
}
