import ts from 'typescript';
import { file, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { isCode, isTest, lineOf, parse, visit } from '../source.ts';

/** After these words a statement names a table. */
const TABLE = /\b(?:FROM|JOIN|UPDATE|INTO|USING)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g;
const CREATE = /CREATE TABLE (?:IF NOT EXISTS )?"?([a-z_]+)"? \(([\s\S]*?)\n\)/g;

/**
 * A statement that names its program goes to the one place where the program's rows are, and one
 * that does not goes to all of them. Row-level security would answer it the same rows; a
 * distributed database would ask every node for them.
 */
export const statementsNameProgram: Rule = {
  name: 'each statement names the program at every table it reads',
  check: (files) => {
    const tables = tenantTables(files);
    return files.flatMap((each) => statementsOf(each, tables));
  },
  caught: [
    {
      files: [
        file(
          'prisma/migrations/0001_a/migration.sql',
          'CREATE TABLE lots (',
          '  program_id x',
          ');',
        ),
        file(
          'app/adapters/postgres/a.server.ts',
          '',
          "db.query('SELECT a FROM lots WHERE b = $1');",
        ),
        file('app/adapters/postgres/b.server.ts', "const A = 'DELETE FROM lots WHERE b = $1';"),
        file(
          'app/adapters/postgres/c.server.ts',
          'const TEXT = `SELECT ${COLUMNS} FROM lots l JOIN lots m USING (lot_id)',
          '  WHERE l.program_id = $1`;',
        ),
      ],
      at: [
        'app/adapters/postgres/a.server.ts:2',
        'app/adapters/postgres/b.server.ts:1',
        'app/adapters/postgres/c.server.ts:1',
      ],
    },
  ],
  allowed: [
    [
      file(
        'prisma/migrations/0001_a/migration.sql',
        'CREATE TABLE lots (',
        '  program_id x',
        ');',
        'CREATE TABLE mail (',
        '  id x',
        ');',
      ),
      file(
        'app/adapters/postgres/a.server.ts',
        "db.query('SELECT a FROM lots WHERE program_id = $1');",
        "db.query('SELECT a FROM mail WHERE id = $1');",
        'db.query(`SELECT a FROM lots l JOIN lots m USING (program_id, lot_id)',
        '  WHERE l.program_id = $1`);',
        "db.query('SELECT a FROM find_shop($1)');",
        "log('taken FROM lots of them');",
      ),
      file('app/services/a.ts', "say('points FROM lots');"),
    ],
  ],
};

/** Tables of a tenant, as the migrations make them. */
function tenantTables(files: readonly TreeFile[]): ReadonlySet<string> {
  const made = files
    .filter(({ path }) => path.startsWith('prisma/migrations/'))
    .flatMap(({ text }) => [...text.matchAll(CREATE)]);
  return new Set(
    made
      .filter(([, , columns = '']) => /\bprogram_id\b/.test(columns))
      .map(([, name = '']) => name),
  );
}

function statementsOf(each: TreeFile, tables: ReadonlySet<string>): Violation[] {
  if (!each.path.startsWith('app/adapters/postgres/') || !isCode(each.path)) return [];
  if (isTest(each.path)) return [];
  const found: Violation[] = [];
  visit(parse(each), (node) => {
    const text = textOf(node);
    if (text === null || !/\b(SELECT|UPDATE|INSERT|DELETE)\b/.test(text)) return;
    const named = [...text.matchAll(TABLE)].map(([, name = '']) => name);
    const reached = named.filter((name) => tables.has(name));
    const programs = text.match(/\bprogram_id\b/g)?.length ?? 0;
    if (programs >= reached.length) return;
    found.push({
      path: each.path,
      line: lineOf(node),
      problem: `It reaches ${reached.join(', ')} and names program_id ${programs} times.`,
      remedy: 'Add program_id to its conditions and joins, once for each table.',
    });
  });
  return found;
}

/** The literal's text, what is spliced into it left out: that stands in a literal of its own. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    .map(({ text }) => text)
    .join(' … ');
}
