/**
 * Tells `customer.joined_segment` and `customer.left_segment`. Which segments a customer was last
 * found in is kept, one record for each customer, so that a change shows. The cost of a change is
 * one customer judged by each segment of the shop; of a new segment, one quiet run over all
 * customers as a task. A new or changed segment tells of nobody it finds already there.
 */
import { customers, segments, shops } from '../model/kinds.ts';
import type { Segment } from '../model/customer.ts';
import type { Shop } from '../model/shop.ts';
import { defineKind } from '../store/kind.ts';
import type { World, WorldEvent } from '../world/world.ts';
import { isMember, queryOf } from './membership.ts';

const COUNT_SEGMENT = 'segments.count-members';

/** The id is the customer's. */
type Found = { readonly id: number; readonly segmentIds: readonly number[] };

const foundIn = defineKind<Found>('SegmentsOfCustomer', {});

/** Notices changes from now on; once for each world, by whoever opens it. */
export function watchMembers(world: World): void {
  world.tasks.handle(COUNT_SEGMENT, ({ shopId, payload }) =>
    countSegment(world, shopId, (payload as { segmentId: number }).segmentId),
  );
  world.listen((events) => {
    for (const { shopId, id, isGone } of touchedCustomers(events)) {
      if (isGone) world.store.remove(foundIn, shopId, id);
      else judge(world, shopId, id);
    }
  });
}

/** Has the members of a new or changed segment written down. */
export function planCounting(world: World, shopId: number, segmentId: number): void {
  world.tasks.plan(COUNT_SEGMENT, { shopId, dueAt: world.clock.now(), payload: { segmentId } });
}

function touchedCustomers(events: readonly WorldEvent[]) {
  const touched = new Map<string, { shopId: number; id: number; isGone: boolean }>();
  for (const { topic, kind, shopId, id } of events) {
    if (kind !== 'Customer' || !/^customers\/(create|update|delete)$/.test(topic)) continue;
    const isGone = topic === 'customers/delete';
    touched.set(`${shopId}/${id}`, { shopId, id, isGone });
  }
  return touched.values();
}

function judge(world: World, shopId: number, customerId: number): void {
  if (world.store.count(segments, shopId) === 0) return;
  const shop = world.store.get(shops, 0, shopId);
  const customer = world.store.get(customers, shopId, customerId);
  if (shop === null || customer === null) return;
  const before = world.store.get(foundIn, shopId, customerId)?.segmentIds ?? [];
  const now: number[] = [];
  for (const segment of world.store.each(segments, shopId)) {
    const query = queryOf(world, shopId, segment);
    if (query !== null && isMember(world, shop, { query, customer })) now.push(segment.id);
  }
  const joined = now.filter((id) => !before.includes(id));
  const left = before.filter((id) => !now.includes(id) && isThere(world, shopId, id));
  if (joined.length === 0 && now.length === before.length) return;
  world.store.put(foundIn, shopId, { id: customerId, segmentIds: now });
  const tell = (topic: string) => (segmentId: number) =>
    world.emit({ shopId, topic, kind: 'Customer', id: customerId, extra: { segmentId } });
  joined.forEach(tell('customer.joined_segment'));
  left.forEach(tell('customer.left_segment'));
}

/** Nobody leaves a segment because it was deleted. */
const isThere = (world: World, shopId: number, id: number) =>
  world.store.get(segments, shopId, id) !== null;

function countSegment(world: World, shopId: number, segmentId: number): void {
  world.transact(() => {
    const segment = world.store.get(segments, shopId, segmentId);
    const shop = world.store.get(shops, 0, shopId);
    if (segment !== null && shop !== null) writeDown(world, shop, segment);
  });
}

function writeDown(world: World, shop: Shop, segment: Segment): void {
  const query = queryOf(world, shop.id, segment);
  for (const customer of world.store.each(customers, shop.id)) {
    const before = world.store.get(foundIn, shop.id, customer.id)?.segmentIds ?? [];
    const isIn = query !== null && isMember(world, shop, { query, customer });
    if (isIn === before.includes(segment.id)) continue;
    const rest = before.filter((id) => id !== segment.id);
    const segmentIds = isIn ? [...rest, segment.id] : rest;
    world.store.put(foundIn, shop.id, { id: customer.id, segmentIds });
  }
}
