/**
 * Goals 28 and 29: while a backlog drains, shoppers of that shop take rewards and another shop's
 * orders come in. Both are asked before the backlog and beside it, in one run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inProgram, openPool } from '../../app/adapters/postgres/pool.server.ts';
import { tokenOf } from '../../tests/support/buyers-at-web.ts';
import { matchReturns, type TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { type HttpLoad, openHttpLoad, requestBytes } from '../harness/http-load.ts';
import { openLoop } from '../harness/open-loop.ts';
import { percentile } from '../harness/statistics.ts';
import {
  addCodes,
  type BenchHouse,
  COST,
  houseSettings,
  openLooker,
  REWARD,
  startBenchHouse,
} from './bench-house.ts';
import { type BenchShop, fillInbox, firstLines } from './bench-shop.ts';
import { paidRequest } from './live-orders.ts';
import { watchBalances } from './watch-balances.ts';

const BUSY = 'bench-busy.myshopify.com';
const QUIET = 'bench-quiet.myshopify.com';
const REDEEMS_A_SECOND = 20;
const ORDERS_A_SECOND = 10;
const IDLE_SECONDS = 20;
const AT_ONCE = 16;
const SHOPPERS = 400;
/** Each shopper has points for so many rewards. */
const REWARDS_EACH = 12;
const USUAL_LINES = 3;

export const besideBench: Bench = {
  name: 'beside',
  goal: 28,
  title: 'Nobody waits for a backlog (goals 28 and 29)',
  run: measureBeside,
};

type Seen = { redeem: number[]; quiet: number[]; dropped: number };

async function measureBeside(options: BenchOptions): Promise<Measured> {
  const isQuick = options.protocol.repeats < 5;
  const rows = isQuick ? 10_000 : 100_000;
  options.say('reading trade');
  const trade = matchReturns(await readTrade(options.file));
  const known = trade.orders.filter(({ customerId }) => customerId !== null);
  const orders = firstLines(known, USUAL_LINES);
  const runs: { idle: Seen; beside: Seen; seconds: number }[] = [];
  let settings: Record<string, string> = {};
  for (let repeat = 0; repeat < (isQuick ? 1 : 3); repeat += 1) {
    const at = await startBenchHouse([BUSY, QUIET]);
    try {
      settings = houseSettings(at);
      runs.push(await runOnce(options, at, { orders, rows }));
    } finally {
      await at.stop();
    }
  }
  const over = (of: 'redeem' | 'quiet', share: number) =>
    runs.map(({ idle, beside }) => percentile(beside[of], share) / percentile(idle[of], share));
  const each = (of: 'redeem' | 'quiet', when: 'idle' | 'beside', share: number) =>
    runs.map((run) => percentile(run[when][of], share));
  const dropped = runs.map(({ idle, beside }) => idle.dropped + beside.dropped);
  return {
    figures: [
      figure(
        { name: 'redeem, p95: beside the drain ÷ idle', unit: '×', values: over('redeem', 0.95) },
        { atMost: 2 },
      ),
      figure({ name: 'redeem, p95, idle', unit: 'ms', values: each('redeem', 'idle', 0.95) }),
      figure({ name: 'redeem, p95, beside', unit: 'ms', values: each('redeem', 'beside', 0.95) }),
      figure(
        {
          name: 'a quiet shop, ack → points, p99: beside ÷ idle',
          unit: '×',
          values: over('quiet', 0.99),
        },
        { atMost: 2 },
      ),
      figure({ name: 'a quiet shop, p99, idle', unit: 'ms', values: each('quiet', 'idle', 0.99) }),
      figure({
        name: 'a quiet shop, p99, beside',
        unit: 'ms',
        values: each('quiet', 'beside', 0.99),
      }),
      figure({ name: 'the backlog drained in', unit: 's', values: runs.map((run) => run.seconds) }),
      figure({ name: 'dropped by the load', unit: 'requests', values: dropped }, { atMost: 0 }),
    ],
    settings: {
      ...settings,
      backlog: rows.toLocaleString('en-GB'),
      'redemptions a second': String(REDEEMS_A_SECOND),
      'a quiet shop’s orders a second': String(ORDERS_A_SECOND),
    },
    notes: [
      'Open loop: a redemption counts from the instant it was due. A quiet shop’s order counts ' +
        'from its acknowledgement until its points can be read, asked every 4 ms.',
      'Load, web, worker, PostgreSQL, Redis and the stand-in for Shopify, which is told of every ' +
        'member that moved, share the cores. The backlog is committed at once.',
    ],
  };
}

type Backlog = { readonly orders: readonly TradeOrder[]; readonly rows: number };

async function runOnce(options: BenchOptions, at: BenchHouse, backlog: Backlog) {
  const { house } = at;
  const [busy, quiet] = house.shops;
  if (!busy || !quiet) throw new Error('There are two shops.');
  const pool = openLooker(house);
  const load = await openHttpLoad({ port: Number(new URL(house.url).port), connections: AT_ONCE });
  const watch = watchBalances(pool, quiet.programId);
  try {
    options.say('shoppers earn points, codes are made');
    await earn(load, pool, busy);
    await addCodes(house, busy.programId, SHOPPERS * REWARDS_EACH);
    const doors = { load, watch, tokens: await tokensOf(), place: { redeem: 0, quiet: 0 } };
    options.say('idle');
    const idle = await askBoth(doors, IDLE_SECONDS, () => false);
    options.say(`beside a backlog of ${backlog.rows.toLocaleString('en-GB')}`);
    const fill = openPool({ url: house.servers.directAppUrl, max: 1, name: 'bench' });
    await fill.query('BEGIN');
    await fillInbox(fill, busy, { ...backlog, endsAt: Date.now() - 60_000 });
    await fill.query('COMMIT');
    await fill.end();
    const begun = performance.now();
    let isDrained = false;
    const drained = untilDrained(pool, busy.programId).then(() => (isDrained = true));
    const beside = await askBoth(doors, 600, () => isDrained);
    await drained;
    return { idle, beside, seconds: (performance.now() - begun) / 1_000 };
  } finally {
    await watch.stop();
    load.close();
    await pool.end();
  }
}

const shopper = (place: number) => String(5_000_000_000 + (place % SHOPPERS));

async function earn(load: HttpLoad, pool: pg.Pool, shop: BenchShop): Promise<void> {
  const requests = Array.from({ length: SHOPPERS }, (_, place) =>
    paidRequest(shop.domain, {
      ...{ orderId: String(6_000_000_000 + place), customerId: shopper(place) },
      pounds: COST * REWARDS_EACH,
    }),
  );
  await load.send(requests);
  await untilDrained(pool, shop.programId);
}

async function untilDrained(pool: pg.Pool, programId: number): Promise<void> {
  for (;;) {
    const left = await inProgram(pool, programId, async (client) => {
      const { rows } = await client.query(
        'SELECT FROM inbox_waiting WHERE program_id = $1 LIMIT 1',
        [programId],
      );
      return rows.length;
    });
    if (left === 0) return;
    await sleep(100);
  }
}

/** An extension's proof for each shopper, made before anything is measured. */
function tokensOf(): Promise<string[]> {
  const shop = { domain: BUSY } as Parameters<typeof tokenOf>[0]['shop'];
  return Promise.all(
    Array.from({ length: SHOPPERS }, (_, place) =>
      tokenOf(
        { shop, customerId: shopper(place) },
        { exp: Math.floor(Date.now() / 1_000) + 3_600 },
      ),
    ),
  );
}

type Doors = {
  readonly load: HttpLoad;
  readonly watch: ReturnType<typeof watchBalances>;
  readonly tokens: readonly string[];
  /** How many were asked for so far: no two are the same. */
  readonly place: { redeem: number; quiet: number };
};

/** Rewards are taken and a quiet shop's orders come, for so long or until it is over. */
async function askBoth(doors: Doors, seconds: number, isOver: () => boolean): Promise<Seen> {
  const quiet: number[] = [];
  const [redeem, told] = await Promise.all([
    openLoop(
      { perSecond: REDEEMS_A_SECOND, count: REDEEMS_A_SECOND * seconds, atOnce: AT_ONCE, isOver },
      () => redeemOnce(doors),
    ),
    openLoop(
      { perSecond: ORDERS_A_SECOND, count: ORDERS_A_SECOND * seconds, atOnce: 1_000, isOver },
      async () => void quiet.push(await pointsOnce(doors)),
    ),
  ]);
  return { redeem: [...redeem.latencies], quiet, dropped: redeem.dropped + told.dropped };
}

async function redeemOnce({ load, tokens, place }: Doors): Promise<void> {
  const at = (place.redeem += 1);
  const headers = {
    authorization: `Bearer ${tokens[at % SHOPPERS]}`,
    'content-type': 'application/json',
  };
  const body = Buffer.from(JSON.stringify({ rewardId: REWARD, key: `bench-key-${at}` }));
  const status = await load.ask(requestBytes('/api/redeem', headers, body));
  if (status !== 200) throw new Error(`a redemption was answered ${status}`);
}

/** In ms from the acknowledgement of an order until its points can be read. */
async function pointsOnce({ load, watch, place }: Doors): Promise<number> {
  const at = (place.quiet += 1);
  const customerId = String(8_000_000_000 + at);
  const has = watch.has(customerId);
  const orderId = String(9_000_000_000 + at);
  const status = await load.ask(paidRequest(QUIET, { orderId, customerId, pounds: 10 }));
  if (status !== 200) throw new Error(`a webhook was answered ${status}`);
  const ackAt = performance.now();
  return Math.max(0, (await has) - ackAt);
}
