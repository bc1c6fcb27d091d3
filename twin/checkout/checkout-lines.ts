/** The lines of a checkout with the ids they have in it: what pages and extensions name them by. */
import type { Checkout } from '../model/cart.ts';
import type { BasketLine } from '../trade/basket.ts';
import { checkoutLines } from '../trade/checkouts.ts';
import { findVariant } from '../trade/stock.ts';
import type { World } from '../world/world.ts';

export type HeldLine = {
  /** Of the line in the checkout; two lines may be of one variant. */
  readonly id: number;
  /** Its own id is its place among what is still sold, which is what prices name it by. */
  readonly line: BasketLine;
};

/** What is no longer sold is left out, as it is from the price. */
export function heldLines(world: World, shopId: number, checkout: Checkout): HeldLine[] {
  const held = checkout.lines.filter(
    ({ variantId, quantity }) => quantity > 0 && findVariant(world, shopId, variantId) !== null,
  );
  return checkoutLines(world, shopId, checkout).flatMap((line, index) => {
    const id = held[index]?.id;
    return id === undefined ? [] : [{ id, line }];
  });
}
