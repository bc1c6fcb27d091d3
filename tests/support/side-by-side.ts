/** Several web and worker processes over one database and one queue, as in production. */
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { openShop } from './app.ts';
import { freePorts } from './ports.ts';
import { answers, end, kill, launch, type Launched } from './processes.ts';
import { orderBody, rawNumber } from './shopify-samples.ts';
import { APP_ENV, DATA_KEY, signedHeaders } from './webhooks.ts';

export type SideBySide = {
  readonly database: TestDatabase;
  /** Where each web process answers. */
  readonly urls: readonly string[];
  /**
   * Delivers so many paid orders nobody has seen, to one web after the other; answers the statuses.
   */
  readonly deliver: (orders: number) => Promise<number[]>;
  /** kill -9 to a worker, and a new one in its place. */
  readonly killWorker: (place: number) => Promise<void>;
  /** What the processes said last. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
};

const SHOP = 'side-by-side.myshopify.com';
const CUSTOMERS = 7;
const NAMES = ['first', 'second'] as const;

/** Starts two of each, with a shop whose program is in force. */
export async function startSideBySide(more: Record<string, string>): Promise<SideBySide> {
  const database = await freshDatabase();
  const ports = await freePorts(NAMES);
  const env = (port: number) => ({
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: database.appUrl,
    ...APP_ENV,
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'info',
    ...more,
  });
  const definition = pointsPreset({ currency: 'USD', zone: 'America/New_York' });
  await openShop(database.appUrl, { domain: SHOP, definition });
  const webs = NAMES.map((name) => launch('app/web.ts', env(ports[name])));
  const workers = NAMES.map((name) => launch('app/worker.ts', env(ports[name])));
  const urls = NAMES.map((name) => `http://127.0.0.1:${ports[name]}`);
  const all = (): Launched[] => [...webs, ...workers];
  await Promise.all(urls.map((url, place) => answers(`${url}/ready`, webs[place] as Launched)));
  let sent = 0;
  return {
    database,
    urls,
    deliver: (orders) => {
      const from = sent;
      sent += orders;
      return Promise.all(
        Array.from({ length: orders }, (_, place) =>
          deliverOne(urls[place % urls.length] ?? '', from + place),
        ),
      );
    },
    killWorker: async (place) => {
      await kill(workers[place] as Launched);
      workers[place] = launch('app/worker.ts', env(0));
    },
    said: () =>
      all()
        .map(({ words }) => words())
        .join('\n'),
    stop: async () => {
      await Promise.all(all().map(end));
      await database.drop();
    },
  };
}

async function deliverOne(url: string, place: number): Promise<number> {
  const body = orderBody(`${5_000_000_000 + place}`, {
    customer: { id: rawNumber(String(7_000_000_000 + (place % CUSTOMERS))) },
  });
  const response = await fetch(`${url}/webhooks`, {
    method: 'POST',
    headers: signedHeaders({ body, shop: SHOP, deliveryId: `side-by-side-${place}` }),
    body: new Uint8Array(body),
  });
  await response.text();
  return response.status;
}
