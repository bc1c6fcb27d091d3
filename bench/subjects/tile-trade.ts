/**
 * The same trade again and again under other names, until there is enough of it to measure on.
 */
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';

/**
 * A copy of members' facts under other order ids; nothing is shared, as with another shop's trade.
 */
export function tileFacts(
  members: readonly (readonly OrderFact[])[],
  tile: number,
): (readonly OrderFact[])[] {
  return members.map((orders) =>
    orders.map((order) => ({
      ...order,
      id: tiledId(order.id, tile),
      steps: order.steps.map((step) => ({ ...step })),
    })),
  );
}

/** An order's id in the so-manieth copy; copy 0 is the original. */
export function tiledId(id: string, tile: number): string {
  return tile === 0 ? id : String(BigInt(id) + BigInt(tile) * TILE_STEP);
}

// Wider than the range of one copy's plain ids, so that no two copies meet.
const TILE_STEP = 10_000_000_000n;
