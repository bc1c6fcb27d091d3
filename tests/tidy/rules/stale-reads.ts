import ts from 'typescript';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { importsOf, isCode, isTest, lineOf, parse, resolveImport, visit } from '../source.ts';

const POOL = 'app/adapters/postgres/read-pool.server.ts';

/** What shows figures, and what hands the pool to it. Nothing here decides anything. */
const READERS = new Set([
  ...[
    'admin-store',
    'list-members',
    'read-home',
    'read-status',
    'read-trade',
    'status-store',
    'sum-books',
  ].map((name) => `app/adapters/postgres/${name}.server.ts`),
  'app/composition.server.ts',
  'app/composition/admin.server.ts',
]);

/**
 * A replica may show commits late and in another order than they were made. Whoever decides by one
 * spends a balance twice, so who may read one is a list.
 */
export const staleReads: Rule = {
  name: 'only what shows figures reads a replica',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith('app/') && isCode(path) && !isTest(path))
      .flatMap((each) => [...strangers(each), ...otherUses(each)]),
  caught: [
    planted(
      'app/adapters/postgres/redemptions.server.ts',
      ["import pg from 'pg';", "import type { ReadPool } from './read-pool.server.ts';"],
      2,
    ),
    planted(
      'app/composition/redemption.server.ts',
      ["import { primaryOnly } from '../adapters/postgres/read-pool.server.ts';"],
      1,
    ),
    planted(
      'app/composition.server.ts',
      ['const pool = openPool({ url: env.databaseReadUrl ?? env.databaseUrl, max: 1 });'],
      1,
    ),
    planted('app/worker.ts', ['const { databaseReadUrl } = env;'], 1),
  ],
  allowed: [
    [
      file(
        'app/composition.server.ts',
        "import { openReadPool } from './adapters/postgres/read-pool.server.ts';",
        'const reads = openReadPool(pool, env.databaseReadUrl, { now, log });',
      ),
    ],
    [
      file(
        'app/adapters/postgres/read-home.server.ts',
        "import type { ReadPool } from './read-pool.server.ts';",
      ),
    ],
    [file('app/env.server.ts', 'const read = { databaseReadUrl: env.DATABASE_READ_URL ?? null };')],
    [file('tests/a.test.ts', "import { a } from '../app/adapters/postgres/read-pool.server.ts';")],
  ],
};

const remedy =
  'Read where everything is: through the pool, in a transaction of the program. Only what shows ' +
  'figures may join the list in tests/tidy.';

function strangers(each: TreeFile): Violation[] {
  if (READERS.has(each.path) || each.path === POOL) return [];
  return importsOf(each)
    .filter(({ specifier }) => resolveImport(each.path, specifier) === POOL)
    .map(({ line }) => ({
      path: each.path,
      line,
      problem: 'This file would read a replica, and is none of those that may.',
      remedy,
    }));
}

/** The replica's address goes to the one who keeps it fresh, and to nobody else. */
function otherUses(each: TreeFile): Violation[] {
  if (each.path === 'app/env.server.ts') return [];
  const found: Violation[] = [];
  visit(parse(each), (node) => {
    if (!ts.isIdentifier(node) || node.text !== 'databaseReadUrl') return;
    const use = node.parent.parent;
    const isOpened = ts.isCallExpression(use) && use.expression.getText() === 'openReadPool';
    if (isOpened) return;
    const problem = 'The address of the replica is used for something else than opening its reads.';
    found.push({ path: each.path, line: lineOf(node), problem, remedy });
  });
  return found;
}
