/** Apps in the admin: listed, installed, granted, opened and taken out again. */
import { Hono } from 'hono';
import { describeScopes } from '../apps/access-scopes.ts';
import {
  definitionOf,
  findAppByHandle,
  findAppByKey,
  findInstallation,
  listApps,
} from '../apps/find-app.ts';
import { installApp, missingScopes, uninstallApp, updateScopes } from '../apps/install-app.ts';
import { buildLaunchUrl } from '../apps/launch-url.ts';
import { splitScopes } from '../apps/read-app-toml.ts';
import { ownerOf } from '../apps/shop-owner.ts';
import type { App, Installation } from '../model/app.ts';
import type { Shop } from '../model/shop.ts';
import type { AdminOptions } from './admin-options.ts';
import { unplacedTargets } from './placed-targets.ts';
import { sayDay } from './say.ts';
import { readText, type ShopContext, shopPage } from './shop-page.ts';

/** Below `/store/:shop`. */
export function appRoutes(options: AdminOptions): Hono {
  const { world } = options;
  const routes = new Hono();
  const showList = shopPage(options, ({ shop, page }) =>
    page('apps', 'Apps', 'apps', {
      rows: listApps(world, shop.id).map((one) => describeRow(shop, one)),
    }),
  );
  routes.get('/settings/apps', showList);
  routes.get('/apps', showList);

  routes.get(
    '/oauth/install',
    shopPage(options, (given) => showPermissions(options, given)),
  );
  routes.post(
    '/oauth/install',
    shopPage(options, (given) => grant(options, given)),
  );

  routes.post(
    '/settings/apps/:app/uninstall',
    shopPage(options, ({ shop, param, notFound, goTo }) => {
      const app = findAppByHandle(world, param('app'));
      if (!app) return notFound('app');
      uninstallApp(world, shop.id, app);
      return goTo('/settings/apps', `${app.title} uninstalled`);
    }),
  );

  const open = shopPage(options, (given) => openApp(options, given));
  routes.get('/apps/:app', open);
  routes.get('/apps/:app/*', open);
  return routes;
}

function describeRow(
  shop: Shop,
  { app, installation }: { app: App; installation: Installation | null },
) {
  const definition = definitionOf(app);
  const { configuration, extensions, warnings } = definition;
  const unplaced = unplacedTargets(definition);
  return {
    title: app.title,
    handle: app.handle,
    initial: app.title.charAt(0),
    open: `/store/${shop.handle}/apps/${app.handle}`,
    install: permissionPath(shop, app),
    isInstalled: installation !== null,
    wantsUpdate: installation !== null && missingScopes(app, installation).length > 0,
    since: installation ? sayDay(installation.installedAt, shop) : null,
    scopes: describeScopes(installation?.scopes ?? configuration.requiredScopes),
    extensions: extensions.map(({ name, type }) => ({ name, type })),
    warnings: [...warnings, ...unplaced.map((one) => `Extensions at ${one} are not shown here.`)],
    address: app.origin,
  };
}

const permissionPath = (shop: Shop, app: App) =>
  `/store/${shop.handle}/oauth/install?client_id=${app.apiKey}`;

/** What the merchant is asked: scopes in words, and what would be new of an app that is there. */
function showPermissions({ world }: AdminOptions, given: ShopContext): Promise<Response> {
  const { shop, url } = given;
  const app = findAppByKey(world, url.searchParams.get('client_id') ?? '');
  if (!app) return given.notFound('app');
  const { configuration } = definitionOf(app);
  const installation = findInstallation(world, shop.id, app.id);
  const asked = splitScopes(url.searchParams.get('optional_scopes') ?? '');
  const optional = asked.filter((scope) => configuration.optionalScopes.includes(scope));
  const missing = installation ? missingScopes(app, installation) : configuration.requiredScopes;
  return given.page(
    'apps',
    installation ? `Update ${app.title}` : `Install ${app.title}`,
    'grant',
    {
      app: {
        title: app.title,
        handle: app.handle,
        initial: app.title.charAt(0),
        apiKey: app.apiKey,
      },
      isInstalled: installation !== null,
      isIdle: installation !== null && missing.length + optional.length === 0,
      scopes: describeScopes([...missing, ...optional]),
      optional: optional.join(','),
      refused: asked.filter((scope) => !optional.includes(scope)),
      owner: ownerOf(shop),
      back: `/store/${shop.handle}/settings/apps`,
    },
  );
}

async function grant({ world }: AdminOptions, given: ShopContext): Promise<Response> {
  const { shop } = given;
  const form = await given.context.req.formData().catch(() => new FormData());
  const app = findAppByKey(world, readText(form, 'client_id'));
  if (!app) return given.notFound('app');
  const isNew = findInstallation(world, shop.id, app.id) === null;
  installApp(world, shop.id, app);
  updateScopes(world, { shopId: shop.id, app }, { grant: splitScopes(readText(form, 'optional')) });
  return given.goTo(`/apps/${app.handle}`, `${app.title} ${isNew ? 'installed' : 'updated'}`);
}

/** The page around the app's frame; its address below the app's handle is the app's own path. */
async function openApp({ world }: AdminOptions, given: ShopContext): Promise<Response> {
  const { shop, url, context } = given;
  const named = given.param('app');
  const app = findAppByHandle(world, named) ?? findAppByKey(world, named);
  if (!app) return given.notFound('app');
  const root = `/store/${shop.handle}/apps/`;
  const path = url.pathname.slice(root.length + named.length) || '/';
  const query = new URLSearchParams(url.search);
  for (const own of ['said', 'refused']) query.delete(own);
  const rest = query.size > 0 ? `${path}?${query}` : path;
  if (named !== app.handle) return context.redirect(`${root}${app.handle}${rest}`);
  const installation = findInstallation(world, shop.id, app.id);
  if (!installation || missingScopes(app, installation).length > 0) {
    return context.redirect(permissionPath(shop, app));
  }
  const { configuration } = definitionOf(app);
  const base = configuration.applicationUrl.replace(
    new URL(configuration.applicationUrl).origin,
    '',
  );
  const src = await buildLaunchUrl({
    app,
    shop,
    installationId: installation.id,
    userId: ownerOf(shop).id,
    now: world.clock.now(),
    path: `${base}${rest}`,
    locale: shop.locale,
  });
  // An app that is not embedded opens in the whole window.
  if (!configuration.embedded) return context.redirect(src);
  return given.page(`app:${app.handle}`, app.title, 'app-frame', {
    app: {
      title: app.title,
      handle: app.handle,
      initial: app.title.charAt(0),
      origin: new URL(app.frontOrigin).origin,
      apiKey: app.apiKey,
    },
    src,
  });
}
