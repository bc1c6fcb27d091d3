/** The scripts of the twin's own pages, bundled once at start and served on every origin. */
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bundleBrowserModules } from './browser-bundle/bundle.ts';
import { bundleBrowser, WORKER_PATH } from './extensions/build-browser.ts';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** An extension may not bring code from elsewhere; what it may fetch is decided in the worker. */
const SANDBOX = { 'Content-Security-Policy': "default-src * data: blob:; script-src 'self'" };

/** Bundles; the answer serves `/twin-assets/…`. */
export async function browserFiles(): Promise<Hono> {
  const [extensions, own] = await Promise.all([
    bundleBrowser(),
    bundleBrowserModules({
      '/twin-assets/checkout.js': source('./checkout/browser/checkout.ts'),
      '/twin-assets/order-page.js': source('./checkout/browser/order-page.ts'),
      '/twin-assets/account.js': source('./accounts/browser/account.ts'),
      '/twin-assets/till.js': source('./till/browser/till.ts'),
      '/twin-assets/admin-extensions.js': source('./admin/browser/admin-extensions.ts'),
      '/twin-assets/polaris.js': source('./polaris/browser/polaris.ts'),
      '/twin-assets/control.js': source('./control/browser/control.ts'),
    }),
  ]);
  const files = new Map([...extensions, ...own]);
  const routes = new Hono();
  routes.get('/twin-assets/*', (c) => {
    const file = files.get(c.req.path);
    if (file === undefined) return c.text('There is no such file.', 404);
    return c.body(file.body, 200, {
      'Content-Type': file.type,
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
      ...(c.req.path === WORKER_PATH ? SANDBOX : {}),
    });
  });
  return routes;
}
