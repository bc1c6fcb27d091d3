/** Goal 6: what a ledger of ten million entries costs beside one of ten thousand. */
import type pg from 'pg';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { compare } from '../harness/abba.ts';
import { type BenchDatabase, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { countDatabase, type DatabaseCounters } from '../harness/database-counters.ts';
import { copyLedger, drainLedger, SMALL_ENTRIES, SMALL_MEMBERS } from './flat-ledgers.ts';
import { COST, fillPool, REWARD_ID, SMALL_CHANGE } from './flat-pool.ts';
import { CALLERS, type Operation, OPERATIONS, sidesOf } from './flat-sides.ts';
import { orderMaker, usualOrders } from './made-orders.ts';
import { refuseUnsoundBooks, refuseUnsoundNews } from './sound-books.ts';

/** `LAUREL_ENTRIES` names another size of the large ledger. */
const ENTRIES = 10_000_000;
const QUICK_ENTRIES = 200_000;
/** Operations counted, over all repeats. */
const COUNTED = 4_000;
const CODES = 6_000;
/** With ten orders of so much each, everybody has points for ten rewards. */
const LEAST_MINOR = 6_000;

/** Operations of a timed slice, some tens of milliseconds; an award's is a batch. */
const SLICES: Record<Operation, number> = {
  award: 200,
  redemption: 10,
  read: 400,
  'history page': 40,
};
// Each redemption leaves its member one reward nearer to the ten they may have in hand.
const PAIRS_MAX = 8;

export const flatBench: Bench = {
  name: 'flat',
  goal: 6,
  title: 'Flat, however long the ledger',
  run: async (options) => {
    // A page's first change after a checkpoint is logged whole, and a large ledger has more pages
    // to change for the first time: that would be a figure of when checkpoints come.
    const database = await startBenchDatabase({ full_page_writes: 'off' });
    const pool = openPool({ url: database.appUrl, max: CALLERS, name: 'bench' });
    try {
      return await measureFlat(options, database, pool);
    } finally {
      await pool.end();
      await database.stop();
    }
  },
};

async function measureFlat(
  options: BenchOptions,
  { admin, settings }: BenchDatabase,
  pool: pg.Pool,
): Promise<Measured> {
  const { say, protocol } = options;
  const entries =
    Number(process.env.LAUREL_ENTRIES ?? 0) || (protocol.repeats > 2 ? ENTRIES : QUICK_ENTRIES);
  const make = orderMaker(await usualOrders(options.file, LEAST_MINOR));
  const startsAt = Date.now();
  const definition = SMALL_CHANGE;
  say(`draining ${SMALL_ENTRIES.toLocaleString('en-GB')} entries into the small ledger`);
  const small = await drainLedger(
    { admin, pool },
    { domain: 'bench-flat-small.myshopify.com', definition, make, startsAt },
  );
  say(`copying them into a large one of ${entries.toLocaleString('en-GB')}`);
  const domain = 'bench-flat-large.myshopify.com';
  const large = await copyLedger(admin, { domain, definition, small, entries, say });
  for (const { shop } of [small, large]) await fillPool(admin, shop, CODES);
  say('asking the laws of both, and working out every chain');
  await admin.query('VACUUM (ANALYZE)');
  const audited = {
    small: await refuseUnsoundBooks(pool, small.shop.programId),
    large: await refuseUnsoundBooks(pool, large.shop.programId),
  };
  const ground = { pool, make, startsAt, rewardId: REWARD_ID };
  const sides = { small: sidesOf(small, ground), large: sidesOf(large, ground) };
  const figures: Figure[] = [];
  for (const operation of OPERATIONS) {
    say(`${operation}: counting ${COUNTED.toLocaleString('en-GB')} on each, then in slices`);
    const both = { small: sides.small[operation], large: sides.large[operation] };
    const repeats = { count: protocol.repeats, operations: COUNTED / protocol.repeats };
    const counted = await countBoth({ admin, pools: [pool] }, both, repeats);
    const timed = await compare(
      { subject: both.large, yardstick: both.small },
      {
        ...{ ...protocol, pairs: Math.min(PAIRS_MAX, protocol.pairs) },
        operations: { subject: SLICES[operation], yardstick: SLICES[operation] },
      },
    );
    const times = timed.map(({ ratio }) => 1 / ratio);
    figures.push(...figuresOf(operation, counted, times));
  }
  say('asking the laws of those who were written to');
  for (const { shop } of [small, large])
    await refuseUnsoundNews(pool, shop.programId, startsAt + 1);
  return {
    figures,
    settings: {
      ...settings,
      full_page_writes: 'off',
      'entries of the small ledger': audited.small.toLocaleString('en-GB'),
      'entries of the large ledger': audited.large.toLocaleString('en-GB'),
      'members of the small one': small.members.toLocaleString('en-GB'),
      'members of the large one': large.members.toLocaleString('en-GB'),
      connections: String(CALLERS),
    },
    notes: NOTES,
  };
}

const NOTES = [
  'An entry is a movement from one account to another. The small ledger went through the inbox ' +
    'and the drain; the large one is the small one many times over in SQL: other members, ' +
    'orders, lots and deliveries, every movement hashed with the one before it. The laws and all ' +
    'chains of both hold before, and of whoever was written to afterwards.',
  'Before the bench there were awards and maturings, no redemptions. Reads go to all members; ' +
    `writes to ${SMALL_MEMBERS} of each ledger, far apart in the large one, so that what ` +
    'is compared is the ledgers and not how often it was a member’s turn.',
  'An award is an order of a batch of 200 members; a redemption is the use case without HTTP, ' +
    `${COST} points each; a read is the SQL function; a history page is the member’s page of the ` +
    'admin with its twenty newest events.',
  'Counted first, then timed: timed slices make both ledgers grow by some thousands of entries.',
];

type Both<T> = { readonly small: T; readonly large: T };
type SideOf = ReturnType<typeof sidesOf>[Operation];

/** What an operation costs on both, so many times; the first time, which warms up, is left out. */
async function countBoth(
  on: Parameters<typeof countDatabase>[0],
  sides: Both<SideOf>,
  { count, operations }: { readonly count: number; readonly operations: number },
): Promise<Both<DatabaseCounters>[]> {
  const cost = async (side: SideOf, some: number): Promise<DatabaseCounters> => {
    await side.prepare?.(some);
    const { walBytes, buffers } = await countDatabase(on, async () => {
      await side.perform(some);
    });
    return { walBytes: walBytes / some, buffers: buffers / some };
  };
  const warmUp = Math.min(operations, 200);
  for (const side of [sides.small, sides.large]) await cost(side, warmUp);
  const counted: Both<DatabaseCounters>[] = [];
  for (let repeat = 0; repeat < count; repeat += 1) {
    const small = await cost(sides.small, operations);
    counted.push({ small, large: await cost(sides.large, operations) });
  }
  return counted;
}

const WRITES: readonly Operation[] = ['award', 'redemption'];

function figuresOf(
  operation: Operation,
  counted: readonly Both<DatabaseCounters>[],
  times: readonly number[],
): Figure[] {
  const ratio = (of: keyof DatabaseCounters): number[] =>
    counted.map(({ small, large }) => large[of] / small[of]);
  const wal = { name: `${operation}: write-ahead log ÷ the small one’s`, unit: '×' } as const;
  return [
    figure(
      { name: `${operation}: buffers ÷ the small one’s`, unit: '×', values: ratio('buffers') },
      { atMost: 1.12 },
    ),
    ...(WRITES.includes(operation)
      ? [figure({ ...wal, values: ratio('walBytes') }, { atMost: 1.05 })]
      : []),
    figure(
      { name: `${operation}: time ÷ the small one’s`, unit: '×', values: times },
      { atMost: 1.2 },
    ),
    figure({
      ...{ name: `${operation}: buffers on the large one`, unit: 'buffers' },
      values: counted.map(({ large }) => large.buffers),
    }),
  ];
}
