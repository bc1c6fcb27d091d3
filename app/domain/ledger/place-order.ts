/**
 * An order is placed: the version, the member's tier and which of their orders it is are frozen,
 * for ever. An order that is not judged at all is remembered as such.
 */
import type { OrderFact } from '../facts/order-fact.ts';
import type { Placement } from '../earning/placement.ts';
import { versionInForce } from '../program/program.ts';
import type { PlacedOrder } from './member-state.ts';
import type { Working } from './working.ts';

/** Freezes what the order is judged by; does nothing the second time. */
export function placeOrder(working: Working, order: OrderFact): void {
  const { progress } = working;
  if (!progress.memory.orders || progress.placed.has(order.id)) return;
  progress.placed.set(order.id, {
    placement: progress.takesPart ? placementNow(working, order) : null,
    countedMinor: 0,
    ruleIds: [],
    room: undefined,
    roomOf: null,
    periods: [],
  });
}

/** What the order was judged by when it was placed; null where it is not judged at all. */
export function placementOf(working: Working, order: OrderFact): Placement | null {
  const { memory, placed } = working.progress;
  if (memory.orders) return placed.get(order.id)?.placement ?? null;
  return placementNow(working, order);
}

/** The order as it is remembered; null where nothing is. */
export function rememberedOrder(working: Working, order: OrderFact): PlacedOrder | null {
  return working.progress.placed.get(order.id) ?? null;
}

function placementNow(working: Working, { createdAt, currency }: OrderFact): Placement | null {
  const version = versionInForce(working.versions, createdAt);
  // Points are per unit of the program's currency; a rate to another one is never invented.
  if (version?.definition.currency !== currency) return null;
  const { tiers, ordersCounting } = working.progress;
  const level = tiers?.level() ?? null;
  return {
    version: version.version,
    tierId: level?.id ?? null,
    tierPercent: level?.multiplierPercent ?? 100,
    nth: ordersCounting + 1,
  };
}
