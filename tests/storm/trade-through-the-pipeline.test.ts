/**
 * Real trade through the real processes: signed webhooks over HTTP, web, queue, worker, PostgreSQL.
 * The slice of trade in the repository by default, calmly: storm.test.ts kills more than this does.
 * LAUREL_TRADE names another file, e.g. a year, which is shuffled and killed at as well.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHOPIFY_API_VERSION } from '../../app/contracts/shopify-api-version.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { planDeliveries, type PlannedDelivery } from '../../scripts/deliver/plan-deliveries.ts';
import { sendPlan } from '../../scripts/deliver/send-plan.ts';
import { foldTrade } from '../../scripts/replay/fold-trade.ts';
import { matchReturns, type Trade } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { type RunningApp, startApp } from '../support/app.ts';
import { assertBooksBalance } from '../support/books.ts';
import { freshQueue, queueBackends } from '../support/redis.ts';
import { SECRET } from '../support/webhooks.ts';
import { naiveBooks } from './naive-books.ts';
import { readBooks, readUnsettled, type Unsettled } from './read-books.ts';

const SHOP = 'a-year-of-trade.myshopify.com';
const FILE = process.env.LAUREL_TRADE ?? 'twin/trade-file/online-retail-slice.csv.gz';
/** The storm comes in so many gusts, and each ends with a kill: work is always under way then. */
const GUSTS = 20;
/** Bounds a run that would never end; says nothing about how fast it ought to be. */
const PATIENCE_MS = 30 * 60_000;

let trade: Trade;

beforeAll(async () => {
  trade = matchReturns(await readTrade(FILE));
});

describe.each(queueBackends())('trade delivered as webhooks, the queue on %s', (backend) => {
  it('ends, when calm, with exactly the replay’s books', { timeout: PATIENCE_MS }, () =>
    withApp(backend, async (app) => {
      await deliver(app, planDeliveries(trade, { shop: SHOP, currency: 'GBP' }));
      await settle(app);
      await expectTheReplaysBooks(app);
    }),
  );

  if (process.env.LAUREL_TRADE === undefined) return;

  it(
    'ends with the same books when each comes three times, shuffled, and the worker is killed',
    { timeout: PATIENCE_MS },
    () =>
      withApp(backend, async (app) => {
        const how = { shop: SHOP, currency: 'GBP', times: 3, shuffleSeed: `storm on ${backend}` };
        const plan = planDeliveries(trade, how);
        const gust = Math.ceil(plan.length / GUSTS);
        for (let from = 0; from < plan.length; from += gust) {
          await deliver(app, plan.slice(from, from + gust));
          await app.killWorker();
        }
        await killOnceMoreWhileItSettles(app);
        await settle(app);
        await expectTheReplaysBooks(app);
      }),
  );
});

async function withApp(
  backend: 'postgres' | 'redis',
  story: (app: RunningApp) => Promise<void>,
): Promise<void> {
  const queue = await freshQueue(backend);
  const app = await startApp({ QUEUE_URL: queue.url });
  try {
    await app.openShop(SHOP, 'GBP', 'UTC');
    await story(app);
  } finally {
    await app.stop();
    await queue.stop();
  }
}

async function deliver(app: RunningApp, plan: readonly PlannedDelivery[]): Promise<void> {
  const report = await sendPlan(
    plan,
    { shop: SHOP, secret: SECRET, apiVersion: SHOPIFY_API_VERSION },
    { url: new URL('/webhooks', app.url), concurrency: 16, ratePerSecond: null },
  );
  expect(report).toMatchObject({ delivered: plan.length, failed: 0 });
}

/** After the last delivery members are folded again: a kill belongs there too. */
async function killOnceMoreWhileItSettles(app: RunningApp): Promise<void> {
  const before = await readUnsettled(app.database.ownerUrl);
  const half = (before.waiting + before.refolds) / 2;
  for (const until = Date.now() + PATIENCE_MS / 2; Date.now() < until; await sleep(100)) {
    const { waiting, refolds } = await readUnsettled(app.database.ownerUrl);
    if (waiting + refolds > half) continue;
    await app.killWorker();
    return;
  }
}

/** Waits until everything delivered has reached the books, by itself. */
async function settle(app: RunningApp): Promise<void> {
  let last: Unsettled | undefined;
  for (const until = Date.now() + PATIENCE_MS / 2; Date.now() < until; await sleep(250)) {
    last = await readUnsettled(app.database.ownerUrl);
    if (last.waiting === 0 && last.refolds === 0) {
      expect(last.parked, 'parked deliveries').toBe(0);
      return;
    }
  }
  throw new Error(`The books never settled: ${JSON.stringify(last)}`);
}

async function expectTheReplaysBooks(app: RunningApp): Promise<void> {
  const books = await readBooks(app.database.ownerUrl);
  expect(books).toEqual(naiveBooks(trade));
  const { figures, members } = foldTrade(trade, pointsPreset({ currency: 'GBP', zone: 'UTC' }));
  expect(Object.keys(books.byCustomer)).toHaveLength(figures.members);
  for (const [customer, { awarded, clawedBack, pending, available }] of members) {
    const replayed = { awarded, clawedBack, balance: pending + available };
    expect(books.byCustomer[customer], `customer ${customer}`).toEqual(replayed);
  }
  await assertBooksBalance(app.database.ownerUrl);
}
