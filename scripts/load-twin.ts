/**
 * How much trade the twin takes: `node --disable-warning=ExperimentalWarning scripts/load-twin.ts
 * [seconds]` places orders through the control API, one after another, delivers every webhook to an
 * app that only counts, and prints orders a second and what the process holds in memory.
 *
 * The goal is 10,000 orders an hour on two cores, or 2.8 a second, with memory that stays flat.
 */
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installApp } from '../twin/apps/install-app.ts';
import { orders } from '../twin/model/order-kind.ts';
import { openTwin, type Twin } from '../twin/twin.ts';

export type Load = {
  readonly placed: number;
  /** Orders the shop has more than before. */
  readonly kept: number;
  /** Webhooks the app was sent. */
  readonly delivered: number;
  readonly seconds: number;
  /** MiB, when the shop stood and at the end. */
  readonly residentBefore: number;
  readonly residentAfter: number;
};

export type LoadAsked = {
  /** Stop after so many orders … */
  readonly orders: number;
  /** … or so many seconds, whatever comes first. */
  readonly seconds: number;
  /** Five different ones: admin, storefront, mail, app, and its front door. */
  readonly ports: readonly [number, number, number, number, number];
};

const TOML = `
name = "Counting app"
application_url = "https://counting.example.com"
embedded = false

[access_scopes]
scopes = "read_orders"

[webhooks]
api_version = "2026-07"

[[webhooks.subscriptions]]
topics = ["orders/create", "orders/paid"]
uri = "/webhooks"
`;
const SLICE = join(import.meta.dirname, '../twin/trade-file/online-retail-slice.csv.gz');
/** Orders of one call. */
const AT_ONCE = 10;
const MIB = 2 ** 20;

/** Places orders as fast as they are taken; the twin runs in this process and is ended after. */
export async function loadTwin({ orders: most, seconds, ports }: LoadAsked): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'load-twin-'));
  const [admin, storefront, mail, appPort, frontPort] = ports;
  const app = await openCountingApp(appPort);
  const twin = await openTwin({
    folder: join(folder, 'shop'),
    ports: { admin, storefront, mail },
    tradeFile: SLICE,
  });
  try {
    await install(twin, { folder, appPort, frontPort });
    const residentBefore = residentMib();
    const before = countOrders(twin);
    const startedAt = performance.now();
    const elapsed = () => (performance.now() - startedAt) / 1000;
    let placed = 0;
    while (placed < most && elapsed() < seconds) {
      placed += await placeSome(admin, Math.min(AT_ONCE, most - placed));
    }
    await twin.settle();
    const took = elapsed();
    const kept = countOrders(twin) - before;
    const residentAfter = residentMib();
    return { placed, kept, delivered: app.heard(), seconds: took, residentBefore, residentAfter };
  } finally {
    await twin.stop();
    app.close();
    rmSync(folder, { recursive: true });
  }
}

async function placeSome(port: number, count: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/control/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ random: count }),
  });
  if (!answer.ok) throw new Error(`The twin refused: ${await answer.text()}`);
  const { placed } = (await answer.json()) as { placed: number };
  return placed;
}

async function install(
  twin: Twin,
  { folder, appPort, frontPort }: { folder: string; appPort: number; frontPort: number },
): Promise<void> {
  writeFileSync(join(folder, 'shopify.app.toml'), TOML);
  const origin = `http://127.0.0.1:${appPort}`;
  const app = await twin.addApp({ folder, origin, frontPort, apiSecret: 'only for counting' });
  installApp(twin.rooms.world, twin.rooms.shop().id, app);
}

/** Answers 200 to everything and counts. */
async function openCountingApp(port: number) {
  let heard = 0;
  const server = createServer((request, response) => {
    heard += 1;
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { heard: () => heard, close: () => server.close() };
}

const countOrders = ({ rooms }: Twin) => rooms.world.store.count(orders, rooms.shop().id);
const residentMib = () => Math.round(process.memoryUsage().rss / MIB);

if (import.meta.main) {
  const seconds = Number(process.argv[2] ?? 60);
  const load = await loadTwin({
    orders: Number.POSITIVE_INFINITY,
    seconds,
    ports: [13_100, 13_101, 13_125, 13_102, 13_103],
  });
  const perSecond = load.placed / load.seconds;
  console.log(`${load.placed} orders in ${load.seconds.toFixed(1)} s`);
  console.log(`${perSecond.toFixed(1)} a second, ${Math.round(perSecond * 3600)} an hour`);
  console.log(`${load.delivered} webhooks delivered`);
  console.log(`memory ${load.residentBefore} MiB before, ${load.residentAfter} MiB after`);
}
