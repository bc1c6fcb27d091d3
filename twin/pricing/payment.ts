/**
 * What gift cards and store credit pay of a total. A gift card never buys a gift card
 * (https://help.shopify.com/en/manual/products/gift-card-products/faq, 2026-11-23); it does pay
 * for shipping and taxes.
 */

export type PaymentSources = {
  readonly giftCards: readonly { readonly id: number; readonly balanceMinor: number }[];
  readonly storeCreditMinor: number;
};

export type AppliedPayments = {
  readonly giftCards: readonly { readonly id: number; readonly amountMinor: number }[];
  readonly storeCreditMinor: number;
  readonly dueMinor: number;
};

/**
 * Gift cards first, in their order, then store credit. `giftCardGoodsMinor` is what the gift cards
 * being bought cost, which only other money may pay. Never more than the total.
 */
export function applyPayments(
  totalMinor: number,
  giftCardGoodsMinor: number,
  sources: PaymentSources,
): AppliedPayments {
  let payable = Math.max(0, totalMinor - giftCardGoodsMinor);
  let due = totalMinor;
  const giftCards: { id: number; amountMinor: number }[] = [];
  for (const { id, balanceMinor } of sources.giftCards) {
    const amountMinor = Math.max(0, Math.min(balanceMinor, payable));
    if (amountMinor > 0) giftCards.push({ id, amountMinor });
    payable -= amountMinor;
    due -= amountMinor;
  }
  const storeCreditMinor = Math.max(0, Math.min(sources.storeCreditMinor, due));
  return { giftCards, storeCreditMinor, dueMinor: due - storeCreditMinor };
}
