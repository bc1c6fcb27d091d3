/** A handler that is given the shop its address names, or answers that there is none. */
import type { Context, Handler } from 'hono';
import { findShopByHandle } from '../apps/find-app.ts';
import type { Shop } from '../model/shop.ts';
import type { AdminOptions, VerbOutcome } from './admin-options.ts';
import { renderPage } from './render-page.ts';

export type ShopContext = {
  readonly context: Context;
  readonly shop: Shop;
  readonly url: URL;
  /** A parameter of the path. */
  readonly param: (name: string) => string;
  readonly page: (
    section: string,
    title: string,
    template: string,
    view: Readonly<Record<string, unknown>>,
  ) => Promise<Response>;
  readonly notFound: (what: string) => Promise<Response>;
  /** Back to a page, with what to say there. */
  readonly goTo: (path: string, said?: string, isRefused?: boolean) => Response;
};

export function shopPage(
  options: AdminOptions,
  handle: (given: ShopContext) => Response | Promise<Response>,
): Handler {
  return (context) => {
    const shop = findShopByHandle(options.world, context.req.param('shop') ?? '');
    if (!shop) return context.text(`There is no shop ${context.req.param('shop')} here.`, 404);
    const url = new URL(context.req.url);
    return handle({
      context,
      shop,
      url,
      param: (name) => context.req.param(name) ?? '',
      page: (section, title, template, view) =>
        renderPage(options, { shop, url, title, section, template, view }),
      notFound: (what) =>
        renderPage(options, {
          shop,
          url,
          title: 'Not found',
          section: '',
          template: 'not-found',
          view: { what },
          status: 404,
        }),
      goTo: (path, said, isRefused = false) => {
        const query = said
          ? `?${new URLSearchParams({ [isRefused ? 'refused' : 'said']: said })}`
          : '';
        return context.redirect(`/store/${shop.handle}${path}${query}`, 303);
      },
    });
  };
}

/** After a verb: the page, saying what was done or why not. */
export function sayOutcome(
  given: ShopContext,
  outcome: VerbOutcome,
  { path, done }: { path: string; done: string },
): Response {
  return outcome.ok ? given.goTo(path, done) : given.goTo(path, outcome.message, true);
}

/** A field of a form as text; a file, or nothing, is none. */
export function readText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
