/** `node` and `nodes`: whatever has a gid, looked up by the area that knows its kind. */
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded, notImplemented } from '../../engine/errors.ts';

const FORM = /^gid:\/\/shopify\/(\w+)\/(.+)$/;

export const nodeQueries: Resolvers = {
  node: (_parent, { id }: { id: string }, context) => nodeOf(id, context),
  nodes: (_parent, { ids }: { ids: readonly string[] }, context) =>
    ids.map((id) => nodeOf(id, context)),
};

function nodeOf(gid: string, context: AdminContext): object | null {
  const match = FORM.exec(gid);
  if (match === null) throw coded(`Invalid global id '${gid}'`, 'argumentLiteralsIncompatible');
  const [, kind = '', rest = ''] = match;
  const lookUp = context.registry.nodeOf(kind);
  if (lookUp === undefined) throw notImplemented(`Node.${kind}`);
  const found = lookUp(Number.parseInt(rest, 10), context, gid);
  return found === null ? null : { __typename: kind, ...found };
}
