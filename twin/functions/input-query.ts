/**
 * A function's input query, checked as a deployment checks it: valid for the schema, small and
 * cheap enough, and made of fields the twin can answer.
 */
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getOperationAST,
  type GraphQLSchema,
  isLeafType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { FIELDS } from './input-fields.ts';
import { LIMITS } from './limits.ts';

/** Fields that read more than the cart itself cost 3, by name. */
const DEAR_FIELDS = new Set(['hasAnyTag', 'hasTags', 'inAnyCollection', 'inCollections']);
/** What they and metafields return costs nothing more. */
const PAID_TYPES = new Set(['Metafield', 'HasTagResponse', 'CollectionMembership']);

/** Types behind fields that are null in every world of the twin: nobody reads further. */
const UNREACHED_TYPES = new Set([
  ...['HttpResponse', 'HttpResponseHeader', 'CartLineParentRelationship', 'ShopUser'],
  ...['PurchasingCompany', 'Company', 'CompanyContact', 'CompanyLocation'],
]);

/**
 * The query, parsed. Throws `InvalidInputQueryError: …` with every reason, or "not implemented"
 * naming the fields the twin cannot answer.
 */
export function readInputQuery(source: string, schema: GraphQLSchema): DocumentNode {
  const document = parseQuery(source);
  const problems = validate(schema, document).map(({ message }) => message);
  if (problems.length > 0) refuse(problems);
  if (getOperationAST(document)?.operation !== OperationTypeNode.QUERY)
    refuse(['it must be one query']);
  const bytes = Buffer.byteLength(print(document));
  // Shopify leaves out comments; printing leaves them out too, and spells the rest evenly.
  if (Math.min(bytes, Buffer.byteLength(source)) > LIMITS.queryBytes) {
    problems.push(`${bytes} bytes, at most ${LIMITS.queryBytes}`);
  }
  const { cost, unknown, longLists } = survey(document, schema);
  if (cost > LIMITS.queryCost) problems.push(`its cost is ${cost}, at most ${LIMITS.queryCost}`);
  if (longLists > 0) problems.push(`a list has more than ${LIMITS.listElements} elements`);
  if (problems.length > 0) refuse(problems);
  if (unknown.length > 0) {
    throw new Error(`Not implemented in the twin's function input: ${unknown.join(', ')}.`);
  }
  return document;
}

/** The cost Shopify reckons for a query (docs: functions#input-query-limits, read 2026-11-23). */
export function queryCost(document: DocumentNode, schema: GraphQLSchema): number {
  return survey(document, schema).cost;
}

function parseQuery(source: string): DocumentNode {
  try {
    return parse(source);
  } catch (error) {
    return refuse([error instanceof Error ? error.message : String(error)]);
  }
}

function refuse(problems: readonly string[]): never {
  throw new Error(`InvalidInputQueryError: ${problems.join('; ')}`);
}

type Survey = { cost: number; unknown: string[]; longLists: number };

function survey(document: DocumentNode, schema: GraphQLSchema): Survey {
  const seen: Survey = { cost: 0, unknown: [], longLists: 0 };
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => noteField(node, types, seen),
      ListValue: ({ values }) =>
        void (seen.longLists += values.length > LIMITS.listElements ? 1 : 0),
    }),
  );
  return seen;
}

function noteField({ name }: FieldNode, types: TypeInfo, seen: Survey): void {
  const parent = types.getParentType()?.name ?? '';
  if (name.value === '__typename') return;
  seen.cost += costOf(name.value, parent, types);
  if (UNREACHED_TYPES.has(parent) || FIELDS[parent]?.[name.value] !== undefined) return;
  seen.unknown.push(`${parent}.${name.value}`);
}

function costOf(field: string, parent: string, types: TypeInfo): number {
  if (PAID_TYPES.has(parent)) return 0;
  const type = getNamedType(types.getType());
  if (DEAR_FIELDS.has(field) || type?.name === 'Metafield') return 3;
  return isLeafType(type) ? 1 : 0;
}

/** Names of the query's variables, and which of them must have a value. */
export function variablesOf(document: DocumentNode): { name: string; required: boolean }[] {
  const operation = getOperationAST(document);
  return (operation?.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    required: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  }));
}
