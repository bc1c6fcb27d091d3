/** Goal 5: no row that all awards share, of a shop or of a member. */
import type pg from 'pg';
import { compare, type Sides } from '../harness/abba.ts';
import { type BenchDatabase, settle, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { ROWS_PER_BATCH } from './bench-drain.ts';
import { type BenchShop } from './bench-shop.ts';
import { refuseWrongBooks } from './exact-books.ts';
import { type OrderMaker, orderMaker, usualOrders } from './made-orders.ts';
import { CONNECTIONS, drainPool, manyShopsSide, oneShopSide, openBacklog } from './spread-shops.ts';
import { drainBeside, drainInLanes, LOG_PREFIX, WORKERS, ZIPF_CONNECTIONS } from './spread-zipf.ts';

const SHOPS = 100;
/** A batch of one of the shops has an order of each of its members, as one of the one shop has. */
const MEMBERS = SHOPS * ROWS_PER_BATCH;
const SLICE_BATCHES = 20;
/** Less than a job's; lanes open one after another, and two batches would show little else. */
const SLICE = SLICE_BATCHES * ROWS_PER_BATCH;
const PAIRS_MAX = 4;
/** `LAUREL_AWARDS` names another number of awards under Zipf's law. */
const AWARDS = 1_000_000;
const QUICK_AWARDS = 20_000;
/** Fewer by several workers: the first member is folded again, over and over. */
const AWARDS_BESIDE = 50_000;
const QUICK_AWARDS_BESIDE = 10_000;

export const spreadBench: Bench = {
  name: 'spread',
  goal: 5,
  title: 'No hot row',
  run: async (options) => {
    const database = await startBenchDatabase({ log_line_prefix: LOG_PREFIX });
    const pool = drainPool(database);
    try {
      return await measureSpread(options, database, pool);
    } finally {
      await pool.end();
      await database.stop();
    }
  },
};

async function measureSpread(
  options: BenchOptions,
  database: BenchDatabase,
  pool: pg.Pool,
): Promise<Measured> {
  const { protocol, say } = options;
  const isQuick = protocol.repeats <= 2;
  const awards = Number(process.env.LAUREL_AWARDS ?? 0) || (isQuick ? QUICK_AWARDS : AWARDS);
  const make = orderMaker(await usualOrders(options.file));
  const ratios = await compareSpreads(options, { database, pool, make });
  const ground = { database, make, say };
  const lanes = await drainInLanes(ground, awards);
  const beside = isQuick ? QUICK_AWARDS_BESIDE : AWARDS_BESIDE;
  const workers = await drainBeside(ground, beside);
  return {
    figures: [...ratios, ...lanes, ...workers],
    settings: {
      ...database.settings,
      'connections of each compared side': String(CONNECTIONS),
      'awards in lanes': awards.toLocaleString('en-GB'),
      'awards by workers': beside.toLocaleString('en-GB'),
      'connections under Zipf’s law': String(ZIPF_CONNECTIONS),
      workers: String(WORKERS),
      'rows per batch': String(ROWS_PER_BATCH),
    },
    notes: NOTES,
  };
}

const NOTES = [
  'Awards are drained, as the product awards: batches of 200 orders. One shop is drained in two ' +
    `lanes, ${SHOPS} shops by two drains at once, each batch of the next shop’s own backlog. ` +
    `Slices are ${SLICE_BATCHES} batches long, a job is up to fifty. Orders come in time order.`,
  'One member or all members of one shop: two lanes in both.',
  'Under Zipf’s law the first of 100,000 members has six of ten orders. Eight lanes are one ' +
    'process’s drain; several workers, who overtake one another, drain until nobody is left ' +
    'to be folded again. Both end in exact books, of which the laws and all chains hold.',
];

type Ground = {
  readonly database: BenchDatabase;
  readonly pool: pg.Pool;
  readonly make: OrderMaker;
};

async function compareSpreads(options: BenchOptions, ground: Ground): Promise<Figure[]> {
  const { say } = options;
  const pairs = Math.min(PAIRS_MAX, options.protocol.pairs);
  // One comparison more than is told: the first warms up.
  const rows = pairs * (options.protocol.repeats + 1) * SLICE;
  const rounded = Math.ceil(rows / SHOPS / ROWS_PER_BATCH) * ROWS_PER_BATCH;
  const spread = (place: number): string => String(1 + (place % MEMBERS));
  const { make, database, pool } = ground;
  const open = (name: string, count: number, customerOf: (place: number) => string) =>
    openBacklog(database, pool, `bench-spread-${name}.myshopify.com`, {
      ...{ rows: count, customerOf, make },
    });
  say(`filling inboxes of ${(4 * rows).toLocaleString('en-GB')} rows`);
  const one = await open('one', rows, spread);
  const shops: BenchShop[] = [];
  for (let place = 0; place < SHOPS; place += 1) {
    const own = (row: number) => spread((row % (MEMBERS / SHOPS)) * SHOPS + place);
    shops.push(await open(`shop-${place}`, rounded, own));
  }
  const wide = await open('wide', rows, spread);
  const single = await open('single', rows, () => '1');
  await settle(database.admin);
  const operations = { subject: SLICE, yardstick: SLICE };
  const protocol = { ...options.protocol, pairs, operations };
  const sides = (subject: BenchShop, yardstick: Sides['yardstick']): Sides => ({
    ...{ subject: oneShopSide(pool, subject), yardstick },
  });
  say(`one shop against ${SHOPS}, in slices`);
  const byShop = await compare(sides(one, manyShopsSide(pool, shops)), protocol);
  say('one member against many, in slices');
  const byMember = await compare(sides(single, oneShopSide(pool, wide)), protocol);
  for (const shop of [one, wide, single, ...shops]) await refuseWrongBooks(database.admin, shop);
  const rate = (name: string, values: readonly number[]): Figure =>
    figure({ name, unit: '/s', values });
  return [
    figure(
      { name: `one shop: rate ÷ ${SHOPS} shops’`, unit: '×', values: byShop.map((c) => c.ratio) },
      { atLeast: 0.95 },
    ),
    rate(
      'one shop: orders per second',
      byShop.map((c) => c.subjectPerSecond),
    ),
    figure(
      {
        ...{ name: `one member: rate ÷ ${MEMBERS.toLocaleString('en-GB')} members’`, unit: '×' },
        values: byMember.map((c) => c.ratio),
      },
      { atLeast: 0.45 },
    ),
    rate(
      'one member: orders per second',
      byMember.map((c) => c.subjectPerSecond),
    ),
  ];
}
