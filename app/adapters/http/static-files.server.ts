/**
 * The built client files. The folder is listed once at start and only listed paths are served, so
 * no request can name a file outside it.
 */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

type StaticFile = { readonly path: string; readonly headers: Readonly<Record<string, string>> };

type ServeStatic = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Serves GET and HEAD of the folder's files; false where the request is for something else. */
export function staticFiles(folder: string): ServeStatic {
  const files = listFiles(folder);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!file) return false;
    const { 'content-length': length, ...headers } = file.headers;
    if (request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304, headers).end();
    } else if (request.method === 'HEAD') {
      response.writeHead(200, { ...headers, 'content-length': length }).end();
    } else {
      response.writeHead(200, { ...headers, 'content-length': length });
      // A reader that goes away ends the stream; there is nobody left to tell.
      pipeline(createReadStream(file.path), response, () => undefined);
    }
    return true;
  };
}

function listFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(folder, path).split(sep).map(encodeURIComponent).join('/')}`;
    files.set(url, { path, headers: headersOf(url, path) });
  }
  return files;
}

function headersOf(url: string, path: string): Record<string, string> {
  const { size, mtimeMs } = statSync(path);
  // Vite names what is under assets/ by its content: it never changes under that name.
  const forever = url.startsWith('/assets/');
  return {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': String(size),
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    etag: `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`,
    'x-content-type-options': 'nosniff',
  };
}
