/** Goal 3: a backlog drained into the books, against one award call after another (Y2). */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { drainInbox } from '../../app/services/drain-inbox.ts';
import type { DrainNeeds } from '../../app/services/ports/drain.ts';
import { matchReturns, type TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { startTcpProxy } from '../../tests/support/tcp-proxy.ts';
import { compare, type Side } from '../harness/abba.ts';
import { type BenchDatabase, settle, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { countDatabase } from '../harness/database-counters.ts';
import { awardYardstick, fillBalances, Y2_CONNECTIONS } from '../yardsticks/y2-award.ts';
import { type BenchShop, fillInbox, firstLines, openBenchShop } from './bench-shop.ts';
import { refuseWrongBooks } from './exact-books.ts';

const ROWS_PER_BATCH = 200;
/** As a worker's job drains. */
const LANES = 2;
const SLICE = 400;
const COUNTED = 4_000;
const USUAL_LINES = 3;

type Case = {
  readonly name: string;
  readonly orders: readonly TradeOrder[];
  readonly rows: number;
  readonly bounds?: { readonly atLeast: number };
};

type Ground = {
  readonly database: BenchDatabase;
  readonly options: BenchOptions;
  /** The drain's pool and the yardstick's; both of the application's role. */
  readonly drainPool: pg.Pool;
  readonly awardPool: pg.Pool;
};

export const drainBench: Bench = {
  name: 'drain',
  goal: 3,
  title: 'Backlog drain',
  run: async (options) => {
    const database = await startBenchDatabase();
    const url = database.appUrl;
    const drainPool = openPool({ url, max: LANES, name: 'bench' });
    const awardPool = openPool({ url, max: Y2_CONNECTIONS, name: 'bench' });
    try {
      return await measureDrain({ options, database, drainPool, awardPool });
    } finally {
      await Promise.all([drainPool.end(), awardPool.end()]);
      await database.stop();
    }
  },
};

async function measureDrain(ground: Ground): Promise<Measured> {
  const { options, database } = ground;
  options.say('reading trade');
  const trade = matchReturns(await readTrade(options.file));
  const whole = trade.orders.filter(({ customerId }) => customerId !== null);
  const usual = firstLines(whole, USUAL_LINES);
  const cases: Case[] = [
    { name: 'orders of three lines', orders: usual, rows: 100_000, bounds: { atLeast: 1.5 } },
    { name: 'whole orders of the file', orders: whole, rows: 70_000 },
  ];
  await fillBalances(database.admin, 20_000);
  const figures: Figure[] = [];
  for (const [place, one] of cases.entries()) {
    options.say(`${one.name}: filling an inbox of ${one.rows.toLocaleString('en-GB')} rows`);
    const shop = await openBenchShop(database.admin, `bench-drain-${place}.myshopify.com`);
    const endsAt = Date.now() - 60_000;
    const { orders, rows } = one;
    await fillInbox(ground.awardPool, shop, { orders, rows, endsAt });
    await settle(database.admin);
    figures.push(...(await measureCase(ground, shop, one)));
  }
  const lines = whole.reduce((sum, order) => sum + order.lines.length, 0) / whole.length;
  return {
    figures,
    settings: {
      ...database.settings,
      'Y2 connections': String(Y2_CONNECTIONS),
      'drain connections': String(LANES),
      'rows per batch': String(ROWS_PER_BATCH),
      'lines per whole order': lines.toFixed(1),
    },
    notes: [
      'Each delivery is the first word of a new order, paid within the last hours: one award. ' +
        'Claiming, rules, lots, awards, explanations, the hash chain and the outbox are in it; ' +
        'the program has no tiers.',
      'The goal is held against usual orders; whole ones show what more lines cost. A job drains ' +
        'in two lanes: while the server writes one batch, another is read and folded.',
    ],
  };
}

async function measureCase(ground: Ground, shop: BenchShop, one: Case): Promise<Figure[]> {
  const { options, awardPool } = ground;
  options.say(`${one.name}: in slices of ${SLICE} orders, against Y2`);
  const subject = drainSide(ground.drainPool, shop);
  const yardstick = awardYardstick(awardPool, 20_000, shop.domain);
  const operations = { subject: SLICE, yardstick: SLICE };
  const done = await compare({ subject, yardstick }, { ...options.protocol, operations });
  const ratios = done.map(({ ratio }) => ratio);
  const rates = done.map(({ subjectPerSecond }) => subjectPerSecond);
  const y2Rates = done.map(({ yardstickPerSecond }) => yardstickPerSecond);
  const counted = await countBoth(ground, shop, yardstick);
  await refuseWrongBooks(ground.database.admin, shop);
  const { name } = one;
  return [
    figure({ name: `${name}: rate ÷ Y2’s`, unit: '×', values: ratios }, one.bounds),
    figure({ name: `${name}: orders per second`, unit: '/s', values: rates }),
    figure({ name: `${name}: Y2 per second`, unit: '/s', values: y2Rates }),
    figure(
      { name: `${name}: statements per order`, unit: 'statements', values: [counted.statements] },
      { atMost: 0.15 },
    ),
    figure(
      { name: `${name}: write-ahead log ÷ Y2’s`, unit: '×', values: [counted.walRatio] },
      { atMost: 2 },
    ),
    figure({ name: `${name}: write-ahead log per order`, unit: 'bytes', values: [counted.wal] }),
    figure({ name: `${name}: buffers per order`, unit: 'buffers', values: [counted.buffers] }),
    figure({ name: `${name}: buffers per Y2`, unit: 'buffers', values: [counted.y2Buffers] }),
  ];
}

/** What an order costs, counted over some thousands of them outside the slices. */
async function countBoth({ database, awardPool }: Ground, shop: BenchShop, yardstick: Side) {
  const { admin, appUrl } = database;
  const proxy = await startTcpProxy(appUrl);
  const pool = openPool({ url: proxy.url, max: LANES, name: 'bench' });
  try {
    const counted = drainSide(pool, shop);
    await counted.perform(ROWS_PER_BATCH);
    let statements = 0;
    const own = await countDatabase({ admin, pools: [pool] }, async () => {
      const before = proxy.count();
      await counted.perform(COUNTED);
      statements = proxy.count() - before;
    });
    const least = await countDatabase({ admin, pools: [awardPool] }, async () => {
      await yardstick.perform(COUNTED);
    });
    return {
      statements: statements / COUNTED,
      wal: own.walBytes / COUNTED,
      walRatio: own.walBytes / least.walBytes,
      buffers: own.buffers / COUNTED,
      y2Buffers: least.buffers / COUNTED,
    };
  } finally {
    await pool.end();
    await proxy.close();
  }
}

/** Drains so many rows, batch after batch, as a worker's job does. */
function drainSide(pool: pg.Pool, { programId }: BenchShop): Side {
  const needs: DrainNeeds = {
    books: openBooks(pool),
    log: { info: ignore, warn: shout, error: shout },
    crypto: chainCrypto,
    clock: () => instant(Date.now()),
    pause: (ms) => sleep(ms),
  };
  return {
    async perform(operations) {
      const batchesMax = operations / ROWS_PER_BATCH;
      const bounds = {
        ...{ rowsPerBatch: ROWS_PER_BATCH, batchesMax, budgetMs: 60_000 },
        lanes: LANES,
      };
      const { rows } = await drainInbox(needs, programId, bounds);
      return rows;
    },
  };
}

const ignore = (): void => undefined;
const shout = (fields: unknown, message: string): void => console.error(message, fields);
