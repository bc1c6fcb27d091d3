import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleProblems } from '../../app/adapters/postgres/check-role.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let admin: pg.Client;
const made: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client(database.adminUrl);
  await admin.connect();
});

afterAll(async () => {
  for (const role of made) await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await admin.end();
  await database.drop();
});

async function problemsOf(url: string): Promise<readonly string[]> {
  const pool = openPool({ url, max: 1, name: 'test-role' });
  try {
    return await roleProblems(pool);
  } finally {
    await pool.end();
  }
}

/** A role of this test's own; roles are the whole server's, so its name is the database's. */
async function madeRole(attributes: string, memberOf?: string): Promise<string> {
  const url = new URL(database.appUrl);
  const name = url.pathname.slice(1);
  const role = `${name}_${made.length}`;
  made.push(role);
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' ${attributes}`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${role}`);
  if (memberOf !== undefined) await admin.query(`GRANT ${memberOf} TO ${role}`);
  url.username = role;
  url.password = 'x';
  return url.href;
}

describe('the database role', () => {
  it('laurel_app passes', async () => {
    expect(await problemsOf(database.appUrl)).toEqual([]);
  });

  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['a superuser', () => database.adminUrl, /postgres has SUPERUSER/],
    [
      'the owner',
      () => database.ownerUrl,
      /laurel_owner owns, or can become the owner of, .*inbox/,
    ],
    ['one with BYPASSRLS', () => madeRole('BYPASSRLS'), /has BYPASSRLS/],
    ['one that may create roles', () => madeRole('CREATEROLE'), /has CREATEROLE/],
    [
      'one that can become the owner',
      () => madeRole('', 'laurel_owner'),
      /can become the owner of/,
    ],
    [
      'one that can become a superuser',
      () => madeRole('NOINHERIT', 'postgres'),
      /can become postgres, which has SUPERUSER/,
    ],
  ])('%s is refused', async (_who, url, sentence) => {
    expect((await problemsOf(await url())).join('\n')).toMatch(sentence);
  });

  it('that may truncate a table is refused', async () => {
    await admin.query('GRANT TRUNCATE ON members TO laurel_app');
    expect(await problemsOf(database.appUrl)).toEqual([
      'The database role laurel_app may TRUNCATE members, whoever the rows belong to.',
    ]);
    await admin.query('REVOKE TRUNCATE ON members FROM laurel_app');
  });
});

describe('the tables', () => {
  it.each(['NO FORCE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY'])(
    'are refused when one has %s',
    async (change) => {
      await admin.query(`ALTER TABLE lots ${change}`);
      expect(await problemsOf(database.appUrl)).toEqual([
        'Row-level security is not enabled and forced on lots.',
      ]);
      await admin.query('ALTER TABLE lots ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    },
  );

  it('are missed when the migrations were not applied', async () => {
    const url = new URL(database.adminUrl);
    url.pathname = '/postgres';
    const problems = await problemsOf(url.href);
    expect(problems).toContain('The database holds none of our tables: apply the migrations.');
  });
});
