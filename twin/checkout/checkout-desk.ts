/**
 * What happens at a checkout's address: it is found, changed, priced, shown, paid. A code that does
 * not apply is not kept, and its reason is told once, as at Shopify.
 */
import type { Context } from 'hono';
import type { Checkout } from '../model/cart.ts';
import { giftCards } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { Pages } from '../pages/open-pages.ts';
import type { PlacedExtension } from '../placements/placed-extensions.ts';
import { changeCheckout, findCheckout, priceCheckout } from '../trade/checkouts.ts';
import { completeCheckout } from '../trade/complete-checkout.ts';
import { normalCode } from '../trade/gift-cards.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import type { Outcome } from '../trade/refusal.ts';
import type { World } from '../world/world.ts';
import { isSameCode, makeChange, missingFields } from './change-checkout.ts';
import type { Change } from './change-schema.ts';
import { checkoutState } from './checkout-state.ts';
import { checkoutView } from './checkout-view.ts';
import { changesOf, type Form, paymentOf } from './read-form.ts';

export type CheckoutContext = {
  readonly world: World;
  /** The shop of the origin asked. */
  readonly shopOf: (request: Request) => Shop;
  readonly customerIdOf: (request: Request) => number | null;
  readonly sources: PriceSources;
  readonly extensionsAt: (shopId: number, prefix: string) => readonly PlacedExtension[];
};

export type Desk = {
  readonly context: CheckoutContext;
  readonly pages: Pages;
  readonly css: string;
};

export type Found = { readonly shop: Shop; readonly checkout: Checkout; readonly request: Request };

/** Words by field; `form` is the whole form. */
export type Messages = Readonly<Record<string, string>>;

export type Changed = { readonly checkout: Checkout; readonly messages: Messages };

/** The parts of the page that a change may alter, each a template. */
const PARTS = ['notices', 'rates', 'payment', 'tips', 'lines', 'reductions', 'sums'] as const;

/** The checkout a request names, or null. */
export function findAt({ context }: Desk, c: Context): Found | null {
  const shop = context.shopOf(c.req.raw);
  const checkout = findCheckout(context.world, shop.id, c.req.param('token') ?? '');
  return checkout === null ? null : { shop, checkout, request: c.req.raw };
}

/** As the page opens: who logged in on the way is known, and a shipping rate is chosen. */
export function openAt(desk: Desk, found: Found): Found {
  const customerId = desk.context.customerIdOf(found.request);
  if (customerId === found.checkout.customerId) return withRate(desk, found);
  return withRate(desk, keep(desk, found, { customerId }));
}

/** Makes one change and says what stood in its way, by field. */
export function changeAt(desk: Desk, found: Found, asked: Change): Changed {
  const { world } = desk.context;
  const change = asked.change === 'addCode' ? codeOrCard(desk, found, asked.code) : asked;
  const made = makeChange({ world, ...found }, change);
  if (!made.ok) {
    const field = made.field?.[0] === 'giftCardCode' ? 'code' : made.field?.[0];
    return { checkout: found.checkout, messages: { [field ?? 'form']: made.message } };
  }
  const next = withRate(desk, { ...found, checkout: made.value });
  if (change.change !== 'addCode') return { checkout: next.checkout, messages: {} };
  const status = priceOf(desk, next).codes.find(({ code }) => isSameCode(code, change.code));
  if (status === undefined || status.applicable) return { checkout: next.checkout, messages: {} };
  const undone = makeChange({ world, ...next }, { change: 'removeCode', code: change.code });
  return { checkout: kept(undone, next.checkout), messages: { code: status.message } };
}

/** What a page with scripts is answered: the parts drawn again, and the state for extensions. */
export function answerOf(desk: Desk, found: Found, messages: Messages) {
  const { world } = desk.context;
  const priced = priceOf(desk, found);
  const view = checkoutView({ world, ...found, priced }, messages);
  const html = Object.fromEntries(PARTS.map((name) => [name, desk.pages.render(name, { view })]));
  const state = checkoutState({ world, ...found, priced });
  return { html: { ...html, total: view.sums.total }, state, messages };
}

/** What the page says beside what is kept; `typed` stays in the field that was refused. */
type Told = { readonly messages?: Messages; readonly status?: number; readonly typed?: Form };

/** The page. */
export function pageOf(
  desk: Desk,
  found: Found,
  { messages = {}, status = 200, typed = {} }: Told = {},
): Response {
  const { context, pages, css } = desk;
  const priced = priceOf(desk, found);
  const kept = checkoutView({ world: context.world, ...found, priced }, messages);
  const view = messages.email ? { ...kept, email: typed.email ?? kept.email } : kept;
  const extensions = context.extensionsAt(found.shop.id, 'purchase.checkout.');
  const state = { ...checkoutState({ world: context.world, ...found, priced }), extensions };
  return pages.respond('checkout', { css, view, state }, status);
}

/** "Pay now": to the thank-you page, or the page again with what is in the way. */
export function payAt(desk: Desk, found: Found, form: Form): Response {
  const { world, sources } = desk.context;
  const saved = saveForm(desk, found, form);
  const now = { ...found, checkout: saved.checkout };
  const messages = { ...missingAt(desk, now), ...saved.messages };
  if (Object.keys(messages).length > 0) {
    return pageOf(desk, now, { messages, status: 422, typed: form });
  }
  const done = completeCheckout(world, found.shop.id, {
    token: found.checkout.token,
    payment: paymentOf(form),
    seenTotalMinor: Number(form.expectedTotal),
    ...(form.expectedDue === undefined ? {} : { seenDueMinor: Number(form.expectedDue) }),
    sources,
    browserIp: '127.0.0.1',
  });
  if (done.ok) {
    return Response.redirect(new URL(thanksPath(found.checkout), found.request.url), 303);
  }
  const field = done.field?.[0] === 'payment' ? 'payment' : 'form';
  const mended = { ...found, checkout: done.checkout ?? saved.checkout };
  return pageOf(desk, mended, { messages: { [field]: done.message }, status: 422 });
}

export const thanksPath = ({ token }: Checkout): string => `/checkouts/cn/${token}/thank-you`;

function missingAt(desk: Desk, found: Found): Messages {
  const priced = priceOf(desk, found);
  const view = checkoutView({ world: desk.context.world, ...found, priced });
  const choice = priced.shippingRates.length === 0 ? 'none' : 'choice';
  const rate = priced.shippingLines.length === 0 ? choice : 'chosen';
  return missingFields(found.checkout, { shipping: view.needsShipping, rate });
}

/** Everything the form says, for a browser that told nothing on the way. */
function saveForm(desk: Desk, found: Found, form: Form): Changed {
  let { checkout } = found;
  const messages: Record<string, string> = {};
  for (const asked of changesOf(form)) {
    const result = changeAt(desk, { ...found, checkout }, asked);
    checkout = result.checkout;
    Object.assign(messages, result.messages);
  }
  return { checkout, messages };
}

/** One field takes both: what is no discount may be a gift card. */
function codeOrCard({ context }: Desk, { shop }: Found, code: string): Change {
  const card = context.world.store.findOne(giftCards, shop.id, 'code', normalCode(code));
  return { change: card ? 'addGiftCard' : 'addCode', code };
}

function priceOf({ context }: Desk, { shop, checkout }: Found) {
  return priceCheckout(context.world, shop.id, { checkout, sources: context.sources });
}

/** Chooses the first rate where none that is offered is chosen, as Shopify does. */
function withRate(desk: Desk, found: Found): Found {
  const { shippingAddress, shippingRateCode } = found.checkout;
  if (shippingAddress === null) return found;
  const { shippingRates } = priceOf(desk, found);
  if (shippingRates.some(({ code }) => code === shippingRateCode)) return found;
  const first = shippingRates[0]?.code ?? null;
  return first === shippingRateCode ? found : keep(desk, found, { shippingRateCode: first });
}

function keep({ context }: Desk, found: Found, fields: Partial<Checkout>): Found {
  const { shop, checkout } = found;
  const changed = changeCheckout(context.world, shop.id, { token: checkout.token, fields });
  return { ...found, checkout: kept(changed, checkout) };
}

const kept = (outcome: Outcome<Checkout>, before: Checkout) =>
  outcome.ok ? outcome.value : before;
