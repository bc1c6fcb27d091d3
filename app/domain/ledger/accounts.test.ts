import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MOVES } from './accounts.ts';

test('law 1: the moves the domain knows are the moves the database accepts', () => {
  const migration = new URL(
    '../../../prisma/migrations/0001_the_books/migration.sql',
    import.meta.url,
  );
  const check = /CONSTRAINT movements_known[\s\S]*?IN \(([\s\S]*?)\)\)\s*\);/.exec(
    readFileSync(migration, 'utf8'),
  );
  const accepted = [...(check?.[1] ?? '').matchAll(/\('([\w-]+)', '(\w+)', '(\w+)'\)/g)];
  expect(accepted.map(([, kind, from, to]) => `${kind}:${from}:${to}`).sort()).toEqual(
    [...MOVES].sort(),
  );
});
