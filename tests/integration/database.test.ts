import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { migrateDeploy } from '../../scripts/migrate-deploy.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the database the processes find', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const asRole = (url: string, text: string) => connected(url, (client) => client.query(text));

  it('lets the application role see no program it has not named', async () => {
    await asRole(database.ownerUrl, "SELECT open_shop('first-shop.myshopify.com')");
    const { rows } = await asRole(database.appUrl, 'SELECT * FROM programs');
    expect(rows).toEqual([]);
  });

  it('gives no role but the administrator a way past row-level security', async () => {
    const { rows } = await asRole(
      database.adminUrl,
      `SELECT rolname FROM pg_roles WHERE rolcanlogin AND (rolsuper OR rolbypassrls)`,
    );
    expect(rows).toEqual([{ rolname: 'postgres' }]);
  });

  it('refuses the application role any change of a movement', async () => {
    await expect(asRole(database.appUrl, 'UPDATE movements SET points = 1')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('lets the queue role make its own schema and read no table of ours', async () => {
    await asRole(database.queueUrl, 'CREATE SCHEMA IF NOT EXISTS bullmq');
    await expect(asRole(database.queueUrl, 'SELECT * FROM members')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is found up to date by a second migration, also by two at once', async () => {
    const both = await Promise.all([
      migrateDeploy(database.ownerUrl),
      migrateDeploy(database.ownerUrl),
    ]);
    expect(both).toEqual([[], []]);
  });

  it('sorts text by code point and speaks UTF-8', async () => {
    const { rows } = await asRole(
      database.appUrl,
      "SELECT current_setting('server_encoding') AS encoding, 'Z' < 'a' AS by_code_point",
    );
    expect(rows).toEqual([{ encoding: 'UTF8', by_code_point: true }]);
  });
});
