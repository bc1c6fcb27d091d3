/** The online store of every shop of the twin, as one Hono app. */
import { Hono } from 'hono';
import type { StorefrontApp, StorefrontContext, StorefrontEnv } from './context.ts';
import { addAccountRoutes } from './routes/account-routes.ts';
import { addCartRoutes } from './routes/cart-routes.ts';
import { answerFault, answerNotFound, openDesk, visitorOf } from './routes/desk.ts';
import { addFileRoutes } from './routes/file-routes.ts';
import { addPageRoutes } from './routes/page-routes.ts';
import { addProxyRoutes } from './routes/proxy-routes.ts';

/** Pages, cart API, log-in, files and app proxies. Unknown paths get the theme's 404 page. */
export function storefrontApp(context: StorefrontContext): StorefrontApp {
  const desk = openDesk(context);
  const app = new Hono<StorefrontEnv>();
  app.use(async (c, next) => {
    const shop = context.shopOf(c.req.raw);
    if (!shop) return c.text('There is no shop at this address.', 404);
    c.set('shop', shop);
    return next();
  });
  addFileRoutes(app, desk);
  addCartRoutes(app, desk);
  addAccountRoutes(app, desk);
  addPageRoutes(app, desk);
  addProxyRoutes(app, desk);
  app.notFound((c) => answerNotFound(desk, visitorOf(desk, c.get('shop'), c.req.raw)));
  app.onError((error) => answerFault(error));
  return app;
}
