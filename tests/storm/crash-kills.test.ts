/**
 * The same with real processes and a real kill -9: a worker is killed at points of a drain, and the
 * one that is started in its place both ends what was begun and is the next to be killed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { kill, launch, type Launched } from '../support/processes.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';
import { openRedeemShop } from '../support/redeem-shop.ts';
import { shopifyStandIn } from '../support/shopify-stand-in.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { APP_ENV, DATA_KEY } from '../support/webhooks.ts';
import { feedDrain, isDrained, pastOfDrain, RULES, type Scene } from './crash-scenes.ts';
import { type Outcome, readOutcome } from './crash-outcome.ts';
import { wakeFor } from './crash-processes.ts';

/** Statements after the inbox was claimed; each is the last thing the worker says. */
const LAST_WORDS = [0, 3, 7, 11, 15];
const CLAIM = /^SELECT i\.inbox_id\b/;

describe.each(queueBackends().slice(-1))('a worker killed with -9, the queue on %s', (backend) => {
  let database: TestDatabase;
  let queue: TestService;
  let sql: TcpProxy;
  let worker: Launched;
  beforeAll(async () => {
    [database, queue] = await Promise.all([freshDatabase(), freshQueue(backend)]);
    sql = await startTcpProxy(database.appUrl);
    worker = start();
  });
  afterAll(async () => {
    await kill(worker);
    await sql.close();
    await queue.stop();
    await database.drop();
  });

  const start = (): Launched =>
    launch('app/worker.ts', {
      ...APP_ENV,
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: sql.url,
      QUEUE_URL: queue.url,
      DATA_KEY: DATA_KEY.toString('base64'),
      LOG_LEVEL: 'warn',
    });

  /** Kills the worker so many statements after its next claim; answers once it is dead. */
  function killAt(place: number): Promise<void> {
    return new Promise((resolve) => {
      let said: number | null = null;
      sql.watch({
        before: async (message) => {
          if (CLAIM.test(message.said)) said ??= 0;
          if (said === null) return undefined;
          said += 1;
          if (said <= place) return undefined;
          sql.watch(null);
          await kill(worker);
          resolve();
          return 'cut';
        },
      });
    });
  }

  async function live(place: number | null): Promise<Outcome> {
    const shop = await openRedeemShop(database, RULES);
    const scene: Scene = {
      ...{ shop, shopify: shopifyStandIn(), queueUrl: queue.url },
      ...{ codes: [], isAcked: false },
    };
    await pastOfDrain(scene);
    const killed = place === null ? null : killAt(place);
    await feedDrain(scene);
    await wakeFor(queue.url, shop.programId);
    if (killed) {
      await killed;
      worker = start();
    }
    await until(() => isDrained(scene));
    const outcome = await readOutcome(scene);
    await shop.close();
    return outcome;
  }

  it('leaves nothing undone that the next one does not end', async () => {
    const calm = await live(null);
    expect(Object.keys(calm.positions).length).toBeGreaterThan(5);
    for (const place of LAST_WORDS) {
      expect(await live(place), `killed ${place} statements after the claim`).toEqual(calm);
    }
    await assertBooksBalance(database.ownerUrl);
  });
});
