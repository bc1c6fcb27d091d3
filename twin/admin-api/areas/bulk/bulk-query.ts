/**
 * What a bulk query may be. Rules: https://shopify.dev/docs/api/usage/bulk-operations/queries (read
 * 2026-11-23); order and words: recorded answers (airhorns/shopify-draft-proxy, 2026-04, 2026-08).
 */
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isConnection } from '../../cost/field-cost.ts';
import { validateDocument } from '../../engine/validate-document.ts';

const BYTES_MAX = 65_535;
const CONNECTIONS_MAX = 5;
const DEPTH_MAX = 2;

/** A connection of a bulk query, and where it was found. */
type Found = {
  readonly name: string;
  readonly depth: number;
  readonly isInList: boolean;
  readonly isByEdges: boolean;
  /** Whether the node it hangs on selects its id; null for a connection at the root. */
  readonly parent: { readonly name: string; readonly hasId: boolean } | null;
};

/** The document to run, or the sentence that refuses it. */
export function readBulkQuery(
  schema: GraphQLSchema,
  text: string,
): { readonly document: DocumentNode } | { readonly message: string } {
  const bytes = Buffer.byteLength(text);
  if (bytes > BYTES_MAX) {
    return { message: `Query is too large (${bytes} bytes; maximum is ${BYTES_MAX} bytes)` };
  }
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { message: `Invalid bulk query: ${syntaxWords(error)}` };
  }
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if ((operation?.operation as string | undefined) !== 'query' || operation === undefined) {
    return { message: 'Invalid operation type. Only `query` operations are supported.' };
  }
  const [wrong] = validateDocument(schema, document);
  if (wrong !== undefined) return { message: `Invalid bulk query: ${wrong.message}` };
  const message = refusal(schema, document, operation);
  return message === null ? { document } : { message };
}

function refusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): string | null {
  const top = operation.selectionSet.selections.flatMap((one) =>
    one.kind === Kind.FIELD ? [one.name.value] : [],
  );
  const single = top.find((name) => name === 'node' || name === 'nodes');
  if (single !== undefined) return `Bulk queries cannot contain a top level \`${single}\` field.`;
  const found = connectionsOf(schema, document, operation);
  if (found.length === 0) return 'Bulk queries must contain at least one connection.';
  const byNodes = found.filter(({ isByEdges }) => !isByEdges).map(({ name }) => name);
  if (byNodes.length > 0) {
    const names = byNodes.map((name) => `'${name}'`).join(', ');
    return (
      'All connection fields in a bulk query must select their contents ' +
      "using 'edges' > 'node', e.g: " +
      `'${byNodes[0]} { edges { node {'. Selecting via 'nodes' is not supported. ` +
      `Invalid connection fields: ${names}.`
    );
  }
  if (found.length > CONNECTIONS_MAX) {
    return `Bulk queries cannot contain more than ${CONNECTIONS_MAX} connections.`;
  }
  if (found.some(({ depth }) => depth > DEPTH_MAX)) {
    return (
      `Bulk queries cannot contain connections with a nesting ` + `depth greater than ${DEPTH_MAX}.`
    );
  }
  if (found.some(({ isInList }) => isInList)) {
    return (
      'Queries that contain a connection field within a list field ' +
      'are not currently supported.'
    );
  }
  const nameless = found.flatMap(({ parent }) => (parent && !parent.hasId ? [parent.name] : []));
  if (nameless.length === 0) return null;
  return (
    "The parent 'node' field for a nested connection must " +
    "select the 'id' field without an alias and " +
    `must be of 'ID' return type. Connection fields without ` +
    `'id': ${[...new Set(nameless)].join(', ')}.`
  );
}

type At = Pick<Found, 'depth' | 'isInList' | 'parent'>;

function connectionsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Found[] {
  const found: Found[] = [];
  const visit = (type: GraphQLNamedType | undefined, set: SelectionSetNode | undefined, at: At) => {
    for (const one of set?.selections ?? []) {
      if (one.kind === Kind.FIELD) {
        visitField(type, one, at);
      } else if (one.kind === Kind.INLINE_FRAGMENT) {
        const on = one.typeCondition?.name.value;
        visit(on === undefined ? type : schema.getType(on), one.selectionSet, at);
      } else {
        const fragment = document.definitions.find(
          (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === one.name.value,
        );
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) continue;
        visit(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet, at);
      }
    }
  };
  const visitField = (type: GraphQLNamedType | undefined, node: FieldNode, at: At) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const field = type.getFields()[node.name.value];
    if (field === undefined) return;
    const named = getNamedType(field.type);
    if (!isConnection(field.type)) {
      const isInList = at.isInList || isListType(getNullableType(field.type));
      visit(named, node.selectionSet, { ...at, isInList: at.depth > 0 && isInList });
      return;
    }
    const depth = at.depth + 1;
    const nodes = nodeSelections(node);
    found.push({ ...at, name: node.name.value, depth, isByEdges: nodes !== undefined });
    const parent = { name: node.name.value, hasId: selectsId(nodes) };
    visit(nodeTypeOf(named), nodes, { depth, isInList: false, parent });
  };
  const root = schema.getQueryType() ?? undefined;
  visit(root, operation.selectionSet, { depth: 0, isInList: false, parent: null });
  return found;
}

/** What `edges { node { … } }` selects of a connection; undefined where it does not. */
function nodeSelections(connection: FieldNode): SelectionSetNode | undefined {
  const edges = fieldNamed(connection.selectionSet, 'edges');
  return fieldNamed(edges?.selectionSet, 'node')?.selectionSet;
}

/** The type of the nodes of a connection. */
function nodeTypeOf(type: GraphQLNamedType): GraphQLNamedType | undefined {
  const nodes = isObjectType(type) ? type.getFields().nodes : undefined;
  return nodes === undefined ? undefined : getNamedType(nodes.type);
}

function fieldNamed(set: SelectionSetNode | undefined, name: string): FieldNode | undefined {
  const found = set?.selections.find((one) => one.kind === Kind.FIELD && one.name.value === name);
  return found?.kind === Kind.FIELD ? found : undefined;
}

function selectsId(set: SelectionSetNode | undefined): boolean {
  return fieldNamed(set, 'id')?.alias === undefined && fieldNamed(set, 'id') !== undefined;
}

function syntaxWords(error: unknown): string {
  if (!(error instanceof GraphQLError)) throw error;
  const what = /(?:Unexpected|found) (.*)\.$/.exec(error.message)?.[1] ?? '';
  return `syntax error, unexpected ${what === '<EOF>' ? 'end of file' : what}`;
}
