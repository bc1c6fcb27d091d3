/** The admin, put together: pages below `/store/:shop`, its own files and Shopify's scripts. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { CDN_PATH } from '../apps/front-proxy.ts';
import { shops } from '../model/kinds.ts';
import { bundleBrowserModules } from '../browser-bundle/bundle.ts';
import type { AdminOptions } from './admin-options.ts';
import { appRoutes } from './app-routes.ts';
import { bridgeRoutes } from './bridge-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { discountRoutes } from './discount-routes.ts';
import { extensionRoutes } from './extension-routes.ts';
import { homeRoutes } from './home-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { productRoutes } from './product-routes.ts';

const ASSETS = '/admin-assets';
/** In this order, as what comes later wins. */
const STYLES = ['page', 'controls', 'lists', 'frame', 'app-page', 'extensions', 'small-screens'];
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Mounted at the root of the admin's origin, beside the OAuth routes and the Admin API. */
export async function adminRoutes(options: AdminOptions): Promise<Hono> {
  const routes = new Hono();
  await serveFiles(routes, options);
  const pages = [
    homeRoutes,
    orderRoutes,
    customerRoutes,
    productRoutes,
    discountRoutes,
    appRoutes,
    bridgeRoutes,
    extensionRoutes,
  ];
  for (const page of pages) routes.route('/store/:shop', page(options));
  routes.get('/admin', (context) => {
    const [first] = options.world.store.each(shops, 0);
    return first ? context.redirect(`/store/${first.handle}`) : context.text('No shop yet.', 404);
  });
  return routes;
}

async function serveFiles(routes: Hono, options: AdminOptions): Promise<void> {
  const bundled = await bundleBrowserModules({
    [`${ASSETS}/admin.js`]: pathOf('browser/admin.ts'),
    [`${CDN_PATH}app-bridge.js`]: pathOf('../apps/browser/app-bridge.ts'),
  });
  const sheets = STYLES.map((name) => readFile(pathOf(`styles/${name}.css`), 'utf8'));
  const css = (await Promise.all(sheets)).join('\n');
  routes.get(`${ASSETS}/admin.css`, () => reply(css, 'text/css; charset=utf-8'));
  const script = (path: string) => bundled.get(path)?.body ?? '';
  routes.get(`${ASSETS}/admin.js`, () => reply(script(`${ASSETS}/admin.js`), JAVASCRIPT));
  // Pages load it as a classic script, where a module's own names would be everybody's.
  routes.get(`${CDN_PATH}app-bridge.js`, () =>
    reply(`(() => {\n${script(`${CDN_PATH}app-bridge.js`)}\n})();`, JAVASCRIPT),
  );
  // Pages name a release or none: polaris.js, polaris-1.js, polaris-1.1-rc.js.
  routes.get(`${CDN_PATH}:file{polaris(?:-[\\d.]+(?:-rc)?)?\\.js}`, async () =>
    reply(options.polarisScript ? await options.polarisScript() : NO_POLARIS, JAVASCRIPT),
  );
}

const JAVASCRIPT = 'text/javascript; charset=utf-8';

const NO_POLARIS =
  "console.error('This twin was put together without Polaris web components (polaris.js).');";

/** App pages are of another origin than the admin that serves their scripts. */
function reply(body: string, type: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
