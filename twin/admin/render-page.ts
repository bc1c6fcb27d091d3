/** The admin's pages: Liquid templates in one frame, everything put into them escaped. */
import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';
import { listApps } from '../apps/find-app.ts';
import { ownerOf } from '../apps/shop-owner.ts';
import type { Shop } from '../model/shop.ts';
import type { AdminOptions } from './admin-options.ts';

const engine = new Liquid({
  root: fileURLToPath(new URL('./templates/', import.meta.url)),
  extname: '.liquid',
  outputEscape: 'escape',
  strictFilters: true,
  strictVariables: false,
  cache: true,
});

export type PageAsked = {
  readonly shop: Shop;
  readonly url: URL;
  /** The title in the window's tab. */
  readonly title: string;
  /** The entry of the menu that is lit, e.g. `orders` or `app:club`. */
  readonly section: string;
  readonly template: string;
  readonly view: Readonly<Record<string, unknown>>;
  readonly status?: number;
};

/** One page of the admin as a response. */
export async function renderPage(options: AdminOptions, asked: PageAsked): Promise<Response> {
  const html = (await engine.renderFile(asked.template, {
    ...asked.view,
    page: {
      title: asked.title,
      said: asked.url.searchParams.get('said'),
      refused: asked.url.searchParams.get('refused'),
      extensionScript: options.extensionScript ?? null,
    },
    frame: describeFrame(options, asked),
  })) as string;
  return new Response(html, {
    status: asked.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

type Entry = {
  readonly label: string;
  readonly icon: string;
  readonly href: string;
  readonly isLit: boolean;
};

function describeFrame(options: AdminOptions, { shop, section }: PageAsked) {
  const root = `/store/${shop.handle}`;
  const entry = (label: string, icon: string, href: string, name = icon): Entry => ({
    label,
    icon,
    href,
    isLit: section === name,
  });
  const channels = [entry('Online store', 'store', options.storefrontOrigin, 'storefront')];
  if (options.themeEditor) {
    channels.push(entry('Customise theme', 'theme', options.themeEditor(shop.handle)));
  }
  if (options.till) channels.push(entry('Point of sale', 'till', options.till(shop.handle)));
  const owner = ownerOf(shop);
  return {
    root,
    shop: { name: shop.name, handle: shop.handle, domain: shop.domain },
    owner: {
      name: owner.name,
      email: owner.email,
      initials: `${owner.firstName.charAt(0)}${owner.lastName.charAt(0)}`,
    },
    main: [
      entry('Home', 'home', root),
      entry('Orders', 'orders', `${root}/orders`),
      entry('Products', 'products', `${root}/products`),
      entry('Customers', 'customers', `${root}/customers`),
      entry('Discounts', 'discounts', `${root}/discounts`),
    ],
    channels,
    apps: listApps(options.world, shop.id)
      .filter(({ installation }) => installation !== null)
      .map(({ app }) => ({
        label: app.title,
        handle: app.handle,
        href: `${root}/apps/${app.handle}`,
        isLit: section === `app:${app.handle}`,
      })),
    appsEntry: entry('Apps', 'apps', `${root}/settings/apps`),
    settings: entry('Settings', 'settings', `${root}/settings`),
    control: options.control ?? null,
  };
}
