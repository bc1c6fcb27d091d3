/**
 * Metafields as buyers' pages read them: only those whose definition opens them to the API that
 * asks; all others are null, as if they were not there
 * (https://shopify.dev/docs/apps/build/metafields/permissions, read 2026-11).
 */
import type { Metafield } from '../model/app.ts';
import { findMetafield, type OwnerRef } from '../admin-api/areas/metafields/owner-fields.ts';
import { definitionFor } from '../admin-api/areas/metafields/set-metafields.ts';
import type { Resolvers } from '../admin-api/engine/area.ts';
import { accessDenied } from '../admin-api/engine/errors.ts';
import { type BuyerContext, isTokenless } from './buyer-context.ts';

export type MetafieldName = { readonly namespace?: string | null; readonly key: string };
export type MetafieldReader = 'storefront' | 'customerAccount';

/** `metafield` and `metafields` of an owner; parents must have a numeric `id`. */
export function readableMetafields(kind: string, reader: MetafieldReader): Resolvers {
  const read = (context: BuyerContext, id: number, name: MetafieldName) =>
    readMetafield(context, { owner: { kind, id }, name, reader });
  return {
    metafield: ({ id }: { id: number }, name: MetafieldName, context) =>
      read(context as BuyerContext, id, name),
    metafields: (
      { id }: { id: number },
      { identifiers }: { identifiers: readonly MetafieldName[] },
      context,
    ) => identifiers.map((name) => read(context as BuyerContext, id, name)),
  };
}

/** The metafield, or null where there is none or it is not open to the API. */
export function readMetafield(
  context: BuyerContext,
  { owner, name, reader }: { owner: OwnerRef; name: MetafieldName; reader: MetafieldReader },
): Metafield | null {
  assertToken(context);
  const found = findMetafield(context, owner, name);
  return found !== null && isOpen(context, found, reader) ? found : null;
}

/** Whether the definition lets the API read it. */
export function isOpen(context: BuyerContext, one: Metafield, reader: MetafieldReader): boolean {
  const access = definitionFor(context, { kind: one.ownerKind }, one.namespace, one.key)?.access;
  if (access === undefined) return false;
  return reader === 'storefront'
    ? access.storefront === 'PUBLIC_READ'
    : access.customerAccount !== 'NONE';
}

/** Metafields are not among what is told without a token. */
export function assertToken(context: BuyerContext): void {
  if (isTokenless(context)) throw accessDenied('metafield', 'a storefront access token.');
}
