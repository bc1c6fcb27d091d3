import ts from 'typescript';
import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';
import { isCode, isTest, lineOf, parse, visit } from '../source.ts';

const COMPARE_HOME = 'app/adapters/crypto/secrets-match.server.ts';
const ENVIRONMENT = /^app\/env\.server\.ts$/;

export const oneCompare: Rule = {
  name: 'signatures are compared in one place, in constant time',
  check: (files) => files.filter(isApp).flatMap(comparesOf),
  caught: [
    planted('app/routes/a.ts', ["import { timingSafeEqual } from 'node:crypto';"], 1),
    planted('app/web.ts', ['', 'if (crypto.timingSafeEqual(a, b)) f();'], 2),
    planted('app/adapters/shopify/b.server.ts', ['if (sent.hmac === expected) f();'], 1),
    planted('app/adapters/shopify/c.server.ts', ['const bad = signature !== wanted;'], 1),
  ],
  allowed: [
    [file(COMPARE_HOME, "import { timingSafeEqual } from 'node:crypto';")],
    [file('app/web.ts', '// timingSafeEqual', 'if (signature === undefined) f();')],
    [file('app/web.ts', "if (typeof signature === 'string') f();")],
    [file('bench/yardstick-ingest.ts', "import { timingSafeEqual } from 'node:crypto';")],
  ],
};

function comparesOf(each: TreeFile): Violation[] {
  const found = new Map<number, Violation>();
  const note = (node: ts.Node, problem: string) =>
    found.set(lineOf(node), {
      path: each.path,
      line: lineOf(node),
      problem,
      remedy: `Call secretsMatch of ${COMPARE_HOME}.`,
    });
  visit(parse(each), (node) => {
    if (ts.isIdentifier(node) && node.text === 'timingSafeEqual' && each.path !== COMPARE_HOME) {
      note(node, 'A second comparison of secrets.');
    }
    if (isEquality(node) && (isSignature(node.left) || isSignature(node.right))) {
      note(node, 'A signature compared with = tells its bytes one by one.');
    }
  });
  return [...found.values()];
}

function isEquality(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  if (!/^[!=]==?$/.test(node.operatorToken.getText())) return false;
  // Asking whether there is one at all, or of what type, gives nothing away.
  return ![node.left, node.right].some(
    (side) =>
      ts.isLiteralExpression(side) ||
      ts.isTypeOfExpression(side) ||
      /^(null|undefined|true|false)$/.test(side.getText()),
  );
}

function isSignature(node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return ts.isIdentifier(name) && /hmac|signature/i.test(name.text);
}

export const configuration: Rule = {
  name: 'configuration is read once, at start, with no secret to fall back on',
  check: (files) => files.filter(({ path }) => isCode(path)).flatMap(environmentReads),
  caught: [
    planted('app/adapters/mail/a.server.ts', ['const url = process.env.MAIL_URL;'], 1),
    planted('app/worker.ts', ["const port = process.env['PORT'] ?? 3000;"], 1),
    planted('app/web.ts', ["const { PORT = '1' } = process.env;"], 1),
    planted('scripts/a.ts', ['', "const key = process.env.DATA_KEY || 'dev';"], 2),
    planted('twin/a.ts', ["const s = process.env['API_SECRET'] ?? `dev`;"], 1),
  ],
  allowed: [
    [file('app/env.server.ts', "const host = process.env.HOST ?? '127.0.0.1';")],
    [file('app/web.ts', 'const env = readEnv(process.env);')],
    [file('app/entry.client.tsx', "if (process.env.NODE_ENV === 'production') f();")],
    [file('scripts/a.ts', "const port = process.env.PORT ?? '3000';")],
    [file('tests/a.test.ts', "const url = process.env.DATABASE_URL ?? '';")],
  ],
};

function environmentReads(each: TreeFile): Violation[] {
  if (ENVIRONMENT.test(each.path)) return [];
  const found: Violation[] = [];
  const note = (node: ts.Node, problem: string) =>
    found.push({
      path: each.path,
      line: lineOf(node),
      problem,
      remedy: 'Let app/env.server.ts parse it and fail at start; pass the value in.',
    });
  visit(parse(each), (node) => {
    const name = variableRead(node);
    if (name === null || name === 'NODE_ENV') return;
    if (isApp(each)) note(node, `Reads ${name} from the environment outside app/env.server.ts.`);
    else if (hasSecretFallback(node, name)) note(node, `A secret to fall back on for ${name}.`);
  });
  return found;
}

/** The variable a node reads from the environment; `…` where it takes the whole of it apart. */
function variableRead(node: ts.Node): string | null {
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return node.initializer?.getText() === 'process.env' ? '…' : null;
  }
  if (ts.isPropertyAccessExpression(node)) {
    return node.expression.getText() === 'process.env' ? node.name.text : null;
  }
  if (!ts.isElementAccessExpression(node)) return null;
  if (node.expression.getText() !== 'process.env') return null;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : '…';
}

function hasSecretFallback(read: ts.Node, name: string): boolean {
  if (!/SECRET|TOKEN|PASSWORD|_KEY$/.test(name)) return false;
  const { parent } = read;
  if (!ts.isBinaryExpression(parent) || parent.left !== read) return false;
  if (!/^(\|\||\?\?)$/.test(parent.operatorToken.getText())) return false;
  return ts.isStringLiteralLike(parent.right) && parent.right.text !== '';
}

function isApp({ path }: TreeFile): boolean {
  return path.startsWith('app/') && isCode(path) && !isTest(path);
}
