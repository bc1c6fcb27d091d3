/** The server half: Shopify's own library decides who may see a page. */
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';

export type BridgeAppOptions = {
  readonly port: number;
  /** Where browsers reach it. */
  readonly appUrl: string;
  readonly apiKey: string;
  readonly apiSecretKey: string;
};

const PAGE = fileURLToPath(new URL('./page.tsx', import.meta.url));

/** Starts the app on loopback. The reroute preload must have been loaded before. */
export async function startBridgeApp(options: BridgeAppOptions): Promise<ServerType> {
  const [script, shopify] = await Promise.all([bundlePage(), openShopify(options)]);
  const app = new Hono();
  app.get('/page.js', (context) =>
    context.body(script, 200, { 'content-type': 'text/javascript' }),
  );
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.get('/api/shop', (context) =>
    answering(async () => {
      const { admin } = await shopify.authenticate.admin(context.req.raw);
      const answer = await admin.graphql('{ shop { name } }');
      const said = (await answer.json()) as { data: { shop: { name: string } } };
      return new Response(`The server says ${said.data.shop.name}`);
    }),
  );
  app.get('*', (context) =>
    answering(async () => {
      await shopify.authenticate.admin(context.req.raw);
      const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' });
      shopify.addDocumentResponseHeaders(context.req.raw, headers);
      return new Response(document(options.apiKey), { headers });
    }),
  );
  return serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
}

const document = (apiKey: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Club</title><meta name="shopify-api-key" content="${apiKey}">
<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script></head>
<body style="font-family:system-ui;padding:16px"><div id="root"></div>
<script type="module" src="/page.js"></script></body></html>`;

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [PAGE],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

async function openShopify({ apiKey, apiSecretKey, appUrl }: BridgeAppOptions) {
  await import('@shopify/shopify-app-remix/adapters/node');
  const { AppDistribution, shopifyApp } = await import('@shopify/shopify-app-remix/server');
  const { ApiVersion, LogSeverity } = await import('@shopify/shopify-api');
  const { MemorySessionStorage } = await import('@shopify/shopify-app-session-storage-memory');
  return shopifyApp({
    apiKey,
    apiSecretKey,
    appUrl,
    apiVersion: ApiVersion.July26,
    sessionStorage: new MemorySessionStorage(),
    distribution: AppDistribution.AppStore,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { level: LogSeverity.Error, log: () => undefined },
  });
}

/** The library answers by throwing a response. */
async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
