/**
 * Metafields that customers write: of themselves and of their orders, where the definition says
 * `READ_WRITE` (https://shopify.dev/docs/apps/build/customer-accounts/metafields, read 2026-11).
 */
import { type MetafieldEntry } from '../../admin-api/areas/metafields/set-metafields.ts';
import { definitionFor, setMetafields } from '../../admin-api/areas/metafields/set-metafields.ts';
import { resolveNamespace } from '../../admin-api/areas/metafields/namespaces.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { accessDenied } from '../../admin-api/engine/errors.ts';
import { fromGid } from '../../admin-api/engine/gid.ts';
import { refuse, Refused } from '../../admin-api/engine/user-errors.ts';

type SetInput = {
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly type?: string | null;
  readonly compareDigest?: string | null;
};

const AT_ONCE = 25;
const SCOPES: Readonly<Record<string, string>> = {
  Customer: 'customer_write_customers',
  Order: 'customer_write_orders',
};

export const metafieldMutations: Resolvers = {
  metafieldsSet: (_parent, { metafields }: { metafields: readonly SetInput[] }, context) => {
    if (metafields.length > AT_ONCE) {
      const message = `Exceeded the maximum metafields input limit of ${AT_ONCE}.`;
      return refuse(['metafields'], message, 'LESS_THAN_OR_EQUAL_TO');
    }
    const entries = metafields.map((input, index) =>
      entryOf(context, input, ['metafields', String(index)]),
    );
    return { metafields: setMetafields(context, entries) };
  },
};

function entryOf(
  context: AdminContext,
  { ownerId, ...input }: SetInput,
  field: readonly string[],
): MetafieldEntry {
  const owner = fromGid(ownerId);
  const scope = SCOPES[owner?.kind ?? ''];
  if (owner === null || scope === undefined) {
    const message = 'Metafields of this owner cannot be written by a customer.';
    throw refused([...field, 'ownerId'], message, 'DISALLOWED_OWNER_TYPE');
  }
  if (!context.scopes.has(scope)) {
    throw accessDenied('metafieldsSet', `\`${scope}\` access scope.`);
  }
  const namespace = resolveNamespace(input.namespace, context.app);
  const definition = definitionFor(context, { kind: owner.kind }, namespace, input.key);
  if (definition?.access.customerAccount !== 'READ_WRITE') {
    const message =
      'Access to this namespace and key on Metafields for this resource type is not allowed.';
    throw refused(field, message, 'APP_NOT_AUTHORIZED');
  }
  return { ...input, owner, field };
}

const refused = (field: readonly string[], message: string, code: string) =>
  new Refused([{ field, message, code }]);
