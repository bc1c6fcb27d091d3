/** Goal 14: what the auditor costs beside what it audits, and beside a sum over the same rows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openAudits } from '../../app/adapters/postgres/laws/open-audits.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { parseAuditState } from '../../app/contracts/audit-state.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { auditChains } from '../../app/services/audit-chains.ts';
import { auditBooks } from '../../app/services/audit-books.ts';
import { drainInbox } from '../../app/services/drain-inbox.ts';
import type { OpenAudit } from '../../app/services/ports/audit.ts';
import { matchReturns } from '../../twin/trade-file/match-returns.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { type BenchDatabase, settle, startBenchDatabase } from '../harness/bench-database.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { countDatabase } from '../harness/database-counters.ts';
import { type BenchShop, fillInbox, firstLines, openBenchShop } from './bench-shop.ts';

const ROWS = 100_000;
const QUICK_ROWS = 20_000;
const PAGE_MOVEMENTS = 4_000;
const LATER_MS = 3 * 60_000;

export const auditBench: Bench = {
  name: 'audit',
  goal: 14,
  title: 'Auditing the books',
  run: async (options) => {
    const database = await startBenchDatabase();
    const pool = openPool({ url: database.appUrl, max: 1, name: 'bench' });
    try {
      return await measureAudit(options, database, pool);
    } finally {
      await pool.end();
      await database.stop();
    }
  },
};

async function measureAudit(
  options: BenchOptions,
  database: BenchDatabase,
  pool: pg.Pool,
): Promise<Measured> {
  const { admin } = database;
  const rows = options.protocol.repeats > 2 ? ROWS : QUICK_ROWS;
  const trade = matchReturns(await readTrade(options.file));
  const orders = firstLines(
    trade.orders.filter(({ customerId }) => customerId !== null),
    3,
  );
  const shop = await openBenchShop(admin, 'bench-audit.myshopify.com');
  options.say(`draining ${rows.toLocaleString('en-GB')} orders`);
  await fillInbox(pool, shop, { orders, rows, endsAt: Date.now() - 60_000 });
  await settle(admin);
  const since = Date.now() - 1;
  const drained = await countDatabase({ admin, pools: [pool] }, () => drainAll(pool, shop, rows));
  await settle(admin);
  options.say('a pass over what changed');
  const passed = await countDatabase({ admin, pools: [pool] }, () => passOver(pool, shop, since));
  options.say('a walk over everybody, against a bare sum');
  const walks: number[] = [];
  const sums: number[] = [];
  const chains: number[] = [];
  for (let repeat = 0; repeat < options.protocol.repeats; repeat += 1) {
    sums.push(await msOf(() => bareSum(admin, shop)));
    walks.push(await msOf(() => walk(pool, shop, askLaws)));
    chains.push(await msOf(() => walk(pool, shop, askAll)));
  }
  const over = (those: number[]) => those.map((ms, place) => ms / (sums[place] ?? ms));
  return {
    figures: [
      figure(
        {
          name: 'a pass: buffers ÷ the drain’s',
          unit: '×',
          values: [passed.buffers / drained.buffers],
        },
        { atMost: 0.05 },
      ),
      figure({
        name: 'a pass: buffers per award',
        unit: 'buffers',
        values: [passed.buffers / rows],
      }),
      figure({
        name: 'drain: buffers per award',
        unit: 'buffers',
        values: [drained.buffers / rows],
      }),
      figure(
        { name: 'a walk’s laws ÷ a bare sum', unit: '×', values: over(walks) },
        { atMost: 1.5 },
      ),
      figure({ name: 'a walk with chains ÷ a bare sum', unit: '×', values: over(chains) }),
      figure({ name: 'bare sum', unit: 'ms', values: sums }),
    ],
    settings: { ...database.settings, movements: String(rows) },
    notes: [
      'The bare sum is one GROUP BY over the same movements by member and lot. A walk asks ' +
        'every law of every member, page by page; chains are worked out hash by hash beside that.',
    ],
  };
}

async function drainAll(pool: pg.Pool, { programId }: BenchShop, rows: number): Promise<void> {
  const needs = {
    books: openBooks(pool),
    log: silent,
    crypto: chainCrypto,
    clock: () => instant(Date.now()),
    pause: (ms: number) => sleep(ms),
  };
  const bounds = { rowsPerBatch: 200, batchesMax: Math.ceil(rows / 200), budgetMs: 3_600_000 };
  await drainInbox(needs, programId, bounds);
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

async function passOver(pool: pg.Pool, { programId }: BenchShop, since: number): Promise<void> {
  const now = instant(Date.now() + LATER_MS);
  const audit = auditBooks({
    ...{ audits: openAudits(pool), sha256: chainCrypto.sha256, log: silent },
    clock: () => now,
  });
  const lastWalk = { finishedAt: now, members: 0, movements: 0 };
  const begun = { ...parseAuditState({}), postedTo: since, lastWalk };
  const { state } = await audit({ programId, shopId: 0, domain: '' }, begun, now);
  const { breaches, lastPass } = parseAuditState(state);
  if (breaches.length > 0 || !lastPass?.members) throw new Error('These books are not sound.');
}

type Ask = (open: OpenAudit, memberIds: readonly number[]) => Promise<unknown>;

const askLaws: Ask = (open, memberIds) => open.askMembers(memberIds);

const askAll: Ask = async (open, memberIds) => {
  await open.askMembers(memberIds);
  const from = memberIds.map((memberId) => ({ memberId, afterSeq: 0 }));
  await auditChains(open, from, chainCrypto.sha256);
};

async function walk(pool: pg.Pool, { programId }: BenchShop, ask: Ask): Promise<void> {
  const audits = openAudits(pool);
  let after: number | null = 0;
  while (after !== null) {
    const from: number = after;
    after = await audits.snapshot(programId, async (open) => {
      const { to, memberIds } = await open.page(from, PAGE_MOVEMENTS);
      if (to !== null) await ask(open, await open.withGroups(memberIds));
      return to;
    });
  }
}

async function bareSum(admin: pg.ClientBase, { programId }: BenchShop): Promise<void> {
  await admin.query(
    `SELECT count(*) FROM (SELECT member_id, lot_id, sum(points) FROM movements
                           WHERE program_id = $1 GROUP BY member_id, lot_id OFFSET 0) s`,
    [programId],
  );
}

async function msOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
