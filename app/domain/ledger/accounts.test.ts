import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MOVES } from './accounts.ts';

test('law 1: the moves the domain knows are the moves the database accepts', () => {
  const folder = new URL('../../../prisma/migrations/', import.meta.url);
  const definitions = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8'))
    .flatMap((sql) => [...sql.matchAll(/CONSTRAINT movements_known CHECK[\s\S]*?;/g)]);
  // A later migration may have defined it anew: what it says is what holds.
  const check = definitions.at(-1);
  const accepted = [...(check?.[0] ?? '').matchAll(/\('([\w-]+)', '(\w+)', '(\w+)'\)/g)];
  expect(accepted.map(([, kind, from, to]) => `${kind}:${from}:${to}`).sort()).toEqual(
    [...MOVES].sort(),
  );
});
