/** The Prisma schema is written by hand beside hand-written migrations; this keeps the two one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const SCHEMA = join(import.meta.dirname, '../../prisma/schema.prisma');

const SQL_TYPES: Readonly<Record<string, string>> = {
  BigInt: 'bigint',
  Int: 'integer',
  String: 'text',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  DateTime: 'timestamp with time zone(3)',
  'String[]': 'ARRAY',
};

/** Every column of a schema as `table.column type null?`, sorted. */
function columnsOfSchema(text: string): string[] {
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  return models
    .flatMap(([, , body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
      return body.split('\n').flatMap((line) => {
        const [, name, type = '', optional] =
          /^ {2}(\w+)\s+(\w+(?:\[\])?)(\?)?(\s|$)/.exec(line) ?? [];
        const sqlType = line.includes('@db.Json') ? 'json' : SQL_TYPES[type];
        if (!name || !sqlType) return [];
        expect(type !== 'DateTime' || line.includes('@db.Timestamptz(3)'), line).toBe(true);
        const column = /@map\("(\w+)"\)/.exec(line)?.[1] ?? name;
        return [`${table}.${column} ${sqlType}${optional ? ' null' : ''}`];
      });
    })
    .sort();
}

const COLUMNS_SQL = `
  SELECT table_name || '.' || column_name || ' ' || data_type
         || coalesce('(' || datetime_precision || ')', '')
         || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS said
  FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    AND table_name <> '_prisma_migrations'`;

const KEYS_SQL = `
  SELECT c.conrelid::regclass::text || ' ' || c.contype::text || ' ' || (
           SELECT string_agg(a.attname, ',' ORDER BY k.place)
           FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
           JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum) AS said
  FROM pg_constraint c
  WHERE c.contype IN ('p', 'u') AND c.connamespace = 'public'::regnamespace
    AND c.conrelid <> '_prisma_migrations'::regclass`;

/** Every primary and unique key as `table p|u column,column`. */
function keysOfSchema(text: string): string[] {
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, , body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    const fields = [...body.matchAll(/^ {2}(\w+) .*$/gm)];
    const columns = new Map(
      fields.map(([line, name]) => [name, /@map\("(\w+)"\)/.exec(line)?.[1] ?? name]),
    );
    const whole = [...body.matchAll(/@@(id|unique)\(\[([^\]]*)\]\)/g)].map(
      ([, kind, list = '']) => {
        const names = list.split(', ').map((name) => columns.get(name));
        return `${table} ${kind === 'id' ? 'p' : 'u'} ${names.join(',')}`;
      },
    );
    const single = fields.flatMap(([line, name]) => {
      const kind = / @(id|unique)\b/.exec(line)?.[1];
      return kind ? [`${table} ${kind === 'id' ? 'p' : 'u'} ${columns.get(name)}`] : [];
    });
    return [...whole, ...single];
  });
}

describe('the Prisma schema', () => {
  const schema = readFileSync(SCHEMA, 'utf8');
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const ask = async (sql: string) => {
    const { rows } = await connected(database.ownerUrl, (client) => client.query(sql));
    return rows.map((row: { said: string }) => row.said).sort();
  };

  it('has every column of the migrated database, of the same type, and no other', async () => {
    const columns = await ask(COLUMNS_SQL);
    expect(columns.length).toBeGreaterThan(50);
    expect(columnsOfSchema(schema)).toEqual(columns);
  });

  it('has every primary and unique key of the migrated database, and no other', async () => {
    expect(keysOfSchema(schema).sort()).toEqual(await ask(KEYS_SQL));
  });
});
