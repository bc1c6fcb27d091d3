import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPoints } from '../../app/adapters/postgres/read-points.server.ts';
import { openJobQueue } from '../../app/adapters/queue/job-queue.server.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import { JOBS } from '../../app/jobs/catalogue.ts';
import { assertBooksBalance, netPositions } from '../support/books.ts';
import {
  day,
  type DrainShop,
  foldInMemory,
  openDrainShop,
  seenOrder,
} from '../support/drain-shop.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { APP_ENV, DATA_KEY } from '../support/webhooks.ts';

const WORKER = join(import.meta.dirname, '..', '..', 'app', 'worker.ts');

const WITHOUT_SETTINGS = { PATH: process.env.PATH, NODE_ENV: 'test' } as const;

type Worker = { process: ChildProcess; said: () => string; ended: Promise<number | null> };

function startWorker(env: Record<string, string>): Worker {
  const child = spawn(process.execPath, [WORKER], {
    env: { ...WITHOUT_SETTINGS, ...APP_ENV, DATA_KEY: DATA_KEY.toString('base64'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { process: child, said: () => said, ended };
}

describe.each(queueBackends())('the worker with its queue on %s', (backend) => {
  let shop: DrainShop;
  let service: TestService;
  const workers: Worker[] = [];
  beforeEach(async () => {
    shop = await openDrainShop();
    service = await freshQueue(backend);
  });
  afterEach(async () => {
    for (const { process: child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.splice(0).map(({ ended }) => ended));
    await service.stop();
    await shop.close();
  });

  const start = (): Worker => {
    const env = { DATABASE_URL: shop.database.appUrl, QUEUE_URL: service.url };
    const worker = startWorker(env);
    workers.push(worker);
    return worker;
  };
  const isReady = (worker: Worker) =>
    until(async () => worker.said().includes('The worker is ready.'));
  const pendingOf = async (customerId: string) => {
    const of = { programId: shop.programId, shopId: shop.shopId, customerId };
    const points = await readPoints(shop.pool, of);
    return points ? points.pending + points.available : 0;
  };
  const isDrained = async () => {
    const at = await shop.needs(day(1)).books.programsAtWork(day(100_000));
    return at.every(({ oldestWaitingAt }) => oldestWaitingAt === null);
  };

  it('drains what waited before it started, and ends when asked to', async () => {
    await shop.feed([seenOrder('1')]);
    const worker = start();
    await until(async () => (await pendingOf('c1')) === 100);
    worker.process.kill('SIGTERM');
    expect(await worker.ended, worker.said()).toBe(0);
  });

  it('drains when it is woken', async () => {
    const worker = start();
    await isReady(worker);
    await shop.feed([seenOrder('1')]);
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
    await until(async () => (await pendingOf('c1')) === 100);
    await queue.close();
  });

  it('needs no wake-up: what the queue forgot, the sweep finds', async () => {
    const worker = start();
    await isReady(worker);
    await shop.feed([seenOrder('1')]);
    await until(async () => (await pendingOf('c1')) === 100);
    expect(worker.process.exitCode).toBeNull();
  });

  const onRedis = backend === 'redis' ? it : null;
  onRedis?.('drains on while Redis forgets everything and is gone', async () => {
    const worker = start();
    await isReady(worker);
    const redis = new Redis(service.url);
    await redis.flushall();
    redis.disconnect();
    await shop.feed([seenOrder('1')]);
    await until(async () => (await pendingOf('c1')) === 100);
    await service.stop();
    await shop.feed([seenOrder('2', { customerId: 'c2' })]);
    await until(async () => (await pendingOf('c2')) === 100);
    worker.process.kill('SIGTERM');
    expect(await worker.ended, worker.said()).toBe(0);
  });

  it('killed again and again in the middle of its work, loses and repeats nothing', async () => {
    const seen = Array.from({ length: 3_000 }, (_, place): Observation => {
      const createdAt = day(-400 + place / 100);
      return seenOrder(`${place % 1_500}`, {
        customerId: `c${place % 37}`,
        createdAt: day(-400 + (place % 1_500) / 100),
        updatedAt: createdAt,
        price: `${1 + (place % 90)}.50`,
      });
    });
    for (let from = 0; from < seen.length; from += 500)
      await shop.feed(seen.slice(from, from + 500));
    for (let kills = 0; kills < 4; kills += 1) {
      const worker = start();
      await isReady(worker);
      const before = await netPositions(shop.database.ownerUrl);
      await until(async () => {
        const now = await netPositions(shop.database.ownerUrl);
        return Object.keys(now).length > Object.keys(before).length || (await isDrained());
      });
      worker.process.kill('SIGKILL');
      await worker.ended;
      await assertBooksBalance(shop.database.ownerUrl);
    }
    start();
    const idle = async () => {
      const programs = await shop.needs(day(1)).books.programsAtWork(day(1_000));
      return programs.every(({ oldestWaitingAt, membersWait }) => !oldestWaitingAt && !membersWait);
    };
    await until(idle);
    await assertBooksBalance(shop.database.ownerUrl);
    expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, day(100)));
  });
});

describe('a worker that must not run', () => {
  it('names every setting at fault', async () => {
    const worker = startWorker({});
    expect(await worker.ended).toBe(1);
    expect(worker.said()).toContain('DATABASE_URL is missing');
    expect(worker.said()).toContain('QUEUE_URL is missing');
  });

  it('refuses a role that could see every program, and says so under a silent log', async () => {
    const shop = await openDrainShop();
    const { ownerUrl, queueUrl } = shop.database;
    const settings = { DATABASE_URL: ownerUrl, QUEUE_URL: queueUrl, LOG_LEVEL: 'silent' };
    const worker = startWorker(settings);
    expect(await worker.ended).toBe(1);
    expect(worker.said()).toMatch(/laurel_owner/);
    await shop.close();
  });

  it('names the setting of a database that does not answer', async () => {
    const nowhere = 'postgres://laurel_app:x@127.0.0.1:1/none';
    const worker = startWorker({ DATABASE_URL: nowhere, QUEUE_URL: nowhere });
    expect(await worker.ended).toBe(1);
    expect(worker.said()).toContain('The database of DATABASE_URL does not answer');
  });
});
