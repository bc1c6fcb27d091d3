/**
 * From node:http to Remix and back. The only file outside routes and ui that knows Remix's server.
 */
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pathToFileURL } from 'node:url';
import type { RequestHandler, ServerBuild } from '@remix-run/node';
import { staticFiles } from './adapters/http/static-files.server.ts';
import type { Pages } from './adapters/http/web-server.server.ts';
import type { LoadContext } from './contracts/load-context.ts';
import { isSameOrigin } from './adapters/http/is-same-origin.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/**
 * The embedded admin, proxied and extensions' requests: each proves who asks by a token or a
 * signature of its own, none by anything a browser attaches by itself, and all come from elsewhere.
 */
const PROVES_ITSELF = /^\/(app|auth|proxy|api)(\/|\.data$|$)/;

/** Whether the pages have been built into this folder. */
export function pagesAreBuilt(buildFolder: string): boolean {
  return existsSync(join(buildFolder, 'server', 'index.js'));
}

/** The built pages and files; `context` is what every loader and action gets. */
export async function builtPages(buildFolder: string, context: LoadContext): Promise<Pages> {
  const serve = staticFiles(join(buildFolder, 'client'));
  const { createRequestHandler } = await import('@remix-run/node');
  const entry = pathToFileURL(join(buildFolder, 'server', 'index.js')).href;
  const build = (await import(entry)) as ServerBuild;
  const handle = createRequestHandler(build, 'production');
  return async (request, response) => {
    if (serve(request, response)) return;
    await answerWith(handle, context, request, response);
  };
}

/** In place of pages that were not built: every page says which command builds them. */
export function missingPages(command: string): Pages {
  return async (request, response) => {
    request.resume();
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`The pages are not built. Run: ${command}\n`);
  };
}

async function answerWith(
  handle: RequestHandler,
  context: LoadContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const asked = toRequest(request, gone.signal);
  if (asked === null) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad address.\n');
    return;
  }
  // No other page takes a form from another site. Asked here, once for all of them: Remix looks
  // too, but only at forms that name their origin, and calls the answer a failure of ours.
  const provesItself = PROVES_ITSELF.test(new URL(asked.url).pathname);
  if (!READING.has(asked.method) && !provesItself && !isSameOrigin(asked)) {
    request.resume();
    response.writeHead(403, { 'content-type': 'text/plain' }).end('Sent from another site.\n');
    return;
  }
  const answer = await handle(asked, context);
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (answer.body === null || request.method === 'HEAD') {
    response.end();
    return;
  }
  const body = Readable.fromWeb(answer.body as NodeReadableStream<Uint8Array>);
  await pipeline(body, response).catch((error: unknown) => {
    // A reader that went away mid-page is no failure of ours.
    if (!gone.signal.aborted) throw error;
  });
}

function toRequest(request: IncomingMessage, signal: AbortSignal): Request | null {
  const url = URL.parse(`http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`);
  if (url === null) return null;
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method ?? 'GET',
    headers,
    signal,
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    init.body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
    init.duplex = 'half';
  }
  try {
    return new Request(url, init);
  } catch {
    // A name and password in the address, or a method such as TRACE: so nobody asks for a page.
    return null;
  }
}
