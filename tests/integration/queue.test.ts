import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobQueue, openJobQueue } from '../../app/adapters/queue/job-queue.server.ts';
import { type JobWorker, openJobWorker } from '../../app/adapters/queue/job-worker.server.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

describe.each(queueBackends())('the queue on %s', (backend) => {
  let service: TestService;
  let queue: JobQueue;
  let worker: JobWorker | undefined;
  const errors: Error[] = [];
  const onError = (error: Error) => void errors.push(error);
  beforeEach(async () => {
    errors.length = 0;
    service = await freshQueue(backend);
    queue = openJobQueue(service.url, 'test', onError);
  });
  afterEach(async () => {
    await worker?.close(5_000);
    worker = undefined;
    await queue.close();
    await service.stop();
  });

  const add = (key: string, data: object = {}) =>
    // The first job also waits for the server and its schema.
    until(() =>
      queue.add({ name: 'work', data, dedupKey: key, attempts: 3, backoffMs: 1 }).then(
        () => true,
        () => false,
      ),
    );

  const work = (
    handle: (name: string, data: unknown) => Promise<void>,
    isTerminal = (_error: unknown) => false,
  ) => {
    worker = openJobWorker(service.url, 'test', {
      concurrency: 2,
      work: handle,
      isTerminal,
      onError,
      onFailed: onError,
    });
  };

  it('is worked at by who could not connect at first, once it answers', async () => {
    await add('a');
    const proxy = await startTcpProxy(service.url);
    proxy.refuse(true);
    const runs: string[] = [];
    worker = openJobWorker(proxy.url, 'test', {
      ...{ concurrency: 2, isTerminal: () => false, onError, onFailed: onError },
      work: async (name) => void runs.push(name),
    });
    await until(async () => errors.length > 0);
    proxy.refuse(false);
    await until(async () => runs.length === 1);
    await worker.close(5_000);
    worker = undefined;
    await proxy.close();
  });

  it('makes one of many jobs of a key that wait', async () => {
    for (let time = 0; time < 5; time += 1) await add('a', { time });
    await add('b');
    const runs: unknown[] = [];
    work(async (_name, data) => void runs.push(data));
    await until(async () => runs.length >= 2);
    await add('last');
    await until(async () => runs.length >= 3);
    expect(runs).toHaveLength(3);
  });

  it('runs a job again that was added while it ran: what came late is not forgotten', async () => {
    const runs: unknown[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    work(async (_name, data) => {
      runs.push(data);
      await held;
    });
    await add('a', { time: 0 });
    await until(async () => runs.length === 1);
    await add('a', { time: 1 });
    await add('a', { time: 2 });
    await add('other', { time: 3 });
    await until(async () => runs.length === 2);
    expect(runs).toEqual([{ time: 0 }, { time: 3 }]);
    letGo();
    await until(async () => runs.length === 3);
    expect(runs[2]).toEqual({ time: 2 });
  });

  it('tries a failed job again, and a terminal one never', async () => {
    const runs: string[] = [];
    work(
      async (_name, data) => {
        const { key } = data as { key: string };
        runs.push(key);
        throw new Error(key);
      },
      (error) => (error as Error).message === 'terminal',
    );
    await add('t', { key: 'terminal' });
    await add('f', { key: 'failing' });
    await until(async () => runs.filter((key) => key === 'failing').length === 3);
    expect(runs.filter((key) => key === 'terminal')).toHaveLength(1);
  });

  it('refuses in time when its server is gone, and still closes', async () => {
    await add('a');
    await service.stop();
    await expect(
      queue.add({ name: 'work', data: {}, dedupKey: 'b', attempts: 1, backoffMs: 1 }),
    ).rejects.toThrow();
    await queue.close();
    service = await freshQueue(backend);
    queue = openJobQueue(service.url, 'test', onError);
  });

  const onRedis = backend === 'redis' ? it : null;
  onRedis?.('takes jobs again after Redis forgot everything', async () => {
    const runs: unknown[] = [];
    work(async (_name, data) => void runs.push(data));
    await add('a', { time: 0 });
    await until(async () => runs.length === 1);
    const redis = new Redis(service.url);
    await redis.flushall();
    redis.disconnect();
    await add('a', { time: 1 });
    await until(async () => runs.length === 2);
  });
});
