/**
 * Says what happened, in the topics of Shopify's webhooks. README.md lists what each `extra` holds.
 */
import { shops } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';

/** Inside a transaction only. */
export function tell(
  world: World,
  event: {
    readonly shopId: number;
    readonly topic: string;
    readonly kind: string;
    readonly id: number;
    readonly extra?: Readonly<Record<string, unknown>>;
  },
): void {
  world.emit(event);
}

/** The shop a verb works in; there is always one. */
export function shopOf(world: World, shopId: number): Shop {
  const shop = world.store.get(shops, 0, shopId);
  if (shop === null) throw new Error(`There is no shop ${shopId}.`);
  return shop;
}
