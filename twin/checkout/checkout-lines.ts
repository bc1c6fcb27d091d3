/** The lines of a checkout with the ids they have in it: what pages and extensions name them by. */
import type { Checkout } from '../model/cart.ts';
import type { BasketLine } from '../trade/basket.ts';
import { checkoutLines } from '../trade/checkouts.ts';
import type { World } from '../world/world.ts';

export type HeldLine = {
  /** Of the line in the checkout; two lines may be of one variant. */
  readonly id: number;
  /** Prices name it by the same id, as text. */
  readonly line: BasketLine;
};

/** What is no longer sold is left out, as it is from the price. */
export function heldLines(world: World, shopId: number, checkout: Checkout): HeldLine[] {
  return checkoutLines(world, shopId, checkout).map((line) => ({ id: Number(line.id), line }));
}
