import ts from 'typescript';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { isCode, isTest, lineOf, parse, visit } from '../source.ts';

const RUNNERS = new Set(['it', 'test', 'describe', 'suite', 'bench', 'context', 'ctx', 'task']);
const EVASIONS = new Set(['only', 'skip', 'todo', 'skipIf', 'runIf', 'fixme', 'fails']);
const CROSSED_OUT = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

export const nothingSkipped: Rule = {
  name: 'every test runs: none is skipped, postponed or singled out',
  check: (files) => files.filter(isTestCode).flatMap(evasionsOf),
  caught: [
    planted('app/a.test.ts', ["it.only('a', f);", "describe.skip('b', g);"], 1, 2),
    planted('tests/b.test.ts', ["test.todo('c');", "it.skipIf(x)('d', f);"], 1, 2),
    planted('tests/c.test.ts', ["xit('a', f);", '', "it.each([1]).skip('b', f);"], 1, 3),
  ],
  allowed: [
    [file('tests/a.test.ts', "it('may be .only a word', () => { list.skip(1); });")],
    [file('app/a.ts', 'rows.skip(1);')],
  ],
};

function evasionsOf(each: TreeFile): Violation[] {
  const found: Violation[] = [];
  const note = (node: ts.Node, word: string) =>
    found.push({
      path: each.path,
      line: lineOf(node),
      problem: `'${word}' hides a test.`,
      remedy:
        'Make it pass or delete it. A test of one backend only is declared inside an `if`; what ' +
        'a machine lacks fails under CI and says how to get it.',
    });
  visit(parse(each), (node) => {
    if (ts.isPropertyAccessExpression(node) && EVASIONS.has(node.name.text)) {
      if (RUNNERS.has(rootOf(node))) note(node, `.${node.name.text}`);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      if (CROSSED_OUT.has(node.expression.text)) note(node, node.expression.text);
    }
  });
  return found;
}

/** `it.each([…]).skip` → `it`. */
function rootOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node))
    return rootOf(node.expression);
  return '';
}

export const noTimedAssertions: Rule = {
  name: 'no test judges by the clock',
  check: (files) => files.filter(isTestCode).flatMap(timedAssertions),
  caught: [
    planted(
      'tests/a.test.ts',
      ['const from = Date.now();', 'f();', 'expect(Date.now() - from).toBeLessThan(50);'],
      3,
    ),
    planted(
      'app/b.test.ts',
      [
        'const t = performance.now();',
        'const ms = performance.now() - t;',
        'expect(ms < 9).toBe(true);',
      ],
      3,
    ),
    planted('app/c.test.ts', ['expect(process.hrtime.bigint() - t).toBeLessThan(9n);'], 1),
  ],
  allowed: [
    [file('tests/a.test.ts', 'const at = Date.now();', 'expect(read(at)).toBe(1);')],
    [file('tests/b.test.ts', 'const due = Date.now() + 9;', 'while (Date.now() - due < 0) f();')],
    [file('bench/a.ts', 'expect(Date.now() - from).toBeLessThan(50);')],
  ],
};

function timedAssertions(each: TreeFile): Violation[] {
  const source = parse(each);
  const elapsed = new Set<string>();
  visit(source, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer) return;
    if (measures(node.initializer)) elapsed.add(node.name.getText());
  });
  const found: Violation[] = [];
  visit(source, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'expect') return;
    const timed = node.arguments.some((a) => measures(a) || mentions(a, elapsed));
    if (!timed) return;
    found.push({
      path: each.path,
      line: lineOf(node),
      problem: 'This assertion measures time, and a busy machine will break it.',
      remedy: 'Count statements, commands or steps; speed is judged in bench/.',
    });
  });
  return found;
}

/** Whether the expression itself subtracts a reading of the clock. */
function measures(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken) {
    if (/\b(Date\.now|performance\.now|process\.hrtime)\b/.test(node.getText())) return true;
  }
  return ts.forEachChild(node, (child) => measures(child) || undefined) ?? false;
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(node)) return names.has(node.text);
  return ts.forEachChild(node, (child) => mentions(child, names) || undefined) ?? false;
}

function isTestCode({ path }: TreeFile): boolean {
  return isTest(path) && isCode(path);
}
