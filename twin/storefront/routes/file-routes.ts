/** Files: the theme's assets, those of extensions, and pictures. */
import type { Hono } from 'hono';
import type { StorefrontEnv } from '../context.ts';
import type { Desk } from './desk.ts';
import { drawNeutral } from './neutral-picture.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
};

export function addFileRoutes(app: Hono<StorefrontEnv>, desk: Desk): void {
  app.get('/cdn/theme/:name', (c) => {
    const text = desk.asset(c.req.param('name'));
    return text === undefined
      ? new Response('no such asset', { status: 404 })
      : fileAnswer(text, c.req.param('name'), 'no-cache');
  });
  app.get('/cdn/extensions/:app/:extension/:version/:name', (c) => {
    const { app: appHandle, extension: handle, name } = c.req.param();
    const shelved = desk.shelf.list(desk.context.themeExtensions(c.get('shop').id));
    const found = shelved.find(
      ({ installed }) => installed.appHandle === appHandle && installed.handle === handle,
    );
    const bytes = found?.extension.asset(name);
    return bytes === undefined
      ? new Response('no such asset', { status: 404 })
      : fileAnswer(bytes, name, 'public, max-age=31536000, immutable');
  });
  app.get('/cdn/*', (c) => {
    const path = new URL(c.req.url).pathname;
    const drawn = desk.context.drawPicture(c.get('shop'), path);
    return drawn ?? fileAnswer(drawNeutral(path), 'neutral.svg', 'public, max-age=3600');
  });
  app.get('/favicon.ico', () => fileAnswer(drawNeutral('/favicon'), 'favicon.svg', 'max-age=3600'));
}

function fileAnswer(body: string | Buffer, name: string, caching: string): Response {
  const type = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'cache-control': caching,
      'access-control-allow-origin': '*',
    },
  });
}
