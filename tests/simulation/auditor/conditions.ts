/** Whether the conditions of a program hold, read off docs/language.md once more. */
import type { Condition } from '../../../app/domain/earning/conditions/registry.ts';
import type { OrderFact, OrderLine } from '../../../app/domain/facts/order-fact.ts';
import { hourOf, localTimeOf, weekdayOf } from './calendar.ts';

/** What conditions on the whole order look at. */
export type Looked = {
  readonly order: OrderFact;
  readonly zone: string;
  readonly tierId: string | null;
  readonly nth: number;
  readonly countedMinor: number;
};

const WEEK = [...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']];
const ON_LINES: readonly string[] = ['product', 'collection', 'product-tag', 'vendor'];

export function hasLineConditions(when: readonly Condition[]): boolean {
  return when.some(({ kind }) => ON_LINES.includes(kind));
}

export function lineIsMeant(when: readonly Condition[], line: OrderLine): boolean {
  return when
    .filter(({ kind }) => ON_LINES.includes(kind))
    .every((one) => onLine(one, line) !== one.not);
}

export function orderIsMeant(when: readonly Condition[], looked: Looked): boolean {
  return when
    .filter(({ kind }) => !ON_LINES.includes(kind))
    .every((one) => onOrder(one, looked) !== one.not);
}

function onLine(one: Condition, line: OrderLine): boolean {
  if (one.kind === 'product') return isIn(one.productIds, line.productId);
  if (one.kind === 'vendor') return isIn(one.vendors, line.vendor);
  if (one.kind === 'collection') return meet(one.collectionIds, line.collectionIds);
  if (one.kind === 'product-tag') return meet(one.tags, line.productTags);
  throw new Error(`The auditor knows no ${one.kind} of a line.`);
}

function onOrder(one: Condition, { order, zone, tierId, nth, countedMinor }: Looked): boolean {
  if (one.kind === 'channel') return isIn(one.channels, order.channel);
  if (one.kind === 'customer-tag') return meet(one.tags, order.customerTags);
  if (one.kind === 'segment') return meet(one.segmentIds, order.segmentIds);
  if (one.kind === 'order-value') return countedMinor >= one.atLeastMinor;
  if (one.kind === 'first-orders') return nth <= one.orders;
  if (one.kind === 'every-nth-order') {
    return one.again ? nth % one.orders === 0 : nth === one.orders;
  }
  if (one.kind === 'tier') return isIn(one.tierIds, tierId);
  if (one.kind === 'dates') {
    const now = localTimeOf(zone, order.createdAt);
    return (one.from === null || now >= one.from) && (one.to === null || now < one.to);
  }
  if (one.kind === 'weekday-hours') {
    const hour = hourOf(zone, order.createdAt);
    const day = weekdayOf(zone, order.createdAt);
    const isMeant = (number: number) => isIn(one.weekdays, WEEK[(number + 6) % 7] ?? null);
    if (one.fromHour < one.toHour) {
      return isMeant(day) && hour >= one.fromHour && hour < one.toHour;
    }
    // Past midnight the hours are those of the day on which they began.
    return hour >= one.fromHour ? isMeant(day) : hour < one.toHour && isMeant(day - 1);
  }
  throw new Error(`The auditor knows no ${one.kind} of an order.`);
}

function isIn(wanted: readonly string[], is: string | null): boolean {
  return is !== null && wanted.includes(is);
}

/** Tags are the same whatever their case. */
function meet(wanted: readonly string[], has: readonly string[]): boolean {
  return has.some((one) => wanted.some((other) => other.toLowerCase() === one.toLowerCase()));
}
