/** Whether a process is ready: its database, as new as the process itself, and the queue. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { appliedMigrations } from '../adapters/postgres/applied-migrations.server.ts';
import type { ReadReadiness } from '../services/ports/health.ts';
import { readReadiness } from '../services/read-readiness.ts';

/** `askQueue` rejects where the queue does not answer. */
export function composeReadiness(pool: pg.Pool, askQueue: () => Promise<unknown>): ReadReadiness {
  const expected = expectedMigrations();
  return () => readReadiness({ expected, readApplied: () => appliedMigrations(pool), askQueue });
}

/** Names of the migrations this release was written for; they come with it. */
function expectedMigrations(): string[] {
  const folder = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
