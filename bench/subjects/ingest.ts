/** Goal 1: the webhook entry of the real web process, against the least that could be one (Y1). */
import { matchReturns } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { compare, type Side } from '../harness/abba.ts';
import { type BenchDatabase, settle, startBenchDatabase } from '../harness/bench-database.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { type BenchQueue, startBenchQueue } from '../harness/bench-queue.ts';
import { type HttpLoad, openHttpLoad } from '../harness/http-load.ts';
import { openBenchShop } from './bench-shop.ts';
import { countIngest } from './count-ingest.ts';
import { startWeb, startYardstick, WEB_CONNECTIONS } from './ingest-processes.ts';
import { requestMaker, type RequestMaker } from './webhook-requests.ts';

/** Enough at once for deliveries to meet, as on a busy day. */
const CLIENTS = 32;
/** Eight for each client: enough for them to meet, some 70 ms. */
const SLICE = 256;
const BODIES = 500;
const USUAL_LINES = 3;

export const ingestBench: Bench = {
  name: 'ingest',
  goal: 1,
  title: 'Ingest',
  run: async (options) => {
    const database = await startBenchDatabase();
    const queue = await startBenchQueue(database);
    try {
      return await measureIngest(options, database, queue);
    } finally {
      await queue.stop();
      await database.stop();
    }
  },
};

async function measureIngest(
  options: BenchOptions,
  database: BenchDatabase,
  queue: BenchQueue,
): Promise<Measured> {
  options.say('reading trade');
  const trade = matchReturns(await readTrade(options.file));
  const shop = await openBenchShop(database.admin, 'bench-ingest.myshopify.com');
  const maker = requestMaker(trade, { shop: shop.domain, bodies: BODIES, lines: USUAL_LINES });
  await settle(database.admin);
  options.say('counting statements, with the queue held back');
  const counted = await countIngest({ database, queue, maker });
  options.say(`in slices, ${CLIENTS} clients, against Y1`);
  const done = await compareWithY1(options, { database, queue, maker });
  return {
    figures: [
      figure(
        { name: 'rate ÷ Y1’s', unit: '×', values: done.map(({ ratio }) => ratio) },
        { atLeast: 0.9 },
      ),
      figure({
        name: 'webhooks per second',
        unit: '/s',
        values: done.map(({ subjectPerSecond }) => subjectPerSecond),
      }),
      figure({
        name: 'Y1 per second',
        unit: '/s',
        values: done.map(({ yardstickPerSecond }) => yardstickPerSecond),
      }),
      ...counted,
    ],
    settings: {
      ...database.settings,
      clients: String(CLIENTS),
      'connections of each server’s pool': String(WEB_CONNECTIONS),
      'mean body': `${maker.meanBodyBytes.toLocaleString('en-GB')} bytes`,
      queue: queue.kind,
    },
    notes: [
      'The subject is the web process as it is started in production, with every check and its ' +
        'wake-ups; no worker runs. Both servers and the load share the cores.',
      'Y1 keeps the whole body and reads none of it; we parse it, keep what is allowed and group ' +
        'deliveries that meet.',
    ],
  };
}

type Ground = {
  readonly database: BenchDatabase;
  readonly queue: BenchQueue;
  readonly maker: RequestMaker;
};

async function compareWithY1(options: BenchOptions, { database, queue, maker }: Ground) {
  const web = await startWeb({ databaseUrl: database.appUrl, queueUrl: queue.url });
  const y1 = await startYardstick({ databaseUrl: database.appUrl });
  try {
    const webLoad = await openHttpLoad({ port: web.port, connections: CLIENTS });
    const y1Load = await openHttpLoad({ port: y1.port, connections: CLIENTS });
    const sides = { subject: loadSide(webLoad, maker), yardstick: loadSide(y1Load, maker) };
    const operations = { subject: SLICE, yardstick: SLICE };
    const done = await compare(sides, { ...options.protocol, operations });
    webLoad.close();
    y1Load.close();
    return done;
  } finally {
    await Promise.all([web.stop(), y1.stop()]);
  }
}

/** Requests are made before a slice's clock starts, each a delivery never seen before. */
function loadSide(load: HttpLoad, maker: RequestMaker): Side {
  let requests: Buffer[] = [];
  return {
    prepare: (operations) => {
      requests = maker.make(operations);
    },
    perform: async () => {
      const statuses = await load.send(requests);
      if (statuses.get(200) !== requests.length) {
        throw new Error(`not every webhook was taken: ${JSON.stringify([...statuses])}`);
      }
    },
  };
}
