/**
 * What a webhook costs before its 200, counted by proxies between the web process and its services.
 */
import { startTcpProxy, type TcpProxy } from '../../tests/support/tcp-proxy.ts';
import type { BenchDatabase } from '../harness/bench-database.ts';
import type { BenchQueue } from '../harness/bench-queue.ts';
import { type Figure, figure } from '../harness/bench.ts';
import { countDatabase } from '../harness/database-counters.ts';
import { openHttpLoad } from '../harness/http-load.ts';
import { startWeb } from './ingest-processes.ts';
import type { RequestMaker } from './webhook-requests.ts';

const ONE_BY_ONE = 200;
const TOGETHER = 2_000;
const CLIENTS = 32;

type Ground = {
  readonly database: BenchDatabase;
  readonly queue: BenchQueue;
  readonly maker: RequestMaker;
};

/**
 * One webhook after another, none of the queue's bytes passed on: whatever is answered then was
 * answered without it. Then many at once, for what grouping saves.
 */
export async function countIngest({ database, queue, maker }: Ground): Promise<Figure[]> {
  const sql = await startTcpProxy(database.appUrl);
  const jobs = await startTcpProxy(queue.url);
  try {
    const web = await startWeb({ databaseUrl: sql.url, queueUrl: jobs.url });
    const alone = await openHttpLoad({ port: web.port, connections: 1 });
    await alone.send(maker.make(1));
    jobs.hold();
    const queueBefore = jobs.count();
    const statements = await countedBy(sql, () => sendAll(alone, maker.make(ONE_BY_ONE)));
    const queued = jobs.count() - queueBefore;
    jobs.release();
    alone.close();
    let grouped = 0;
    // The process ends inside: a backend that goes away reports all it counted.
    const cost = await countDatabase({ admin: database.admin, pools: [] }, async () => {
      const many = await openHttpLoad({ port: web.port, connections: CLIENTS });
      grouped = await countedBy(sql, () => sendAll(many, maker.make(TOGETHER)));
      many.close();
      await web.stop();
    });
    return [
      figure(
        {
          name: 'statements before the 200, one by one',
          unit: 'statements',
          values: [statements / ONE_BY_ONE],
        },
        { atMost: 1 },
      ),
      figure(
        {
          name: 'queue commands before the 200, the queue held back',
          unit: 'commands',
          values: [queued / ONE_BY_ONE],
        },
        { atMost: 0 },
      ),
      figure({
        name: `statements per webhook, ${CLIENTS} at once`,
        unit: 'statements',
        values: [grouped / TOGETHER],
      }),
      figure({
        name: 'write-ahead log per webhook',
        unit: 'bytes',
        values: [cost.walBytes / TOGETHER],
      }),
    ];
  } finally {
    await Promise.all([sql.close(), jobs.close()]);
  }
}

async function countedBy(proxy: TcpProxy, work: () => Promise<void>): Promise<number> {
  const before = proxy.count();
  await work();
  return proxy.count() - before;
}

async function sendAll(
  load: Awaited<ReturnType<typeof openHttpLoad>>,
  requests: readonly Buffer[],
): Promise<void> {
  const statuses = await load.send(requests);
  if (statuses.get(200) !== requests.length) {
    throw new Error(`not every webhook was taken: ${JSON.stringify([...statuses])}`);
  }
}
