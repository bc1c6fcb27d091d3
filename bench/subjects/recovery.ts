/** Goal 18: Redis can go, forget everything or come back, and the worker can die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type House, startHouse } from '../../tests/storm/storm-house.ts';
import { startStormServers, type StormServers } from '../../tests/storm/storm-servers.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { openHttpLoad } from '../harness/http-load.ts';
import { openLooker, PROGRAM } from './bench-house.ts';
import { paidRequest } from './live-orders.ts';
import { watchBalances } from './watch-balances.ts';

const SHOP = 'bench-recovery.myshopify.com';
const WEBHOOKS = 200;
const CONNECTIONS = 8;
const DOWN_MS = 2_000;

export const recoveryBench: Bench = {
  name: 'recovery',
  goal: 18,
  title: 'Redis is disposable',
  run: measureRecovery,
};

async function measureRecovery({ protocol, say }: BenchOptions): Promise<Measured> {
  const servers = await startStormServers('redis');
  const house = await startHouse(servers, new Map([[SHOP, PROGRAM]]));
  const desk = await openDesk(house);
  const seen: Seen = { acked: [], flushed: [], killed: [], back: [] };
  try {
    await desk.firstAward();
    for (let repeat = 0; repeat < protocol.repeats; repeat += 1) {
      say(`round ${repeat + 1}`);
      await servers.flushRedis();
      seen.flushed.push(await desk.firstAward());
      await house.kill('worker');
      seen.killed.push(await desk.firstAward());
      await loseRedis(servers, desk, seen);
    }
  } finally {
    await desk.close();
    await house.stop();
  }
  const soon = (what: string, values: number[]) =>
    figure({ name: `first award after ${what}`, unit: 's', values }, { atMost: 2 });
  return {
    figures: [
      figure(
        { name: 'webhooks taken while Redis is down, of all', unit: '×', values: seen.acked },
        { atLeast: 1 },
      ),
      soon('FLUSHALL', seen.flushed),
      soon('kill -9 of the worker', seen.killed),
      soon('Redis came back', seen.back),
    ],
    settings: { webhooks: `${WEBHOOKS} each time Redis is down`, fsync: 'on', queue: 'Redis' },
    notes: [
      'From the moment of the fault, or of Redis being back, until an order told right then can ' +
        'be read as points. After a kill that holds the start of a new worker, begun at once.',
      'Whatever was told while Redis was down had its points in the end, or the bench would not ' +
        'have ended. No command was typed.',
    ],
  };
}

/** Shares, and seconds. */
type Seen = Record<'acked' | 'flushed' | 'killed' | 'back', number[]>;

/** Redis is down while webhooks come, and for two seconds after. */
async function loseRedis(servers: StormServers, desk: Desk, seen: Seen): Promise<void> {
  const waiting: Promise<number>[] = [];
  await servers.withoutRedis(async () => {
    let taken = 0;
    for (let place = 0; place < WEBHOOKS; place += 1) {
      const { status, has } = await desk.tell();
      if (status === 200) taken += 1;
      waiting.push(has);
    }
    seen.acked.push(taken / WEBHOOKS);
    await sleep(DOWN_MS);
  });
  seen.back.push(await desk.firstAward());
  await Promise.all(waiting);
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Tells of new customers' orders and sees when their points are there. */
async function openDesk(house: House) {
  const [shop] = house.shops;
  if (!shop) throw new Error('There is a shop.');
  const port = Number(new URL(house.url).port);
  const load = await openHttpLoad({ port, connections: CONNECTIONS });
  const pool = openLooker(house);
  const watch = watchBalances(pool, shop.programId);
  let told = 0;
  const tell = async () => {
    told += 1;
    const customerId = String(8_000_000_000 + told);
    const has = watch.has(customerId);
    const orderId = String(9_000_000_000 + told);
    const status = await load.ask(paidRequest(SHOP, { orderId, customerId, pounds: 10 }));
    return { status, has };
  };
  return {
    tell,
    /** In seconds from now until an order told now has its points. */
    firstAward: async (): Promise<number> => {
      const since = performance.now();
      const { has } = await tell();
      return ((await has) - since) / 1_000;
    },
    close: async () => {
      await watch.stop();
      load.close();
      await pool.end();
    },
  };
}
