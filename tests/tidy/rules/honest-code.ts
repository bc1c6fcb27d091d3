import ts from 'typescript';
import { file, planted, type Rule, type TreeFile } from '../rule.ts';
import { commentsOf, type Comment, isCode, isTest, lineOf, parse, visit } from '../source.ts';

/** An intention is worth keeping only where somebody will look for it: in an issue. */
export const intentions: Rule = {
  name: 'an intention left in code names its issue',
  check: (files) =>
    files.flatMap((each) =>
      remarks(each).flatMap(({ text, line }) =>
        [...text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b(?!\s*\(?#\d+)/g)].map((match) => ({
          path: each.path,
          line: line + text.slice(0, match.index).split('\n').length - 1,
          problem: `${match[0]} without an issue.`,
          remedy: `Do it now, or open an issue and write ${match[0]}(#12).`,
        })),
      ),
    ),
  caught: [
    planted('app/a.ts', ['const a = 1;', '/*', ' * TODO later', ' */'], 3),
    planted('app/b.ts', ['const b = 1; // FIXME'], 1),
    planted('prisma/migrations/0001_x/migration.sql', ['-- TODO an index'], 1),
  ],
  allowed: [
    [file('app/a.ts', '// TODO(#12): later', '// FIXME #3', "const TODO = 'TODO';")],
    [file('app/b.tsx', 'export const b = <p>see // TODO</p>;')],
  ],
};

/** Where a person writes remarks: comments of code, and any line of SQL, CSS, Liquid and shell. */
function remarks(each: TreeFile): readonly Comment[] {
  if (isCode(each.path)) return commentsOf(each);
  if (!/\.(sql|css|liquid|prisma|toml|sh)$/.test(each.path)) return [];
  return [{ text: each.text, line: 1 }];
}

const SILENCERS =
  /@ts-ignore|@ts-nocheck|@ts-expect-error|eslint-disable|(v8|c8|istanbul) ignore|biome-ignore/g;

export const noSilencing: Rule = {
  name: 'nobody silences the checker',
  check: (files) =>
    files.flatMap((each) => {
      if (!isCode(each.path)) return [];
      return commentsOf(each).flatMap(({ text, line }) =>
        [...text.matchAll(SILENCERS)]
          // A type test says what must not compile.
          .filter(([word]) => !(word === '@ts-expect-error' && isTest(each.path)))
          .map((match) => ({
            path: each.path,
            line: line + text.slice(0, match.index).split('\n').length - 1,
            problem: `'${match[0]}' hides a message instead of answering it.`,
            remedy: 'Give the value its true type, or parse it at the edge with zod.',
          })),
      );
    }),
  caught: [
    planted('app/a.ts', ['// @ts-ignore', 'f(1);'], 1),
    planted('scripts/b.mjs', ['/* eslint-disable no-undef */'], 1),
    planted('app/c.ts', ['', '// @ts-expect-error', 'f(1);'], 2),
  ],
  allowed: [
    [file('app/a.test.ts', '// @ts-expect-error points do not add to money', 'f(1);')],
    [file('app/b.ts', "const words = 'eslint-disable @ts-ignore';")],
  ],
};

export const noAny: Rule = {
  name: 'nothing is any',
  check: (files) =>
    files.flatMap((each) => {
      if (!isCode(each.path)) return [];
      const found: { path: string; line: number; problem: string; remedy: string }[] = [];
      visit(parse(each), (node) => {
        if (node.kind !== ts.SyntaxKind.AnyKeyword) return;
        found.push({
          path: each.path,
          line: lineOf(node),
          problem: '`any` switches the checker off for all that follows.',
          remedy: 'Say `unknown` and narrow it, or parse it at the edge with zod.',
        });
      });
      return found;
    }),
  caught: [planted('app/a.ts', ['', 'const a = b as any;', 'type C = Record<string, any>;'], 2, 3)],
  allowed: [
    [file('app/a.ts', '// any', 'const any = 1;', "const b = 'any';", 'f(expect.any(C));')],
  ],
};
