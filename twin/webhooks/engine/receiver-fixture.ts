/** For tests: an app on the loopback that remembers what it received, and its subscriptions. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { App, WebhookSubscription } from '../../model/app.ts';
import { apps, installations, webhookSubscriptions } from '../../model/kinds.ts';
import type { World, WorldEvent } from '../../world/world.ts';
import { SHOP_ID } from '../payloads/records-fixture.ts';

export const SECRET = 'hush';
export const APP_ID = 900;
const SCOPES = ['read_orders', 'write_customers', 'read_products', 'read_discounts'];

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Receiver = {
  readonly origin: string;
  readonly received: Received[];
  /** Decides the answer; null: the connection is cut. */
  answer: (received: Received, count: number) => number | 'never' | null;
  /** The most that were under way at the same time. */
  readonly atOnceMax: () => number;
  readonly close: () => Promise<void>;
};

/** At a free port; answers 200 to all until told otherwise, each answer takes `slowMs`. */
export async function openReceiver(port: number, slowMs = 0): Promise<Receiver> {
  const received: Received[] = [];
  let [active, activeMax] = [0, 0];
  const server: Server = createServer((request, response) => {
    active += 1;
    activeMax = Math.max(activeMax, active);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const one = { path, headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      setTimeout(() => {
        active -= 1;
        const status = receiver.answer(one, received.length);
        if (status === null) response.destroy();
        else if (status !== 'never')
          response.writeHead(status, { Location: '/elsewhere' }).end('answer');
      }, slowMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${port}`,
    received,
    answer: () => 200,
    atOnceMax: () => activeMax,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Installs an app that listens at `origin`. */
export function installTestApp(world: World, origin: string, change: Partial<App> = {}): App {
  const at = world.clock.now();
  const app = world.store.put(apps, 0, {
    id: APP_ID,
    apiKey: 'key',
    apiSecret: SECRET,
    handle: 'an-app',
    title: 'An app',
    folder: null,
    origin,
    frontOrigin: 'http://front.localhost:3102',
    definition: { configuration: { applicationUrl: 'https://an-app.example.com' } },
    createdAt: at,
    updatedAt: at,
    ...change,
  });
  world.store.put(installations, SHOP_ID, {
    id: app.id + 1,
    appId: app.id,
    scopes: SCOPES,
    installedAt: at,
    uninstalledAt: null,
  });
  return app;
}

export function subscribe(
  world: World,
  topic: string,
  change: Partial<WebhookSubscription> = {},
): WebhookSubscription {
  const at = world.clock.now();
  return world.store.put(webhookSubscriptions, SHOP_ID, {
    id: world.store.nextId(),
    appId: APP_ID,
    topic,
    uri: '/webhooks',
    filter: null,
    includeFields: [],
    metafieldNamespaces: [],
    name: null,
    isAppSpecific: false,
    apiVersion: '2026-07',
    failuresInRow: 0,
    createdAt: at,
    updatedAt: at,
    ...change,
  });
}

/** Tells events in one transaction. */
export function tell(world: World, ...events: Omit<WorldEvent, 'shopId'>[]): void {
  world.transact(() => {
    for (const event of events) world.emit({ shopId: SHOP_ID, ...event });
  });
}

export const paid = { topic: 'orders/paid', kind: 'Order', id: 1 } as const;
export const updated = { topic: 'orders/updated', kind: 'Order', id: 1 } as const;
