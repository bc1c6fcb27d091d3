import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { freshEmptyDatabase, type TestDatabase } from '../support/database.ts';

describe('migrations', () => {
  let database: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    database = await freshEmptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'laurel-migrations-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  const tables = async () => {
    const { rows } = await connected(database.ownerUrl, (client) =>
      client.query<{ tablename: string }>(
        `SELECT tablename FROM pg_tables
         WHERE schemaname = 'public' AND tablename !~ '^_' ORDER BY 1`,
      ),
    );
    return rows.map((row) => row.tablename);
  };

  it('are applied once, in the order of their names', async () => {
    write('0002_second', 'ALTER TABLE a RENAME TO b');
    write('0001_first', 'CREATE TABLE a (x integer)');
    expect(await migrateDeploy(database.ownerUrl, folder)).toEqual(['0001_first', '0002_second']);
    expect(await migrateDeploy(database.ownerUrl, folder)).toEqual([]);
    expect(await tables()).toEqual(['b']);
  });

  it('are applied once by two starts that meet an empty database', async () => {
    write('0001_first', 'CREATE TABLE a (x integer)');
    const both = await Promise.all([
      migrateDeploy(database.ownerUrl, folder),
      migrateDeploy(database.ownerUrl, folder),
    ]);
    expect(both.flat()).toEqual(['0001_first']);
  });

  it('that fail leave nothing of themselves, and are tried again once mended', async () => {
    write('0001_first', 'CREATE TABLE a (x integer)');
    write('0002_second', 'CREATE TABLE b (x integer); SELECT 1 / 0');
    await expect(migrateDeploy(database.ownerUrl, folder)).rejects.toThrow(
      /migration 0002_second failed and left nothing behind: division by zero/,
    );
    expect(await tables()).toEqual(['a']);
    write('0002_second', 'CREATE TABLE b (x integer)');
    expect(await migrateDeploy(database.ownerUrl, folder)).toEqual(['0002_second']);
  });

  it('that were changed after they were applied are refused by name', async () => {
    write('0001_first', 'CREATE TABLE a (x integer)');
    await migrateDeploy(database.ownerUrl, folder);
    write('0001_first', 'CREATE TABLE a (x bigint)');
    await expect(migrateDeploy(database.ownerUrl, folder)).rejects.toThrow(
      /migration 0001_first was changed/,
    );
  });
});
