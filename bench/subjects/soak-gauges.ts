/** What a long run may let grow: memory of processes and of Redis, dead rows, the server's work. */
import { execFileSync } from 'node:child_process';
import type pg from 'pg';
import { Redis } from 'ioredis';

/** Resident memory of a process, in MB. */
export function residentMb(pid: number): number {
  const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
  if (!(kilobytes > 0)) throw new Error(`process ${pid} is gone`);
  return kilobytes / 1_024;
}

/** What Redis says it uses, in MB. */
export async function redisMb(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    const bytes = /^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1];
    return Number(bytes) / 1_048_576;
  } finally {
    redis.disconnect();
  }
}

const TOUCHED = 'sum(hits + coalesce(read_bytes, 0) / 8192)';

/**
 * Buffers all connections of clients touched since the server began, without this one's and without
 * what autovacuum does beside them. A backend that rests reports within ten seconds.
 */
export async function clientBuffers(admin: pg.Client): Promise<number> {
  await admin.query('SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
  const { rows } = await admin.query<{ buffers: number }>(
    `SELECT ((SELECT ${TOUCHED} FROM pg_stat_io
              WHERE backend_type = 'client backend' AND object = 'relation')
           - (SELECT ${TOUCHED} FROM pg_stat_get_backend_io(pg_backend_pid())
              WHERE object = 'relation'))::float8 AS buffers`,
  );
  return rows[0]?.buffers ?? Number.NaN;
}

export type DeadTuples = {
  readonly share: number;
  /** The table with the greatest share among those of some size. */
  readonly worst: string;
  readonly worstShare: number;
  /** Of the tables that are small by their nature, the largest, in MB. */
  readonly queuesMb: number;
};

/** A table of fewer rows is a queue, or settings: there a share says nothing. */
const LIVE_MIN = 1_000;

export async function deadTuples(admin: pg.Client): Promise<DeadTuples> {
  await admin.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await admin.query<{ name: string; live: number; dead: number; mb: number }>(
    `SELECT relname AS name, n_live_tup::float8 AS live, n_dead_tup::float8 AS dead,
            pg_total_relation_size(relid)::float8 / 1048576 AS mb
     FROM pg_stat_user_tables WHERE schemaname = 'public'`,
  );
  const dead = rows.reduce((sum, row) => sum + row.dead, 0);
  const live = rows.reduce((sum, row) => sum + row.live, 0);
  const share = (row: { live: number; dead: number }) => row.dead / (row.live + row.dead);
  const large = rows.filter((row) => row.live >= LIVE_MIN).sort((a, b) => share(b) - share(a));
  const small = rows.filter((row) => row.live < LIVE_MIN).map(({ mb }) => mb);
  return {
    share: dead / (live + dead),
    worst: large[0]?.name ?? 'none',
    worstShare: large[0] ? share(large[0]) : 0,
    queuesMb: Math.max(0, ...small),
  };
}
