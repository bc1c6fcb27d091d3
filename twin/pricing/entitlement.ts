/**
 * Which lines of a cart a discount may touch. Gift cards are discounted only by a discount that
 * names them as products (https://help.shopify.com/en/manual/products/gift-card-products/faq,
 * 2026-11-23).
 */
import type { DiscountItems } from '../model/discount.ts';
import type { CartLineToPrice, DiscountDefinition } from './types.ts';

/** Whether `items` name the line, whatever the way it is bought. */
export function isNamed(line: CartLineToPrice, items: DiscountItems): boolean {
  switch (items.type) {
    case 'all':
      return !line.isGiftCard;
    case 'collections':
      return !line.isGiftCard && line.collectionIds.some((id) => items.collectionIds.includes(id));
    case 'products':
      return (
        (line.productId !== null && items.productIds.includes(line.productId)) ||
        (line.variantId !== null && items.variantIds.includes(line.variantId))
      );
  }
}

/** Whether the discount is for lines bought in this way: once, or with a selling plan. */
function isOfPurchaseType(line: CartLineToPrice, discount: DiscountDefinition): boolean {
  return line.isSubscription ? discount.onSubscription : discount.onOneTimePurchase;
}

/** Positions of the lines that `items` entitle to the discount. */
export function entitledLines(
  lines: readonly CartLineToPrice[],
  items: DiscountItems,
  discount: DiscountDefinition,
): number[] {
  return [...lines.keys()].filter((index) => {
    const line = lines[index];
    return line !== undefined && isNamed(line, items) && isOfPurchaseType(line, discount);
  });
}
