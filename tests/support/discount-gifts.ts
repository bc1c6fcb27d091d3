/** What discounts give, as Shopify is told it, for tests that only need one. */
import type { DiscountGift } from '../../app/services/ports/shopify.ts';

/** As little as a choice can say: off everything, beside discounts of other classes. */
export const offGift = (amount: string): DiscountGift => ({
  ...{ kind: 'amount-off', amount, minimum: null, goods: null },
  combines: { order: false, product: true, shipping: true },
});

export const FREE_SHIPPING: DiscountGift = {
  ...{ kind: 'free-shipping', most: null, minimum: null, goods: null },
  combines: { order: true, product: true, shipping: false },
};
