/** Goal 4: a member's points read, tenant named and row-level security on, against Y3. */
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { readPoints } from '../../app/adapters/postgres/read-points.server.ts';
import { compare } from '../harness/abba.ts';
import { type BenchDatabase, settle, startBenchDatabase } from '../harness/bench-database.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { countDatabase } from '../harness/database-counters.ts';
import { percentile } from '../harness/statistics.ts';
import { fillBalances } from '../yardsticks/y2-award.ts';
import { readYardstick, Y3_CONNECTIONS } from '../yardsticks/y3-read.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';

const MEMBERS = 100_000;
const COUNTED = 4_000;
/** So that a repeat's 99th percentile rests on 20,000 calls and more: 24 × 850 of each side. */
const SLICE = 850;

export const readBench: Bench = {
  name: 'read',
  goal: 4,
  title: 'Points read',
  run: async (options) => {
    const database = await startBenchDatabase();
    try {
      return await measureRead(options, database);
    } finally {
      await database.stop();
    }
  },
};

async function measureRead(options: BenchOptions, database: BenchDatabase): Promise<Measured> {
  const { admin, appUrl, settings } = database;
  options.say(`filling in ${MEMBERS.toLocaleString('en-GB')} members`);
  const shop = await openBenchShop(admin, 'bench-read.myshopify.com');
  await fillMembers(database, shop);
  await fillBalances(admin, MEMBERS);
  await settle(admin);
  const pool = openPool({ url: appUrl, max: Y3_CONNECTIONS, name: 'bench' });
  try {
    const times = { subject: [] as number[], yardstick: [] as number[] };
    const subject = readSubject(pool, shop, times.subject);
    const yardstick = readYardstick(pool, MEMBERS, times.yardstick);
    const latencies = latencyRatios(times);
    options.say('in slices, against Y3');
    const done = await compare(
      { subject, yardstick },
      { ...options.protocol, operations: { subject: SLICE, yardstick: SLICE } },
      { onWarm: latencies.forget, onRepeat: latencies.take },
    );
    const counted = { admin, pools: [pool] };
    const own = await countDatabase(counted, () => subject.perform(COUNTED));
    const least = await countDatabase(counted, () => yardstick.perform(COUNTED));
    return {
      figures: [
        figure({ name: 'p50 ÷ Y3’s', unit: '×', values: latencies.p50 }, { atMost: 2 }),
        figure({ name: 'p99 ÷ Y3’s', unit: '×', values: latencies.p99 }, { atMost: 3 }),
        figure({ name: 'rate ÷ Y3’s', unit: '×', values: done.map(({ ratio }) => ratio) }),
        figure({
          name: 'reads per second',
          unit: '/s',
          values: done.map(({ subjectPerSecond }) => subjectPerSecond),
        }),
        figure({ name: 'p50', unit: 'ms', values: latencies.p50Ms }),
        figure({ name: 'p99', unit: 'ms', values: latencies.p99Ms }),
        figure({ name: 'buffers per read', unit: 'buffers', values: [own.buffers / COUNTED] }),
        figure({ name: 'buffers per Y3', unit: 'buffers', values: [least.buffers / COUNTED] }),
      ],
      settings: {
        ...settings,
        connections: String(Y3_CONNECTIONS),
        members: MEMBERS.toLocaleString('en-GB'),
        'calls per percentile': Math.min(...latencies.calls).toLocaleString('en-GB'),
      },
      notes: [
        'The read is one call of a SQL function that names the program and reads the header row.',
        'The goal’s other half, the whole HTTP endpoint with its token check, does not exist yet.',
      ],
    };
  } finally {
    await pool.end();
  }
}

function readSubject(
  pool: ReturnType<typeof openPool>,
  { programId, shopId }: BenchShop,
  latencies: number[],
) {
  let reads = 0;
  return {
    perform(operations: number): Promise<void> {
      return closedLoop({ operations, callers: Y3_CONNECTIONS, latencies }, async () => {
        reads += 1;
        const customerId = String(((reads * 7919) % MEMBERS) + 1);
        const found = await readPoints(pool, { programId, shopId, customerId });
        if (!found) throw new Error(`customer ${customerId} is a member`);
      });
    },
  };
}

/** Percentiles by repeat: the subject's, and as a ratio to the yardstick's. */
function latencyRatios(times: { subject: number[]; yardstick: number[] }) {
  const kept = {
    p50: [] as number[],
    p99: [] as number[],
    p50Ms: [] as number[],
    p99Ms: [] as number[],
    calls: [] as number[],
  };
  const forget = (): void => {
    times.subject.length = 0;
    times.yardstick.length = 0;
  };
  const take = (): void => {
    const [p50Ms, p99Ms] = [percentile(times.subject, 0.5), percentile(times.subject, 0.99)];
    kept.p50Ms.push(p50Ms);
    kept.p99Ms.push(p99Ms);
    kept.p50.push(p50Ms / percentile(times.yardstick, 0.5));
    kept.p99.push(p99Ms / percentile(times.yardstick, 0.99));
    kept.calls.push(Math.min(times.subject.length, times.yardstick.length));
    forget();
  };
  return { ...kept, forget, take };
}

async function fillMembers({ admin }: BenchDatabase, shop: BenchShop): Promise<void> {
  await admin.query(
    `INSERT INTO members (program_id, shop_id, customer_id, pending, available, seq)
     SELECT $1, $2, customer::text, 100, 500, 7 FROM generate_series(1, $3::bigint) AS customer`,
    [shop.programId, shop.shopId, MEMBERS],
  );
}
