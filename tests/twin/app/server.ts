/** The app's process: every request to the one who answers it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { answerApi, answerProxy } from './api.ts';
import { answerEmbedded } from './embedded.ts';
import { PORT, shopify } from './shopify.ts';
import { answerWebhook } from './webhooks.ts';

const FILES: Readonly<Record<string, string>> = {
  '/page.js': 'text/javascript; charset=utf-8',
  '/page.css': 'text/css; charset=utf-8',
};

async function route(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const type = FILES[pathname];
  if (type) {
    const file = readFileSync(new URL(`./browser${pathname}`, import.meta.url));
    return new Response(file, { headers: { 'content-type': type } });
  }
  if (pathname === '/') {
    return new Response(null, { status: 302, headers: { location: `/app${search}` } });
  }
  if (pathname === '/webhooks') return answerWebhook(request);
  if (pathname === '/app' || pathname.startsWith('/app/')) return answerEmbedded(request, pathname);
  if (pathname.startsWith('/proxy/')) return answerProxy(request, pathname);
  if (pathname === '/auth/login') {
    await shopify.login(request);
    return new Response('Open Loyal Stamp from the apps of your admin.');
  }
  if (pathname.startsWith('/auth/')) {
    await shopify.authenticate.admin(request);
    return new Response(null, { status: 302, headers: { location: `/app${search}` } });
  }
  return (await answerApi(request, pathname)) ?? new Response('Not here.', { status: 404 });
}

/** Shopify's library answers by throwing a response. */
async function answer(request: Request): Promise<Response> {
  try {
    return await route(request);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    console.error(thrown);
    return new Response('Something failed.', { status: 500 });
  }
}

const listener = getRequestListener(answer);

createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(
  PORT,
  '127.0.0.1',
  () => {
    console.log(`listening ${PORT}`);
  },
);
