/**
 * The front door of an app: plays the tunnel between browser and app. Everything passes as it is,
 * streamed both ways, but for what makes the app's pages ask for Shopify's own machines: the
 * addresses of App Bridge and Polaris in HTML, their preload, and who may frame the page.
 */
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { Duplex } from 'node:stream';
import { replaceInStream } from './replace-in-stream.ts';

const SHOPIFY_CDN = 'https://cdn.shopify.com/shopifycloud/';

/** Where Shopify's scripts lie in the twin, below the admin's origin. */
export const CDN_PATH = '/cdn/shopifycloud/';

export type FrontProxyOptions = {
  /** Where the app really listens, e.g. `http://127.0.0.1:3000`; asked for at each request. */
  readonly appOrigin: () => string;
  /** The twin's admin, which frames the app. */
  readonly adminOrigin: () => string;
};

/** A server not yet listening; the caller chooses the port. */
export function createFrontProxy(options: FrontProxyOptions): Server {
  const server = createServer((incoming, outgoing) => forward(incoming, outgoing, options));
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) =>
    forwardUpgrade(incoming, { socket, head }, options),
  );
  return server;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: FrontProxyOptions,
): void {
  const target = new URL(incoming.url ?? '/', options.appOrigin());
  const upstream = ask(target)(target, {
    method: incoming.method,
    headers: headersToApp(incoming),
  });
  upstream.on('response', (answer) => pass(answer, outgoing, options.adminOrigin()));
  upstream.on('error', (error: NodeJS.ErrnoException) => sayDown(outgoing, target.origin, error));
  // A reader who leaves must not keep the app working for nobody.
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

function ask(target: URL): typeof request {
  return target.protocol === 'https:' ? requestSecurely : request;
}

/** The host stays the public one, as behind a tunnel; bodies must come readable. */
function headersToApp(incoming: IncomingMessage): OutgoingHttpHeaders {
  const { 'accept-encoding': _encoding, ...headers } = incoming.headers;
  return {
    ...headers,
    'x-forwarded-host': incoming.headers.host,
    'x-forwarded-proto': 'http',
    'x-forwarded-for': incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}

function pass(answer: IncomingMessage, outgoing: ServerResponse, adminOrigin: string): void {
  const isPage = /^(text\/html|application\/xhtml)/.test(answer.headers['content-type'] ?? '');
  const headers = headersToBrowser(answer.headers, adminOrigin);
  if (isPage) delete headers['content-length'];
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  answer.on('error', () => outgoing.destroy());
  if (!isPage) {
    answer.pipe(outgoing);
    return;
  }
  answer.pipe(replaceInStream(SHOPIFY_CDN, `${adminOrigin}${CDN_PATH}`)).pipe(outgoing);
}

/** What a page may be framed by, and without the preload of a script it will not load. */
export function headersToBrowser(
  headers: IncomingHttpHeaders,
  adminOrigin: string,
): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = { ...headers };
  delete passed['transfer-encoding'];
  delete passed.connection;
  delete passed['keep-alive'];
  const links = String(headers.link ?? '')
    .split(/,(?=\s*<)/)
    .filter((link) => link.trim() !== '' && !link.includes(SHOPIFY_CDN));
  if (links.length > 0) passed.link = links.join(',');
  else delete passed.link;
  if (headers.location !== undefined) passed.location = keepInTwin(headers.location, adminOrigin);
  const policy = headers['content-security-policy'];
  if (policy !== undefined) {
    passed['content-security-policy'] = String(policy)
      .replace(
        /(frame-ancestors)([^;]*)/i,
        (_all, name: string, sources: string) =>
          `${name}${/'none'/.test(sources) ? '' : sources.trimEnd()} ${adminOrigin}`,
      )
      // What may come from Shopify's servers comes from here.
      .replaceAll('https://cdn.shopify.com', `https://cdn.shopify.com ${adminOrigin}`);
  }
  return passed;
}

/** An app's library sends whoever is outside the admin, or lacks a permission, to Shopify's own. */
function keepInTwin(location: string, adminOrigin: string): string {
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  if (url.hostname === 'admin.shopify.com') return `${adminOrigin}${url.pathname}${url.search}`;
  if (!/\.myshopify\.com$/.test(url.hostname) || !/^\/admin(\/|$)/.test(url.pathname))
    return location;
  url.searchParams.set('shop', url.hostname);
  return `${adminOrigin}${url.pathname}${url.search}`;
}

function sayDown(outgoing: ServerResponse, origin: string, error: NodeJS.ErrnoException): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The app does not answer</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;
color:#303030}h1{font-size:1.25rem}code{background:#f1f1f1;padding:.1em .35em;border-radius:4px}
</style>
<h1>The app does not answer</h1>
<p>Nothing could be had from <code>${origin}</code> (<code>${error.code ?? 'broken'}</code>).</p>
<p>Start the app there, then load this page again.</p></html>`;
  outgoing.writeHead(502, { 'content-type': 'text/html; charset=utf-8' });
  outgoing.end(page);
}

/** Web sockets, as a development server's reloading needs them. */
function forwardUpgrade(
  incoming: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
  options: FrontProxyOptions,
): void {
  const target = new URL(incoming.url ?? '/', options.appOrigin());
  const upstream = ask(target)(target, { method: incoming.method, headers: incoming.headers });
  upstream.on('upgrade', (answer: IncomingMessage, other: Duplex, rest: Buffer) => {
    const lines = answer.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${answer.rawHeaders[index + 1] ?? ''}`] : [],
    );
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) other.write(head);
    other.on('error', () => socket.destroy());
    socket.on('error', () => other.destroy());
    other.pipe(socket).pipe(other);
  });
  upstream.on('response', () => socket.destroy());
  upstream.on('error', () => socket.destroy());
  upstream.end();
}
