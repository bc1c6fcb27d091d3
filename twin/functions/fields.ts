/**
 * How a field of a function's input is answered: by a leaf function of the record that holds it.
 */
import { type AskedMetafield, findMetafield } from './metafields.ts';
import type { FunctionMetafield, FunctionWorld } from './world.ts';

/** Answers one field of `source` (a record of the world), with the field's arguments. */
export type Resolve<S> = (source: S, args: never, world: FunctionWorld) => unknown;
export type Fields<S> = Readonly<Record<string, Resolve<S>>>;

/** Fields that are the record's own property of that name; a property left out reads as null. */
export function own<S extends object>(...names: readonly (keyof S & string)[]): Fields<S> {
  return Object.fromEntries(names.map((name) => [name, (source: S) => source[name] ?? null]));
}

type WithMetafields = { readonly metafields?: readonly FunctionMetafield[] };

/** `metafield(namespace:, key:)` of anything that has metafields. */
export const metafieldOf: Fields<WithMetafields> = {
  metafield: (source, asked: AskedMetafield, world) =>
    findMetafield(source.metafields, asked, world.appId),
};
