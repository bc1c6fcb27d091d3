/**
 * A PostgreSQL server of our own: made with initdb, listening on loopback only, gone when we go.
 * Works with the binaries npm installed as well as with a distribution's (/usr/lib/postgresql/*).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { giveTo, serverAccount, type Account, type AccountKind } from './account.ts';
import { stopServerOf, tieToUs } from './leftovers.ts';
import { embeddedPostgresHome, linkPostgresLibraries } from '../install/postgres-links.mjs';

type ClusterOptions = {
  binDir: string;
  dataDir: string;
  port: number;
  /** The superuser's password; it is set when the cluster is made and never changes. */
  password: string;
  settings?: Readonly<Record<string, string>>;
  /** Overrides how a root process runs the server; for tests. */
  account?: AccountKind;
  /** Runs once a server left over on this data folder is gone; may refuse by throwing. */
  beforeListening?: () => Promise<void>;
};

export type Cluster = {
  port: number;
  pid: number;
  /** Where its files are: where they were wanted, or where its account can reach them. */
  dataDir: string;
  logFile: string;
  adminUrl: (database?: string) => string;
  /** Called once if the server ends without having been asked to. */
  onDeath: (listener: () => void) => void;
  stop: () => Promise<void>;
};

/** Where npm put the server's programs. Throws a sentence where no package fits the machine. */
export function embeddedBinaries(root: string): string {
  const home = embeddedPostgresHome(root);
  if (home === null) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}; ` +
        'set DATABASE_URL to a PostgreSQL 15 or newer (docs/running.md)',
    );
  }
  linkPostgresLibraries(root);
  return join(home, 'bin');
}

/** Starts the cluster in `dataDir`, making it first if need be; resolves once it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  mkdirSync(dirname(options.dataDir), { recursive: true });
  const account = serverAccount({ ...options, kind: options.account });
  await stopServerOf(account.dataDir);
  await options.beforeListening?.();
  if (!existsSync(account.dataDir)) await initialise(account, options.password);
  giveTo(account.owner, account.dataDir);
  const logFile = `${account.dataDir}.log`;
  const server = spawnServer(account, options, logFile);
  const untie = tieToUs(server.pid ?? 0, account.dataDir);
  const admin = `postgres:${encodeURIComponent(options.password)}`;
  const url = (database = 'postgres') =>
    `postgres://${admin}@127.0.0.1:${options.port}/${database}`;
  const life = watch(server);
  try {
    await answers(url(), life, logFile);
  } catch (error) {
    await stop(server, life);
    untie();
    throw error;
  }
  return {
    port: options.port,
    pid: server.pid ?? 0,
    dataDir: account.dataDir,
    logFile,
    adminUrl: url,
    onDeath: (listener) => server.once('exit', () => life.stopping || listener()),
    stop: async () => {
      await stop(server, life);
      untie();
    },
  };
}

type Life = { stopping: boolean; ended: Promise<void>; isOver: boolean };

function watch(server: ChildProcess): Life {
  const life: Life = { stopping: false, isOver: false, ended: Promise.resolve() };
  life.ended = new Promise((resolve) => {
    const over = () => {
      life.isOver = true;
      resolve();
    };
    server.once('exit', over);
    server.once('error', over);
  });
  return life;
}

/** Makes the cluster beside its place and moves it there whole: a half-made one never counts. */
async function initialise(account: Account, password: string): Promise<void> {
  const half = `${account.dataDir}.new`;
  const passwordFile = `${account.dataDir}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  chmodSync(half, 0o700);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.owner !== null) {
    chownSync(half, account.owner, account.owner);
    chownSync(passwordFile, account.owner, account.owner);
  }
  const args = ['-D', half, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'];
  args.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`);
  try {
    await run(account, 'initdb', args);
    renameSync(half, account.dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(account: Account, program: string, args: readonly string[]): Promise<void> {
  const [file, rest] = account.command(program, args);
  const child = spawn(file, rest, {
    ...account.spawnAs,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} failed (exit ${code}):\n${lastLines(said)}`);
}

function spawnServer(account: Account, options: ClusterOptions, logFile: string): ChildProcess {
  const settings = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  const args = ['-D', account.dataDir];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const [file, rest] = account.command('postgres', args);
  const log = openSync(logFile, 'w', 0o600);
  // Its own process group: Ctrl-C reaches us first, and we stop the server last, in order.
  const server = spawn(file, rest, {
    ...account.spawnAs,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return server;
}

async function answers(url: string, life: Life, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  let reason = 'no answer';
  while (Date.now() < deadline && !life.isOver) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      return;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      void client.end().catch(() => undefined);
      await sleep(40);
    }
  }
  const log = existsSync(logFile) ? lastLines(readFileSync(logFile, 'utf8')) : '';
  throw new Error(
    `PostgreSQL did not start (${life.isOver ? 'it ended at once' : reason}):\n${log}`,
  );
}

/** Fast shutdown, then harder; resolves when the process is gone. */
async function stop(server: ChildProcess, life: Life): Promise<void> {
  life.stopping = true;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (life.isOver) return;
    server.kill(signal);
    await Promise.race([life.ended, sleep(10_000, undefined, { ref: false })]);
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n');
}
