/**
 * An area is a folder of resolvers: the types, queries and mutations of one part of the Admin API.
 * Adding one is the folder and a line in `areas/registry.ts`.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { AdminContext } from './context.ts';

/**
 * Answers one field. Declared as a method so that a resolver may name the parent and the arguments
 * it expects; GraphQL's own validation has made sure of the arguments by then. It must not await:
 * what a mutation does is one transaction.
 */
export type Resolver = {
  resolve(parent: unknown, args: unknown, context: AdminContext, info: GraphQLResolveInfo): unknown;
}['resolve'];

export type Resolvers = Readonly<Record<string, Resolver>>;

/** Finds a record by the number in its gid; null where there is none. */
export type NodeLookup = (id: number, context: AdminContext, gid: string) => object | null;

export type Area = {
  /** Of object types; a field without a resolver is read from its parent. */
  readonly types?: Readonly<Record<string, Resolvers>>;
  readonly queries?: Resolvers;
  readonly mutations?: Resolvers;
  /** `node(id:)` and `nodes(ids:)`, by the kind in the gid, which is the type's name. */
  readonly nodes?: Readonly<Record<string, NodeLookup>>;
  /**
   * Access that Shopify's schema does not declare or declares in prose, for `Type.field`: any one
   * of the scopes will do, none at all where the list is empty.
   */
  readonly scopes?: Readonly<Record<string, readonly string[]>>;
};

/** All areas as one table. Two areas that answer the same field are a mistake, and it throws. */
export type Registry = {
  readonly resolverOf: (typeName: string, fieldName: string) => Resolver | undefined;
  readonly nodeOf: (kind: string) => NodeLookup | undefined;
  readonly scopesOf: (typeName: string, fieldName: string) => readonly string[] | undefined;
  /** `Type.field` of everything that has a resolver. */
  readonly names: () => readonly string[];
};

/** Puts the areas together. */
export function assembleAreas(areas: Readonly<Record<string, Area>>): Registry {
  const resolvers = new Map<string, Resolver>();
  const nodes = new Map<string, NodeLookup>();
  const scopes = new Map<string, readonly string[]>();
  for (const [name, area] of Object.entries(areas)) {
    const types = { ...area.types, QueryRoot: area.queries ?? {}, Mutation: area.mutations ?? {} };
    for (const [type, fields] of Object.entries(types)) {
      for (const [field, resolver] of Object.entries(fields)) {
        addOnce(resolvers, `${type}.${field}`, resolver, name);
      }
    }
    for (const [kind, lookup] of Object.entries(area.nodes ?? {})) {
      addOnce(nodes, kind, lookup, name);
    }
    for (const [place, rule] of Object.entries(area.scopes ?? {})) {
      addOnce(scopes, place, rule, name);
    }
  }
  return {
    resolverOf: (type, field) => resolvers.get(`${type}.${field}`),
    nodeOf: (kind) => nodes.get(kind),
    scopesOf: (type, field) => scopes.get(`${type}.${field}`),
    names: () => [...resolvers.keys()].sort(),
  };
}

function addOnce<T>(table: Map<string, T>, key: string, value: T, area: string): void {
  if (table.has(key))
    throw new Error(`The area ${area} answers ${key}, which another one answers.`);
  table.set(key, value);
}
