/** Awards of whom Zipf's law names, on eight connections: what collides, and whether it shows. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { instant } from '../../app/domain/kernel/instant.ts';
import { drainInbox } from '../../app/services/drain-inbox.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { DrainNeeds } from '../../app/services/ports/drain.ts';
import type { BenchDatabase } from '../harness/bench-database.ts';
import { type Figure, figure } from '../harness/bench.ts';
import { drainNeeds, ROWS_PER_BATCH } from './bench-drain.ts';
import type { BenchShop } from './bench-shop.ts';
import { refuseWrongBooks } from './exact-books.ts';
import type { OrderMaker } from './made-orders.ts';
import { refuseUnsoundBooks } from './sound-books.ts';
import { drainPool, openBacklog } from './spread-shops.ts';
import { zipfDraws } from './zipf.ts';

export const ZIPF_CONNECTIONS = 8;
export const WORKERS = 4;
const MEMBERS = 100_000;
const EXPONENT = 2;
const HOUR_MS = 3_600_000;

type Ground = {
  readonly database: BenchDatabase;
  readonly make: OrderMaker;
  readonly say: (sentence: string) => void;
};

/** One drain in eight lanes: what one process does at most with one program. */
export async function drainInLanes(ground: Ground, rows: number): Promise<Figure[]> {
  const pool = drainPool(ground.database, ZIPF_CONNECTIONS);
  try {
    const shop = await backlog(ground, pool, { domain: 'bench-spread-zipf.myshopify.com', rows });
    const { needs, retries } = watched(pool);
    const bounds = { rowsPerBatch: ROWS_PER_BATCH, batchesMax: rows, budgetMs: HOUR_MS };
    const collisions = await collisionsDuring(ground.database, async () => {
      await drainInbox(needs, shop.programId, { ...bounds, lanes: ZIPF_CONNECTIONS });
    });
    ground.say('asking the laws');
    await refuseWrongBooks(ground.database.admin, shop);
    await refuseUnsoundBooks(pool, shop.programId);
    return figuresOf(`Zipf ${EXPONENT}, one drain in ${ZIPF_CONNECTIONS} lanes`, {
      ...collisions,
      retries: retries(),
    });
  } finally {
    await pool.end();
  }
}

/**
 * As many drains as there are workers, which know nothing of each other: one overtakes another, so
 * members are folded again, and all of it must end in the same books.
 */
export async function drainBeside(ground: Ground, rows: number): Promise<Figure[]> {
  const pool = drainPool(ground.database, ZIPF_CONNECTIONS);
  try {
    const domain = 'bench-spread-workers.myshopify.com';
    const shop = await backlog(ground, pool, { domain, rows });
    const { needs, retries } = watched(pool);
    const lanes = ZIPF_CONNECTIONS / WORKERS;
    const bounds = { rowsPerBatch: ROWS_PER_BATCH, batchesMax: 50, budgetMs: HOUR_MS, lanes };
    const work = async (): Promise<void> => {
      while ((await drainProgram(needs, shop.programId, bounds)).more);
    };
    const collisions = await collisionsDuring(ground.database, async () => {
      await Promise.all(Array.from({ length: WORKERS }, work));
      // Whoever was flagged by the last batch of all.
      await work();
    });
    ground.say('asking the laws');
    await refuseWrongBooks(ground.database.admin, shop);
    await refuseUnsoundBooks(pool, shop.programId);
    const name = `Zipf ${EXPONENT}, ${WORKERS} workers of ${lanes} lanes`;
    return figuresOf(name, { ...collisions, retries: retries() });
  } finally {
    await pool.end();
  }
}

function backlog(
  { database, make, say }: Ground,
  pool: pg.Pool,
  { domain, rows }: { readonly domain: string; readonly rows: number },
): Promise<BenchShop> {
  say(`filling an inbox of ${rows.toLocaleString('en-GB')} rows`);
  const draw = zipfDraws({ places: MEMBERS, exponent: EXPONENT, seed: 20_261_124 });
  return openBacklog(database, pool, domain, { rows, make, customerOf: () => String(1 + draw()) });
}

/** The drain's needs, and how often a batch had to be tried again. */
function watched(pool: pg.Pool): { readonly needs: DrainNeeds; readonly retries: () => number } {
  const needs = drainNeeds(pool, () => instant(Date.now()));
  let tried = 0;
  const warn: DrainNeeds['log']['warn'] = (fields, message) => {
    tried += 1;
    needs.log.warn(fields, message);
  };
  return { needs: { ...needs, log: { ...needs.log, warn } }, retries: () => tried };
}

type Collisions = { readonly deadlocks: number; readonly logged: number };

async function collisionsDuring(
  { admin, logFile }: BenchDatabase,
  work: () => Promise<void>,
): Promise<Collisions> {
  const before = { deadlocks: await deadlocks(admin), logged: logged(logFile) };
  await work();
  return {
    deadlocks: (await deadlocks(admin)) - before.deadlocks,
    logged: logged(logFile) - before.logged,
  };
}

async function deadlocks(admin: pg.Client): Promise<number> {
  await admin.query('SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
  const { rows } = await admin.query<{ deadlocks: number }>(
    `SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`,
  );
  return rows[0]?.deadlocks ?? Number.NaN;
}

/** What begins a line of the server's log is the SQLSTATE. */
export const LOG_PREFIX = '%e ';

function logged(logFile: string): number {
  return readFileSync(logFile, 'utf8').match(/^(40P01|40001) ERROR/gm)?.length ?? 0;
}

function figuresOf(name: string, counted: Collisions & { readonly retries: number }): Figure[] {
  const none = (what: string, value: number): Figure =>
    figure({ name: `${name}: ${what}`, unit: 'times', values: [value] }, { atMost: 0 });
  return [
    none('deadlocks', counted.deadlocks),
    none('deadlocks and failed serialisations in the log', counted.logged),
    none('batches tried again', counted.retries),
  ];
}
