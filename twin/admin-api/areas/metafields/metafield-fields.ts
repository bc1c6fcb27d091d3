/** `Metafield`, and the mutations that write and delete them. */
import type { Metafield } from '../../../model/app.ts';
import { metafields } from '../../../model/kinds.ts';
import { isGranted } from '../../access/required-access.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { accessDenied } from '../../engine/errors.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse, Refused } from '../../engine/user-errors.ts';
import { ownerOfNamespace, resolveNamespace } from './namespaces.ts';
import { jsonValueOf } from './normal-value.ts';
import type { OwnerRef } from './owner-fields.ts';
import { findOwner, ownerOf, ownerTypeOf, writingScope } from './owners.ts';
import { definitionFor, digestOf, setMetafields, tellOwners } from './set-metafields.ts';
import { jsonOf } from './value-types.ts';

const AT_ONCE = 25;

type SetInput = {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly value: string;
  readonly type?: string | null;
  readonly compareDigest?: string | null;
};
type Identifier = { readonly ownerId: string; readonly namespace: string; readonly key: string };

export const metafieldFields: Resolvers = {
  compareDigest: (one: Metafield) => digestOf(one),
  jsonValue: (one: Metafield) => jsonValueOf(one.type, one.value),
  sizeInBytes: (one: Metafield) => Buffer.byteLength(one.value),
  ownerType: (one: Metafield) => ownerTypeOf(one.ownerKind),
  owner: (one: Metafield, _args, context) => ownerNode(context, one),
  definition: (one: Metafield, _args, context) =>
    definitionFor(context, { kind: one.ownerKind }, one.namespace, one.key),
  description: (one: Metafield, _args, context) =>
    definitionFor(context, { kind: one.ownerKind }, one.namespace, one.key)?.description ?? null,
  reference: (one: Metafield, _args, context) =>
    /^[a-z_]+_reference$/.test(one.type) ? referenced(context, one.value) : null,
  references: (one: Metafield, args: PageArgs, context) => references(context, one, args),
};

export const metafieldMutations: Resolvers = {
  metafieldsSet(_parent, { metafields: inputs }: { metafields: readonly SetInput[] }, context) {
    if (inputs.length > AT_ONCE) {
      const message = `Exceeded the maximum metafields input limit of ${AT_ONCE}.`;
      return refuse(['metafields'], message, 'LESS_THAN_OR_EQUAL_TO');
    }
    const entries = inputs.map(({ ownerId, ...input }, index) => {
      const owner = ownerToWrite(context, ownerId, 'metafieldsSet');
      return { ...input, owner, field: ['metafields', `${index}`] };
    });
    try {
      return { metafields: setMetafields(context, entries) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Everything is checked before anything is written: there is nothing to take back.
      return { metafields: [], userErrors: error.userErrors };
    }
  },

  metafieldsDelete(_parent, { metafields: asked }: { metafields: readonly Identifier[] }, context) {
    const { world, shop, app } = context;
    const owners = asked.map(({ ownerId }) => ownerToWrite(context, ownerId, 'metafieldsDelete'));
    const isForeign = asked.some(
      ({ namespace }) => ownerOfNamespace(resolveNamespace(namespace, app), app) === 'another app',
    );
    if (isForeign) {
      const message =
        'Access to this namespace and key on Metafields for this resource type is not allowed.';
      return refuse(['metafields'], message);
    }
    const deletedMetafields = asked.map(({ ownerId, namespace, key }, index) => {
      const owner = owners[index] as OwnerRef;
      const place = `${owner.kind}/${owner.id}/${resolveNamespace(namespace, app)}/${key}`;
      const found = world.store.findOne(metafields, shop.id, 'place', place);
      if (found === null) return null;
      world.store.remove(metafields, shop.id, found.id);
      return { ownerId, namespace: resolveNamespace(namespace, app), key };
    });
    tellOwners(
      context,
      owners.filter((_owner, index) => deletedMetafields[index] !== null),
    );
    return { deletedMetafields };
  },
};

/**
 * The owner of an input. Throws where the token may not write it, or nobody can own metafields so.
 */
function ownerToWrite(context: AdminContext, gid: string, mutation: string): OwnerRef {
  const owner = ownerOf(gid) ?? unknownOwner(gid);
  const scope = writingScope(owner.kind);
  if (scope !== null && !isGranted([[scope]], context.scopes)) {
    throw accessDenied(mutation, `\`${scope}\` access scope.`);
  }
  return owner;
}

function unknownOwner(gid: string): OwnerRef {
  const [, kind = 'Unknown', id = '0'] = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(gid) ?? [];
  return { kind, id: Number(id) };
}

function ownerNode(context: AdminContext, { ownerKind, ownerId }: Metafield): object | null {
  const found = findOwner(context, { kind: ownerKind, id: ownerId });
  return found === null ? null : { __typename: ownerKind, ...found };
}

function referenced(context: AdminContext, gid: string): object | null {
  const [, kind, id] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid) ?? [];
  if (kind === undefined || id === undefined) return null;
  const found = findOwner(context, { kind, id: Number(id) });
  return found === null ? null : { __typename: kind, ...found };
}

function references(context: AdminContext, { type, value }: Metafield, args: PageArgs) {
  if (!/^list\..*_reference$/.test(type)) return null;
  const gids = (jsonOf(value) as readonly string[] | undefined) ?? [];
  const items = gids.map((gid, index) => ({ id: index + 1, node: referenced(context, gid) }));
  return listConnection(
    args,
    items.filter(({ node }) => node !== null),
    ({ node }) => node,
  );
}
