/**
 * What a query may cost at most, before it runs: every field asked for, connections as large as
 * `first` or `last` allow, of an interface or a union the dearest of its types.
 */
import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import { connectionCost, isConnection, fieldCost, rootCost } from './field-cost.ts';
import { fieldsAsked, type Reading, typesNamed } from './selection.ts';

/** One line of `extensions.cost.fields`, told to who sends `Shopify-GraphQL-Cost-Debug: 1`. */
export type FieldCost = {
  readonly path: readonly string[];
  readonly definedCost: number | null;
  readonly requestedTotalCost: number;
  readonly requestedChildrenCost: number | null;
};

/** Fields of introspection cost as others do, though no type has them. */
export const META: Readonly<Record<string, GraphQLField<unknown, unknown>>> = {
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
};

export type RequestedCost = { readonly total: number; readonly fields: readonly FieldCost[] };

/** The requested cost of an operation that is valid against the schema. */
export function requestedCost(
  reading: Reading,
  operation: OperationDefinitionNode,
  root: GraphQLObjectType,
): RequestedCost {
  const fields: FieldCost[] = [];
  const isMutation = (operation.operation as string) === 'mutation';

  function childrenOf(typeName: string, nodes: readonly FieldNode[], path: readonly string[]) {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const type = reading.schema.getType(typeName);
    if (!isCompositeType(type)) return 0;
    const costs = typesNamed(reading, type, sets).map((one) => ofFields(one, sets, path));
    return Math.max(0, ...costs);
  }

  function ofFields(
    typeName: string,
    sets: Parameters<typeof fieldsAsked>[2],
    path: readonly string[],
  ) {
    const type = reading.schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return 0;
    let total = 0;
    for (const [key, nodes] of fieldsAsked(reading, typeName, sets)) {
      const name = nodes[0]?.name.value ?? '';
      const field = type.getFields()[name] ?? META[name];
      if (field !== undefined) total += ofField(typeName, field, nodes, [...path, key]);
    }
    return total;
  }

  function ofField(
    typeName: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    path: readonly string[],
  ): number {
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) {
      fields.push({ path, definedCost: 0, requestedTotalCost: 0, requestedChildrenCost: null });
      return 0;
    }
    const children = childrenOf(named.name, nodes, path);
    const defined = costOf(typeName, field, path.length);
    const isSized = isConnection(field.type);
    const total = isSized
      ? connectionCost(sizeAsked(field, nodes[0], reading), children)
      : defined + children;
    fields.push({
      path,
      definedCost: isSized ? null : defined,
      requestedTotalCost: total,
      requestedChildrenCost: children,
    });
    return total;
  }

  /** What a mutation answers is paid with the mutation; what hangs on that is not. */
  function costOf(typeName: string, field: GraphQLField<unknown, unknown>, depth: number): number {
    if (depth === 1) return rootCost(field, isMutation);
    return isMutation && depth === 2 ? 0 : fieldCost(typeName, field);
  }

  const total = Math.max(1, ofFields(root.name, [operation.selectionSet], []));
  return { total, fields };
}

/** `first` or `last` of a connection field; 0 where neither is given. */
export function sizeAsked(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode | undefined,
  { variables }: Reading,
): number {
  if (node === undefined) return 0;
  const { first, last } = getArgumentValues(field, node, variables);
  const size = first ?? last;
  return typeof size === 'number' && size > 0 ? size : 0;
}
