/**
 * A PostgreSQL server of a test's own and a replica that streams from it. The replica begins as a
 * copy of the files of the running primary, as pg_basebackup makes one; not every build brings that
 * along.
 */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Cluster, startCluster } from '../../scripts/embedded-postgres/cluster.ts';
import { connected, createDatabase } from '../../scripts/embedded-postgres/roles.ts';
import {
  FOR_SPEED,
  postgresBinaries,
  startTestServer,
  TEMPLATE,
  type TestServer,
  urlOf,
} from './cluster.ts';
import type { TestDatabase } from './database.ts';
import { freePort } from './ports.ts';
import { quickFolder } from './quick-folder.ts';
import { until } from './until.ts';

const NAME = 'replicated';
/** What is the running server's own, and would keep another one from starting. */
const NOT_COPIED = new Set(['postmaster.pid', 'postmaster.opts', 'current_logfiles']);

export type ReplicatedServer = {
  /** On the primary, migrated. */
  readonly database: TestDatabase;
  readonly replica: {
    /** What DATABASE_READ_URL expects. */
    readonly appUrl: string;
    /** It goes on receiving, and shows nothing new until `resume`. */
    readonly pause: () => Promise<void>;
    readonly resume: () => Promise<void>;
    /** Waits until it shows whatever was committed until now. */
    readonly caughtUp: () => Promise<void>;
    /** Makes a primary of it. */
    readonly promote: () => Promise<void>;
    readonly stop: () => Promise<void>;
    readonly start: () => Promise<void>;
  };
  readonly stop: () => Promise<void>;
};

/** Starts both; the replica has caught up with what the migrations wrote. */
export async function startReplicatedServer(): Promise<ReplicatedServer> {
  const { server, stop: stopPrimary } = await startTestServer();
  const folder = mkdtempSync(join(quickFolder(), 'laurel-replica-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  const of = { server, dataDir, port: await freePort() };
  const admin = (database: string) => urlOf(server, 'postgres', server.admin, database);
  let running: Cluster | null = null;
  const stopReplica = async () => {
    await running?.stop();
    running = null;
  };
  const stop = async () => {
    await stopReplica();
    await stopPrimary();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await connected(admin('postgres'), (client) =>
      createDatabase(client, NAME, { template: TEMPLATE }),
    );
    await copyFiles(admin('postgres'), dataDir);
    running = await startReplica(of);
  } catch (error) {
    await stop();
    throw error;
  }
  const onReplica = async (query: string) => {
    if (running === null) throw new Error('the replica is stopped');
    await connected(running.adminUrl(), (client) => client.query(query));
  };
  const { owner, app, queue } = server.passwords;
  return {
    database: {
      appUrl: urlOf(server, 'laurel_app', app, NAME),
      ownerUrl: urlOf(server, 'laurel_owner', owner, NAME),
      queueUrl: urlOf(server, 'laurel_queue', queue, NAME),
      adminUrl: admin(NAME),
      drop: async () => undefined,
    },
    replica: {
      appUrl: urlOf({ ...server, port: of.port }, 'laurel_app', app, NAME),
      pause: () => onReplica('SELECT pg_wal_replay_pause()'),
      resume: () => onReplica('SELECT pg_wal_replay_resume()'),
      promote: () => onReplica('SELECT pg_promote()'),
      caughtUp: () => hasCaughtUp(admin(NAME), running?.adminUrl(NAME) ?? ''),
      stop: stopReplica,
      start: async () => {
        running ??= await startReplica(of);
      },
    },
    stop,
  };
}

async function copyFiles(adminUrl: string, to: string): Promise<void> {
  await connected(adminUrl, async (client) => {
    const asked = await client.query<{ data_directory: string }>('SHOW data_directory');
    await client.query("SELECT pg_backup_start('replica', true)");
    const from = asked.rows[0]?.data_directory ?? '';
    cpSync(from, to, { recursive: true, filter: (file) => !NOT_COPIED.has(basename(file)) });
    const ended = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(false)',
    );
    writeFileSync(join(to, 'backup_label'), ended.rows[0]?.labelfile ?? '', { mode: 0o600 });
  });
  writeFileSync(join(to, 'standby.signal'), '', { mode: 0o600 });
  chmodSync(to, 0o700);
}

type Place = { readonly server: TestServer; readonly dataDir: string; readonly port: number };

function startReplica({ server, dataDir, port }: Place): Promise<Cluster> {
  const from = `host=127.0.0.1 port=${server.port} user=postgres password=${server.admin}`;
  return startCluster({
    ...{ binDir: postgresBinaries(), dataDir, port, password: server.admin },
    settings: { ...FOR_SPEED, hot_standby: 'on', primary_conninfo: from },
  });
}

async function hasCaughtUp(primaryUrl: string, replicaUrl: string): Promise<void> {
  const { rows } = await connected(primaryUrl, (client) =>
    client.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn'),
  );
  await until(() =>
    connected(replicaUrl, async (client) => {
      const shown = 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS caught_up';
      const answer = await client.query<{ caught_up: boolean }>(shown, [rows[0]?.lsn]);
      return answer.rows[0]?.caught_up === true;
    }),
  );
}
