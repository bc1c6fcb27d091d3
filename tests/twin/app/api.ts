/**
 * What extensions and the storefront ask. Whom a token names is believed; what a body says is not,
 * except at the till, where staff stand between us and the customer.
 */
import { shopify } from './shopify.ts';
import { bookOf, giveGift, stampsOf } from './stamps.ts';

type Cors = (response: Response) => Response;

/** `dest` is a bare domain in some tokens and an address in others. */
const shopOf = (dest: string) => dest.replace(/^https?:\/\//, '');

export async function answerApi(request: Request, path: string): Promise<Response | null> {
  switch (path) {
    case '/api/checkout/stamps':
    case '/api/checkout/gift': {
      const { sessionToken, cors } = await shopify.authenticate.public.checkout(request);
      return ofCustomer(path, shopOf(sessionToken.dest), sessionToken.sub, cors);
    }
    case '/api/account/stamps':
    case '/api/account/gift': {
      const { sessionToken, cors } = await shopify.authenticate.public.customerAccount(request);
      return ofCustomer(path, shopOf(sessionToken.dest), sessionToken.sub, cors);
    }
    case '/api/pos/stamps':
    case '/api/pos/gift': {
      const { sessionToken, cors } = await shopify.authenticate.public.pos(request);
      const id = new URL(request.url).searchParams.get('customer');
      const customer = id ? `gid://shopify/Customer/${id}` : undefined;
      return ofCustomer(path, shopOf(sessionToken.dest), customer, cors);
    }
    case '/api/admin/stamps': {
      const { session, cors } = await shopify.authenticate.admin(request);
      const customer = new URL(request.url).searchParams.get('customer') ?? undefined;
      return ofCustomer(path, session.shop, customer, cors);
    }
    default:
      return null;
  }
}

async function ofCustomer(
  path: string,
  shop: string,
  customer: string | undefined,
  cors: Cors,
): Promise<Response> {
  if (path.endsWith('/gift')) return cors(Response.json(await giveGift(shop, customer)));
  return cors(Response.json({ stamps: stampsOf(shop, customer), goal: bookOf(shop).goal }));
}

/** https://shopify.dev/docs/apps/build/online-store/app-proxies (read 2026-11-23) */
export async function answerProxy(request: Request, path: string): Promise<Response> {
  const { liquid, session } = await shopify.authenticate.public.appProxy(request);
  const params = new URL(request.url).searchParams;
  const shop = params.get('shop') ?? '';
  const id = params.get('logged_in_customer_id');
  const stamps = stampsOf(shop, id ? `gid://shopify/Customer/${id}` : undefined);
  if (path === '/proxy/card') {
    return liquid(
      `<div class="page-width"><h1>Your stamp card</h1>
      {% if customer %}
      <p>{{ customer.first_name | default: 'You' }}: ${stamps} stamps at {{ shop.name }}.</p>
      {% else %}<p>Log in to see your stamps.</p>{% endif %}</div>`,
    );
  }
  if (path === '/proxy/stamps.json') {
    return Response.json({ stamps, isInstalled: session !== undefined, isLoggedIn: Boolean(id) });
  }
  return new Response('Not here.', { status: 404 });
}
