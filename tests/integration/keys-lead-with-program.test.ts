/**
 * Every key of every tenant table leads with the program, so that all rows of a program can live
 * together on any node. Asked of the catalogue: a table of tomorrow is judged, too.
 */
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

/**
 * Keys that find a program, and so cannot lead with it. They are the few tables' that every node
 * must know: who has which domain, and the programs themselves.
 */
const FINDING: Readonly<Record<string, string>> = {
  shops_domain_key: 'A webhook names a domain, and the program is what it is looked up for.',
};

/** Tables without a program: nobody's in particular. */
const OF_NOBODY: readonly string[] = ['_prisma_migrations'];

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const asked = <Row extends pg.QueryResultRow>(query: string): Promise<Row[]> =>
  connected(database.ownerUrl, async (owner) => (await owner.query<Row>(query)).rows);

type Key = { table: string; key: string; kind: string; leads: string | null; unique: boolean };

const INDEXES = `
  SELECT t.relname AS table, i.relname AS key, x.indisunique AS unique,
         CASE WHEN x.indisprimary THEN 'primary key' WHEN x.indisunique THEN 'unique key'
              ELSE 'index' END AS kind,
         a.attname AS leads
  FROM pg_index x
  JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
  WHERE t.relnamespace = 'public'::regnamespace
    AND EXISTS (SELECT FROM pg_attribute p
                WHERE p.attrelid = t.oid AND p.attname = 'program_id' AND NOT p.attisdropped)
  ORDER BY 1, 2`;

const FOREIGN_KEYS = `
  SELECT t.relname AS table, c.conname AS key, r.relname AS "refersTo",
         a.attname AS leads, b.attname AS "leadsThere"
  FROM pg_constraint c
  JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
  WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
  ORDER BY 1, 2`;

it('there is no table without a program', async () => {
  const rows = await asked<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                       AND a.attname = 'program_id' AND NOT a.attisdropped)`,
  );
  expect(rows.map(({ name }) => name).filter((name) => !OF_NOBODY.includes(name))).toEqual([]);
});

it('every table has a primary key', async () => {
  const rows = await asked<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indisprimary)`,
  );
  expect(rows).toEqual([]);
});

it('every primary and unique key leads with the program, or finds it', async () => {
  const keys = (await asked<Key>(INDEXES)).filter(({ unique }) => unique);
  expect(keys.length).toBeGreaterThan(20);
  const others = keys.filter(({ leads }) => leads !== 'program_id').map(({ key }) => key);
  expect(others).toEqual(Object.keys(FINDING));
});

it('every other index leads with the program, too', async () => {
  const rest = (await asked<Key>(INDEXES)).filter(({ unique }) => !unique);
  expect(rest.length).toBeGreaterThan(5);
  expect(rest.filter(({ leads }) => leads !== 'program_id')).toEqual([]);
});

it('every foreign key goes from program to program', async () => {
  const keys = await asked<{ leads: string; leadsThere: string }>(FOREIGN_KEYS);
  expect(keys.length).toBeGreaterThan(5);
  const others = keys.filter((key) => key.leads !== 'program_id' || key.leadsThere !== key.leads);
  expect(others).toEqual([]);
});

it('a key that does not lead with the program is noticed', async () => {
  await connected(database.ownerUrl, (owner) =>
    owner.query(`ALTER TABLE drafts ADD saved_key text;
                 CREATE UNIQUE INDEX astray ON drafts (saved_key, program_id)`),
  );
  const keys = (await asked<Key>(INDEXES)).filter(({ leads }) => leads !== 'program_id');
  expect(keys.map(({ key }) => key)).toContain('astray');
});
