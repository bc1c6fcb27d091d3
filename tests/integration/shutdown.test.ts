/**
 * SIGTERM in the middle of the work: whatever was answered with 200 is in the inbox, nothing under
 * way is broken off, and no job is left behind for the queue to find half a minute later.
 */
import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openQueueBackend } from '../../app/adapters/queue/queue-backend.server.ts';
import { openJobQueue } from '../../app/adapters/queue/job-queue.server.ts';
import { JOBS } from '../../app/jobs/catalogue.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { day, type DrainShop, openDrainShop, seenOrder } from '../support/drain-shop.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/ports.ts';
import { answers, end, kill, launch, type Launched } from '../support/processes.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';
import { orderBody } from '../support/shopify-samples.ts';
import { until } from '../support/until.ts';
import { APP_ENV, DATA_KEY, signedHeaders } from '../support/webhooks.ts';

const SENDERS = 16;
const ENOUGH = 150;

const envOf = (databaseUrl: string, queueUrl: string, more: Record<string, string>) => ({
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'production' as const,
  DATABASE_URL: databaseUrl,
  QUEUE_URL: queueUrl,
  ...APP_ENV,
  DATA_KEY: DATA_KEY.toString('base64'),
  HOST: '127.0.0.1',
  ...more,
});

describe('the web process, asked to end under load', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('has stored all it acknowledged, and breaks nothing off', async () => {
    const port = await freePort();
    const env = envOf(database.appUrl, database.queueUrl, { PORT: String(port) });
    const web = launch('app/web.ts', env);
    await answers(`http://127.0.0.1:${port}/ready`, web);
    const load = loadOf(port);
    await until(async () => load.acknowledged.length >= ENOUGH);
    const ended = end(web);
    await load.over;
    await ended;
    expect(web.child.exitCode).toBe(0);
    // Where we hung up, no byte of an answer had been sent, and Shopify sends again.
    expect(load.brokenOff).toEqual([]);
    expect(load.refused).toEqual([]);
    const stored = await connected(database.ownerUrl, (owner) =>
      owner.query<{ delivery_id: string }>('SELECT delivery_id FROM inbox'),
    );
    const kept = new Set(stored.rows.map(({ delivery_id: id }) => id));
    expect(load.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(load.acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
  });
});

type Load = {
  acknowledged: string[];
  /** Statuses other than 200. */
  refused: number[];
  /** Answers that began and did not end. */
  brokenOff: string[];
  /** Resolves once nobody listens any more. */
  over: Promise<unknown>;
};

/** Senders with kept connections, each at it until the port is closed. */
function loadOf(port: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const load: Load = { acknowledged: [], refused: [], brokenOff: [], over: Promise.resolve() };
  let count = 0;
  const sender = async (): Promise<void> => {
    for (;;) {
      count += 1;
      const deliveryId = `under-load-${count}`;
      const outcome = await send({ port, agent, deliveryId });
      if (outcome === 'nobody') return;
      if (outcome === 'broken off') load.brokenOff.push(deliveryId);
      else if (outcome === 200) load.acknowledged.push(deliveryId);
      else if (outcome !== 'hung up') load.refused.push(outcome);
    }
  };
  load.over = Promise.all(Array.from({ length: SENDERS }, sender)).then(() => agent.destroy());
  return load;
}

type Outcome = number | 'nobody' | 'hung up' | 'broken off';

function send(of: { port: number; agent: Agent; deliveryId: string }): Promise<Outcome> {
  const { port, agent, deliveryId } = of;
  const body = orderBody(String(4_711 + Number(deliveryId.split('-').at(-1))));
  return new Promise((resolve) => {
    const to = { host: '127.0.0.1', port, agent, method: 'POST', path: '/webhooks' };
    const sent = request({ ...to, headers: signedHeaders({ body, deliveryId }) }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve('broken off'));
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? 'nobody' : 'hung up'),
    );
    sent.end(body);
  });
}

describe.each(queueBackends())(
  'the worker, asked to end at work, with its queue on %s',
  (backend) => {
    let shop: DrainShop;
    let service: TestService;
    const workers: Launched[] = [];
    beforeAll(async () => {
      shop = await openDrainShop();
      service = await freshQueue(backend);
    });
    afterEach(async () => {
      for (const worker of workers.splice(0))
        if (worker.child.exitCode === null) await kill(worker);
    });
    afterAll(async () => {
      await service.stop();
      await shop.close();
    });

    async function start(more: Record<string, string> = {}): Promise<Launched> {
      const worker = launch('app/worker.ts', envOf(shop.database.appUrl, service.url, more));
      workers.push(worker);
      await until(async () => worker.words().includes('The worker is ready.'));
      return worker;
    }

    const doneRows = () =>
      connected(shop.database.ownerUrl, async (owner) => {
        const text = "SELECT count(*)::int AS done FROM inbox WHERE status = 'done'";
        return (await owner.query<{ done: number }>(text)).rows[0]?.done ?? 0;
      });

    it('ends its batch, leaves no job taken, and the next worker goes on', async () => {
      const seen = Array.from({ length: 3_000 }, (_, place) =>
        seenOrder(`${place}`, { customerId: `c${place % 97}`, createdAt: day(-300 + place / 100) }),
      );
      for (let from = 0; from < seen.length; from += 1_000) {
        await shop.feed(seen.slice(from, from + 1_000));
      }
      const worker = await start();
      await wake();
      await until(async () => (await doneRows()) > 0);
      await end(worker);
      expect(worker.child.exitCode, worker.words()).toBe(0);
      const left = openQueueBackend(service.url, 'laurel');
      left.queue.on('error', () => undefined);
      await until(async () => (await left.queue.getJobCounts('active').catch(() => null)) !== null);
      expect(await left.queue.getJobCounts('active')).toEqual({ active: 0 });
      await left.queue.close();
      left.disconnect();
      await start();
      await until(async () => (await doneRows()) === seen.length);
    });

    it('answers for its health and that of its database, and for nothing else', async () => {
      const port = await freePort();
      await start({ HEALTH_PORT: String(port) });
      const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
      expect((await ask('/health')).status).toBe(200);
      await until(async () => (await ask('/ready')).ok);
      await until(async () => {
        const readiness = (await (await ask('/ready')).json()) as object;
        return JSON.stringify(readiness) === JSON.stringify({ ...READY, queue: 'ok' });
      });
      expect((await ask('/status')).status).toBe(404);
    });

    async function wake(): Promise<void> {
      const queue = openJobQueue(service.url, 'laurel', () => {});
      const { dedupKey, attempts, backoffMs } = JOBS['drain-program'];
      const data = { programId: shop.programId };
      const job = { name: 'drain-program', data, dedupKey: dedupKey(data), attempts, backoffMs };
      await until(() =>
        queue.add(job).then(
          () => true,
          () => false,
        ),
      );
      await queue.close();
    }
  },
);

const READY = { ready: true, database: 'ok', missing: [] };
