/** Customers by id, by what identifies them, and in pages. */
import type { Customer } from '../../../model/customer.ts';
import { customers, metafields } from '../../../model/kinds.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, countOf, type Source } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import type { SearchTerm } from '../../engine/rewrite-search.ts';
import { resolveNamespace } from '../metafields/namespaces.ts';

const CUSTOMERS: Source<Customer> = {
  kind: customers,
  sortKeys: {
    CREATED_AT: 'created_at',
    LOCATION: 'location',
    NAME: 'name',
    UPDATED_AT: 'updated_at',
    RELEVANCE: 'id',
  },
  rewrite: inOwnFields,
};

type CustomId = {
  readonly namespace?: string | null;
  readonly key: string;
  readonly value: string;
};

type Identifier = {
  readonly id?: string | null;
  readonly emailAddress?: string | null;
  readonly phoneNumber?: string | null;
  readonly customId?: CustomId | null;
};

export const customerQueries: Resolvers = {
  customer: (_parent, { id }: { id: string }, context) => customerById(id, context),
  customers: (_parent, args: PageArgs, context, info) => connection(args, context, info, CUSTOMERS),
  customersCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, CUSTOMERS),
  customerByIdentifier: (_parent, { identifier }: { identifier: Identifier }, context) => {
    const { id, emailAddress, phoneNumber, customId } = identifier;
    if (id) return customerById(id, context);
    if (emailAddress) return customerBy('email', emailAddress, context);
    if (phoneNumber) return customerBy('phone', phoneNumber, context);
    return customId ? customerByCustomId(customId, context) : null;
  },
};

export function customerById(gid: string, { world, shop }: AdminContext): Customer | null {
  return world.store.get(customers, shop.id, idOf(gid, 'Customer'));
}

export function customerBy(
  field: 'email' | 'phone',
  value: string,
  { world, shop }: AdminContext,
): Customer | null {
  return world.store.findOne(customers, shop.id, field, value.trim());
}

/** By a metafield of type `id`, which is unique among customers. */
export function customerByCustomId(
  { namespace, key, value }: CustomId,
  { world, shop, app }: AdminContext,
): Customer | null {
  const definition = `Customer/${resolveNamespace(namespace, app)}/${key}`;
  const found = world.store
    .find(metafields, shop.id, 'definition', definition)
    .find((one) => one.value === value);
  return found === undefined ? null : world.store.get(customers, shop.id, found.ownerId);
}

/** Terms of Shopify's customer search that no field of a record answers as it stands. */
function inOwnFields(term: SearchTerm) {
  const field = term.field?.toLowerCase();
  if (field === 'tag_not') return { type: 'not', part: { ...term, field: 'tag' } } as const;
  if (field === 'order_date' || field === 'last_abandoned_order_date') {
    throw notImplemented(`QueryRoot.customers(query: "${field}:")`);
  }
  return term;
}
