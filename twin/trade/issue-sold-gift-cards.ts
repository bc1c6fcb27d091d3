/**
 * A gift card bought is issued once its order is paid: one for each unit, worth its price
 * (https://help.shopify.com/en/manual/products/gift-card-products, read 2026-11).
 */
import { giftCards } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import type { World } from '../world/world.ts';
import { issueGiftCard } from './gift-cards.ts';

/** Issues those not yet issued; a second call issues none. */
export function issueSoldGiftCards(world: World, shopId: number, order: Order): void {
  const lines = order.lines.filter(({ isGiftCard }) => isGiftCard);
  if (lines.length === 0) return;
  const issued = world.store.find(giftCards, shopId, 'order_id', order.id);
  for (const line of lines) {
    const there = issued.filter(({ lineItemId }) => lineItemId === line.id).length;
    for (let unit = there; unit < line.quantity; unit += 1) {
      issueGiftCard(world, shopId, {
        initialMinor: line.priceMinor,
        customerId: order.customerId,
        orderId: order.id,
        lineItemId: line.id,
      });
    }
  }
}
