/** The real web and worker processes, on a database of their own, and a Shopify that signs. */
import { buildScreens } from '../../scripts/start/build-screens.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { publishProgram } from '../../app/services/publish-program.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { freePort } from './ports.ts';
import { answers, end, kill, launch } from './processes.ts';
import { APP_ENV, DATA_KEY, type Sent, signedHeaders } from './webhooks.ts';

export type RunningApp = {
  url: string;
  database: TestDatabase;
  /** Delivers a webhook as Shopify does; answers the status. */
  deliver: (sent: Sent) => Promise<number>;
  /** Makes the shop known, with the Points preset in force since before it had any order. */
  openShop: (domain: string, currency?: string, zone?: string) => Promise<void>;
  /** kill -9 to the worker, and a new one in its place. */
  killWorker: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Builds the pages where they are not, and starts both processes on free ports. */
export async function startApp(more: Record<string, string> = {}): Promise<RunningApp> {
  await buildScreens();
  const database = await freshDatabase();
  const port = await freePort();
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: database.appUrl,
    QUEUE_URL: database.queueUrl,
    ...APP_ENV,
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...more,
  };
  const web = launch('app/web.ts', env);
  let worker = launch('app/worker.ts', env);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, web);
  return {
    url,
    database,
    deliver: async (sent) => {
      const response = await fetch(`${url}/webhooks`, {
        method: 'POST',
        headers: signedHeaders(sent),
        body: new Uint8Array(sent.body),
      });
      await response.text();
      return response.status;
    },
    openShop: async (domain, currency = 'USD', zone = 'America/New_York') => {
      await openShop(database.appUrl, { domain, definition: pointsPreset({ currency, zone }) });
    },
    killWorker: async () => {
      await kill(worker);
      worker = launch('app/worker.ts', env);
    },
    stop: async () => {
      await Promise.all([end(web), end(worker)]);
      await database.drop();
    },
  };
}

/** Makes a shop known, its program in force since before it had any order; answers the program. */
export async function openShop(
  appUrl: string,
  { domain, definition }: { domain: string; definition: ProgramDefinition },
): Promise<number> {
  const { rows } = await connected(appUrl, (client) =>
    client.query<{ id: number }>('SELECT program_id::int AS id FROM open_shop($1)', [domain]),
  );
  const programId = rows[0]?.id ?? 0;
  const prisma = openPrisma(appUrl);
  const outcome = await publishProgram(versionStore(prisma), {
    programId,
    definition,
    effectiveAt: instant(Date.UTC(2000, 0, 1)),
    publishedAt: instant(Date.now()),
  });
  await prisma.$disconnect();
  if (!outcome.ok) throw new Error(`Publishing failed: ${outcome.reason}`);
  return programId;
}
