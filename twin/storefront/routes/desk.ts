/** What every route works with: the visitor of a request, and answers made of pages. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { customers } from '../../model/kinds.ts';
import type { Cart } from '../../model/cart.ts';
import type { Customer } from '../../model/customer.ts';
import type { Shop } from '../../model/shop.ts';
import { LiquidFault } from '../../liquid/fault.ts';
import { type CartView, viewCart } from '../cart/cart-json.ts';
import { findCart } from '../../trade/carts.ts';
import { emptyCart, type Place } from '../cart/cart-verbs.ts';
import type { StorefrontContext } from '../context.ts';
import { openExtensionShelf, type ExtensionShelf } from '../extensions/extension-shelf.ts';
import { ThemeExtensionRefused } from '../extensions/read-extension.ts';
import { renderPage, renderPageSections } from '../rendering/render-page.ts';
import type { PageInput, Scene } from '../rendering/scene.ts';
import { readTheme, type ThemeFiles } from '../rendering/theme-files.ts';
import { cookie, readCookie, readCustomerId } from './session.ts';

const THEME = fileURLToPath(new URL('../theme/', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../browser/theme.ts', import.meta.url));
const SECTIONS_MAX = 5;
const CART_COOKIE = 'cart';
const CART_SECONDS = 14 * 24 * 3600;

export type Desk = {
  readonly context: StorefrontContext;
  readonly theme: ThemeFiles;
  readonly shelf: ExtensionShelf;
  /** A file of the theme's `assets/`, `theme.js` bundled from TypeScript among them. */
  readonly asset: (name: string) => string | undefined;
};

export type Visitor = Place & {
  readonly request: Request;
  readonly url: URL;
  readonly customer: Customer | null;
  /** As it is kept; an empty one for who has none. */
  readonly cart: Cart;
  readonly view: (cart: Cart) => CartView;
};

/** Reads the theme once; extensions are read again whenever a file of theirs changes. */
export function openDesk(context: StorefrontContext): Desk {
  const theme = readTheme(THEME);
  let script: string | undefined;
  const asset = (name: string): string | undefined =>
    name === 'theme.js' ? (script ??= bundle()) : theme.text(`assets/${name}`);
  return { context, theme, shelf: openExtensionShelf(), asset };
}

function bundle(): string {
  const { outputFiles } = buildSync({
    stdin: { contents: readFileSync(SCRIPT, 'utf8'), loader: 'ts', sourcefile: 'theme.ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Who asks: customer and cart by their cookies. */
export function visitorOf(desk: Desk, shop: Shop, request: Request): Visitor {
  const { world, secret, priceCart } = desk.context;
  const header = request.headers.get('cookie');
  const place = { world, shop };
  const id = readCustomerId(header, { secret, shopId: shop.id });
  const customer = id === null ? null : world.store.get(customers, shop.id, id);
  const token = readCookie(header, CART_COOKIE);
  const kept = token ? findCart(world, shop.id, token) : null;
  const cart = kept ?? emptyCart(place, customer?.id ?? null);
  const view = (one: Cart): CartView => viewCart(place, one, (each) => priceCart(shop, each));
  return { ...place, request, url: new URL(request.url), customer, cart, view };
}

export const cartCookie = (cart: Cart): string => cookie(CART_COOKIE, cart.token, CART_SECONDS);

export function sceneOf(desk: Desk, visitor: Visitor, cart: Cart = visitor.cart): Scene {
  const { context, theme, shelf } = desk;
  const { shop, customer, url } = visitor;
  const shelved = shelf.list(context.themeExtensions(shop.id));
  return { context, theme, shelved, shop, customer, cart: visitor.view(cart), url };
}

/** The page, or only the sections that `?section_id=` or `?sections=` ask for. */
export function answerPage(
  desk: Desk,
  visitor: Visitor,
  page: PageInput & { status?: number },
): Response {
  const scene = sceneOf(desk, visitor);
  const { searchParams } = visitor.url;
  const one = searchParams.get('section_id');
  if (one !== null) {
    const html = renderPageSections(scene, page, [one])[one];
    return typeof html === 'string' ? htmlAnswer(html) : htmlAnswer('', 404);
  }
  const several = searchParams.get('sections');
  if (several !== null) {
    const ids = several.split(',').filter(Boolean);
    if (ids.length > SECTIONS_MAX) {
      return Response.json({ message: `at most ${SECTIONS_MAX} sections` }, { status: 400 });
    }
    return Response.json(renderPageSections(scene, page, ids));
  }
  return htmlAnswer(renderPage(scene, page), page.status ?? 200);
}

/** Sections asked for with a change of the cart, rendered for the page they stand on. */
export function bundledSections(
  desk: Desk,
  visitor: Visitor,
  asked: { cart: Cart; ids: readonly string[]; path: string },
): Record<string, string | null> {
  const url = new URL(asked.path, visitor.url);
  const scene = { ...sceneOf(desk, visitor, asked.cart), url };
  const page: PageInput = { template: 'cart', title: '' };
  return renderPageSections(scene, page, asked.ids.slice(0, SECTIONS_MAX));
}

export function answerNotFound(desk: Desk, visitor: Visitor): Response {
  return answerPage(desk, visitor, { template: '404', title: 'Page not found', status: 404 });
}

/**
 * A template or extension that cannot be rendered is shown with its place, never swallowed. Of a
 * fault of the twin itself the browser reads the words; where it happened is for the console.
 */
export function answerFault(error: unknown): Response {
  const isTemplate = error instanceof LiquidFault || error instanceof ThemeExtensionRefused;
  if (!isTemplate) console.error(error);
  const words = isTemplate ? error.message : String(error);
  const safe = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page =
    '<!doctype html><html lang="en"><title>This page cannot be rendered</title>' +
    '<style>body{font:16px/1.5 system-ui;margin:10vh auto;max-width:50rem;padding:0 1rem}' +
    'pre{background:#f4f1ec;padding:1rem;white-space:pre-wrap}</style>' +
    `<h1>This page cannot be rendered</h1><pre>${safe}</pre></html>`;
  return htmlAnswer(page, 500);
}

export function htmlAnswer(html: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** A redirect, with cookies. Only to paths of the shop: anything else goes to the front page. */
export function redirectTo(path: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location: ownPath(path) });
  for (const one of cookies) headers.append('set-cookie', one);
  return new Response(null, { status: 302, headers });
}

const HERE = 'http://shop.invalid';

/** Read as a browser reads it: letters encoded, tabs and line ends gone, `/\\` the same as `//`. */
function ownPath(path: string): string {
  const url = path.startsWith('/') && URL.canParse(path, HERE) ? new URL(path, HERE) : null;
  const isOwn = url !== null && url.origin === HERE && !url.pathname.startsWith('//');
  return isOwn ? url.pathname + url.search + url.hash : '/';
}
