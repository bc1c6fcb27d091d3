/**
 * Two webs and two workers with their queue on a Redis Cluster, while its nodes die. Nobody lends a
 * hand: what is asserted is that wake-ups come through again by themselves, and that nothing was
 * lost or given twice while they did not.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJobQueue } from '../../app/adapters/queue/job-queue.server.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { assertBooksBalance } from '../support/books.ts';
import { freePort } from '../support/ports.ts';
import { queueBackends } from '../support/redis.ts';
import { type ClusterForTests, startRedisCluster } from '../support/redis-cluster.ts';
import { type SideBySide, startSideBySide } from '../support/side-by-side.ts';
import { until } from '../support/until.ts';

/** BullMQ numbers jobs here; the braces make all its keys lie in one slot. */
const LAST_JOB = '{laurel}:laurel:id';
const BATCH = 30;

const job = { name: 'work', data: {}, dedupKey: 'a', attempts: 1, backoffMs: 1 };

it('a queue on a cluster of which nobody answers refuses in time, and closes', async () => {
  const queue = openJobQueue(`redis-cluster://127.0.0.1:${await freePort()}`, 'test', () => {});
  await expect(queue.add(job)).rejects.toThrow();
  await queue.close();
});

const clusters = queueBackends().filter((backend) => backend === 'redis');

describe.each(clusters)('two webs and two workers on a cluster of %s', () => {
  let cluster: ClusterForTests;
  let app: SideBySide;
  let orders = 0;
  beforeAll(async () => {
    cluster = await startRedisCluster(LAST_JOB);
    app = await startSideBySide({ QUEUE_URL: cluster.url });
  });
  afterAll(async () => {
    await app?.stop();
    await cluster?.stop();
  });

  const awards = () =>
    connected(app.database.ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ all: number; causes: number }>(
        `SELECT count(*)::int AS all, count(DISTINCT cause)::int AS causes
         FROM movements WHERE kind = 'award'`,
      );
      return rows[0] ?? { all: 0, causes: 0 };
    });
  const deliver = async () => {
    orders += BATCH;
    const statuses = await app.deliver(BATCH);
    expect(new Set(statuses), app.said()).toEqual(new Set([200]));
  };
  const areAwarded = () => until(async () => (await awards()).all >= orders);
  const lastJob = () =>
    cluster.ask(LAST_JOB, async (redis) => Number((await redis.get(LAST_JOB)) ?? 0));
  const jobsLeft = () =>
    cluster.ask(LAST_JOB, async (redis) => {
      const lists = ['wait', 'active'].map((list) => redis.llen(`{laurel}:laurel:${list}`));
      return (await Promise.all(lists)).reduce((sum, length) => sum + length, 0);
    });

  /** Delivers until a wake-up came through and a worker took it. */
  const areWokenAgain = async () => {
    const before = (await lastJob()) ?? 0;
    await until(async () => {
      await deliver();
      return ((await lastJob()) ?? 0) > before;
    });
    await until(async () => (await jobsLeft()) === 0);
  };

  it('are woken through the node that has the queue’s slot', async () => {
    await areWokenAgain();
    await areAwarded();
  });

  it('go on while that node is silent, and are woken through its stand-by', async () => {
    const silent = (await cluster.ownerOf(LAST_JOB)) ?? 0;
    cluster.silence(silent);
    await deliver();
    await app.killWorker(0);
    await areAwarded();
    await until(async () => ![silent, null].includes(await cluster.ownerOf(LAST_JOB)));
    expect(await cluster.ownerOf(LAST_JOB)).not.toBe(silent);
    await areWokenAgain();
  });

  it('take deliveries and drain them while no node has the slot, until one is back', async () => {
    const alone = (await cluster.ownerOf(LAST_JOB)) ?? 0;
    await cluster.kill(alone);
    await deliver();
    await areAwarded();
    expect(await cluster.ownerOf(LAST_JOB)).toBeNull();
    await cluster.restart(alone);
    await until(async () => (await cluster.ownerOf(LAST_JOB)) === alone);
    await areWokenAgain();
  });

  it('have given each order its points, once', async () => {
    await areAwarded();
    expect(await awards()).toEqual({ all: orders, causes: orders });
    await assertBooksBalance(app.database.ownerUrl);
  });
});
