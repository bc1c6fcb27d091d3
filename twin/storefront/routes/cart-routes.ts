/**
 * The cart: its page's form and the AJAX API, `/cart.js`, `/cart/add.js`, `/cart/change.js`,
 * `/cart/update.js`, `/cart/clear.js`; permalinks; discount links; the way to checkout.
 * Source: shopify.dev/docs/api/ajax/reference/cart (2026-11-23).
 */
import type { Hono } from 'hono';
import type { Cart } from '../../model/cart.ts';
import { cartJson, lineJson, lineKey } from '../cart/cart-json.ts';
import {
  addLines,
  type Addition,
  type CartOutcome,
  type CartRefusal,
  changeLine,
  emptyCart,
  keepCart,
  updateQuantities,
} from '../cart/cart-verbs.ts';
import { clearCart } from '../../trade/carts.ts';
import type { StorefrontEnv } from '../context.ts';
import {
  answerPage,
  bundledSections,
  cartCookie,
  type Desk,
  redirectTo,
  type Visitor,
  visitorOf,
} from './desk.ts';
import { type Body, isRecord, pairsOf, readBody, textOf, wholeOf } from './read-body.ts';
import { cookie } from './session.ts';

type Reply = (visitor: Visitor, body: Body) => Response;

export function addCartRoutes(app: Hono<StorefrontEnv>, desk: Desk): void {
  const on = (paths: string[], reply: Reply): void => {
    app.on(['GET', 'POST'], paths, async (c) => {
      const body = await readBody(c.req.raw.clone());
      return reply(visitorOf(desk, c.get('shop'), c.req.raw), body);
    });
  };
  on(['/cart.js', '/cart.json'], (visitor) =>
    Response.json(cartJson(visitor.shop, visitor.view(visitor.cart))),
  );
  on(['/cart/add', '/cart/add.js', '/cart/add.json'], (visitor, body) => add(desk, visitor, body));
  on(['/cart/change', '/cart/change.js', '/cart/change.json'], (visitor, body) =>
    finish(desk, visitor, { outcome: change(visitor, body), body }),
  );
  on(['/cart/update', '/cart/update.js', '/cart/update.json'], (visitor, body) =>
    finish(desk, visitor, { outcome: update(visitor, body), body }),
  );
  on(['/cart/clear', '/cart/clear.js', '/cart/clear.json'], (visitor, body) => {
    const { cart, world, shop } = visitor;
    const cleared = cart.id === 0 ? cart : clearCart(world, shop.id, cart.token);
    return finish(desk, visitor, { outcome: { ok: true, cart: cleared }, body });
  });
  app.get('/cart', (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const globals = () => ({ cart_error: visitor.url.searchParams.get('error') });
    return answerPage(desk, visitor, { template: 'cart', title: 'Your cart', globals });
  });
  app.post('/cart', async (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const body = await readBody(c.req.raw);
    const outcome = update(visitor, body);
    if (!outcome.ok || !('checkout' in body)) return finish(desk, visitor, { outcome, body });
    return checkOut(desk, visitor, outcome.cart);
  });
  app.on(['GET', 'POST'], '/checkout', (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    return checkOut(desk, visitor, visitor.cart);
  });
  app.get('/cart/:lines{\\d+:\\d+(,\\d+:\\d+)*}', async (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    return permalink(desk, visitor, c.req.param('lines'), await readBody(c.req.raw));
  });
  app.get('/discount/:code', (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const code = c.req.param('code');
    const codes = [...visitor.cart.codes.filter((one) => !sameCode(one, code)), code];
    const cart = keepCart(visitor, visitor.cart, { codes });
    const remembered = cookie('discount_code', code, 14 * 24 * 3600);
    return redirectTo(c.req.query('redirect') ?? '/', cartCookie(cart), remembered);
  });
}

function add(desk: Desk, visitor: Visitor, body: Body): Response {
  const items = Array.isArray(body.items)
    ? body.items.filter(isRecord)
    : isRecord(body.items)
      ? Object.values(body.items).filter(isRecord)
      : null;
  const additions = (items ?? [body]).map(readAddition);
  if (additions.some((one) => one === null)) {
    return refuseJson({
      ok: false,
      status: 404,
      message: 'Cart Error',
      description: 'Cannot find variant',
    });
  }
  const wanted = additions.filter((one) => one !== null);
  const outcome = addLines(visitor, visitor.cart, wanted);
  if (!outcome.ok || !wantsJson(visitor)) return finish(desk, visitor, { outcome, body });
  const { cart } = outcome;
  const view = visitor.view(cart);
  const added = wanted.flatMap((one) => {
    const line = view.lines.find(({ key }) => key === lineKey(one));
    return line ? [lineJson(visitor.shop, view, line)] : [];
  });
  const json = items ? { items: added } : added[0];
  return answerJson({ ...json, ...sectionsFor(desk, visitor, { cart, body }) }, cart);
}

function readAddition(item: Body): Addition | null {
  const variantId = wholeOf(item, 'id');
  const quantity = wholeOf(item, 'quantity') ?? 1;
  if (variantId === null || Number.isNaN(variantId) || !(quantity > 0)) return null;
  return { variantId, quantity, properties: pairsOf(item.properties) };
}

function change(visitor: Visitor, body: Body): CartOutcome {
  const quantity = wholeOf(body, 'quantity');
  return changeLine(visitor, visitor.cart, {
    id: textOf(body, 'id'),
    line: wholeOf(body, 'line'),
    quantity: quantity === null ? null : Math.max(0, quantity || 0),
    properties: isRecord(body.properties) ? pairsOf(body.properties) : null,
  });
}

function update(visitor: Visitor, body: Body): CartOutcome {
  const { updates } = body;
  const counts = (value: unknown): number => Math.max(0, Math.trunc(Number(value)) || 0);
  const asked = Array.isArray(updates)
    ? updates.map(counts)
    : isRecord(updates)
      ? Object.fromEntries(Object.entries(updates).map(([key, value]) => [key, counts(value)]))
      : {};
  const outcome = updateQuantities(visitor, visitor.cart, asked);
  if (!outcome.ok) return outcome;
  const { cart } = outcome;
  const note = textOf(body, 'note');
  const discount = textOf(body, 'discount');
  const fields = {
    ...(note === null ? {} : { note: note || null }),
    ...(isRecord(body.attributes) ? { attributes: merge(cart, body.attributes) } : {}),
    ...(discount === null ? {} : { codes: readCodes(discount) }),
  };
  const isNothing = cart.id === 0 && Object.keys(fields).length === 0;
  return { ok: true, cart: isNothing ? cart : keepCart(visitor, cart, fields) };
}

/** `attributes[gift]=yes` sets, an empty value removes, others stay. */
function merge(cart: Cart, given: Record<string, unknown>): Cart['attributes'] {
  const rest = cart.attributes.filter(({ name }) => !Object.hasOwn(given, name));
  return [...rest, ...pairsOf(given)];
}

/** `{discount: 'A,B'}` replaces all codes; an empty text removes them. */
function readCodes(text: string): string[] {
  const codes: string[] = [];
  for (const code of text.split(',').map((one) => one.trim())) {
    if (code !== '' && !codes.some((one) => sameCode(one, code))) codes.push(code);
  }
  return codes;
}

const sameCode = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

type Finish = { readonly outcome: CartOutcome; readonly body: Body };

function finish(desk: Desk, visitor: Visitor, { outcome, body }: Finish): Response {
  if (!outcome.ok) {
    if (wantsJson(visitor)) return refuseJson(outcome);
    return redirectTo(`/cart?error=${encodeURIComponent(outcome.description)}`);
  }
  const { cart } = outcome;
  if (!wantsJson(visitor)) {
    const cookies = cart.id === 0 ? [] : [cartCookie(cart)];
    return redirectTo(textOf(body, 'return_to') ?? '/cart', ...cookies);
  }
  const json = cartJson(visitor.shop, visitor.view(cart));
  return answerJson({ ...json, ...sectionsFor(desk, visitor, { cart, body }) }, cart);
}

function permalink(desk: Desk, visitor: Visitor, lines: string, body: Body): Response {
  const additions = lines.split(',').map((one) => {
    const [variantId = 0, quantity = 1] = one.split(':').map(Number);
    return { variantId, quantity, properties: [] };
  });
  const empty = keepCart(visitor, emptyCart(visitor, visitor.customer?.id ?? null), {
    note: textOf(body, 'note'),
    attributes: pairsOf(body.attributes),
    codes: readCodes(textOf(body, 'discount') ?? ''),
  });
  const outcome = addLines(visitor, empty, additions);
  if (!outcome.ok) return redirectTo(`/cart?error=${encodeURIComponent(outcome.description)}`);
  const { cart } = outcome;
  if (textOf(body, 'storefront') === 'true') return redirectTo('/cart', cartCookie(cart));
  return checkOut(desk, visitor, cart);
}

function checkOut(desk: Desk, visitor: Visitor, cart: Cart): Response {
  if (cart.lines.length === 0) return redirectTo('/cart');
  const kept = keepCart(visitor, cart, { customerId: visitor.customer?.id ?? null });
  const { token } = desk.context.startCheckout(visitor.shop, kept);
  return redirectTo(`/checkouts/cn/${token}`, cartCookie(kept));
}

function sectionsFor(
  desk: Desk,
  visitor: Visitor,
  { cart, body }: { cart: Cart; body: Body },
): { sections?: Record<string, string | null> } {
  const { sections } = body;
  const ids = Array.isArray(sections)
    ? sections.map(String)
    : (textOf(body, 'sections') ?? '').split(',');
  const asked = ids.filter(Boolean);
  if (asked.length === 0) return {};
  const referer = visitor.request.headers.get('referer');
  const from = referer !== null && URL.canParse(referer) ? new URL(referer).pathname : '/';
  const path = textOf(body, 'sections_url') ?? from;
  return { sections: bundledSections(desk, visitor, { cart, ids: asked, path }) };
}

function wantsJson({ url, request }: Visitor): boolean {
  if (/\.(js|json)$/.test(url.pathname)) return true;
  const isScript = request.headers.get('x-requested-with') === 'XMLHttpRequest';
  return isScript || (request.headers.get('accept') ?? '').startsWith('application/json');
}

function answerJson(json: object, cart: Cart): Response {
  const headers = cart.id === 0 ? {} : { 'set-cookie': cartCookie(cart) };
  return Response.json(json, { headers });
}

function refuseJson({ status, message, description }: CartRefusal): Response {
  return Response.json({ status, message, description }, { status });
}
