/** Goal 8: a million webhooks through the real processes, and what is left behind by them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { type BenchDatabase, startBenchDatabase } from '../harness/bench-database.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { type BenchQueue, startBenchQueue } from '../harness/bench-queue.ts';
import { type HttpLoad, openHttpLoad } from '../harness/http-load.ts';
import { median } from '../harness/statistics.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { startWeb, startWorker } from './ingest-processes.ts';
import { usualOrders } from './made-orders.ts';
import { clientBuffers, type DeadTuples, deadTuples, redisMb, residentMb } from './soak-gauges.ts';
import { soakRequests, type SoakRequests } from './soak-requests.ts';
import { refuseUnsoundBooks } from './sound-books.ts';

/** `LAUREL_WEBHOOKS` names another number. */
const WEBHOOKS = 1_000_000;
const QUICK_WEBHOOKS = 20_000;
const CLIENTS = 16;
const BUYERS = 50_000;
const BODIES = 500;
const STEPS = 100;
/** Requests held in memory at once. */
const AT_ONCE = 1_000;
/** No more wait than that: webhooks come as fast as the worker drains them, and not faster. */
const WAITING_MAX = 2_000;
const POLL_MS = 50;
/** A backend that rests reports what it counted within ten seconds. */
const REPORT_MS = 11_000;
const PATIENCE_MS = 600_000;

export const soakBench: Bench = {
  name: 'soak',
  goal: 8,
  title: 'Soak',
  onlyNamed: true,
  run: async (options) => {
    const stops: (() => Promise<void>)[] = [];
    try {
      return await measureSoak(options, stops);
    } finally {
      for (const stop of stops.reverse()) await stop().catch(console.error);
    }
  },
};

/** What was started is noted in `stops` at once, so that it ends whatever happens. */
async function measureSoak(
  options: BenchOptions,
  stops: (() => Promise<void>)[],
): Promise<Measured> {
  const asked = Number(process.env.LAUREL_WEBHOOKS ?? 0);
  const webhooks = asked || (options.protocol.repeats > 2 ? WEBHOOKS : QUICK_WEBHOOKS);
  const database = await startBenchDatabase({ autovacuum: 'on' });
  stops.push(() => database.stop());
  const queue = await startBenchQueue(database);
  stops.push(() => queue.stop());
  const shop = await openBenchShop(database.admin, 'bench-soak.myshopify.com');
  const orders = (await usualOrders(options.file)).slice(0, BODIES);
  const requests = soakRequests(orders, { shop: shop.domain, buyers: BUYERS });
  const urls = { databaseUrl: database.appUrl, queueUrl: queue.url };
  const worker = await startWorker(urls);
  stops.push(() => worker.stop());
  const web = await startWeb(urls);
  stops.push(() => web.stop());
  const ground: Ground = { database, queue, shop, port: web.port, requests, say: options.say };
  const run = await soak(ground, { webhooks, pids: { web: web.pid, worker: worker.pid } });
  options.say('asking the laws');
  await refuseOtherBooks(database, shop, webhooks);
  return {
    figures: figuresOf(run),
    settings: {
      ...database.settings,
      webhooks: webhooks.toLocaleString('en-GB'),
      buyers: BUYERS.toLocaleString('en-GB'),
      clients: String(CLIENTS),
      queue: queue.kind,
      'table of most dead rows': run.dead.worst,
    },
    notes: NOTES,
  };
}

const NOTES = [
  'One web process and one worker as production starts them. Each webhook is signed, and a new ' +
    'order paid just now; they come as fast as they are drained, never more than some thousands ' +
    'ahead. The shop is not installed, so nothing is told to Shopify and the outbox keeps a row ' +
    'a member. Autovacuum is on, with the server’s own settings.',
  'Memory is the median of five looks from a fifth of the webhooks on, and of the last five. ' +
    'Buffers are those of clients’ connections, in the first tenth and the last, each drained to ' +
    'the end. Dead rows are as they stood ten seconds after the last order. Redis is looked at ' +
    'first after a hundredth: its scripts take half a megabyte once, as much as all it holds.',
  'The laws and all chains held afterwards, and every webhook is an order.',
];

type Ground = {
  readonly database: BenchDatabase;
  readonly queue: BenchQueue;
  readonly shop: BenchShop;
  readonly port: number;
  readonly requests: SoakRequests;
  readonly say: BenchOptions['say'];
};

type Memory = { readonly web: number; readonly worker: number };

type Run = {
  readonly looks: readonly Memory[];
  readonly redis: { readonly before: number; readonly after: number } | null;
  readonly buffers: { readonly first: number; readonly last: number };
  readonly dead: DeadTuples;
  readonly perSecond: number;
};

async function soak(
  ground: Ground,
  { webhooks, pids }: { readonly webhooks: number; readonly pids: Memory },
): Promise<Run> {
  const { database, queue, say } = ground;
  const step = Math.ceil(webhooks / STEPS);
  const looks: Memory[] = [];
  let sendingMs = 0;
  const sendSteps = async (from: number, to: number): Promise<void> => {
    say(`from ${from} % to ${to} %`);
    // Not before there is something to send: who says nothing for long is hung up on.
    const load = await openHttpLoad({ port: ground.port, connections: CLIENTS });
    const startedAt = performance.now();
    for (let at = from; at < to; at += 1) {
      await sendSome(ground, load, Math.min(step, webhooks - at * step));
      looks.push({ web: residentMb(pids.web), worker: residentMb(pids.worker) });
    }
    load.close();
    sendingMs += performance.now() - startedAt;
  };
  const drained = async (): Promise<number> => {
    await waitUntil(ground, 0);
    await sleep(REPORT_MS);
    return clientBuffers(database.admin);
  };
  const memory = () => (queue.kind === 'Redis' ? redisMb(queue.url) : Promise.resolve(0));
  const begun = await drained();
  // Its scripts are loaded with the first jobs, once and for all.
  await sendSteps(0, 1);
  await drained();
  const before = await memory();
  await sendSteps(1, 10);
  const first = (await drained()) - begun;
  for (let from = 10; from < 90; from += 10) await sendSteps(from, from + 10);
  const nearlyDone = await drained();
  await sendSteps(90, STEPS);
  const last = (await drained()) - nearlyDone;
  const tenth = step * 10;
  return {
    looks,
    redis: queue.kind === 'Redis' ? { before, after: await memory() } : null,
    buffers: { first: first / tenth, last: last / (webhooks - 9 * tenth) },
    dead: await deadTuples(database.admin),
    perSecond: (webhooks * 1_000) / sendingMs,
  };
}

async function sendSome(ground: Ground, load: HttpLoad, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    const requests = ground.requests.make(Math.min(AT_ONCE, count - sent));
    const statuses = await load.send(requests);
    if (statuses.get(200) !== requests.length) {
      throw new Error(`not every webhook was taken: ${JSON.stringify([...statuses])}`);
    }
    await waitUntil(ground, WAITING_MAX);
  }
}

/** Until no more than so many deliveries wait, and with 0 until nobody is to be folded again. */
async function waitUntil({ database: { admin }, shop }: Ground, atMost: number): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (Date.now() < giveUpAt) {
    const { rows } = await admin.query<{ waiting: number; refolds: boolean }>(
      `SELECT (SELECT count(*) FROM inbox_waiting WHERE program_id = $1)::int AS waiting,
              $2 AND EXISTS (SELECT FROM members WHERE program_id = $1 AND refold) AS refolds`,
      [shop.programId, atMost === 0],
    );
    const { waiting = Infinity, refolds = true } = rows[0] ?? {};
    if (waiting <= atMost && !refolds) return;
    await sleep(POLL_MS);
  }
  throw new Error('the worker does not come to an end with what waits');
}

async function refuseOtherBooks(
  { admin, appUrl }: BenchDatabase,
  { programId }: BenchShop,
  webhooks: number,
): Promise<void> {
  const { rows } = await admin.query<{ done: number; orders: number; awards: number }>(
    `SELECT (SELECT count(*) FROM inbox WHERE program_id = $1 AND status = 'done')::int AS done,
            (SELECT count(*) FROM orders WHERE program_id = $1)::int AS orders,
            (SELECT count(DISTINCT lot_id) FROM movements
             WHERE program_id = $1 AND kind = 'award')::int AS awards`,
    [programId],
  );
  const { done, orders, awards } = rows[0] ?? {};
  if (done !== webhooks || orders !== webhooks || awards !== webhooks) {
    throw new Error(`other books than there should be: ${JSON.stringify(rows[0])}`);
  }
  const pool = openPool({ url: appUrl, max: 1, name: 'bench' });
  try {
    await refuseUnsoundBooks(pool, programId);
  } finally {
    await pool.end();
  }
}

const LOOKS = 5;

function figuresOf({ looks, redis, buffers, dead, perSecond }: Run): Figure[] {
  const fifth = looks.slice(STEPS / 5, STEPS / 5 + LOOKS);
  const end = looks.slice(-LOOKS);
  const grown = (of: keyof Memory): Figure[] => {
    const [from, to] = [fifth, end].map((some) => median(some.map((look) => look[of])));
    const values = [(to as number) / (from as number)];
    return [
      figure(
        { name: `${of}: memory at the end ÷ at a fifth`, unit: '×', values },
        { atMost: 1.05 },
      ),
      figure({ name: `${of}: memory at the end`, unit: 'MB', values: [to as number] }),
    ];
  };
  const one = (name: string, unit: Figure['unit'], value: number, atMost?: number): Figure =>
    figure({ name, unit, values: [value] }, atMost === undefined ? undefined : { atMost });
  return [
    ...grown('web'),
    ...grown('worker'),
    ...(redis
      ? [
          one('Redis: memory at the end ÷ at the start', '×', redis.after / redis.before, 1.2),
          one('Redis: memory at the end', 'MB', redis.after),
        ]
      : []),
    one('dead rows ÷ all rows', '×', dead.share, 0.2),
    one('dead rows ÷ all rows of the table that has most', '×', dead.worstShare),
    one('largest table that holds few rows', 'MB', dead.queuesMb),
    one('buffers per order, last tenth ÷ first', '×', buffers.last / buffers.first, 1.1),
    one('buffers per order, last tenth', 'buffers', buffers.last),
    one('webhooks per second, acked and drained', '/s', perSecond),
  ];
}
