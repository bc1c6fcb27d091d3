/**
 * A PostgreSQL server of a test's own, to be stopped, copied and thrown away: a distribution's
 * where the machine has one, with its pg_dump and pg_restore, else the embedded one, which has
 * neither.
 */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { embeddedBinaries, startCluster } from '../../scripts/embedded-postgres/cluster.ts';
import { connected, createDatabase, createRoles } from '../../scripts/embedded-postgres/roles.ts';
import { systemPostgres } from './cluster.ts';
import type { TestDatabase } from './database.ts';
import { freePort } from './ports.ts';
import { quickFolder } from './quick-folder.ts';

const run = promisify(execFile);
const PASSWORDS = { owner: 'owner-of-a-test', app: 'app-of-a-test', queue: 'queue-of-a-test' };
const ADMIN = 'admin-of-a-test';
const DATABASE = 'laurel';

export type OwnServer = TestDatabase & {
  readonly stop: () => Promise<void>;
};

/** How a backup is taken and brought back here. */
export type Rehearsal = {
  readonly kind: 'pg_dump' | 'file copy';
  /** A server with the three roles and an empty database. */
  readonly start: () => Promise<OwnServer>;
  /** Takes a backup of a running server; answers where it goes on, and the backup. */
  readonly backUp: (server: OwnServer) => Promise<{ server: OwnServer; backup: string }>;
  /** A new server that holds the backup. */
  readonly restore: (backup: string) => Promise<OwnServer>;
  /** Ends every server and removes every file. */
  readonly clear: () => Promise<void>;
};

/** `hasTools` false rehearses as on a machine without a distribution's PostgreSQL. */
export function rehearsal(hasTools = systemPostgres() !== null): Rehearsal {
  const binDir =
    (hasTools && systemPostgres()) || embeddedBinaries(join(import.meta.dirname, '../..'));
  const folder = mkdtempSync(join(quickFolder(), 'laurel-rehearsal-'));
  chmodSync(folder, 0o755);
  const running = new Map<OwnServer, string>();
  const folderOf = (name: string): string => join(folder, `${name}-${running.size}`);

  async function begin(dataDir: string): Promise<OwnServer> {
    const settings = { fsync: 'off', synchronous_commit: 'off' };
    const port = await freePort();
    const cluster = await startCluster({ binDir, dataDir, port, password: ADMIN, settings });
    const url = (role: string, word: string) =>
      `postgres://${role}:${word}@127.0.0.1:${port}/${DATABASE}`;
    const server: OwnServer = {
      appUrl: url('laurel_app', PASSWORDS.app),
      ownerUrl: url('laurel_owner', PASSWORDS.owner),
      queueUrl: url('laurel_queue', PASSWORDS.queue),
      adminUrl: url('postgres', ADMIN),
      drop: async () => undefined,
      stop: async () => {
        running.delete(server);
        await cluster.stop();
      },
    };
    await connected(cluster.adminUrl(), async (client) => {
      await createRoles(client, PASSWORDS);
      await createDatabase(client, DATABASE);
    });
    running.set(server, cluster.dataDir);
    return server;
  }

  const dumped = {
    kind: 'pg_dump' as const,
    async backUp(server: OwnServer) {
      const backup = folderOf('backup.dump');
      const tables = ['--format=custom', '--exclude-schema=bullmq', `--file=${backup}`];
      await run(join(binDir, 'pg_dump'), [...tables, server.adminUrl]);
      return { server, backup };
    },
    async restore(backup: string) {
      const server = await begin(folderOf('restored'));
      const whole = ['--exit-on-error', '--single-transaction'];
      await run(join(binDir, 'pg_restore'), [...whole, `--dbname=${server.adminUrl}`, backup]);
      return server;
    },
  };
  const copied = {
    kind: 'file copy' as const,
    async backUp(server: OwnServer) {
      const [dataDir, backup] = [running.get(server) ?? '', folderOf('backup')];
      await server.stop();
      cpSync(dataDir, backup, { recursive: true, preserveTimestamps: true });
      // The server refuses files that others could read.
      chmodSync(backup, 0o700);
      return { server: await begin(dataDir), backup };
    },
    restore: (backup: string) => begin(backup),
  };
  return {
    ...(hasTools ? dumped : copied),
    start: () => begin(folderOf('server')),
    clear: async () => {
      for (const server of running.keys()) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
