/** Who is in a segment: asked of the records as they are now. */
import type { Customer, Segment } from '../model/customer.ts';
import { customers, segments, shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { checkQuery, findFilter } from './check-query.ts';
import { factsOf } from './customer-facts.ts';
import { isIn } from './evaluate.ts';
import type { SegmentQuery } from './query.ts';

/** `PriceSources.segmentMembers` for a world: discounts ask whether their buyer is in. */
export function segmentMembersOf(world: World) {
  return (shopId: number, segmentId: number, customerId: number): boolean =>
    segmentMembers(world, shopId, segmentId, customerId);
}

/** False where the segment, the customer or the shop is no more. */
export function segmentMembers(
  world: World,
  shopId: number,
  segmentId: number,
  customerId: number,
): boolean {
  const segment = world.store.get(segments, shopId, segmentId);
  const customer = world.store.get(customers, shopId, customerId);
  const shop = world.store.get(shops, 0, shopId);
  if (segment === null || customer === null || shop === null) return false;
  const query = queryOf(world, shopId, segment);
  return query !== null && isMember(world, shop, { query, customer });
}

/** Everybody whom a query finds, by id. Reads every customer of the shop. */
export function membersOf(world: World, shop: Shop, query: SegmentQuery): Customer[] {
  const found: Customer[] = [];
  for (const customer of world.store.each(customers, shop.id)) {
    if (isMember(world, shop, { query, customer })) found.push(customer);
  }
  return found;
}

/** Whether one customer is in. */
export function isMember(
  world: World,
  shop: Shop,
  { query, customer }: { query: SegmentQuery; customer: Customer },
): boolean {
  const find = (name: string) => findFilter(world, shop.id, name);
  return isIn(query, factsOf(world, shop, customer), find);
}

/** A segment's query as it is understood; null where its filters are no more. */
export function queryOf(world: World, shopId: number, { query }: Segment): SegmentQuery | null {
  const checked = checkQuery(world, shopId, query);
  return checked.ok ? checked.query : null;
}
