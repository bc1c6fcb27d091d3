/**
 * `customerSegmentMembers`: by a segment, a query, or a list made ahead; in pages of up to 1000.
 */
import type { Customer } from '../../../model/customer.ts';
import { customers, segments } from '../../../model/kinds.ts';
import { decimalsOf } from '../../../money/currency.ts';
import { checkQuery } from '../../../segments/check-query.ts';
import { findMembersQuery, type MembersQuery } from '../../../segments/member-queries.ts';
import { membersOf, queryOf, segmentMembers } from '../../../segments/membership.ts';
import { errorText } from '../../../segments/query.ts';
import type { Resolvers } from '../../engine/area.ts';
import { toCursor, fromCursor } from '../../engine/cursor.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded, notImplemented } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import { pageSize, type PageArgs } from '../../engine/page-size.ts';
import { personFields } from '../customers/customer-fields.ts';
import { findMetafield, metafieldsOf } from '../metafields/owner-fields.ts';

const MEMBERS_MAX = 1000;

type MemberArgs = PageArgs & {
  readonly queryId?: string | null;
  readonly segmentId?: string | null;
  readonly timezone?: string | null;
};

/** By what members can be sorted; the name says it in the words of the language. */
const SORTS: Readonly<Record<string, (customer: Customer) => number | string>> = {
  id: ({ id }) => id,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  last_update: ({ updatedAt }) => updatedAt,
  amount_spent: ({ spentMinor }) => spentMinor,
  number_of_orders: ({ ordersCount }) => ordersCount,
};

export const memberQueries: Resolvers = {
  customerSegmentMembers: (_parent, args: MemberArgs, context) => {
    const members = sorted(foundBy(args, context), args);
    return memberPage(members, args);
  },

  customerSegmentMembersQuery: (_parent, { id }: { id: string }, context) =>
    membersQueryByGid(id, context),

  customerSegmentMembership: (
    _parent,
    { customerId, segmentIds }: { customerId: string; segmentIds: readonly string[] },
    { world, shop },
  ) => {
    const customer = idOf(customerId, 'Customer');
    const known = segmentIds
      .map((gid) => ({ gid, id: idOf(gid, 'Segment') }))
      .filter(({ id }) => world.store.get(segments, shop.id, id) !== null);
    const memberships = known.map(({ gid, id }) => ({
      segmentId: gid,
      isMember: segmentMembers(world, shop.id, id, customer),
    }));
    return { memberships };
  },
};

export const memberFields: Resolvers = {
  ...metafieldsOf('Customer'),
  ...personFields,
  id: ({ id }: Customer) => toGid('CustomerSegmentMember', id),
  lastOrderId: ({ lastOrderId }: Customer) =>
    lastOrderId === null ? null : toGid('Order', lastOrderId),
  metafield: ({ id }: Customer, args: { namespace?: string | null; key: string }, context) =>
    findMetafield(context, { kind: 'Customer', id }, args),
};

export const membersQueryFields: Resolvers = {
  id: ({ token }: MembersQuery) => membersQueryGid(token),
  currentCount: ({ memberIds }: MembersQuery) => memberIds.length,
  done: ({ isDone }: MembersQuery) => isDone,
};

export const statisticsFields: Resolvers = {
  attributeStatistics: (
    { members }: { members: readonly Customer[] },
    { attributeName }: { attributeName: string },
    { shop },
  ) => {
    const scale = 10 ** decimalsOf(shop.currency);
    const values =
      attributeName === 'amount_spent'
        ? members.map(({ spentMinor }) => spentMinor / scale)
        : attributeName === 'number_of_orders'
          ? members.map(({ ordersCount }) => ordersCount)
          : null;
    if (values === null) throw notImplemented(`SegmentStatistics of ${attributeName}`);
    const sum = values.reduce((total, value) => total + value, 0);
    return { sum, average: values.length === 0 ? 0 : sum / values.length };
  },
};

const membersQueryGid = (token: string) => `gid://shopify/CustomerSegmentMembersQuery/${token}`;

/** Null where there is none. */
export function membersQueryByGid(gid: string, { world, shop }: AdminContext): MembersQuery | null {
  const token = /^gid:\/\/shopify\/CustomerSegmentMembersQuery\/([\w-]+)$/.exec(gid)?.[1];
  return token === undefined ? null : findMembersQuery(world, shop.id, token);
}

function foundBy(args: MemberArgs, context: AdminContext): readonly Customer[] {
  const { world, shop } = context;
  if (args.queryId) {
    const made = membersQueryByGid(args.queryId, context);
    if (made === null)
      throw coded('This async query cannot be found in segmentMembers.', 'INVALID');
    return made.memberIds.flatMap((id) => world.store.get(customers, shop.id, id) ?? []);
  }
  const zoned = args.timezone ? { ...shop, zone: args.timezone } : shop;
  if (args.segmentId) {
    const segment = world.store.get(segments, shop.id, idOf(args.segmentId, 'Segment'));
    if (segment === null) throw coded('Invalid segment ID.', 'INVALID');
    const query = queryOf(world, shop.id, segment);
    return query === null ? [] : membersOf(world, zoned, query);
  }
  if (typeof args.query !== 'string') {
    throw coded('You must provide one of segment_id, query or query_id.', 'INVALID');
  }
  const checked = checkQuery(world, shop.id, args.query);
  if (checked.ok) return membersOf(world, zoned, checked.query);
  const [lacking] = checked.lacking;
  if (lacking !== undefined) throw notImplemented(`segment filter ${lacking}`);
  throw coded(checked.errors.map(errorText).join(' '), 'INVALID');
}

function sorted(members: readonly Customer[], { sortKey, reverse }: MemberArgs) {
  const of = SORTS[sortKey ?? 'id'];
  if (of === undefined) throw notImplemented(`customerSegmentMembers(sortKey: "${sortKey}")`);
  const order = members.toSorted((one, other) => {
    const [left, right] = [of(one), of(other)];
    return left < right ? -1 : left > right ? 1 : one.id - other.id;
  });
  return reverse === true ? order.reverse() : order;
}

/** These pages have no `nodes`, and tell how many members there are in all. */
function memberPage(members: readonly Customer[], args: MemberArgs) {
  const { limit, fromEnd } = pageSize(args, MEMBERS_MAX);
  const after = fromCursor(args.after)?.id;
  const before = fromCursor(args.before)?.id;
  const from = after === undefined ? 0 : members.findIndex(({ id }) => id === after) + 1;
  const end = before === undefined ? -1 : members.findIndex(({ id }) => id === before);
  const to = end === -1 ? members.length : end;
  const first = fromEnd ? Math.max(from, to - limit) : from;
  const last = fromEnd ? to : Math.min(to, from + limit);
  const edges = members.slice(first, last).map((node) => ({
    cursor: toCursor({ id: node.id, value: node.id }),
    node,
  }));
  return {
    edges,
    totalCount: members.length,
    statistics: { members },
    pageInfo: {
      hasNextPage: last < members.length,
      hasPreviousPage: first > 0 && edges.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
