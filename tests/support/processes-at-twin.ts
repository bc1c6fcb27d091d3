/** The real web and worker processes before a twin, which takes what they send to Shopify. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppDefinition } from '../../twin/apps/app-definition.ts';
import { products } from '../../twin/model/kinds.ts';
import { addProduct, SHOP } from '../../twin/trade/shop-fixture.ts';
import type { PlatformAtTwin } from './platform-at-twin.ts';
import { freePort } from './ports.ts';
import { answers, end, launch } from './processes.ts';
import { DATA_KEY, SECRET, type Sent, signedHeaders } from './webhooks.ts';

const REROUTE = pathToFileURL(
  join(import.meta.dirname, '..', '..', 'twin/reroute/reroute.mjs'),
).href;

export type ProcessesAtTwin = {
  /** Of the web process. */
  readonly url: string;
  /** Delivers a webhook of the twin's shop; answers the status. */
  readonly deliver: (sent: Omit<Sent, 'shop'>) => Promise<number>;
  /** What the worker said last. */
  readonly said: () => string;
  /** Ends both, as a supervisor does. */
  readonly stop: () => Promise<void>;
};

/** Starts both on a database and a queue; `more` settings are both's. */
export async function launchAtTwin(
  at: Pick<PlatformAtTwin, 'app' | 'shop' | 'twin'>,
  on: { readonly databaseUrl: string; readonly queueUrl: string },
  more: Readonly<Record<string, string>> = {},
): Promise<ProcessesAtTwin> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: on.databaseUrl,
    QUEUE_URL: on.queueUrl,
    SHOPIFY_API_KEY: (at.app.definition as AppDefinition).configuration.clientId,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: at.app.frontOrigin,
    SHOPIFY_TWIN_ORIGIN: at.twin.adminOrigin,
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'info',
    ...more,
  };
  const rerouted = ['--import', REROUTE];
  const web = launch('app/web.ts', env, rerouted);
  const worker = launch('app/worker.ts', env, rerouted);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, web);
  return {
    url,
    deliver: async (sent) => {
      const response = await fetch(`${url}/webhooks`, {
        method: 'POST',
        headers: signedHeaders({ ...sent, shop: at.shop.domain }),
        body: new Uint8Array(sent.body),
      });
      await response.text();
      return response.status;
    },
    said: () => worker.words(),
    stop: async () => {
      await Promise.all([end(web), end(worker)]);
    },
  };
}

/** A good of the twin's shop; its variant, which orders name. */
export function addGood(
  { twin, shop }: Pick<PlatformAtTwin, 'shop' | 'twin'>,
  priceMinor: number,
): { readonly variantId: number } {
  const { store } = twin.rooms.world;
  const { id } = addProduct(twin.rooms.world, { title: 'Mug', priceMinor, stock: null });
  const has = [...store.each(products, SHOP)].find(({ variants }) =>
    variants.some((variant) => variant.id === id),
  );
  if (has) store.put(products, shop.id, has);
  return { variantId: id };
}
