/**
 * The storm: whole lives of orders and rewards through the real processes while everything that can
 * be killed is. `npm run storm` runs it larger, and with other seeds.
 */
import { describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import { type QueueBackend, queueBackends } from '../support/redis.ts';
import type { Heard } from '../simulation/order-told.ts';
import { type Storm, type StormPlan, rage, startStorm } from './storm.ts';
import {
  auditedLines,
  type BookLines,
  differences,
  hashOf,
  postedLines,
  readShopBooks,
} from './storm-books.ts';

/** Bounds a storm that would never end; says nothing about how fast it ought to be. */
const PATIENCE_MS = 3 * 3_600_000;
const { LAUREL_STORM_ORDERS, LAUREL_STORM_SEEDS, LAUREL_STORM_QUEUE } = process.env;
const SEEDS = (LAUREL_STORM_SEEDS ?? '2026').split(',').map(Number);
const BACKENDS = queueBackends().filter((one) => (LAUREL_STORM_QUEUE ?? one) === one);

/** Redis has the throughput; the PostgreSQL backend shows that it loses nothing either. */
function planOf(backend: QueueBackend, seed: number): StormPlan {
  const isRedis = backend === 'redis';
  const orders = Number(LAUREL_STORM_ORDERS ?? (isRedis ? 10_000 : 600));
  const isLarge = orders >= 5_000;
  return {
    ...{ orders, seed, backend, killsComparison: LAUREL_STORM_ORDERS !== undefined },
    chaos: {
      ...{ workerKills: isLarge ? 22 : 8, webKills: isLarge ? 8 : 3 },
      ...{ redisRestarts: isRedis ? 5 : 0, redisFlushes: isRedis ? 2 : 0 },
      ...{ postgresStops: isLarge ? 3 : 2, cuts: isLarge ? 20 : 6 },
    },
  };
}

describe.each(BACKENDS)('a storm, the queue on %s', (backend) => {
  it.each(SEEDS)(
    'of seed %i loses nothing and does nothing twice: the books are the auditor’s',
    { timeout: PATIENCE_MS },
    async (seed) => {
      const house = await startStorm(backend);
      try {
        const plan = planOf(backend, seed);
        const storm = await rage(house, plan);
        expect(await parkedIn(storm), 'parked').toEqual([]);
        const { posted, audited, without } = await booksOf(storm);
        console.log(sayStorm(storm, plan, hashOf(posted)));
        expect(differences(posted, audited).slice(0, 5)).toEqual([]);
        expect(hashOf(posted)).toBe(hashOf(audited));
        expect(hashOf(without), 'a loss was planted and not noticed').not.toBe(hashOf(posted));
        await assertNoneTwice(storm);
        await assertForgotten(storm);
        await assertBooksBalance(house.servers.ownerUrl);
        expect([...house.admin.unknown], 'asked of the stand-in in vain').toEqual([]);
        // Who is started while the database is down may end and be started again; nobody else.
        const deaths = house.deaths.filter((words) => !words.includes('does not answer'));
        expect(deaths, 'processes that ended by themselves').toEqual([]);
      } finally {
        await house.stop();
      }
    },
  );
});

/** As posted, as audited, and as audited had one more order been told that never came. */
async function booksOf(storm: Storm) {
  const posted: BookLines = new Map();
  const audited: BookLines = new Map();
  const without: BookLines = new Map();
  for (const shop of storm.house.shops) {
    const books = await readShopBooks(storm.house, shop);
    const told = new Map(storm.told.get(shop.domain));
    for (const customerId of storm.erased.get(shop.domain)?.keys() ?? []) told.delete(customerId);
    for (const [key, lines] of postedLines(shop, books, told)) posted.set(key, lines);
    for (const [key, lines] of auditedLines(shop, books, told)) audited.set(key, lines);
    for (const [key, lines] of auditedLines(shop, books, withOneMore(told)))
      without.set(key, lines);
  }
  return { posted, audited, without };
}

/** A paid order of somebody's that no delivery told of, and no comparison found. */
function withOneMore(told: ReadonlyMap<string, readonly Heard[]>): Map<string, readonly Heard[]> {
  const planted = new Map(told);
  for (const [customerId, heard] of told) {
    const paid = heard.find((one) => {
      const { snapshot } = 'snapshot' in one ? one : { snapshot: null };
      const isWhole = snapshot?.paid && snapshot.cancelledAt === null;
      return isWhole && snapshot.refunds.length === 0 && !snapshot.lines.some((l) => l.giftCard);
    });
    if (!paid) continue;
    planted.set(customerId, [...heard, { ...paid, orderId: 'never told' }]);
    return planted;
  }
  return planted;
}

const parkedIn = ({ house }: Storm) =>
  house.rows(`SELECT topic, reason, count(*) FROM inbox WHERE status = 'parked' GROUP BY 1, 2`);

/** Each reward that was answered with success is in the books, once, and no other is. */
async function assertNoneTwice({ house, taken }: Storm): Promise<void> {
  const rows = await house.rows<{ request_key: string; code: string; status: string }>(
    'SELECT request_key, code, status FROM redemptions ORDER BY request_key',
  );
  const answered = new Map(taken.map(({ key, code }) => [key, code]));
  for (const { key, code } of taken) expect(answered.get(key), key).toBe(code);
  const kept = new Map(rows.map((row) => [row.request_key, row.code]));
  expect(kept).toEqual(answered);
  expect(new Set(rows.map(({ code }) => code)).size, 'codes').toBe(rows.length);
}

/** What was erased stays erased, whatever was told of it later. */
async function assertForgotten({ house, erased }: Storm): Promise<void> {
  for (const { domain, programId } of house.shops) {
    const customers = erased.get(domain) ?? new Map<string, string[]>();
    const left = await house.rows(
      `SELECT customer_id FROM members WHERE program_id = $1 AND customer_id = ANY($2)
       UNION ALL
       SELECT order_id FROM orders WHERE program_id = $1 AND order_id = ANY($3)`,
      [programId, [...customers.keys()], [...customers.values()].flat()],
    );
    expect(left, `erased people of ${domain}`).toEqual([]);
  }
}

function sayStorm({ counts, house }: Storm, { seed, backend }: StormPlan, hash: string): string {
  const said = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  const asked = [...house.admin.asked].map(([what, count]) => `${what} ${count}`);
  return [
    `storm: queue on ${backend}, seed ${seed}, books ${hash}`,
    `  ${said.join(', ')}, started in vain ${house.deaths.length}`,
    `  asked of Shopify: ${asked.join(', ')}`,
  ].join('\n');
}
