/** The addresses an app's server speaks to besides the Admin API: `/admin/oauth/…`. */
import { Hono } from 'hono';
import type { World } from '../world/world.ts';
import { authenticateToken, UNAUTHORIZED } from './authenticate-token.ts';
import { shopOfRequest } from './find-app.ts';
import { uninstallApp } from './install-app.ts';
import { answerTokenRequest, type OauthAnswer } from './token-endpoint.ts';

/** To be mounted at the root of the admin's server. */
export function oauthRoutes(world: World): Hono {
  const routes = new Hono();

  routes.post('/admin/oauth/access_token', async (context) => {
    const request = context.req.raw;
    const shop = shopOfRequest(world, request);
    if (!shop) return context.html('<h1>404</h1><p>There is no such shop.</p>', 404);
    const answer = await answerTokenRequest(world, shop, await readFields(request));
    return sayOauth(answer, request.headers.get('accept') ?? '');
  });

  // An app asks for (optional) scopes, or to be installed; the merchant answers in the admin.
  routes.get('/admin/oauth/install', (context) => {
    const shop = shopOfRequest(world, context.req.raw);
    if (!shop) return context.text('There is no such shop.', 404);
    return context.redirect(
      `/store/${shop.handle}/oauth/install${new URL(context.req.url).search}`,
    );
  });

  routes.get('/admin/oauth/authorize', (context) =>
    context.text(
      'The twin does not implement the authorization code grant. Use managed install: leave out ' +
        'use_legacy_install_flow and exchange session tokens.',
      501,
    ),
  );

  // Documented as "Uninstall a Shopify app with an API request" (shopify.dev, read 2026-11).
  routes.delete('/admin/api_permissions/current.json', (context) => {
    const shop = shopOfRequest(world, context.req.raw);
    const token = context.req.header('x-shopify-access-token') ?? null;
    const caller = authenticateToken(world, { token, shopDomain: shop?.domain ?? '' });
    if (!caller.ok) return context.json({ errors: UNAUTHORIZED }, 401);
    uninstallApp(world, caller.shop.id, caller.app);
    return context.json({}, 200);
  });

  return routes;
}

/** Shopify takes JSON and forms alike. */
async function readFields(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  if (!(request.headers.get('content-type') ?? '').includes('json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const sent: unknown = JSON.parse(text);
    const fields = typeof sent === 'object' && sent !== null ? Object.entries(sent) : [];
    return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

/** Errors come as JSON to those who ask for it, else as the page a browser would be shown. */
function sayOauth({ status, body }: OauthAnswer, accept: string): Response {
  const headers = { 'cache-control': 'no-store' };
  if (status < 400 || /json|\*\/\*|^$/.test(accept)) {
    return Response.json(body, { status, headers });
  }
  const words = `Oauth error ${String(body.error)}: ${String(body.error_description)}`;
  return new Response(`<!doctype html><title>Oauth error</title><p>${words}</p>`, {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
  });
}
