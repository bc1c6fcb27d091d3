/**
 * A document checked against the schema, its errors in Shopify's words. GraphQL's own rules find
 * what is wrong; `rejections.ts` says it as Shopify's server does, with `path` and
 * `extensions.code`.
 */
import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';
import { type Finding, rejection } from './rejections.ts';

/** Valid documents are remembered: an app sends the same few over and over. */
const valid = new WeakMap<GraphQLSchema, Map<string, DocumentNode>>();
const REMEMBERED_MAX = 500;

/** How many errors are told at once. */
const ERRORS_MAX = 100;

/** The parsed document, or the errors to answer instead. */
export function readDocument(
  schema: GraphQLSchema,
  text: string,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } {
  const known = rememberedOf(schema);
  const remembered = known.get(text);
  if (remembered !== undefined) return { document: remembered };
  let document: DocumentNode;
  try {
    document = parse(text);
    const errors = validateDocument(schema, document);
    if (errors.length > 0) return { errors };
  } catch (error) {
    // Nested deeper than the stack is high.
    if (error instanceof RangeError) return { errors: [tooDeep()] };
    return { errors: [syntaxError(error)] };
  }
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(text, document);
  return { document };
}

function rememberedOf(schema: GraphQLSchema): Map<string, DocumentNode> {
  const known = valid.get(schema) ?? new Map<string, DocumentNode>();
  valid.set(schema, known);
  return known;
}

/** Every error of a document, in Shopify's shape. */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  const findings: Finding[] = [];
  const rules = specifiedRules.map((rule) => noting(rule, findings));
  const plain = validate(schema, document, rules, { maxErrors: ERRORS_MAX });
  const shaped = findings.flatMap((finding) => {
    const path = finding.node === undefined ? [] : pathTo(document, finding.node);
    return rejection(finding, path, document) ?? [];
  });
  return shaped.length > 0 || plain.length === 0 ? unrepeated(shaped) : [...plain];
}

/** The rule, with a note of where in the schema each of its errors was found. */
function noting(rule: ValidationRule, findings: Finding[]): ValidationRule {
  return (context) => {
    const derived = Object.create(context) as ValidationContext;
    derived.reportError = (error: GraphQLError) => {
      findings.push({
        rule: rule.name,
        error,
        node: error.nodes?.[0],
        parentType: context.getParentType()?.name,
        field: context.getFieldDef() ?? undefined,
        argument: context.getArgument() ?? undefined,
        inputType: context.getInputType() ?? undefined,
        parentInputType: context.getParentInputType() ?? undefined,
      });
      context.reportError(error);
    };
    return rule(derived);
  };
}

/** Where a node is, as Shopify writes it: operation, fields by their keys, fragments, arguments. */
function pathTo(document: DocumentNode, target: ASTNode): string[] {
  let found: string[] = [];
  const path: string[] = [];
  visit(document, {
    enter(node) {
      const name = stepOf(node);
      if (name !== undefined) path.push(name);
      if (node === target) found = [...path];
    },
    leave(node) {
      if (stepOf(node) !== undefined) path.pop();
    },
  });
  return found;
}

function stepOf(node: ASTNode): string | undefined {
  if (node.kind === Kind.OPERATION_DEFINITION) {
    return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`;
  }
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.INLINE_FRAGMENT) {
    return node.typeCondition === undefined ? '...' : `... on ${node.typeCondition.name.value}`;
  }
  if (node.kind === Kind.FRAGMENT_SPREAD) return `... ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return node.name.value;
  return undefined;
}

const tooDeep = () =>
  new GraphQLError('The document is nested too deeply.', { extensions: { code: 'PARSE_ERROR' } });

function syntaxError(error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  const at = error.locations?.[0] ?? { line: 1, column: 1 };
  const unexpected = /(?:Unexpected|found) (.*)\.$/.exec(error.message)?.[1] ?? error.message;
  const what = unexpected === '<EOF>' ? 'end of file' : unexpected;
  const message = `syntax error, unexpected ${what} at [${at.line}, ${at.column}]`;
  return new GraphQLError(message, {
    ...(error.source === undefined ? {} : { source: error.source }),
    ...(error.positions === undefined ? {} : { positions: error.positions }),
    extensions: { code: 'PARSE_ERROR' },
  });
}

function unrepeated(errors: readonly GraphQLError[]): GraphQLError[] {
  const kept = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...kept.values()];
}
