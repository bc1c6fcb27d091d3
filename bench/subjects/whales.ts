/** Goal 31, in the database: a new order of a member with ten thousand of them, counted. */
import type pg from 'pg';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { type BenchDatabase, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { countDatabase, type DatabaseCounters } from '../harness/database-counters.ts';
import { ROWS_PER_BATCH } from './bench-drain.ts';
import { CURRENCY, ZONE } from './bench-shop.ts';
import { orderMaker, usualOrders } from './made-orders.ts';
import { refuseUnsoundBooks } from './sound-books.ts';
import { minnow, MINNOW_ORDERS, MINNOWS, openWhaleShop, whale, WHALES } from './whale-shop.ts';
import type { WhaleShop } from './whale-shop.ts';

const WHALE_ORDERS = 10_000;
const QUICK_WHALE_ORDERS = 1_000;
/** As many as the drain folds members again with at once, and the one that claims. */
const CONNECTIONS = 4;
const SINGLES = 96;
const TIERED_SINGLES = 8;
const CROWDED_BATCHES = 4;

const PLACE = { currency: CURRENCY, zone: ZONE };

export const whalesBench: Bench = {
  name: 'whales',
  goal: 31,
  title: 'A new order of a member with ten thousand',
  run: async (options) => {
    const database = await startBenchDatabase();
    const pool = openPool({ url: database.appUrl, max: CONNECTIONS, name: 'bench' });
    try {
      return await measureWhales(options, database, pool);
    } finally {
      await pool.end();
      await database.stop();
    }
  },
};

async function measureWhales(
  options: BenchOptions,
  database: BenchDatabase,
  pool: pg.Pool,
): Promise<Measured> {
  const { repeats } = options.protocol;
  const whaleOrders = repeats > 2 ? WHALE_ORDERS : QUICK_WHALE_ORDERS;
  const make = orderMaker(await usualOrders(options.file));
  const said = whaleOrders.toLocaleString('en-GB');
  const counted = { admin: database.admin, pool, repeats };

  options.say(`Points: ${WHALES} members with ${said} orders, ${MINNOWS} with ${MINNOW_ORDERS}`);
  const points = await openWhaleShop(database, pool, {
    ...{ domain: 'bench-whales.myshopify.com', definition: pointsPreset(PLACE) },
    ...{ whaleOrders, make, stepwise: true },
  });
  await analyze(database.admin);
  options.say('Points: new orders, one a batch, then two hundred');
  const alone = await countSides(counted, points, { rows: 1, members: 1, batches: SINGLES });
  const crowd = {
    ...{ rows: ROWS_PER_BATCH, members: WHALES, batches: CROWDED_BATCHES },
    minnowsFrom: (repeats + 1) * SINGLES,
  };
  const crowded = await countSides(counted, points, crowd);
  const looked = await refuseUnsoundBooks(pool, points.shop.programId);

  options.say('Points + tiers: the same members');
  const tiers = await openWhaleShop(database, pool, {
    ...{ domain: 'bench-whales-tiers.myshopify.com', definition: pointsTiersPreset(PLACE) },
    ...{ whaleOrders, make, stepwise: false },
  });
  await analyze(database.admin);
  options.say('Points + tiers: new orders, one a job');
  const tiered = await countSides(counted, tiers, { rows: 1, members: 1, batches: TIERED_SINGLES });
  await refuseUnsoundBooks(pool, tiers.shop.programId);
  return {
    figures: [
      ...figuresOf('one a batch', alone),
      ...figuresOf(`${ROWS_PER_BATCH} a batch`, crowded),
      ...figuresOf('one a job, under tiers', tiered),
    ],
    settings: {
      ...database.settings,
      'orders of a whale': said,
      whales: String(WHALES),
      'orders of a minnow': String(MINNOW_ORDERS),
      'movements audited': looked.toLocaleString('en-GB'),
    },
    notes: NOTES,
  };
}

const NOTES = [
  'All that came before went through the inbox and the drain, under Points each batch at the ' +
    'instant of its last order: half of the lots have matured and half wait, all are open, and ' +
    'nothing falls due while new orders are counted. The laws and all chains held afterwards.',
  'One a batch is one order a job, each job looking for who is due and who is flagged too; ' +
    'whales in turn, minnows each once. Two hundred a batch are 25 orders of each of eight ' +
    'members, whales or minnows, never both.',
  'Under tiers a new order is gone on with from what is kept of the member’s tier: of the £ that ' +
    'count as many as the highest level asks for, so that a whale’s is a few orders longer.',
];

/** Without a checkpoint: no page is logged whole a second time, of either side. */
async function analyze(admin: pg.ClientBase): Promise<void> {
  await admin.query('VACUUM (ANALYZE)');
}

type Counted = { readonly whales: DatabaseCounters; readonly minnows: DatabaseCounters };
type Of = { readonly admin: pg.Client; readonly pool: pg.Pool; readonly repeats: number };
type Batches = {
  /** Rows of a batch, dealt out to so many members in turn. */
  readonly rows: number;
  readonly members: number;
  readonly batches: number;
  /** The minnows before this one were in batches already, and have more orders than the others. */
  readonly minnowsFrom?: number;
};

/** What an order costs on both sides, so many times; each minnow is in one batch at most. */
async function countSides(
  { admin, pool, repeats }: Of,
  { order, drain }: WhaleShop,
  { rows, members, batches, minnowsFrom = 0 }: Batches,
): Promise<Counted[]> {
  const side = async (name: (place: number) => string, from: number): Promise<DatabaseCounters> => {
    let cost: DatabaseCounters = { walBytes: 0, buffers: 0 };
    for (let batch = 0; batch < batches; batch += 1) {
      const first = from + batch * members;
      const dealt = Array.from({ length: rows }, (_, row) => name(first + (row % members)));
      const at = await order(dealt);
      const one = await countDatabase({ admin, pools: [pool] }, () => drain.job(at, rows));
      cost = { walBytes: cost.walBytes + one.walBytes, buffers: cost.buffers + one.buffers };
    }
    const orders = rows * batches;
    return { walBytes: cost.walBytes / orders, buffers: cost.buffers / orders };
  };
  const counted: Counted[] = [];
  // The first comparison warms up plans and connections and is left out.
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    const from = minnowsFrom + repeat * batches * members;
    const both = { whales: await side(whale, 0), minnows: await side(minnow, from) };
    if (repeat > 0) counted.push(both);
  }
  return counted;
}

function figuresOf(name: string, counted: readonly Counted[]): Figure[] {
  const each = (value: (one: Counted) => number): number[] => counted.map(value);
  const ratio = (of: keyof DatabaseCounters) =>
    each(({ whales, minnows }) => whales[of] / minnows[of]);
  const buffers = { name: `${name}: buffers ÷ a minnow’s`, unit: '×' } as const;
  const wal = { name: `${name}: write-ahead log ÷ a minnow’s`, unit: '×' } as const;
  return [
    figure({ ...buffers, values: ratio('buffers') }, { atMost: 1.2 }),
    figure({ ...wal, values: ratio('walBytes') }, { atMost: 1.2 }),
    figure({
      ...{ name: `${name}: buffers per order of a whale`, unit: 'buffers' },
      values: each(({ whales }) => whales.buffers),
    }),
    figure({
      ...{ name: `${name}: buffers per order of a minnow`, unit: 'buffers' },
      values: each(({ minnows }) => minnows.buffers),
    }),
    figure({
      ...{ name: `${name}: write-ahead log per order of a whale`, unit: 'bytes' },
      values: each(({ whales }) => whales.walBytes),
    }),
  ];
}
