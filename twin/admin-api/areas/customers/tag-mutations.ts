/**
 * `tagsAdd` and `tagsRemove`, of everything that has tags. Each kind asks for its own write
 * scope, which the schema says in prose only.
 */
import { customers, products } from '../../../model/kinds.ts';
import { orders } from '../../../model/order-kind.ts';
import { addTags, removeTags } from '../../../trade/customer-tags.ts';
import { hasTag, sortedTags } from '../../../trade/customers.ts';
import { saveProduct } from '../../../trade/products.ts';
import { updateOrder } from '../../../trade/update-order.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { accessDenied, notFound, notImplemented } from '../../engine/errors.ts';
import { fromGid } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { splitTags } from './customer-input.ts';
import { doneOr } from './said.ts';

type TagArgs = { readonly id: string; readonly tags: readonly string[] };
type TagChange = { readonly id: number; readonly tags: readonly string[]; readonly adds: boolean };

type Taggable = {
  readonly scope: string;
  /** The record with its tags changed; null where there is none. */
  readonly change: (context: AdminContext, change: TagChange) => object | null;
};

/** Shopify tags these as well; the twin keeps none of them. */
const UNKEPT = [
  'DraftOrder',
  'Article',
  'DiscountNode',
  'DiscountCodeNode',
  'DiscountAutomaticNode',
];

const TAGGABLES: Readonly<Record<string, Taggable>> = {
  Customer: { scope: 'write_customers', change: tagCustomer },
  Product: { scope: 'write_products', change: tagProduct },
  Order: { scope: 'write_orders', change: tagOrder },
};

export const tagMutations: Resolvers = {
  tagsAdd: (_parent, args: TagArgs, context) => change(context, args, { adds: true }),
  tagsRemove: (_parent, args: TagArgs, context) => change(context, args, { adds: false }),
};

function change(context: AdminContext, { id: gid, tags }: TagArgs, { adds }: { adds: boolean }) {
  const name = adds ? 'tagsAdd' : 'tagsRemove';
  const { kind = '', id = 0 } = fromGid(gid) ?? {};
  if (UNKEPT.includes(kind)) {
    context.onNotImplemented(`Mutation.${name} of ${kind}`);
    throw notImplemented(`Mutation.${name} of ${kind}`);
  }
  const taggable = TAGGABLES[kind];
  if (taggable === undefined) throw notFound(`Invalid id: ${gid}`);
  if (!context.scopes.has(taggable.scope)) {
    throw accessDenied(name, `\`${taggable.scope}\` access scope.`);
  }
  const node = taggable.change(context, { id, tags: splitTags(tags), adds });
  if (node === null) return refuse(['id'], `${kind} does not exist`);
  return { node: { __typename: kind, ...node } };
}

function tagCustomer({ world, shop }: AdminContext, { id, tags, adds }: TagChange): object | null {
  if (world.store.get(customers, shop.id, id) === null) return null;
  return doneOr((adds ? addTags : removeTags)(world, shop.id, { id, tags }));
}

function tagProduct({ world, shop }: AdminContext, change: TagChange): object | null {
  const product = world.store.get(products, shop.id, change.id);
  if (product === null) return null;
  const tags = changedTags(product.tags, change);
  return tags.length === product.tags.length
    ? product
    : saveProduct(world, shop.id, { ...product, tags });
}

function tagOrder({ world, shop }: AdminContext, change: TagChange): object | null {
  const order = world.store.get(orders, shop.id, change.id);
  if (order === null) return null;
  const tags = changedTags(order.tags, change);
  if (tags.length === order.tags.length) return order;
  return doneOr(updateOrder(world, shop.id, { id: order.id, words: { tags } }));
}

function changedTags(present: readonly string[], { tags, adds }: TagChange): string[] {
  return adds ? sortedTags([...present, ...tags]) : present.filter((tag) => !hasTag(tags, tag));
}
