/** Goal 18: Redis can go, forget everything or come back, and the worker can die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startHouse } from '../../tests/storm/storm-house.ts';
import { startStormServers } from '../../tests/storm/storm-servers.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { openHttpLoad } from '../harness/http-load.ts';
import { openLooker, PROGRAM } from './bench-house.ts';
import { paidRequest } from './live-orders.ts';
import { watchBalances } from './watch-balances.ts';

const SHOP = 'bench-recovery.myshopify.com';
const WEBHOOKS = 200;
const CONNECTIONS = 8;

export const recoveryBench: Bench = {
  name: 'recovery',
  goal: 18,
  title: 'Redis is disposable',
  run: measureRecovery,
};

const SCENES = ['FLUSHALL', 'kill -9 of the worker', 'Redis back after two seconds'] as const;

async function measureRecovery({ protocol, say }: BenchOptions): Promise<Measured> {
  const servers = await startStormServers('redis');
  const house = await startHouse(servers, new Map([[SHOP, PROGRAM]]));
  const port = Number(new URL(house.url).port);
  const load = await openHttpLoad({ port, connections: CONNECTIONS });
  const [shop] = house.shops;
  if (!shop) throw new Error('There is a shop.');
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
  /** In ms from then until an order told then has its points. */
  const firstAward = async (): Promise<number> => {
    const since = performance.now();
    const { has } = await tell();
    return (await has) - since;
  };
  const seconds: Record<(typeof SCENES)[number], number[]> = {
    FLUSHALL: [],
    'kill -9 of the worker': [],
    'Redis back after two seconds': [],
  };
  const acked: number[] = [];
  try {
    await firstAward();
    for (let repeat = 0; repeat < protocol.repeats; repeat += 1) {
      say(`round ${repeat + 1}`);
      await servers.flushRedis();
      seconds.FLUSHALL.push((await firstAward()) / 1_000);
      await house.kill('worker');
      seconds['kill -9 of the worker'].push((await firstAward()) / 1_000);
      const waiting: Promise<number>[] = [];
      await servers.withoutRedis(async () => {
        let taken = 0;
        for (let place = 0; place < WEBHOOKS; place += 1) {
          const { status, has } = await tell();
          if (status === 200) taken += 1;
          waiting.push(has);
        }
        acked.push(taken / WEBHOOKS);
        await sleep(2_000);
      });
      seconds['Redis back after two seconds'].push((await firstAward()) / 1_000);
      await Promise.all(waiting);
    }
  } finally {
    await watch.stop();
    load.close();
    await pool.end();
    await house.stop();
  }
  return {
    figures: [
      figure(
        { name: 'webhooks taken while Redis is down', unit: '×', values: acked },
        { atLeast: 1 },
      ),
      ...SCENES.map((scene) =>
        figure(
          { name: `first award after ${scene}`, unit: 's', values: seconds[scene] },
          { atMost: 2 },
        ),
      ),
    ],
    settings: { webhooks: `${WEBHOOKS} each time Redis is down`, fsync: 'on', queue: 'Redis' },
    notes: [
      'From the moment of the fault, or of Redis being back, until an order told right then can be ' +
        'read as points. After a kill that holds the start of a new worker, begun at once.',
      'Whatever was told while Redis was down had its points in the end, or the bench would not ' +
        'have ended. No command was typed.',
    ],
  };
}
