/** Discounts of all kinds, their redeem codes and the jobs on them. */
import type { Discount } from '../../../model/discount.ts';
import { discounts, redeemCodeBulks, redeemCodes } from '../../../model/kinds.ts';
import type { Search } from '../../../store/search-syntax.ts';
import { discountSearch } from '../../../trade/discounts-in-bulk.ts';
import type { Area, NodeLookup, Resolvers } from '../../engine/area.ts';
import { both, connection, countOf, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { bulkCreationFields, bulkMutations, bulkQueries } from './bulk-mutations.ts';
import { discountNode, discountTypes, typedDiscount } from './discount-fields.ts';
import { discountMutations } from './discount-mutations.ts';

const SORT_KEYS = {
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  STARTS_AT: 'starts_at',
  ENDS_AT: 'ends_at',
  TITLE: 'title',
} as const;

/** A search with `status` is one by dates; any other is the connection's to read and to warn of. */
function split(args: PageArgs, { world }: AdminContext): { args: PageArgs; filter: Search | null } {
  if (!/\bstatus:/i.test(args.query ?? '')) return { args, filter: null };
  const filter = discountSearch(args.query ?? '', world.clock.now());
  return { args: { ...args, query: null }, filter };
}

const ofMethod = (method: Discount['method'] | null) =>
  method === null ? null : where('method', method);

function pages(
  method: Discount['method'] | null,
  toNode: (discount: Discount) => unknown,
): Resolvers[string] {
  return (_parent, given: PageArgs, context, info) => {
    const { args, filter } = split(given, context);
    return connection(args, context, info, {
      kind: discounts,
      filter: both(ofMethod(method), filter),
      sortKeys: SORT_KEYS,
      toNode,
    });
  };
}

function counts(method: Discount['method'] | null): Resolvers[string] {
  return (_parent, given: PageArgs, context, info) => {
    const { args, filter } = split(given, context);
    return countOf(args, context, info, {
      kind: discounts,
      filter: both(ofMethod(method), filter),
    });
  };
}

const same = (discount: Discount) => discount;

function find(method: Discount['method'] | null): NodeLookup {
  return (id, { world, shop }) => {
    const discount = world.store.get(discounts, shop.id, id);
    if (discount === null) return null;
    return method === null || discount.method === method ? discount : null;
  };
}

function one(
  method: Discount['method'] | null,
  kinds: readonly string[],
  toNode: (discount: Discount) => unknown = same,
): Resolvers[string] {
  return (_parent, { id }: { id: string }, context) => {
    const found = find(method)(idOf(id, ...kinds), context, id) as Discount | null;
    return found === null ? null : toNode(found);
  };
}

const BOTH = ['DiscountNode', 'DiscountCodeNode', 'DiscountAutomaticNode'];

const queries: Resolvers = {
  ...bulkQueries,
  discountNode: one(null, BOTH, discountNode),
  discountNodes: pages(null, discountNode),
  discountNodesCount: counts(null),
  codeDiscountNode: one('code', ['DiscountCodeNode']),
  codeDiscountNodes: pages('code', same),
  codeDiscountNodeByCode: (_parent, { code }: { code: string }, { world, shop }) => {
    const found = world.store.findOne(redeemCodes, shop.id, 'code', code);
    return found === null ? null : world.store.get(discounts, shop.id, found.discountId);
  },
  discountCodesCount: counts('code'),
  automaticDiscountNode: one('automatic', ['DiscountAutomaticNode']),
  automaticDiscountNodes: pages('automatic', same),
  automaticDiscount: one('automatic', ['DiscountAutomaticNode'], typedDiscount),
  automaticDiscounts: pages('automatic', typedDiscount),
};

export const discountArea: Area = {
  types: { ...discountTypes, DiscountRedeemCodeBulkCreation: bulkCreationFields },
  queries,
  mutations: { ...discountMutations, ...bulkMutations },
  nodes: {
    DiscountNode: find(null),
    DiscountCodeNode: find('code'),
    DiscountAutomaticNode: find('automatic'),
    DiscountRedeemCode: (id, { world, shop }) => world.store.get(redeemCodes, shop.id, id),
    DiscountRedeemCodeBulkCreation: (id, { world, shop }) =>
      world.store.get(redeemCodeBulks, shop.id, id),
  },
};
