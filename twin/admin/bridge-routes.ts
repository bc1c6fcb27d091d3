/**
 * What the admin's page around an app asks the twin on behalf of App Bridge: one address for each
 * app, `{call, params}` in, `{result}` or `{error}` out.
 */
import { Hono } from 'hono';
import { describeScopes } from '../apps/access-scopes.ts';
import { issueToken } from '../apps/access-tokens.ts';
import type {
  DirectAnswer,
  DirectCall,
  ScopesDetail,
  SignedInUser,
} from '../apps/bridge-protocol.ts';
import { definitionOf, findAppByHandle, findInstallation, HOST_HEADER } from '../apps/find-app.ts';
import { updateScopes } from '../apps/install-app.ts';
import { buildLaunchUrl } from '../apps/launch-url.ts';
import { adminSessionId, mintAdminToken } from '../apps/session-tokens.ts';
import { ownerOf } from '../apps/shop-owner.ts';
import type { App, Installation } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import type { AdminOptions } from './admin-options.ts';
import { findResources, type Wanted } from './pick-resources.ts';
import { reportExtensions } from './report-extensions.ts';
import { shopPage } from './shop-page.ts';

/** A token for one call of the page's own. */
const DIRECT_LIFE_MS = 60_000;

type Asked = { readonly shop: Shop; readonly app: App; readonly installation: Installation };
type Answer = (asked: Asked, params: never) => unknown;

/** Below `/store/:shop`. */
export function bridgeRoutes(options: AdminOptions): Hono {
  const { world } = options;
  const answers = answersOf(options);
  const routes = new Hono();
  routes.post(
    '/bridge/:app',
    shopPage(options, async ({ context, shop, param }) => {
      const app = findAppByHandle(world, param('app'));
      const installation = app && findInstallation(world, shop.id, app.id);
      if (!app || !installation) return context.json({ error: 'The app is not installed.' }, 404);
      const sent = await context.req.json<{ call: string; params: never }>();
      const answer = answers[sent.call];
      if (!answer) return context.json({ error: `The twin does not answer ${sent.call}.` }, 501);
      try {
        const result = await answer({ shop, app, installation }, sent.params);
        return context.json({ result: result ?? null });
      } catch (error) {
        if (error instanceof BridgeRefused) return context.json({ error: error.message }, 400);
        throw error;
      }
    }),
  );
  return routes;
}

/** By the name of the call. */
function answersOf(options: AdminOptions): Readonly<Record<string, Answer>> {
  const { world, storefrontOrigin } = options;
  return {
    idToken: ({ shop, app, installation }) => {
      const userId = ownerOf(shop).id;
      const sessionId = adminSessionId(installation.id, userId);
      return mintAdminToken({ app, shop, now: world.clock.now(), userId, sessionId });
    },
    launch: ({ shop, app, installation }, path: string) =>
      buildLaunchUrl({
        app,
        shop,
        installationId: installation.id,
        userId: ownerOf(shop).id,
        now: world.clock.now(),
        path,
        locale: shop.locale,
      }),
    user: ({ shop }): SignedInUser => {
      const { id, name, email } = ownerOf(shop);
      return { id, name, email, accountAccess: 'Administrator' };
    },
    extensions: ({ app, shop }) => reportExtensions(app, shop),
    'scopes.query': (asked) => scopesOf(world, asked),
    // What the dialog shows before the merchant agrees; refused scopes are named to the app.
    'scopes.describe': ({ app }, scopes: readonly string[]) => {
      const { optionalScopes, requiredScopes } = definitionOf(app).configuration;
      const known = [...optionalScopes, ...requiredScopes];
      const unknown = scopes.filter((scope) => !known.includes(scope));
      if (unknown.length > 0) {
        throw new BridgeRefused(`Scopes not declared as optional: ${unknown.join(', ')}`);
      }
      return describeScopes(scopes);
    },
    'scopes.grant': (asked, grant: readonly string[]) => changeScopes(world, asked, { grant }),
    'scopes.revoke': (asked, revoke: readonly string[]) => {
      const { requiredScopes } = definitionOf(asked.app).configuration;
      const required = revoke.filter((scope) => requiredScopes.includes(scope));
      if (required.length > 0) {
        throw new BridgeRefused(`Required scopes cannot be revoked: ${required.join(', ')}`);
      }
      return { detail: changeScopes(world, asked, { revoke }) };
    },
    resources: ({ shop }, wanted: Wanted) =>
      findResources({ world, shop, storefrontOrigin }, wanted),
    directApi: (asked, call: DirectCall) => callFromPage(options, asked, call),
    extensionApi: (asked, call: DirectCall) => callDirectly(options, asked, call),
  };
}

function scopesOf(world: World, { shop, app }: Asked): ScopesDetail {
  const { requiredScopes, optionalScopes } = definitionOf(app).configuration;
  return {
    granted: [...(findInstallation(world, shop.id, app.id)?.scopes ?? [])],
    required: [...requiredScopes],
    optional: [...optionalScopes],
  };
}

function changeScopes(
  world: World,
  asked: Asked,
  how: { grant?: readonly string[]; revoke?: readonly string[] },
): ScopesDetail {
  updateScopes(world, { shopId: asked.shop.id, app: asked.app }, how);
  return scopesOf(world, asked);
}

class BridgeRefused extends Error {}

/** `fetch('shopify:admin/api/…')` of an app's page, where its file asks for that. */
async function callFromPage(
  options: AdminOptions,
  asked: Asked,
  call: DirectCall,
): Promise<DirectAnswer> {
  if (!definitionOf(asked.app).configuration.directApiAccess) {
    throw new BridgeRefused(
      'Direct API access is off: set access.admin.embedded_app_direct_api_access in ' +
        'shopify.app.toml.',
    );
  }
  return callDirectly(options, asked, call);
}

/**
 * The Admin API with the rights of the app and its user. Extensions need no permission for it
 * (https://shopify.dev/docs/api/admin-extensions/latest/network-features, read 2026-11).
 */
async function callDirectly(
  { world, adminApi }: AdminOptions,
  { app, shop, installation }: Asked,
  call: DirectCall,
): Promise<DirectAnswer> {
  const { directApiMode } = definitionOf(app).configuration;
  if (!adminApi) throw new BridgeRefused('The twin was put together without an Admin API.');
  const isOnline = directApiMode === 'online';
  const { text } = world.transact(() =>
    issueToken(
      world,
      { app, installation, shopId: shop.id },
      {
        kind: isOnline ? 'online' : 'offline',
        lifeMs: DIRECT_LIFE_MS,
        userId: isOnline ? ownerOf(shop).id : null,
      },
    ),
  );
  // Pages may leave the version out; theirs is the app's.
  const path = call.path.replace(
    /^\/admin\/api\/graphql/,
    `/admin/api/${definitionOf(app).configuration.webhookApiVersion}/graphql`,
  );
  const answer = await adminApi(
    new Request(`https://${shop.domain}${path}`, {
      method: call.method,
      headers: { ...call.headers, [HOST_HEADER]: shop.domain, 'X-Shopify-Access-Token': text },
      body: call.body,
    }),
  );
  const headers = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, body: await answer.text() };
}
