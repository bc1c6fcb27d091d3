/** App proxies: a reply that is Liquid is rendered in the theme, anything else passes through. */
import type { Hono } from 'hono';
import type { StorefrontEnv } from '../context.ts';
import { renderPage } from '../rendering/render-page.ts';
import { createLiquid } from '../../liquid/engine.ts';
import { answerNotFound, type Desk, htmlAnswer, sceneOf, visitorOf } from './desk.ts';

/** What an app may choose: shopify.dev/docs/apps/build/online-store/app-proxies (2026-11-23). */
const PREFIXES = ['/a', '/apps', '/community', '/tools'];

export function addProxyRoutes(app: Hono<StorefrontEnv>, desk: Desk): void {
  const paths = PREFIXES.flatMap((prefix) => [`${prefix}/:subpath`, `${prefix}/:subpath/*`]);
  app.on(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'], paths, async (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const answer = await desk.context.callAppProxy({
      shop: visitor.shop,
      request: c.req.raw,
      customerId: visitor.customer?.id ?? null,
    });
    if (!answer) return answerNotFound(desk, visitor);
    if (!answer.isLiquid) return answer.response;
    const source = await answer.response.text();
    const name = `${visitor.url.pathname} (app proxy)`;
    const engine = createLiquid({ read: desk.theme.text });
    const html = renderPage(sceneOf(desk, visitor), {
      template: 'page',
      pageType: 'page',
      title: visitor.shop.name,
      body: (globals, host) => engine.renderText(source, name, globals, host),
    });
    return htmlAnswer(html, answer.response.status);
  });
}
