import ts from 'typescript';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { isCode, isTest, lineOf, parse, visit } from '../source.ts';

/** A statement or a piece of one, in the capitals we write SQL in. */
const SQL =
  /(^|[\s(])(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|VALUES|ORDER BY|CREATE|ALTER)\s/;

export const noBuiltSql: Rule = {
  name: 'SQL is written down, never put together from values',
  check: (files) => files.flatMap(builtStatements),
  caught: [
    planted('app/adapters/postgres/a.server.ts', ['await db.query(`SELECT ${id}`);'], 1),
    planted('app/adapters/postgres/b.server.ts', ['', 'const q = `a FROM ${table} b`;'], 2),
    planted('app/adapters/postgres/c.server.ts', ["q = 'SELECT a FROM b WHERE c = ' + c;"], 1),
    planted('app/adapters/postgres/e.server.ts', ['prisma.$queryRawUnsafe(`SELECT ${a}`);'], 1),
    planted('app/adapters/postgres/f.server.ts', ['db.query(`SELECT ${quote(id)}`);'], 1),
    planted('app/db.server.ts', ['db.query({ name, text: `set x to ${y}` });'], 1),
    planted('app/adapters/postgres/d.server.ts', ['const X = pick();', 'db.query(`a ${X}`);'], 2),
  ],
  allowed: [
    [
      file(
        'app/adapters/postgres/a.server.ts',
        "const LOT_COLUMNS = 'lot_id, label';",
        'db.query(`SELECT ${LOT_COLUMNS} FROM lots WHERE id = $1`, [id]);',
        'const PAGE = 20;',
        "db.query('SELECT a ' + 'FROM b');",
        'db.query(`SELECT a FROM b LIMIT ${PAGE + 1}`);',
        "db.query(`SELECT ${net('held')} FROM b`);",
        'prisma.$queryRaw<Row[]>`SELECT a FROM b WHERE c = ${c}`;',
      ),
    ],
    [
      file(
        'app/adapters/postgres/b.server.ts',
        "import { LOT_COLUMNS } from './columns.ts';",
        'const TEXT = `SELECT ${LOT_COLUMNS} FROM lots`;',
      ),
    ],
    [file('app/adapters/postgres/c.server.ts', 'log(`took ${count} rows from the inbox`);')],
    [file('scripts/migrate.ts', 'db.query(`CREATE DATABASE ${quoted(name)}`);')],
  ],
};

function builtStatements(each: TreeFile): Violation[] {
  if (!each.path.startsWith('app/') || !isCode(each.path) || isTest(each.path)) return [];
  const source = parse(each);
  const fragments = fragmentsOf(source);
  const isFragment = (node: ts.Expression): boolean => {
    if (ts.isBinaryExpression(node)) return isFragment(node.left) && isFragment(node.right);
    // What a function makes of literals is as constant as they are.
    if (ts.isCallExpression(node)) return node.arguments.every(ts.isLiteralExpression);
    return ts.isNumericLiteral(node) || (ts.isIdentifier(node) && fragments.has(node.text));
  };
  const found = new Map<number, Violation>();
  visit(source, (node) => {
    if (!buildsSql(node, isFragment)) return;
    found.set(lineOf(node), {
      path: each.path,
      line: lineOf(node),
      problem: 'This statement is put together from values.',
      remedy:
        'Pass values as $1, $2 …; a shared piece of SQL is a constant in CAPITALS, written down ' +
        'at the top of a file as one literal.',
    });
  });
  return [...found.values()];
}

function buildsSql(node: ts.Node, isFragment: (node: ts.Expression) => boolean): boolean {
  if (ts.isTemplateExpression(node)) {
    if (bindsItsValues(node.parent)) return false;
    if (node.templateSpans.every(({ expression }) => isFragment(expression))) return false;
    const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
    return isQueryText(node) || SQL.test(text.map((piece) => piece.text).join(' … '));
  }
  if (!ts.isBinaryExpression(node)) return false;
  if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false;
  const sides = [node.left, node.right];
  const written = sides.some((side) => ts.isStringLiteralLike(side) && SQL.test(`${side.text} `));
  const foreign = sides.some(
    (side) => !ts.isStringLiteralLike(side) && !ts.isBinaryExpression(side) && !isFragment(side),
  );
  return written && foreign;
}

/** Prisma's own tags send every value as a parameter. */
function bindsItsValues(node: ts.Node): boolean {
  return ts.isTaggedTemplateExpression(node) && /\.\$(query|execute)Raw$/.test(node.tag.getText());
}

/** Whether the template is what `query(…)` or `query({ text: … })` sends. */
function isQueryText(node: ts.TemplateExpression): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === 'text';
  return ts.isCallExpression(parent) && /\.query$/.test(parent.expression.getText());
}

/** The constants a statement may splice in: in capitals, and literal here or where they live. */
function fragmentsOf(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const isShouted = (name: string) => /^[A-Z][A-Z0-9_]*$/.test(name);
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      if (!bindings || !ts.isNamedImports(bindings)) continue;
      for (const { name } of bindings.elements) if (isShouted(name.text)) names.add(name.text);
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const literal = initializer && !hasCall(initializer);
      if (literal && isShouted(name.getText())) names.add(name.getText());
    }
  }
  return names;
}

function hasCall(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
  return ts.forEachChild(node, (child) => hasCall(child) || undefined) ?? false;
}
