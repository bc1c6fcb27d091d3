/**
 * The web process's one listener. Webhooks and health come first and need no framework; everything
 * else is a file or a page.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ReadReadiness } from '../../services/ports/health.ts';
import type { Watch } from '../../services/ports/telemetry.ts';
import { readinessEndpoint } from './readiness-endpoint.server.ts';
import { type Endpoint, type WebhookNeeds, webhookEndpoint } from './webhook-endpoint.server.ts';

type WebNeeds = WebhookNeeds & {
  readonly readiness: ReadReadiness;
  readonly pages: Pages;
  /** Hears of each answer; absent where nobody listens. */
  readonly watch?: Watch | undefined;
};

/** Answers what is neither a webhook nor a question after our health. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Shopify's five seconds, and a little for slow forms. */
const REQUEST_MS = 15_000;
const HEADERS_MS = 5_000;
/** How often Node looks for requests that take too long; by default every half minute. */
const CHECK_MS = 1_000;
/** Longer than the idle time of the usual load balancers, so that they are the ones to hang up. */
const KEEP_ALIVE_MS = 75_000;

/** Builds the server; the caller listens. */
export function createWebServer(needs: WebNeeds): Server {
  const webhooks = webhookEndpoint(needs);
  const ready = readinessEndpoint(needs.readiness);
  const server = createServer({ connectionsCheckingInterval: CHECK_MS }, (request, response) => {
    const path = pathOf(request);
    const endpoint = isWebhook(path)
      ? webhooks
      : path === '/health'
        ? healthy
        : path === '/ready'
          ? ready
          : needs.pages;
    // Once we stop, whoever keeps their connection must not send the next request into it.
    if (!server.listening) response.setHeader('connection', 'close');
    if (needs.watch) tellOf(response, entryOf(path), needs.watch);
    endpoint(request, response).catch((error: unknown) => {
      needs.log.error({ path: path.slice(0, 100), error: String(error) }, 'A request failed.');
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('Something went wrong on our side.\n');
    });
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function isWebhook(path: string): boolean {
  return path === '/webhooks' || path.startsWith('/webhooks/');
}

const healthy: Endpoint = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
  response.end('ok\n');
};

type Entry = 'webhooks' | 'health' | 'pages';

function entryOf(path: string): Entry {
  if (isWebhook(path)) return 'webhooks';
  return path === '/health' || path === '/ready' ? 'health' : 'pages';
}

function tellOf(response: ServerResponse, entry: Entry, watch: Watch): void {
  const from = Date.now();
  response.once('finish', () => {
    watch({ is: 'request-answered', entry, status: response.statusCode, from, to: Date.now() });
  });
}
