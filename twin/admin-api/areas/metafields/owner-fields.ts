/**
 * The fields `metafield` and `metafields` of everything that owns metafields, in one place: an area
 * spreads `metafieldsOf('Customer')` into the resolvers of its type. Parents must have a numeric
 * `id`.
 */
import type { Metafield } from '../../../model/app.ts';
import { metafields } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import { type Connection, listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { resolveNamespace } from './namespaces.ts';

type Owner = { readonly id: number };
type OneArgs = { readonly namespace?: string | null; readonly key: string };
type ListArgs = PageArgs & {
  readonly namespace?: string | null;
  readonly keys?: readonly string[] | null;
};

/** The resolvers of an owner; `kind` is the owner's type, as in its gid. */
export function metafieldsOf(kind: string): Resolvers {
  return {
    metafield: ({ id }: Owner, args: OneArgs, context) => oneOf(context, { kind, id }, args),
    metafields: ({ id }: Owner, args: ListArgs, context) => pageOf(context, { kind, id }, args),
  };
}

export type OwnerRef = { readonly kind: string; readonly id: number };

/** An owner's metafield, or null. `namespace` may be `$app`, and is when nothing is said. */
export function findMetafield(
  { world, shop, app }: AdminContext,
  owner: OwnerRef,
  { namespace, key }: OneArgs,
): Metafield | null {
  const place = `${owner.kind}/${owner.id}/${resolveNamespace(namespace, app)}/${key}`;
  return world.store.findOne(metafields, shop.id, 'place', place);
}

function oneOf(context: AdminContext, owner: OwnerRef, args: OneArgs): Metafield | null {
  // `metafield(key: "custom.tier")` names both at once.
  const [namespace, key] = args.key.split('.', 2);
  if (!args.namespace && key !== undefined) {
    return findMetafield(context, owner, { namespace: namespace ?? null, key });
  }
  return findMetafield(context, owner, args);
}

function pageOf(context: AdminContext, owner: OwnerRef, args: ListArgs): Connection {
  const { world, shop, app } = context;
  const all = world.store.find(metafields, shop.id, 'owner', `${owner.kind}/${owner.id}`);
  const namespace = args.namespace ? resolveNamespace(args.namespace, app) : null;
  const keys = args.keys ? new Set(args.keys.map((key) => withResolved(key, app))) : null;
  const wanted = all.filter(
    (one) =>
      (namespace === null || one.namespace === namespace) &&
      (keys === null || keys.has(`${one.namespace}.${one.key}`)),
  );
  return listConnection(args, wanted);
}

function withResolved(fullKey: string, app: { readonly id: number }): string {
  const at = fullKey.lastIndexOf('.');
  const namespace = at === -1 ? null : fullKey.slice(0, at);
  return `${resolveNamespace(namespace, app)}.${fullKey.slice(at + 1)}`;
}
