/**
 * One PostgreSQL server for a whole test run: the embedded one, or a distribution's when
 * TEST_POSTGRES=system. Its data lies in a temporary folder and is not worth an fsync.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  connected,
  createDatabase,
  createRoles,
  type Passwords,
} from '../../scripts/embedded-postgres/roles.ts';
import { embeddedBinaries, startCluster } from '../../scripts/embedded-postgres/cluster.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { freePort } from './ports.ts';
import { quickFolder } from './quick-folder.ts';

export const TEMPLATE = 'laurel_template';

/** What a test needs to reach the run's server; plain data, as it goes to other processes. */
export type TestServer = { port: number; admin: string; passwords: Passwords };

export const FOR_SPEED = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** Starts the server, makes the roles and migrates the template that freshDatabase() clones. */
export async function startTestServer(more: Readonly<Record<string, string>> = {}): Promise<{
  server: TestServer;
  stop: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(quickFolder(), 'laurel-test-'));
  chmodSync(folder, 0o755);
  const admin = randomBytes(12).toString('hex');
  const cluster = await startCluster({
    binDir: postgresBinaries(),
    dataDir: join(folder, 'data'),
    port: await freePort(),
    password: admin,
    settings: { ...FOR_SPEED, ...more },
  });
  const stop = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const passwords = { owner: secret(), app: secret(), queue: secret() };
  const server = { port: cluster.port, admin, passwords };
  try {
    await connected(cluster.adminUrl(), async (client) => {
      await createRoles(client, passwords);
      await createDatabase(client, TEMPLATE);
    });
    await migrateDeploy(urlOf(server, 'laurel_owner', passwords.owner, TEMPLATE));
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, stop };
}

/** The address of a database of the run's server for one role. */
export function urlOf(
  server: TestServer,
  role: string,
  password: string,
  database: string,
): string {
  return `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}`;
}

/** The newest PostgreSQL the distribution installed, or null. */
export function systemPostgres(): string | null {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return null;
  const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a));
  const bin = versions
    .map((version) => join(home, version, 'bin'))
    .find((dir) => existsSync(join(dir, 'initdb')));
  return bin ?? null;
}

export function postgresBinaries(): string {
  if (process.env.TEST_POSTGRES !== 'system') {
    return embeddedBinaries(join(import.meta.dirname, '..', '..'));
  }
  const bin = systemPostgres();
  if (bin === null) throw new Error('TEST_POSTGRES=system, but /usr/lib/postgresql has no server');
  return bin;
}

const secret = () => randomBytes(12).toString('hex');
