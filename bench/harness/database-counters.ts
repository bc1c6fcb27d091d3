/**
 * What work costs the database, counted instead of timed: bytes written ahead and buffers touched.
 * These repeat within one per cent on any machine, so they are what a rise is noticed by.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

export type DatabaseCounters = { readonly walBytes: number; readonly buffers: number };

// A backend reports its numbers at most once a second; this asks for it when the statement ends.
const FLUSH = 'SELECT pg_stat_force_next_flush()';

const READ = `
  SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS "walBytes",
         (SELECT sum(coalesce(heap_blks_read, 0) + coalesce(heap_blks_hit, 0)
                   + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)
                   + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0)
                   + coalesce(tidx_blks_read, 0) + coalesce(tidx_blks_hit, 0))
          FROM pg_statio_user_tables)::float8 AS buffers`;

/**
 * What `work` cost, over all tables of the database `admin` is connected to. `pool` is the one the
 * work uses: every connection it may hold is asked to report before each reading.
 */
export async function countDatabase(
  { admin, pools }: { admin: pg.ClientBase; pools: readonly pg.Pool[] },
  work: () => Promise<void>,
): Promise<DatabaseCounters> {
  await ownersHaveLeft(admin);
  for (const pool of pools) await flushReports(pool);
  const before = await readCounters(admin);
  await work();
  for (const pool of pools) await flushReports(pool);
  const after = await readCounters(admin);
  return { walBytes: after.walBytes - before.walBytes, buffers: after.buffers - before.buffers };
}

/** Makes every connection the pool has report what it counted so far. */
async function flushReports(pool: pg.Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    await Promise.all(clients.map((client) => client.query(FLUSH)));
  } finally {
    for (const client of clients) client.release();
  }
}

const LEAVING_TRIES = 200;

/**
 * Who fills tables comes as the owner and leaves again, and reports what that cost only when its
 * backend is gone, which is after the connection has closed: not amid what is counted.
 */
async function ownersHaveLeft(admin: pg.ClientBase): Promise<void> {
  for (let tries = 0; tries < LEAVING_TRIES; tries += 1) {
    const { rows } = await admin.query(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND usename = 'laurel_owner' LIMIT 1`,
    );
    if (rows.length === 0) return;
    await sleep(25);
  }
}

async function readCounters(admin: pg.ClientBase): Promise<DatabaseCounters> {
  await admin.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await admin.query<DatabaseCounters>(READ);
  return rows[0] as DatabaseCounters;
}
