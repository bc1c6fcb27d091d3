import ts from 'typescript';
import { file, planted, type Plant, type Rule } from '../rule.ts';
import { isCode, lineOf, parse, visit } from '../source.ts';

const ROOMS = /^(app|extensions|twin|tests|bench|docs|scripts)\//;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Remix reads meaning from `$` and `_` in a route's name. */
const ROUTE = /^[a-z0-9$_]+([-_$][a-z0-9$_]+)*$/;
const SHOUTED = new Set(['README', 'LICENSE', 'NOTICE', 'CHANGELOG']);
const EMPTY_WORDS = /^(utils?|helpers?|misc|common|managers?|mappers?)$/;

export const fileNames: Rule = {
  name: 'file names are kebab-case and say what is inside',
  check: (files) =>
    files.flatMap(({ path }) => {
      if (!ROOMS.test(path)) return [];
      const legal = path.startsWith('app/routes/') ? ROUTE : KEBAB;
      const parts = path.split('/').flatMap((part) => part.replace(/^\./, '').split('.'));
      const broken = parts.find((part) => !legal.test(part) && !SHOUTED.has(part));
      const empty = parts.flatMap((part) => part.split('-')).find((word) => EMPTY_WORDS.test(word));
      const at = { path, line: 1 };
      return [
        ...(broken === undefined
          ? []
          : [
              { ...at, problem: `'${broken}' is not kebab-case.`, remedy: 'Rename it: like-this.' },
            ]),
        ...(empty === undefined
          ? []
          : [
              {
                ...at,
                problem: `'${empty}' says nothing about what is inside.`,
                remedy: 'Name the file for the verb or noun inside; split it if there are several.',
              },
            ]),
      ];
    }),
  caught: [
    planted('app/services/drainInbox.ts', [''], 1),
    planted('app/domain/kernel/string-utils.ts', [''], 1),
    planted('twin/common/shop.ts', [''], 1),
    planted('tests/support/order_helper.ts', [''], 1),
  ],
  allowed: [
    [file('app/entry.server.tsx', '')],
    [file('app/routes/app.members.$id.tsx', '')],
    [file('app/routes/_index.tsx', '')],
    [file('app/ui/README.md', '')],
    [file('tests/integration/.gitkeep', '')],
    [file('prisma/migrations/0001_the_books/migration.sql', '')],
  ],
};

/** Words that mean something else in this house, where that can be told without doubt. */
const FOREIGN_WORDS: readonly {
  readonly where: RegExp;
  readonly word: RegExp;
  readonly remedy: string;
}[] = [
  {
    where: /^app\/domain\/(ledger|rewards|earning)\//,
    word: /transaction/i,
    remedy: 'Points move in a *movement*; a transaction is the database’s or Shopify’s.',
  },
  {
    where: /^app\/domain\/ledger\//,
    word: /customer/i,
    remedy: 'The books know a *member*; a customer is Shopify’s.',
  },
  {
    where: /^app\/domain\//,
    word: /coupon/i,
    remedy: 'Say *reward* (the catalogue), *redemption* (the act) or *hold* (points reserved).',
  },
];

export const glossaryWords: Rule = {
  name: 'identifiers speak the glossary',
  check: (files) =>
    files.flatMap((each) => {
      const words = FOREIGN_WORDS.filter(({ where }) => where.test(each.path));
      if (words.length === 0 || !isCode(each.path)) return [];
      const found = new Map<
        string,
        { path: string; line: number; problem: string; remedy: string }
      >();
      visit(parse(each), (node) => {
        if (!ts.isIdentifier(node) || found.has(node.text)) return;
        const foreign = words.find(({ word }) => word.test(node.text));
        if (!foreign) return;
        found.set(node.text, {
          path: each.path,
          line: lineOf(node),
          problem: `'${node.text}' is not a word of this room.`,
          remedy: `${foreign.remedy} See docs/glossary.md.`,
        });
      });
      return [...found.values()];
    }),
  caught: [
    planted('app/domain/ledger/a.ts', ['', 'export type PointsTransaction = 1;'], 2),
    planted('app/domain/ledger/b.ts', ['const customerId = 1;', 'use(customerId);'], 1),
    planted('app/domain/program/c.ts', ['export const couponCode = 1;'], 1),
  ] satisfies Plant[],
  allowed: [
    [file('app/domain/ledger/a.ts', '// The transaction commits later.', 'const a = 1;')],
    [file('app/domain/facts/a.ts', 'const customerId = 1;', 'const transactions = 2;')],
    [file('app/adapters/postgres/a.server.ts', 'const transaction = 1;')],
  ],
};
