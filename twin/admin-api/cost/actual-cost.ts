/**
 * What a query really cost, from what it gave: objects that were there, and of connections the
 * share that came. A field that gave null still costs itself, and so do the nodes of a connection
 * that came empty: so it was measured (see cost.test.ts).
 */
import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { CONNECTION_BASE, fieldCost, isConnection, rootCost, weightOf } from './field-cost.ts';
import { META, type RequestedCost, sizeAsked } from './requested-cost.ts';
import { fieldsAsked, type Reading } from './selection.ts';

/** Shares are rounded up, unless so little is left. */
const ROUNDING = 0.199;

type Data = Readonly<Record<string, unknown>>;

export type Given = {
  readonly reading: Reading;
  readonly operation: OperationDefinitionNode;
  readonly root: GraphQLObjectType;
  readonly data: Data;
  readonly requested: RequestedCost;
};

/**
 * The actual cost of an operation whose result is `data`; at least 1, at most what was requested.
 */
export function actualCost({ reading, operation, root, data, requested }: Given): number {
  const isMutation = (operation.operation as string) === 'mutation';

  function ofObject(
    typeName: string,
    sets: readonly SelectionSetNode[],
    value: Data,
    path: readonly string[],
  ) {
    let total = 0;
    for (const [key, nodes] of asked(reading, typeName, sets)) {
      const field = fieldOf(reading, typeName, nodes);
      if (field !== undefined && key in value) {
        total += ofField(typeName, field, nodes, value[key], [...path, key]);
      }
    }
    return total;
  }

  function ofField(
    typeName: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    value: unknown,
    path: readonly string[],
  ): number {
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return 0;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = (one: unknown) => (isData(one) ? ofObject(named.name, sets, one, path) : 0);
    if (isConnection(field.type)) {
      const asked = sizeAsked(field, nodes[0], reading);
      return ofConnection(value, asked, below);
    }
    const own = path.length === 1 ? rootCost(field, isMutation) : fieldCost(typeName, field);
    const charged = isMutation && path.length === 2 ? 0 : own;
    return charged + (Array.isArray(value) ? dearest(value.map(below)) : below(value));
  }

  const total = Math.max(1, ofObject(root.name, [operation.selectionSet], data, []));
  return Math.min(total, requested.total);
}

/** A list is charged as one object, however long, when it is asked for: so it is when it came. */
function dearest(costs: readonly number[]): number {
  return Math.max(0, ...costs);
}

/** `nodes` or `edges`, whichever was asked for, tell how many came. */
function ofConnection(
  value: unknown,
  sizeAsked: number,
  below: (value: unknown) => number,
): number {
  if (!isData(value)) return CONNECTION_BASE;
  const size = Object.values(value).find((one) => Array.isArray(one))?.length ?? 0;
  if (size === 0) return CONNECTION_BASE + ('nodes' in value ? weightOf(sizeAsked) : 0);
  if (sizeAsked === 0) return CONNECTION_BASE;
  const share = (weightOf(sizeAsked) * size) / sizeAsked;
  return CONNECTION_BASE + below(value) * Math.ceil(share - ROUNDING);
}

function asked(reading: Reading, typeName: string, sets: readonly SelectionSetNode[]) {
  const type = reading.schema.getType(typeName);
  if (!isAbstractType(type)) return fieldsAsked(reading, typeName, sets);
  // Which type it was is seen from the keys that came: every fragment is tried.
  const merged = new Map(fieldsAsked(reading, typeName, sets));
  for (const one of reading.schema.getPossibleTypes(type)) {
    for (const [key, nodes] of fieldsAsked(reading, one.name, sets)) {
      if (!merged.has(key)) merged.set(key, nodes);
    }
  }
  return merged;
}

function fieldOf(reading: Reading, typeName: string, nodes: readonly FieldNode[]) {
  const type = reading.schema.getType(typeName);
  const name = nodes[0]?.name.value ?? '';
  if (isObjectType(type) || isInterfaceType(type)) {
    const field = type.getFields()[name] ?? META[name];
    if (field !== undefined) return field;
  }
  if (!isAbstractType(type)) return undefined;
  const owner = reading.schema.getPossibleTypes(type).find((one) => one.getFields()[name]);
  return owner?.getFields()[name];
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
