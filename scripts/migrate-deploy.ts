/**
 * Applies prisma/migrations in order and keeps Prisma's own list of what was applied, without
 * Prisma's engine, so that production needs no download. Two of us at once are fine: the second
 * waits for the first and finds nothing left to do. Run by hand: DATABASE_OWNER_URL=… node
 * scripts/migrate-deploy.ts
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { connected } from './embedded-postgres/roles.ts';

/** The advisory lock Prisma's migrate takes, so that we also keep out of its way. */
const PRISMA_LOCK = 72707369;

const LIST = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  varchar(36) PRIMARY KEY,
  checksum            varchar(64) NOT NULL,
  finished_at         timestamptz,
  migration_name      varchar(255) NOT NULL,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0)`;

// Web and worker tell by it whether the database is as new as they are.
const SHOW_LIST = `DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    GRANT SELECT (migration_name, finished_at, rolled_back_at) ON _prisma_migrations TO laurel_app;
  END IF;
END $$`;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { checksum: string; finished: boolean };

/**
 * Brings the database up to date as its owner and returns the names of what was applied. Refuses
 * when a migration was left unfinished or was changed after it was applied.
 */
export async function migrateDeploy(
  ownerUrl: string,
  folder = migrationsFolder(),
): Promise<string[]> {
  const migrations = readMigrations(folder);
  return connected(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(LIST);
    await client.query(SHOW_LIST);
    const applied = await readApplied(client);
    const fresh = migrations.filter((migration) => !isApplied(migration, applied));
    for (const migration of fresh) await apply(client, migration);
    return fresh.map((migration) => migration.name);
  });
}

function migrationsFolder(): string {
  return join(import.meta.dirname, '..', 'prisma', 'migrations');
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function readApplied(client: pg.Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<{ name: string } & Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function isApplied(migration: Migration, applied: Map<string, Applied>): boolean {
  const found = applied.get(migration.name);
  if (found === undefined) return false;
  if (!found.finished) {
    throw new Error(
      `migration ${migration.name} was begun by other means and never finished: see its logs in ` +
        '_prisma_migrations, mend the cause, set rolled_back_at on that row, and start again',
    );
  }
  if (found.checksum !== migration.checksum) {
    throw new Error(
      `migration ${migration.name} was changed after this database had applied it: restore the ` +
        'file and write a new migration (a demo database may be dropped: remove .laurel)',
    );
  }
  return true;
}

/** The list and the migration in one transaction: killed or failed, it was not applied at all. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations
         (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(`migration ${name} failed and left nothing behind: ${words}`, { cause: error });
  }
}

if (import.meta.main) {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl) {
    console.error('DATABASE_OWNER_URL is missing: postgres://laurel_owner:…@host:5432/laurel');
    process.exit(1);
  }
  const names = await migrateDeploy(ownerUrl);
  console.log(names.length === 0 ? 'The database is up to date.' : `Applied: ${names.join(', ')}`);
}
