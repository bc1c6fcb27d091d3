/**
 * Goal 2: all of Shopify's peak at one web process and one worker, and how soon points can be read
 * on a busy day. Open loop, so that nobody who comes late is forgotten.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { openHttpLoad } from '../harness/http-load.ts';
import { openLoop } from '../harness/open-loop.ts';
import { percentile } from '../harness/statistics.ts';
import { type BenchHouse, houseSettings, openLooker, startBenchHouse } from './bench-house.ts';
import type { BenchShop } from './bench-shop.ts';
import { paidRequest } from './live-orders.ts';
import { watchBalances } from './watch-balances.ts';

const SHOP = 'bench-peak.myshopify.com';
const PEAK_A_SECOND = 750;
const BUSY_A_SECOND = 50;
/** One delivery in so many is an earlier one once more. */
const AGAIN_EVERY = 5;
const CUSTOMERS = 20_000;
const AT_ONCE = 256;

export const peakBench: Bench = {
  name: 'peak',
  goal: 2,
  title: 'All of Shopify’s peak on two cores',
  run: measurePeak,
};

type Run = {
  readonly acks: readonly number[];
  readonly dropped: number;
  readonly emptyAfter: number;
  readonly points: readonly number[];
};

async function measurePeak({ protocol, say }: BenchOptions): Promise<Measured> {
  const isQuick = protocol.repeats < 5;
  const seconds = isQuick ? 10 : 60;
  const runs: Run[] = [];
  let settings: Record<string, string> = {};
  for (let repeat = 0; repeat < (isQuick ? 1 : 3); repeat += 1) {
    const at = await startBenchHouse([SHOP]);
    try {
      settings = houseSettings(at);
      runs.push(await runOnce(at, seconds, say));
    } finally {
      await at.stop();
    }
  }
  const of = (which: 'acks' | 'points', share: number) =>
    runs.map((run) => percentile(run[which], share));
  return {
    figures: [
      figure(
        { name: 'webhooks at the peak: ack, p99', unit: 'ms', values: of('acks', 0.99) },
        { atMost: 250 },
      ),
      figure({ name: 'webhooks at the peak: ack, p50', unit: 'ms', values: of('acks', 0.5) }),
      figure(
        {
          name: 'webhooks at the peak: not sent by the load',
          unit: 'requests',
          values: runs.map(({ dropped }) => dropped),
        },
        { atMost: 0 },
      ),
      figure(
        {
          name: 'inbox empty after the last',
          unit: 's',
          values: runs.map(({ emptyAfter }) => emptyAfter),
        },
        { atMost: 10 },
      ),
      figure(
        { name: 'ack → points readable, p50', unit: 'ms', values: of('points', 0.5) },
        { atMost: 25 },
      ),
      figure(
        { name: 'ack → points readable, p99', unit: 'ms', values: of('points', 0.99) },
        { atMost: 500 },
      ),
    ],
    settings: {
      ...settings,
      'at the peak': `${PEAK_A_SECOND} webhooks a second for ${seconds} s`,
      'points readable': `at ${BUSY_A_SECOND} orders a second`,
    },
    notes: [
      'Every webhook was answered 200, or the bench would have ended. One in five is an earlier ' +
        'delivery once more. An ack counts from the instant its webhook was due.',
      'Points are looked for every 4 ms. Load, web, worker, PostgreSQL, Redis and the stand-in ' +
        'for Shopify share the cores.',
    ],
  };
}

async function runOnce(at: BenchHouse, seconds: number, say: BenchOptions['say']): Promise<Run> {
  const { house } = at;
  const [shop] = house.shops;
  if (!shop) throw new Error('There is a shop.');
  const pool = openLooker(house);
  const port = Number(new URL(house.url).port);
  const load = await openHttpLoad({ port, connections: AT_ONCE });
  const ask = async (request: Buffer) => {
    const status = await load.ask(request);
    if (status !== 200) throw new Error(`a webhook was answered ${status}`);
  };
  const watch = watchBalances(pool, shop.programId);
  try {
    say(`${BUSY_A_SECOND} orders a second`);
    const points: number[] = [];
    const busy = { perSecond: BUSY_A_SECOND, count: BUSY_A_SECOND * 20, atOnce: AT_ONCE };
    await openLoop(busy, async (place) => {
      const customerId = String(8_000_000_000 + place);
      const has = watch.has(customerId);
      const orderId = String(9_000_000_000 + place);
      await ask(paidRequest(SHOP, { orderId, customerId, pounds: 10 }));
      const ackAt = performance.now();
      points.push(Math.max(0, (await has) - ackAt));
    });
    say(`${PEAK_A_SECOND} webhooks a second for ${seconds} s`);
    const count = PEAK_A_SECOND * seconds;
    const requests = peakRequests(count);
    const load2 = { perSecond: PEAK_A_SECOND, count, atOnce: AT_ONCE };
    const { latencies, dropped } = await openLoop(load2, (place) => ask(requests[place] as Buffer));
    const lastAt = performance.now();
    await untilEmpty(pool, shop);
    return { acks: latencies, dropped, points, emptyAfter: (performance.now() - lastAt) / 1_000 };
  } finally {
    await watch.stop();
    load.close();
    await pool.end();
  }
}

/** Signed beforehand, so that the load takes little of the cores it shares. */
function peakRequests(count: number): Buffer[] {
  const requests: Buffer[] = [];
  for (let place = 0; place < count; place += 1) {
    const earlier = place % AGAIN_EVERY === AGAIN_EVERY - 1 ? requests[place - 3] : undefined;
    requests.push(
      earlier ??
        paidRequest(SHOP, {
          orderId: String(7_000_000_000 + place),
          customerId: String(5_000_000_000 + ((place * 7_919) % CUSTOMERS)),
          pounds: 10 + (place % 90),
        }),
    );
  }
  return requests;
}

async function untilEmpty(pool: pg.Pool, { programId }: Pick<BenchShop, 'programId'>) {
  for (;;) {
    const waiting = await inProgram(pool, programId, async (client) => {
      const { rows } = await client.query(
        'SELECT FROM inbox_waiting WHERE program_id = $1 LIMIT 1',
        [programId],
      );
      return rows.length;
    });
    if (waiting === 0) return;
    await sleep(20);
  }
}
