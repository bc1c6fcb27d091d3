/**
 * Where buyers' APIs are reached on the storefront's origin: by token or without one
 * (https://shopify.dev/docs/api/storefront, Authentication, read 2026-11), and by extensions of the
 * page, whose session says who the customer is.
 */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { findStorefrontToken } from '../admin-api/areas/shop/storefront-tokens.ts';
import { type GraphqlBody, readBody } from '../admin-api/http/read-body.ts';
import { apps, installations } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { findExtension } from '../placements/placed-extensions.ts';
import { changeCart, findCart } from '../trade/carts.ts';
import { startCheckout } from '../trade/checkouts.ts';
import type { World } from '../world/world.ts';
import {
  type BuyerCaller,
  EXTENSION_SCOPES,
  LOGGED_IN_SCOPES,
  tokenlessCaller,
} from './buyer-context.ts';
import { BUYER_API_VERSION, type BuyerService } from './buyer-service.ts';
import { cartKey } from './storefront/cart-node.ts';

export type BuyerRouteOptions = {
  readonly world: World;
  readonly service: BuyerService;
  readonly shopOf: () => Shop;
  /** Who is logged in in the browser that asks; null: nobody. */
  readonly customerIdOf: (request: Request) => number | null;
};

/** What Shopify answers to a token that it never gave, and to nobody. */
const UNAUTHORIZED = { errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }] };

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, X-Shopify-Storefront-Access-Token',
};

/**
 * `POST /api/{version}/graphql.json`, `POST /extensions/{app}/{handle}/{api}/{version}` with
 * `storefront-api` or `customer-account-api`, and `GET /cart/c/{token}`, a cart's `checkoutUrl`.
 */
export function buyerRoutes(options: BuyerRouteOptions): Hono {
  const { world, service, shopOf } = options;
  const routes = new Hono();

  routes.options('/api/:version/graphql.json', () => new Response(null, { headers: CORS }));
  routes.post('/api/:version/graphql.json', async (c) => {
    const caller = storefrontCaller(c.req.raw, options);
    const answer = await answered(c.req.raw, c.req.param('version'), (body) =>
      caller === null ? null : service.storefront(caller, body),
    );
    for (const [name, value] of Object.entries(CORS)) answer.headers.set(name, value);
    return answer;
  });

  routes.post('/extensions/:app/:handle/storefront-api/:version', (c) => {
    const found = extensionCaller(c.req.raw, options, c.req.param());
    if (!found.ok) return c.json(refusal(found.message, 'ACCESS_DENIED'), 403);
    const caller = { ...found.caller, scopes: EXTENSION_SCOPES };
    return answered(c.req.raw, c.req.param('version'), (body) => service.storefront(caller, body));
  });

  routes.post('/extensions/:app/:handle/customer-account-api/:version', (c) => {
    const found = extensionCaller(c.req.raw, options, c.req.param());
    if (!found.ok) return c.json(refusal(found.message, 'ACCESS_DENIED'), 403);
    const { caller } = found;
    const scopes = [...caller.installation.scopes, ...LOGGED_IN_SCOPES];
    return answered(c.req.raw, c.req.param('version'), (body) =>
      caller.customerId === null ? null : service.customerAccount({ ...caller, scopes }, body),
    );
  });

  routes.get('/cart/c/:token', (c) => {
    const token = c.req.param('token');
    if (c.req.query('key') !== cartKey(token)) return c.redirect('/cart');
    const customerId = options.customerIdOf(c.req.raw);
    const { id: shopId } = shopOf();
    // Who is logged in checks out as themselves, as from the cart's own page.
    if (customerId !== null && findCart(world, shopId, token) !== null) {
      changeCart(world, shopId, { token, fields: { customerId } });
    }
    const started = startCheckout(world, shopId, token);
    return c.redirect(started.ok ? `/checkouts/cn/${started.value.token}` : '/cart');
  });

  return routes;
}

/** By the token in the header; nobody's where there is none; null where the token is not known. */
function storefrontCaller(
  request: Request,
  { world, shopOf }: BuyerRouteOptions,
): BuyerCaller | null {
  const { origin } = new URL(request.url);
  const text = request.headers.get('x-shopify-storefront-access-token');
  if (request.headers.has('shopify-storefront-private-token')) return null;
  if (text === null) return tokenlessCaller(origin);
  const token = findStorefrontToken(world, shopOf().id, text);
  const app = token && world.store.get(apps, 0, token.appId);
  const installation =
    token && world.store.findOne(installations, shopOf().id, 'installed_app_id', token.appId);
  if (!app || !installation) return null;
  const scopes = installation.scopes.filter((scope) => scope.startsWith('unauthenticated_'));
  return { app, installation, scopes, customerId: null, origin };
}

type FoundCaller =
  | { readonly ok: true; readonly caller: BuyerCaller }
  | { readonly ok: false; readonly message: string };

function extensionCaller(
  request: Request,
  { world, shopOf, customerIdOf }: BuyerRouteOptions,
  { app: appHandle, handle }: { app: string; handle: string },
): FoundCaller {
  const found = findExtension(world, shopOf().id, { appHandle, handle });
  if (found === null) return { ok: false, message: 'There is no such extension here.' };
  const { app, installation, extension } = found;
  const table = extension.table as { capabilities?: { api_access?: unknown } };
  if (table.capabilities?.api_access !== true) {
    const message = 'It needs api_access = true under [extensions.capabilities].';
    return { ok: false, message };
  }
  const { origin } = new URL(request.url);
  const customerId = customerIdOf(request);
  return { ok: true, caller: { app, installation, scopes: [], customerId, origin } };
}

/** `answer` gives null for a caller who is not known. */
async function answered(
  request: Request,
  version: string,
  answer: (body: GraphqlBody) => object | null,
): Promise<Response> {
  const headers = { 'x-shopify-api-version': BUYER_API_VERSION, 'x-request-id': randomUUID() };
  if (version !== BUYER_API_VERSION) {
    const words = `The twin has the version ${BUYER_API_VERSION} of this API, not ${version}.`;
    return Response.json(refusal(words, 'NOT_IMPLEMENTED'), { status: 404, headers });
  }
  const body = readBody(await request.text(), request.headers.get('content-type') ?? '');
  if (body === null) {
    const words = 'Required parameter missing or invalid: query';
    return Response.json(refusal(words, 'BAD_REQUEST'), { status: 400, headers });
  }
  const told = answer(body);
  return Response.json(told ?? UNAUTHORIZED, { status: told === null ? 401 : 200, headers });
}

const refusal = (message: string, code: string) => ({
  errors: [{ message, extensions: { code } }],
});
