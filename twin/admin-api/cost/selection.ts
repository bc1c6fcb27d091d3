/** Which fields a selection asks of a type, fragments spread and directives heeded. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Reading = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** What is needed to read the selections of a document. */
export function readingOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Reading {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  return { schema, fragments, variables };
}

/** The fields asked of a concrete type, by response key; the same key twice is one field. */
export function fieldsAsked(
  reading: Reading,
  typeName: string,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = (selections: readonly SelectionNode[]): void => {
    for (const each of selections) {
      if (!isAsked(reading, each)) continue;
      if (each.kind === Kind.FIELD) {
        const key = each.alias?.value ?? each.name.value;
        found.set(key, [...(found.get(key) ?? []), each]);
        continue;
      }
      const spread = spreadOf(reading, each);
      if (spread !== undefined && applies(reading, spread.on, typeName)) {
        visit(spread.set.selections);
      }
    }
  };
  for (const set of sets) visit(set.selections);
  return found;
}

/** The concrete types that fragments inside the selection name, and the type itself. */
export function typesNamed(
  reading: Reading,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): string[] {
  if (!isAbstractType(type)) return [type.name];
  const named = new Set<string>([type.name]);
  const visit = (selections: readonly SelectionNode[]): void => {
    for (const each of selections) {
      if (each.kind === Kind.FIELD) continue;
      const spread = spreadOf(reading, each);
      if (spread === undefined) continue;
      if (spread.on !== undefined && isObjectType(reading.schema.getType(spread.on))) {
        named.add(spread.on);
      }
      visit(spread.set.selections);
    }
  };
  for (const set of sets) visit(set.selections);
  return [...named];
}

type Spread = { readonly on: string | undefined; readonly set: SelectionSetNode };

function spreadOf(reading: Reading, node: SelectionNode): Spread | undefined {
  if (node.kind === Kind.INLINE_FRAGMENT) {
    return { on: node.typeCondition?.name.value, set: node.selectionSet };
  }
  if (node.kind === Kind.FIELD) return undefined;
  const fragment = reading.fragments.get(node.name.value);
  return fragment && { on: fragment.typeCondition.name.value, set: fragment.selectionSet };
}

function applies({ schema }: Reading, on: string | undefined, typeName: string): boolean {
  if (on === undefined || on === typeName) return true;
  const condition = schema.getType(on);
  const type = schema.getType(typeName);
  if (!isAbstractType(condition)) return false;
  if (isObjectType(type)) return schema.isSubType(condition, type);
  return (
    isAbstractType(type) &&
    schema.getPossibleTypes(type).every((one) => schema.isSubType(condition, one))
  );
}

function isAsked({ variables }: Reading, node: SelectionNode): boolean {
  const values = variables as Record<string, unknown>;
  if (getDirectiveValues(GraphQLSkipDirective, node, values)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, values)?.if !== false;
}
