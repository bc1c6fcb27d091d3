/**
 * The one way an order comes to be: paid with what was offered, kept, its stock taken, its
 * discounts counted, gift cards sold in it issued, and everybody told. Inside a transaction;
 * nothing is refused here, as whoever calls has checked.
 */
import type { Order, Transaction } from '../model/order.ts';
import { financialStatus } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { countUses } from './discount-usage.ts';
import { issueSoldGiftCards } from './issue-sold-gift-cards.ts';
import { saveOrder, tellTransactions } from './save-order.ts';
import { changeStock } from './stock.ts';
import { tell } from './tell.ts';

/** The order as kept. `takesStock: false` for a past whose stock is counted already. */
export function recordOrder(
  world: World,
  shopId: number,
  { order, at, takesStock }: { order: Order; at: number; takesStock: boolean },
): Order {
  if (takesStock) {
    const changes = order.lines.map(({ variantId, quantity }) => ({ variantId, delta: -quantity }));
    changeStock(world, shopId, changes);
  }
  for (const productId of new Set(order.lines.flatMap((line) => line.productId ?? []))) {
    // Shopify tells of a product that was ordered as of one that was changed.
    tell(world, { shopId, topic: 'products/update', kind: 'Product', id: productId });
  }
  const isPaid = financialStatus(order) === 'paid';
  const topics = ['orders/create', ...(isPaid ? ['orders/paid'] : [])];
  const kept = saveOrder(world, shopId, { before: null, after: order, topics, at });
  countUses(world, shopId, { order: kept, at });
  tellTransactions(world, shopId, { orderId: kept.id, transactions: kept.transactions });
  if (isPaid) issueSoldGiftCards(world, shopId, kept);
  return kept;
}

/** A transaction in the fields most have. */
export function transactionOf(
  world: World,
  fields: Pick<Transaction, 'kind' | 'gateway' | 'amountMinor' | 'at'> & Partial<Transaction>,
): Transaction {
  return {
    status: 'success',
    parentId: null,
    giftCardId: null,
    storeCreditAccountId: null,
    ...fields,
    id: world.store.nextId(),
  };
}
