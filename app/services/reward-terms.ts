/** What a reward's discount at Shopify gives, told apart from another that gives something else. */
import type { Reward } from '../domain/program/program.ts';

/**
 * Two rewards of one id share a discount and its codes exactly where this text is the same: what
 * they are called and what they cost may change, what they give may not.
 * Example: `amount-off 500 GBP`.
 */
export function rewardFingerprint({ gives }: Pick<Reward, 'gives'>, currency: string): string {
  return gives.kind === 'free-shipping'
    ? 'free-shipping'
    : `amount-off ${gives.amountMinor} ${currency}`;
}
