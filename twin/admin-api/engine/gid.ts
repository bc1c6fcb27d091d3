/** Global ids: `gid://shopify/Customer/123`. */
import { badRequest, notFound } from './errors.ts';

const GID = /^gid:\/\/shopify\/(\w+)\/(\d+)(\?.*)?$/;

/** The gid of a record. */
export function toGid(kind: string, id: number): string {
  return `gid://shopify/${kind}/${id}`;
}

export type Gid = { readonly kind: string; readonly id: number };

/** The kind and number of a gid; null for anything else. */
export function fromGid(gid: string): Gid | null {
  const match = GID.exec(gid);
  const id = Number(match?.[2]);
  return match === null || !Number.isSafeInteger(id) ? null : { kind: match[1] ?? '', id };
}

/**
 * The number in a gid of that kind. Throws Shopify's error for an id of another kind; an id of the
 * kind that belongs to no record is for the caller to refuse.
 */
export function idOf(gid: string, ...kinds: readonly string[]): number {
  const parsed = fromGid(gid);
  if (parsed === null) throw badRequest(`Invalid global id '${gid}'`);
  if (!kinds.includes(parsed.kind)) throw notFound(`Invalid id: ${gid}`);
  return parsed.id;
}
