/** A reward of five pounds in the checkout: what our server and Shopify say of it. */
import type { DiscountCodeChange } from '@shopify/ui-extensions/checkout';
import { createResult } from '@shopify/ui-extensions-tester/checkout';
import { expect, vi } from 'vitest';
import type { WalletEntry } from '../../app/contracts/buyer-api.ts';
import { answer, CARD, CODE, DAY_MS, NOW, reading, type Server, useStage } from './stage.ts';

export const ENTRY: WalletEntry = {
  code: CODE,
  rewardId: 'five',
  rewardName: '£5 off',
  cost: 500,
  status: 'open',
  lapsesAt: NOW + DAY_MS,
};
export const HELD = { ...CARD, seq: 8, available: 120, held: 500 };
export const REDEEMED = { ok: true, redemption: ENTRY, card: HELD };
export const TAKEN_BACK = { ...REDEEMED, redemption: { ...ENTRY, status: 'releasing' } };
export const USE_FIVE = 'Use 500 points for £5 off';
export const SAVED = `Your code ${CODE} (£5 off) is saved for you until 24 November 2026 at 12:00.`;
export const redeems: Server = () => answer(REDEEMED);

/** The stage of the checkout, for a file of tests. */
export function useCheckout() {
  const stage = useStage('checkout-points', 'purchase.checkout.block.render');
  const bodyOf = (index: number) =>
    JSON.parse(stage.requests[index]?.init.body as string) as { key: string };
  return { ...stage, bodyOf };
}

type Shopify = ReturnType<ReturnType<typeof useCheckout>['shopify']>;

/** Shopify as it answers; a code it takes is on the order from then on. */
export function takingCodes(type: 'success' | 'error' = 'success') {
  return (shopify: Shopify) => {
    shopify.applyDiscountCodeChange = vi.fn(async (change: DiscountCodeChange) => {
      if (type === 'error') return createResult('applyDiscountCodeChange', { type, message: 'No' });
      const isAdded = change.type === 'addDiscountCode';
      shopify.discountCodes.value = isAdded ? [{ code: change.code }] : [];
      return createResult('applyDiscountCodeChange');
    });
  };
}

export const sees = (line: string) => vi.waitFor(() => expect(reading()).toContain(line));
