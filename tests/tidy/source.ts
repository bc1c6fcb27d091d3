/**
 * What the rules need to know of a source file, read from TypeScript's own syntax tree, so that a
 * word inside a string or a comment is never taken for code.
 */
import ts from 'typescript';
import type { TreeFile } from './rule.ts';

export type Import = {
  readonly specifier: string;
  readonly line: number;
  /** Erased before anything runs. */
  readonly typeOnly: boolean;
};

export type Comment = { readonly text: string; readonly line: number };

const parsed = new WeakMap<TreeFile, ts.SourceFile>();
const remarked = new WeakMap<TreeFile, readonly Comment[]>();

/** Whether the file is TypeScript or JavaScript. */
export function isCode(path: string): boolean {
  return /\.(ts|tsx|mts|js|jsx|mjs|cjs)$/.test(path);
}

/** Whether the file only tests: a unit test beside its source, or anything below `tests/`. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
}

/** The file's syntax tree; parsed once however many rules ask. */
export function parse(file: TreeFile): ts.SourceFile {
  let source = parsed.get(file);
  if (!source) {
    source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ESNext, true);
    parsed.set(file, source);
  }
  return source;
}

/** Calls `look` for every node, outermost first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** The line a node starts on, its leading comments left out; the first line is 1. */
export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** The line a node ends on. */
export function lastLineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.end).line + 1;
}

/** Every module a file names: imports, re-exports, `import()`, `require()`, `import('…')` types. */
export function importsOf(file: TreeFile): Import[] {
  const found: Import[] = [];
  visit(parse(file), (node) => {
    const named = specifierOf(node);
    if (!named) return;
    found.push({ specifier: named.text, line: lineOf(node), typeOnly: isTypeOnly(node) });
  });
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const from = node.moduleSpecifier;
    return from && ts.isStringLiteralLike(from) ? from : null;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteralLike(node.argument.literal) ? node.argument.literal : null;
  }
  if (!ts.isCallExpression(node)) return null;
  const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  const [first] = node.arguments;
  return (dynamic || required) && first && ts.isStringLiteralLike(first) ? first : null;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { isTypeOnly: whole, name, namedBindings } = node.importClause;
  if (whole) return true;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((e) => e.isTypeOnly);
}

/** Every comment with the line it starts on. */
export function commentsOf(file: TreeFile): readonly Comment[] {
  let comments = remarked.get(file);
  if (!comments) remarked.set(file, (comments = readComments(file)));
  return comments;
}

function readComments(file: TreeFile): Comment[] {
  const source = parse(file);
  const found = new Map<number, Comment>();
  const note = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) {
      const line = source.getLineAndCharacterOfPosition(pos).line + 1;
      found.set(pos, { text: file.text.slice(pos, end), line });
    }
  };
  const walk = (node: ts.Node) => {
    const children = node.getChildren(source);
    for (const child of children) walk(child);
    // Text between JSX tags may hold slashes that are no comment; everywhere else each comment
    // lies before or after some token.
    if (children.length > 0 || ts.isJsxText(node)) return;
    note(ts.getLeadingCommentRanges(file.text, node.getFullStart()));
    note(ts.getTrailingCommentRanges(file.text, node.end));
  };
  walk(source);
  return [...found.values()].sort((a, b) => a.line - b.line);
}

/** The path a relative import leads to, without any `?query`; null for a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of (specifier.split('?')[0] ?? '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The name of the package an import names: `@scope/name` or `name`; `node:x` stays as it is. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
