import ts from 'typescript';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { isCode, lastLineOf, lineOf, parse, visit } from '../source.ts';

const MEASURED = /\.(ts|tsx|mts|js|jsx|mjs|cjs|css|sql|liquid|md)$/;
const WRITTEN = /\.(ts|tsx|mts|js|jsx|mjs|cjs|css|sql)$/;
const FILE_LINES_MAX = 300;
const ROUTE_LINES_MAX = 200;
const FUNCTION_LINES_MAX = 70;
const ACTION_LINES_MAX = 30;
const COLUMNS_MAX = 100;

export const fileSizes: Rule = {
  name: 'a file fits in the head: 300 lines, a route 200',
  check: (files) =>
    files.flatMap(({ path, text }) => {
      if (!MEASURED.test(path)) return [];
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      const max = /^app\/routes\/.*\.tsx?$/.test(path) ? ROUTE_LINES_MAX : FILE_LINES_MAX;
      if (lines <= max) return [];
      const remedy = 'Split it where it changes subject; aim at 40 to 150 lines.';
      return [{ path, line: max + 1, problem: `${lines} lines, at most ${max}.`, remedy }];
    }),
  caught: [
    {
      files: [file('twin/shop.ts', ...Array<string>(301).fill(''), 'x')],
      at: ['twin/shop.ts:301'],
    },
    {
      files: [file('app/routes/home.tsx', ...Array<string>(200).fill(''), 'x')],
      at: ['app/routes/home.tsx:201'],
    },
  ],
  allowed: [
    [file('twin/shop.ts', ...Array<string>(300).fill('x'), '')],
    [file('package-lock.json', ...Array<string>(9000).fill(''))],
  ],
};

export const functionSizes: Rule = {
  name: 'a function fits a screen: 70 lines, an action 30',
  check: (files) => files.filter(({ path }) => isCode(path)).flatMap(longFunctions),
  caught: [
    planted('app/a.ts', ['', 'function f() {', ...Array<string>(69).fill(''), '}'], 2),
    planted('app/b.ts', ['const f = () => {', ...Array<string>(69).fill(''), '};'], 1),
    planted(
      'app/routes/a.tsx',
      ['export async function action() {', ...Array<string>(29).fill(''), '}'],
      1,
    ),
  ],
  allowed: [
    [file('app/a.ts', 'function f() {', ...Array<string>(68).fill(''), '}')],
    [file('tests/a.test.ts', "describe('x', () => {", ...Array<string>(99).fill(''), '});')],
    [file('app/routes/a.tsx', 'export function loader() {', ...Array<string>(40).fill(''), '}')],
  ],
};

function longFunctions(each: TreeFile): Violation[] {
  const found: Violation[] = [];
  visit(parse(each), (node) => {
    if (!ts.isFunctionLike(node) || isChapter(node)) return;
    const lines = lastLineOf(node) - lineOf(node) + 1;
    const action = each.path.startsWith('app/routes/') && nameOf(node) === 'action';
    const max = action ? ACTION_LINES_MAX : FUNCTION_LINES_MAX;
    if (lines <= max) return;
    found.push({
      path: each.path,
      line: lineOf(node),
      problem: `${nameOf(node) || 'a function'} has ${lines} lines, at most ${max}.`,
      remedy: action
        ? 'Parse, call one service, respond; move the rest to the service.'
        : 'Push ifs up and fors down, and give the leaves names of their own.',
    });
  });
  return found;
}

/** The callback of `describe` is a chapter of tests, not a function anybody reads at once. */
function isChapter(node: ts.Node): boolean {
  const call = node.parent;
  if (!call || !ts.isCallExpression(call)) return false;
  return /^describe\b/.test(call.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const holder = node.parent;
  return holder && ts.isVariableDeclaration(holder) ? holder.name.getText() : '';
}

export const columns: Rule = {
  name: 'a line of code has at most 100 columns',
  check: (files) =>
    files.flatMap(({ path, text }) => {
      if (!WRITTEN.test(path)) return [];
      return text.split('\n').flatMap((content, index) => {
        const width = [...content].length;
        // An address cannot be broken.
        if (width <= COLUMNS_MAX || /https?:\/\//.test(content)) return [];
        const problem = `${width} columns, at most ${COLUMNS_MAX}.`;
        const remedy = 'Break the line; a long string is joined with + or said shorter.';
        return [{ path, line: index + 1, problem, remedy }];
      });
    }),
  caught: [planted('app/a.ts', ['', `// ${'x'.repeat(98)}`], 2)],
  allowed: [
    [file('app/a.ts', `// ${'x'.repeat(97)}`, `// https://example.com/${'x'.repeat(98)}`)],
    [file('docs/a.md', 'x'.repeat(400))],
  ],
};
