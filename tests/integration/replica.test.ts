/**
 * A streaming replica, really run: what may be stale is read there while it keeps up, and where
 * everything is while it does not; what is decided never looks at it.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readHome } from '../../app/adapters/postgres/read-home.server.ts';
import {
  openReadPool,
  type ReadPool,
  STALE_MS_MAX,
} from '../../app/adapters/postgres/read-pool.server.ts';
import { buildScreens } from '../../scripts/start/build-screens.ts';
import { asExtension, send } from '../support/buyers-at-web.ts';
import { freshDatabase } from '../support/database.ts';
import { day, seenOrder, silentLog } from '../support/drain-shop.ts';
import { freePort } from '../support/ports.ts';
import { answers, end, launch } from '../support/processes.ts';
import { earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';
import { type ReplicatedServer, startReplicatedServer } from '../support/replicated-server.ts';
import { APP_ENV, DATA_KEY } from '../support/webhooks.ts';

let server: ReplicatedServer;
let shop: RedeemShop;
let reads: ReadPool;
let now = 0;
beforeAll(async () => {
  const [started] = await Promise.all([startReplicatedServer(), buildScreens()]);
  server = started;
  shop = await openRedeemShop(server.database);
  await shop.rows('UPDATE shops SET installed_at = now()');
  reads = openReadPool(shop.pool, server.replica.appUrl, { now: () => now, log: silentLog });
});
afterAll(async () => {
  await reads?.close();
  await shop?.close();
  await server?.stop();
});
beforeEach(async () => {
  await server.replica.caughtUp();
  pass(1_000);
});

/** Time goes by, and no further than is said here. */
const pass = (ms: number) => void (now += ms);

/** Which of the two servers answers, and what it knows of. */
const ask = async () => {
  const isReplica = await reads.read(shop.programId, async (client) => {
    const { rows } = await client.query<{ here: boolean }>('SELECT pg_is_in_recovery() AS here');
    return rows[0]?.here;
  });
  const { numbers } = await readHome(reads, shop.programId, 'UTC', day(100));
  return { from: isReplica ? 'replica' : 'primary', members: numbers.members };
};
let orders = 0;
const oneMore = async () => {
  orders += 1;
  await shop.feed([seenOrder(`more-${orders}`, { customerId: `more-${orders}` })]);
  await shop.at(day(20)).drain();
};

describe('what may be stale', () => {
  it('is read from a replica that keeps up', async () => {
    await oneMore();
    await server.replica.caughtUp();
    expect(await ask()).toEqual({ from: 'replica', members: 1 });
  });

  it('is a little old while the replica is a little behind, and never older', async () => {
    expect(await ask()).toEqual({ from: 'replica', members: orders });
    await server.replica.pause();
    await oneMore();
    pass(STALE_MS_MAX);
    expect(await ask()).toEqual({ from: 'replica', members: orders - 1 });
    pass(1);
    expect(await ask()).toEqual({ from: 'primary', members: orders });
    pass(60_000);
    expect(await ask()).toEqual({ from: 'primary', members: orders });
    await server.replica.resume();
    await server.replica.caughtUp();
    pass(1_000);
    expect(await ask()).toEqual({ from: 'replica', members: orders });
  });

  it('is never written', async () => {
    const write = reads.read(shop.programId, (client) =>
      client.query('DELETE FROM chores WHERE program_id = $1', [shop.programId]),
    );
    await expect(write).rejects.toThrow('read-only transaction');
  });

  it('is read where everything is while the replica is away, and there again after', async () => {
    expect(await ask()).toMatchObject({ from: 'replica' });
    await server.replica.stop();
    await oneMore();
    // Nobody has looked since, so the first to ask is the first to notice.
    expect(await ask()).toEqual({ from: 'primary', members: orders });
    await server.replica.start();
    await server.replica.caughtUp();
    pass(1_000);
    expect(await ask()).toEqual({ from: 'replica', members: orders });
  });

  it('is not read from a server that is no replica of ours', async () => {
    const stranger = await freshDatabase();
    const needs = { now: () => now, log: silentLog };
    const strange = openReadPool(shop.pool, stranger.appUrl, needs);
    const { numbers } = await readHome(strange, shop.programId, 'UTC', day(100));
    expect(numbers.members).toBe(orders);
    await strange.close();
    await stranger.drop();
  });
});

it('a redemption is decided where everything is, while a replica shows what is spent', async () => {
  const customerId = '8201';
  await earn(shop, 1_200, customerId);
  await shop.fillPool(5);
  await server.replica.caughtUp();
  await server.replica.pause();
  const port = await freePort();
  const web = launch('app/web.ts', {
    ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...APP_ENV },
    DATABASE_URL: server.database.appUrl,
    DATABASE_READ_URL: server.replica.appUrl,
    QUEUE_URL: server.database.queueUrl,
    DATA_KEY: DATA_KEY.toString('base64'),
    PORT: String(port),
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, web);
  const redeem = async (key: string) => {
    const body = { rewardId: 'amount-off-5', key };
    const answer = await send(`${url}/api/redeem`, await asExtension({ shop, customerId }, body));
    return JSON.parse(answer?.text ?? '{}') as { ok?: boolean; reason?: string };
  };
  const asked = [];
  for (const key of ['first-wish', 'second-wish', 'third-wish']) asked.push(await redeem(key));
  await server.replica.resume();
  await end(web);
  expect(
    asked.map(({ ok, reason }) => ok ?? reason),
    web.words(),
  ).toEqual([true, true, false]);
  expect(asked[2]).toMatchObject({ reason: 'insufficient_points' });
});

it('a replica that was made a primary is read no more', async () => {
  expect(await ask()).toMatchObject({ from: 'replica' });
  await server.replica.promote();
  await oneMore();
  pass(1_000);
  expect(await ask()).toEqual({ from: 'primary', members: orders + 1 });
});
