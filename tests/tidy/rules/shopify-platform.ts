import ts from 'typescript';
import { file, planted, type Rule, type Violation } from '../rule.ts';
import { isCode, isTest, lineOf, parse, visit } from '../source.ts';

const CONSTANT = 'app/contracts/shopify-api-version.ts';
const QUARTER = /^\d{4}-(01|04|07|10)$/;

export const oneApiVersion: Rule = {
  name: 'Laurel speaks one Shopify API version',
  check: (files) => {
    const constant = files.find(({ path }) => path === CONSTANT);
    const version = /['"](\d{4}-\d{2})['"]/.exec(constant?.text ?? '')?.[1];
    const remedy = `Raise ${CONSTANT} and every .toml together.`;
    return files.flatMap((each): Violation[] => {
      if (each.path.endsWith('.toml')) {
        return each.text.split('\n').flatMap((line, index) => {
          const named = /^\s*api_version\s*=\s*"([^"]*)"/.exec(line)?.[1];
          if (named === undefined || named === version) return [];
          const problem = `'${named}' is not the constant's '${version ?? '(no constant)'}'.`;
          return [{ path: each.path, line: index + 1, problem, remedy }];
        });
      }
      if (!each.path.startsWith('app/') || !isCode(each.path)) return [];
      if (each.path === CONSTANT || isTest(each.path)) return [];
      const found: Violation[] = [];
      visit(parse(each), (node) => {
        if (!ts.isStringLiteralLike(node) || !QUARTER.test(node.text)) return;
        const problem = `A second API version, '${node.text}'.`;
        const line = lineOf(node);
        found.push({ path: each.path, line, problem, remedy: `Import it from ${CONSTANT}.` });
      });
      return found;
    });
  },
  caught: [
    {
      files: [
        file(CONSTANT, "export const SHOPIFY_API_VERSION = '2026-10';"),
        file('shopify.app.toml', '[webhooks]', 'api_version = "2026-07"'),
      ],
      at: ['shopify.app.toml:2'],
    },
    planted('shopify.app.toml', ['api_version = "2026-07"'], 1),
    planted('app/adapters/shopify/a.server.ts', ['', "const v = '2026-10';"], 2),
  ],
  allowed: [
    [
      file(CONSTANT, "export const SHOPIFY_API_VERSION = '2026-10';"),
      file('shopify.app.toml', 'api_version = "2026-10"'),
      file('extensions/card/shopify.extension.toml', 'api_version = "2026-10"'),
    ],
    [file('app/domain/a.ts', "const day = '2026-10-01';")],
  ],
};

/** Shopify's bundler silently falls back to React's JSX: the build is green, the block empty. */
export const preactExtensions: Rule = {
  name: 'a UI extension is bundled for Preact',
  check: (files) =>
    files
      .filter(({ path }) => /^extensions\/[^/]+\/shopify\.extension\.toml$/.test(path))
      .filter(({ text }) => /type\s*=\s*"ui_extension"/.test(text))
      .flatMap(({ path }) => {
        const wanted = path.replace('shopify.extension.toml', 'tsconfig.json');
        const text = files.find((each) => each.path === wanted)?.text ?? '';
        if (/"jsxImportSource":\s*"preact"/.test(text)) return [];
        const problem = 'Without "jsxImportSource": "preact" the block renders nothing.';
        return [{ path, line: 1, problem, remedy: `Say so in ${wanted}.` }];
      }),
  caught: [planted('extensions/card/shopify.extension.toml', ['type = "ui_extension"'], 1)],
  allowed: [
    [
      file('extensions/card/shopify.extension.toml', 'type = "ui_extension"'),
      file(
        'extensions/card/tsconfig.json',
        '{ "compilerOptions": { "jsxImportSource": "preact" } }',
      ),
    ],
    [file('extensions/discount/shopify.extension.toml', 'type = "function"')],
  ],
};

/** The tag is how a document is found: by its check against Shopify's schemas, and by editors. */
export const taggedDocuments: Rule = {
  name: 'a GraphQL document says that it is one',
  check: (files) =>
    files.flatMap((each): Violation[] => {
      if (!/^(app|extensions)\//.test(each.path) || !isCode(each.path) || isTest(each.path))
        return [];
      const found: Violation[] = [];
      visit(parse(each), (node) => {
        if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return;
        const text = ts.isTemplateExpression(node) ? node.head.text : node.text;
        if (!/^\s*(query|mutation|fragment)\b[^{]*\{/.test(text)) return;
        const before = each.text.slice(node.getFullStart(), node.getStart());
        if (before.includes('/* GraphQL */')) return;
        const problem = 'This document is checked by nobody.';
        const remedy = 'Write /* GraphQL */ before it.';
        found.push({ path: each.path, line: lineOf(node), problem, remedy });
      });
      return found;
    }),
  caught: [
    planted('app/adapters/shopify/a.ts', ["const A = 'query A { shop { id } }';"], 1),
    planted('extensions/card/src/a.ts', ['', 'ask(`mutation A($a: ID!) { b(id: $a) { c } }`);'], 2),
  ],
  allowed: [
    [file('app/adapters/shopify/a.ts', 'const A = /* GraphQL */ `query A { shop { id } }`;')],
    [file('app/ui/a.ts', "const words = 'query what you like';")],
  ],
};
