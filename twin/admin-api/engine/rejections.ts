/**
 * What Shopify says of an invalid document. Sources: answers recorded in the public repository
 * airhorns/shopify-draft-proxy (2026-08); the wording is that of graphql-ruby, which Shopify runs.
 */
import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isRequiredArgument,
  Kind,
  print,
} from 'graphql';
import { rejectedVariable } from './variable-rejections.ts';
import { rejectedValue } from './value-rejections.ts';

/** An error of GraphQL's own rules, with where in the schema it was found. */
export type Finding = {
  readonly rule: string;
  readonly error: GraphQLError;
  readonly node: ASTNode | undefined;
  readonly parentType: string | undefined;
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly argument: GraphQLArgument | undefined;
  readonly inputType: GraphQLInputType | undefined;
  readonly parentInputType: GraphQLInputType | undefined;
};

type Shaped = {
  readonly message: string;
  readonly code: string;
  readonly details: object;
  /** Where it is told to be, if not at the node found. */
  readonly at?: ASTNode | undefined;
  readonly path?: readonly string[];
};

/** The finding in Shopify's words; undefined for what another finding tells already. */
export function rejection(
  finding: Finding,
  path: readonly string[],
  document: DocumentNode,
): GraphQLError | undefined {
  const shaped = shape(finding, path, document);
  if (shaped === undefined) return undefined;
  if (shaped === 'as it is') return finding.error;
  const node = shaped.at ?? finding.node;
  const error = new GraphQLError(shaped.message, {
    ...(node === undefined ? {} : { nodes: [node] }),
    extensions: { code: shaped.code, ...shaped.details },
  });
  return withPath(error, shaped.path ?? path);
}

/** `path` of an error before execution is no path of data: it names operation and arguments. */
function withPath(error: GraphQLError, path: readonly string[]): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes === undefined ? {} : { nodes: error.nodes }),
    path: [...path],
    extensions: error.extensions,
  });
}

function shape(
  finding: Finding,
  path: readonly string[],
  document: DocumentNode,
): Shaped | 'as it is' | undefined {
  const { rule, node } = finding;
  switch (rule) {
    case 'FieldsOnCorrectTypeRule':
      return undefinedField(finding);
    case 'ScalarLeafsRule':
      return selectionMismatch(finding);
    case 'KnownArgumentNamesRule':
      return argumentNotAccepted(finding);
    case 'ProvidedRequiredArgumentsRule':
      return missingArguments(finding);
    case 'ValuesOfCorrectTypeRule':
      return rejectedValue(finding, path, document);
    case 'NoUnusedVariablesRule':
    case 'NoUndefinedVariablesRule':
    case 'VariablesInAllowedPositionRule':
      return rejectedVariable(finding, path, document);
    case 'KnownTypeNamesRule':
      return unknownType(finding, path);
    case 'KnownDirectivesRule':
      return unknownDirective(node);
    case 'KnownFragmentNamesRule':
      return unknownFragment(node);
    default:
      return 'as it is';
  }
}

function undefinedField({ node, parentType: typeName = '' }: Finding): Shaped {
  const fieldName = (node as FieldNode).name.value;
  const message = `Field '${fieldName}' doesn't exist on type '${typeName}'`;
  return { message, code: 'undefinedField', details: { typeName, fieldName } };
}

function selectionMismatch({ node, field }: Finding): Shaped {
  const { name, selectionSet } = node as FieldNode;
  // The rule points at the selections; the message is about the field that has them.
  const fieldName = name?.value ?? field?.name ?? '';
  const typeName = field === undefined ? '' : getNamedType(field.type).name;
  const nodeName = `field '${fieldName}'`;
  const wanted =
    selectionSet === undefined && name !== undefined
      ? `Field must have selections (${nodeName} returns ${typeName} but has no selections. ` +
        `Did you mean '${fieldName} { ... }'?)`
      : `Selections can't be made on scalars (${nodeName} returns ${typeName} but has selections)`;
  return { message: wanted, code: 'selectionMismatch', details: { nodeName, typeName } };
}

function argumentNotAccepted({ node, field }: Finding): Shaped {
  const argumentName = node?.kind === Kind.ARGUMENT ? node.name.value : '';
  const name = field?.name ?? '';
  const message = `Field '${name}' doesn't accept argument '${argumentName}'`;
  return {
    message,
    code: 'argumentNotAccepted',
    details: { name, typeName: 'Field', argumentName },
  };
}

function missingArguments({ node, field }: Finding): Shaped {
  const given = new Set((node as FieldNode).arguments?.map(({ name }) => name.value));
  const missing =
    field?.args.filter((one) => isRequiredArgument(one) && !given.has(one.name)) ?? [];
  const names = missing.map(({ name }) => name).join(', ');
  const name = field?.name ?? '';
  return {
    message: `Field '${name}' is missing required arguments: ${names}`,
    code: 'missingRequiredArguments',
    details: { className: 'Field', name, arguments: names },
  };
}

function unknownType({ node }: Finding, path: readonly string[]): Shaped {
  const typeName = node === undefined ? '' : print(node);
  if (path.length > 1 || path[0]?.startsWith('fragment')) {
    const message = `No such type ${typeName}, so it can't be a fragment condition`;
    return { message, code: 'undefinedType', details: { typeName } };
  }
  const message = `${typeName} isn't a defined input type`;
  return { message, code: 'variableRequiresValidType', details: { typeName } };
}

function unknownDirective(node: ASTNode | undefined): Shaped {
  const directiveName = node?.kind === Kind.DIRECTIVE ? node.name.value : '';
  const message = `Directive @${directiveName} is not defined`;
  return { message, code: 'undefinedDirective', details: { directiveName } };
}

function unknownFragment(node: ASTNode | undefined): Shaped {
  const fragmentName = node?.kind === Kind.NAME ? node.value : '';
  const message = `Fragment ${fragmentName} was used, but not defined`;
  return { message, code: 'useAndDefineFragment', details: { fragmentName } };
}

/** The name under which an input object of a finding is known. */
export function inputObjectName(type: GraphQLInputType | undefined): string | undefined {
  const named = type === undefined ? undefined : getNamedType(type);
  return isInputObjectType(named) ? named.name : undefined;
}

export type { Shaped };
