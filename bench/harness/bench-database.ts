/**
 * The server the benches measure on: the embedded PostgreSQL in an empty folder of its own,
 * migrated, with fsync and synchronous_commit on. Ratios taken without durability would flatter
 * whoever commits most often.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { connected, createDatabase, createRoles } from '../../scripts/embedded-postgres/roles.ts';
import { stopServerOf } from '../../scripts/embedded-postgres/leftovers.ts';
import { embeddedBinaries, startCluster } from '../../scripts/embedded-postgres/cluster.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { freePort } from '../../tests/support/ports.ts';

export type BenchDatabase = {
  readonly port: number;
  /** As the processes connect, and what the yardsticks use too. */
  readonly appUrl: string;
  /** Owns the tables; for filling them. */
  readonly ownerUrl: string;
  /** BullMQ's own role, where a bench needs a queue in PostgreSQL. */
  readonly queueUrl: string;
  /** The superuser, for what no other role may do. */
  readonly adminUrl: string;
  /** A superuser's connection, for counters and settings; never measured. */
  readonly admin: pg.Client;
  /** What the server says while it runs. */
  readonly logFile: string;
  /** What the server says of itself, for print. */
  readonly settings: Readonly<Record<string, string>>;
  stop: () => Promise<void>;
};

const ROOT = join(import.meta.dirname, '..', '..');
const DATABASE = 'laurel_bench';

// A checkpoint makes every page it touches be written whole once more. Far apart, they fall into no
// slice; the first writes after the start pay that price during the warm-up.
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '512MB',
  max_connections: '100',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
};

/**
 * Starts the server, under other settings where a bench needs them, migrates the database and adds
 * the yardsticks' tables to it.
 */
export async function startBenchDatabase(
  changes: Readonly<Record<string, string>> = {},
): Promise<BenchDatabase> {
  // Not a temporary folder of the system's: where that lies in memory, fsync costs nothing.
  const folder = join(ROOT, '.laurel', 'bench');
  await stopServerOf(join(folder, 'data'));
  rmSync(folder, { recursive: true, force: true });
  const admin = randomBytes(12).toString('hex');
  const cluster = await startCluster({
    binDir: embeddedBinaries(ROOT),
    dataDir: join(folder, 'data'),
    port: await freePort(),
    password: admin,
    settings: { ...SETTINGS, ...changes },
  });
  const passwords = { owner: admin, app: admin, queue: admin };
  const url = (role: string) => `postgres://${role}:${admin}@127.0.0.1:${cluster.port}/${DATABASE}`;
  const stopServer = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await connected(cluster.adminUrl(), async (client) => {
      await createRoles(client, passwords);
      await createDatabase(client, DATABASE);
    });
    await migrateDeploy(url('laurel_owner'));
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    await client.query(readFileSync(join(ROOT, 'bench/yardsticks/yardsticks.sql'), 'utf8'));
    return {
      port: cluster.port,
      appUrl: url('laurel_app'),
      ownerUrl: url('laurel_owner'),
      queueUrl: url('laurel_queue'),
      adminUrl: url('postgres'),
      admin: client,
      logFile: cluster.logFile,
      settings: await readSettings(client),
      stop: async () => {
        await client.end();
        await stopServer();
      },
    };
  } catch (error) {
    await stopServer();
    throw error;
  }
}

/**
 * Puts a checkpoint behind us and brings the statistics up to date, so that slices begin level. In
 * this order: the first change of a page after a checkpoint logs the whole page, and VACUUM is the
 * first to change what was filled in, so that price is not laid on the slices.
 */
export async function settle(admin: pg.Client): Promise<void> {
  await admin.query('CHECKPOINT');
  await admin.query('VACUUM (ANALYZE)');
}

async function readSettings(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value FROM pg_settings
     WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers', 'autovacuum')
     ORDER BY array_position(
       '{server_version,fsync,synchronous_commit,shared_buffers,autovacuum}'::text[], name)`,
  );
  const named = (name: string): string => (name === 'server_version' ? 'PostgreSQL' : name);
  return Object.fromEntries(rows.map(({ name, value }) => [named(name), value] as const));
}
