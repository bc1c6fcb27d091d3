/**
 * Fills the demo shop: opens it, publishes the Points preset to judge its history by, delivers the
 * slice of real trade as webhooks that end now, and waits until they are in the books. Safe to run
 * again: what the inbox already has is not sent twice, and an interrupted run is finished.
 * `node scripts/fill-demo.ts --url http://127.0.0.1:3000 --shop demo-shop.myshopify.com`, with
 * SHOPIFY_API_SECRET and DATABASE_URL (the application's role) in the environment.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { inProgram, openPool } from '../app/adapters/postgres/pool.server.ts';
import { SHOPIFY_API_VERSION } from '../app/contracts/shopify-api-version.ts';
import { instant } from '../app/domain/kernel/instant.ts';
import { pointsPreset } from '../app/domain/program/presets/points.ts';
import { planDeliveries, type PlannedDelivery } from './deliver/plan-deliveries.ts';
import { readSecret, readShop, readUrl } from './deliver/read-options.ts';
import { sendPlan } from './deliver/send-plan.ts';
import { openShop, publishVersion, withVersions } from './publish/publish-version.ts';
import { matchReturns, type Trade } from '../twin/trade-file/match-returns.ts';
import { shiftByWeeks } from '../twin/trade-file/shift-by-weeks.ts';
import { readTrade } from '../twin/trade-file/read-trade.ts';
import { UsageError } from './usage-error.ts';

const SLICE = join(import.meta.dirname, '..', 'twin', 'trade-file', 'online-retail-slice.csv.gz');
const SHOP_TERMS = { currency: 'GBP', zone: 'Europe/London' };
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
// The rules are in force this long before the first order; the published version tells a later run
// by how much this one moved the history, so that both speak of the same instants.
const LEAD_MS = DAY_MS;
const CONCURRENCY = 8;
const QUIET_MS_MAX = 60_000;

type Demo = {
  readonly url: URL;
  readonly shop: string;
  readonly secret: string;
  readonly databaseUrl: string;
};

function readOptions(args: readonly string[]): Demo {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { url: text, shop: text } });
    const databaseUrl = process.env['DATABASE_URL'];
    if (!databaseUrl) throw new UsageError('The variable DATABASE_URL is not set.');
    return {
      url: readUrl('--url', values.url),
      shop: readShop(values.shop),
      secret: readSecret('SHOPIFY_API_SECRET', process.env),
      databaseUrl,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function fill({ url, shop, secret, databaseUrl }: Demo): Promise<void> {
  const trade = matchReturns(await readTrade(SLICE));
  const pool = openPool({ url: databaseUrl, max: 2, name: 'laurel-fill-demo' });
  try {
    const programId = await openShop(pool, shop);
    const shiftMs = await publishFor(trade, programId, databaseUrl);
    const plan = planDeliveries(trade, { shop, currency: SHOP_TERMS.currency, shiftMs });
    const missing = await notInInbox(pool, programId, plan);
    if (missing.length === 0) console.log(`${shop} is filled already.`);
    else {
      console.log(`Delivering ${missing.length} webhooks of ${trade.orders.length} orders …`);
      await send(missing, { url, shop, secret });
    }
    await settled(pool, programId);
  } finally {
    await pool.end();
  }
}

/** Publishes the preset unless something is published; answers by how much history is moved. */
async function publishFor(trade: Trade, programId: number, databaseUrl: string): Promise<number> {
  const now = Date.now();
  const firstAt = trade.orders[0]?.at ?? trade.asOf;
  const freshMs = shiftByWeeks(trade.asOf, now);
  return withVersions(databaseUrl, async (versions) => {
    const [first] = await versions.list(programId);
    if (first) {
      const usedMs = first.effectiveAt + LEAD_MS - firstAt;
      return usedMs % WEEK_MS === 0 ? usedMs : freshMs;
    }
    await publishVersion(versions, {
      programId,
      definition: pointsPreset(SHOP_TERMS),
      effectiveAt: instant(firstAt + freshMs - LEAD_MS),
      publishedAt: instant(now),
    });
    return freshMs;
  });
}

async function notInInbox(
  pool: pg.Pool,
  programId: number,
  plan: readonly PlannedDelivery[],
): Promise<PlannedDelivery[]> {
  const ids = plan.map(({ webhookId }) => webhookId);
  const known = await inProgram(pool, programId, async (client) => {
    const { rows } = await client.query<{ delivery_id: string }>(
      'SELECT delivery_id FROM inbox WHERE program_id = $1 AND delivery_id = ANY ($2)',
      [programId, ids],
    );
    return new Set(rows.map((row) => row.delivery_id));
  });
  return plan.filter(({ webhookId }) => !known.has(webhookId));
}

async function send(
  plan: readonly PlannedDelivery[],
  { url, shop, secret }: Pick<Demo, 'url' | 'shop' | 'secret'>,
): Promise<void> {
  const sender = { shop, secret, apiVersion: SHOPIFY_API_VERSION };
  const report = await sendPlan(plan, sender, {
    url,
    concurrency: CONCURRENCY,
    ratePerSecond: null,
    onProgress: ({ delivered }) => console.log(`  ${delivered} of ${plan.length} delivered`),
  });
  if (report.failed === 0) return;
  const answers = Object.entries(report.answers).map(([answer, count]) => `${answer}: ${count}`);
  throw new Error(`${report.failed} webhooks were not taken (${answers.join(', ')}).`);
}

/** Waits until the inbox is empty and every member folded; gives up when nothing moves any more. */
async function settled(pool: pg.Pool, programId: number): Promise<void> {
  let least = Infinity;
  let movedAt = Date.now();
  for (;;) {
    const left = await inProgram(pool, programId, async (client) => {
      const { rows } = await client.query<{ left: number }>(
        `SELECT (SELECT count(*) FROM inbox WHERE program_id = $1 AND status = 'waiting')
              + (SELECT count(*) FROM members WHERE program_id = $1 AND refold) AS left`,
        [programId],
      );
      return rows[0]?.left ?? 0;
    });
    if (left === 0) break;
    if (left < least) [least, movedAt] = [left, Date.now()];
    if (Date.now() - movedAt > QUIET_MS_MAX) {
      throw new Error(
        `${left} deliveries still wait and none was worked off; does the worker run?`,
      );
    }
    await wait(200);
  }
  console.log('All of it is in the books.');
}

try {
  await fill(readOptions(process.argv.slice(2)));
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  console.error(`fill-demo: ${error instanceof Error ? error.message : String(error)}`);
}
