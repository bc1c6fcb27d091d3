import type pg from 'pg';

/** Longer than a healthy database ever takes; whoever asks for our health waits for it. */
const STATEMENT_MS = 1_500;

/**
 * Names of the migrations the database has. Rejects where it does not answer, or was migrated by
 * hand and does not show us its list.
 */
export async function appliedMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ migration_name: string }>({
    name: 'applied-migrations',
    text: `SELECT migration_name FROM _prisma_migrations
           WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    query_timeout: STATEMENT_MS,
  } as pg.QueryConfig);
  return rows.map(({ migration_name: name }) => name);
}
