import ts from 'typescript';
import { roomOf } from '../rooms.ts';
import { file, planted, type Rule, type TreeFile } from '../rule.ts';
import { importsOf, isCode, isTest, lineOf, packageOf, parse, visit } from '../source.ts';

type Touch = { readonly line: number; readonly what: string };

/** Packages through which the network or a disk is reached. */
const WORLD_PACKAGES = new Set(['pg', 'bullmq', 'ioredis', 'pino']);
const WORLD_CALLS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
/** Names that a pure function has no use for, whatever it does with them. */
const WORLD_NAMES = new Set(['process', 'fetch', 'setTimeout', 'setInterval', 'console']);
const ENTRY_POINTS = /^app\/(web|worker|routes)\.ts$|^app\/(root|entry\.[a-z]+)\.tsx$/;

function touchesOf(each: TreeFile): Touch[] {
  const touches: Touch[] = [];
  for (const { specifier, line, typeOnly } of importsOf(each)) {
    if (typeOnly) continue;
    if (specifier.startsWith('node:') || WORLD_PACKAGES.has(packageOf(specifier))) {
      touches.push({ line, what: `imports '${specifier}'` });
    }
  }
  visit(parse(each), (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const dotted = `${node.expression.text}.${node.name.text}`;
      if (dotted === 'process.env') touches.push({ line: lineOf(node), what: 'reads process.env' });
      if (WORLD_CALLS.has(dotted)) touches.push({ line: lineOf(node), what: `uses ${dotted}` });
    }
    if (isClockRead(node)) touches.push({ line: lineOf(node), what: 'reads the clock' });
  });
  return touches;
}

/** `new Date()` or `Date()`: with an argument it only converts. */
function isClockRead(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const named = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  return named && (ts.isCallExpression(node) || (node.arguments?.length ?? 0) === 0);
}

function globalsOf(each: TreeFile): Touch[] {
  const touches: Touch[] = [];
  visit(parse(each), (node) => {
    if (!ts.isIdentifier(node) || !WORLD_NAMES.has(node.text)) return;
    if (ts.isCallExpression(node.parent) && node.parent.expression === node) {
      touches.push({ line: lineOf(node), what: `calls ${node.text}` });
    }
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) {
      touches.push({ line: lineOf(node), what: `uses ${node.text}` });
    }
  });
  return touches;
}

export const worldSuffix: Rule = {
  name: 'app code that touches the world says so in its name',
  check: (files) =>
    files.flatMap((each) => {
      const { path } = each;
      if (!path.startsWith('app/') || !isCode(path) || isTest(path)) return [];
      if (/\.server\.tsx?$/.test(path) || ENTRY_POINTS.test(path)) return [];
      return touchesOf(each).map(({ line, what }) => ({
        path,
        line,
        problem: `This file ${what} and its name does not end in .server.ts.`,
        remedy: 'Take the value as a parameter, or rename the file to *.server.ts.',
      }));
    }),
  caught: [
    planted('app/services/a.ts', ["import { createHash } from 'node:crypto';"], 1),
    planted('app/adapters/postgres/a.ts', ["import pg from 'pg';", '', 'Date.now();'], 1, 3),
    planted('app/jobs/a.ts', ['const at = new Date();', 'const url = process.env.URL;'], 1, 2),
    planted('app/ui/a.tsx', ['export const id = Math.random();'], 1),
  ],
  allowed: [
    [file('app/services/a.ts', "import type { Server } from 'node:http';")],
    [file('app/services/b.ts', 'const day = new Date(at).getUTCDay();')],
    [file('app/adapters/postgres/a.server.ts', "import pg from 'pg';")],
    [file('app/services/a.test.ts', "import { readFileSync } from 'node:fs';")],
    [file('app/worker.ts', 'const at = Date.now();')],
    [file('scripts/a.ts', 'const at = Date.now();')],
  ],
};

export const pureDomain: Rule = {
  name: 'the domain has no clock, chance, environment or console',
  check: (files) =>
    files.flatMap((each) => {
      if (roomOf(each.path) !== 'domain' || !isCode(each.path) || isTest(each.path)) return [];
      return [...touchesOf(each), ...globalsOf(each)]
        .filter((touch, place, all) => all.findIndex(({ line }) => line === touch.line) === place)
        .map(({ line, what }) => ({
          path: each.path,
          line,
          problem: `The domain is pure, and this ${what}.`,
          remedy: 'Take it as a parameter: every "now" is an asOf: Instant, chance is a seed.',
        }));
    }),
  caught: [
    planted('app/domain/a.server.ts', ['export const now = () => Date.now();'], 1),
    planted('app/domain/fold.ts', ['const a = new Date();', 'const b = process.env.TZ;'], 1, 2),
    planted('app/domain/kernel/id.ts', ['export const id = () => crypto.randomUUID();'], 1),
    planted('app/domain/kernel/log.ts', ["console.log('a');", "void fetch('b');"], 1, 2),
  ],
  allowed: [
    [file('app/domain/kernel/instant.ts', 'const ms = Date.parse(text);', 'Date.UTC(2026, 0);')],
    [file('app/domain/kernel/zone.ts', 'const at = new Date(ms);')],
  ],
};
