import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountKind } from '../../scripts/embedded-postgres/account.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { embeddedBinaries, startCluster } from '../../scripts/embedded-postgres/cluster.ts';
import { freePort } from '../support/ports.ts';

/** The ways in which whoever runs the tests can run a server. */
function accounts(): AccountKind[] {
  if (process.getuid?.() !== 0) return ['plain'];
  const hasNamespaces = spawnSync('unshare', ['-U', 'true']).status === 0;
  return hasNamespaces ? ['namespace', 'nobody'] : ['nobody'];
}

describe('a PostgreSQL server of our own', () => {
  let folder: string;
  let places: Set<string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-cluster-'));
    chmodSync(folder, 0o700);
    places = new Set([folder]);
  });
  afterEach(() => {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  });

  const start = async (options: { account?: AccountKind; password?: string } = {}) => {
    const cluster = await startCluster({
      binDir: embeddedBinaries(join(import.meta.dirname, '..', '..')),
      dataDir: join(folder, 'data'),
      port: await freePort(),
      password: options.password ?? 'the password',
      settings: { fsync: 'off' },
      ...(options.account && { account: options.account }),
    });
    places.add(dirname(cluster.dataDir));
    return cluster;
  };

  it.each(accounts())('runs below a folder others cannot enter, as %s', async (account) => {
    const first = await start({ account });
    await connected(first.adminUrl(), (client) => client.query('CREATE TABLE kept (it boolean)'));
    await first.stop();

    const second = await start({ account });
    const { rows } = await connected(second.adminUrl(), (client) =>
      client.query("SELECT to_regclass('kept')::text AS kept, current_setting('fsync') AS fsync"),
    );
    await second.stop();
    expect(rows).toEqual([{ kept: 'kept', fsync: 'off' }]);
  });

  it('says why it does not start, and leaves no process', async () => {
    const first = await start();
    await first.stop();
    const logOf = () => readFileSync(first.logFile, 'utf8');
    await expect(
      startCluster({
        binDir: embeddedBinaries(join(import.meta.dirname, '..', '..')),
        dataDir: join(folder, 'data'),
        port: await freePort(),
        password: 'the password',
        settings: { shared_buffers: 'plenty' },
      }),
    ).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
    expect(logOf()).toContain('shared_buffers');
    expect(existsSync(join(first.dataDir, 'postmaster.pid'))).toBe(false);
  });

  it('listens on loopback only and asks for the password', async () => {
    const cluster = await start();
    const { rows } = await connected(cluster.adminUrl(), (client) =>
      client.query<{ address: string }>("SELECT current_setting('listen_addresses') AS address"),
    );
    expect(rows).toEqual([{ address: '127.0.0.1' }]);
    const stranger = `postgres://postgres:guess@127.0.0.1:${cluster.port}/postgres`;
    await expect(connected(stranger, (client) => client.query('SELECT 1'))).rejects.toThrow(
      /password authentication failed/,
    );
    await cluster.stop();
  });
});
