/**
 * Lists what Shopify's typings promise an extension of a target: every path down to a signal, a
 * function or a plain value. For the test that holds the builders against them.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@shopify/ui-extensions'));

export type ApiMember = {
  readonly path: string;
  readonly kind: 'signal' | 'function' | 'value';
};

/** One program for all targets; building it takes a few seconds. */
export function openApiTypes(targets: Readonly<Record<string, string>>) {
  const lines = Object.entries(targets).map(
    ([target, folder], at) =>
      `export type T${at} = import('${PACKAGE}/build/ts/surfaces/${folder}/extension-targets')` +
      `.ExtensionTargets['${target}']['api'];`,
  );
  const root = join(PACKAGE, 'asked-targets.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const readOthers = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === root
      ? ts.createSourceFile(name, lines.join('\n'), ts.ScriptTarget.ES2023)
      : readOthers(name, ...rest);
  const program = ts.createProgram([root], options, host);
  const checker = program.getTypeChecker();
  const aliases = program.getSourceFile(root)?.statements.filter(ts.isTypeAliasDeclaration) ?? [];
  return (target: string): ApiMember[] => {
    const alias = aliases[Object.keys(targets).indexOf(target)];
    if (!alias) throw new Error(`${target} was not asked for.`);
    const type = checker.getTypeFromTypeNode(alias.type);
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${target} has no type.`);
    return membersOf(type, '', checker);
  };
}

function membersOf(type: ts.Type, prefix: string, checker: ts.TypeChecker): ApiMember[] {
  return checker.getPropertiesOfType(type).flatMap((symbol): ApiMember[] => {
    const path = `${prefix}${symbol.name}`;
    const member = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
    if (member.getCallSignatures().length > 0) return [{ path, kind: 'function' }];
    if (isSignal(member)) return [{ path, kind: 'signal' }];
    if (!isNamespace(member, checker)) return [{ path, kind: 'value' }];
    return membersOf(member, `${path}.`, checker);
  });
}

function isSignal(type: ts.Type): boolean {
  return ['value', 'subscribe'].every((name) => type.getProperty(name));
}

/** An object that holds signals or functions somewhere, as `cost` and `sessionToken` do. */
function isNamespace(type: ts.Type, checker: ts.TypeChecker): boolean {
  const isObject = type.isIntersection() || (type.flags & ts.TypeFlags.Object) !== 0;
  if (type.isUnion() || checker.isArrayType(type) || !isObject) return false;
  return checker.getPropertiesOfType(type).some((symbol) => {
    const member = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
    const isLive = isSignal(member) || member.getCallSignatures().length > 0;
    return isLive || isNamespace(member, checker);
  });
}
