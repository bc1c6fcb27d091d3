/**
 * What a shop's pools need next, one step for each discount, told from what the books hold and the
 * versions in force or to come. Pure: `keep-pools.ts` does it.
 */
import type { Instant } from '../domain/kernel/instant.ts';
import { placeInWindow } from '../domain/kernel/local-window.ts';
import { type ProgramVersion, versionInForce } from '../domain/program/program.ts';
import type { PoolView, RewardDiscount } from './ports/pools.ts';
import type { DiscountGift } from './ports/shopify.ts';
import { shopChoices } from './reward-choices.ts';
import { discountGift, rewardFingerprint } from './reward-terms.ts';

/** A choice of a reward that somebody may redeem, now or when the next version is in force. */
export type WantedReward = {
  readonly rewardId: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly gives: DiscountGift;
};

export type PoolStep =
  | { readonly do: 'begin'; readonly wanted: WantedReward; readonly discount: null }
  | {
      readonly do: 'make' | 'fill';
      readonly wanted: WantedReward;
      readonly discount: RewardDiscount;
    }
  | {
      readonly do: 'abandon' | 'drain' | 'revive' | 'remove' | 'watch';
      readonly discount: RewardDiscount;
    };

/** The next step of each discount; none where it has only to wait. */
export function planPools({ versions, discounts }: PoolView, asOf: Instant): PoolStep[] {
  const wanted = wantedRewards(versions, asOf);
  const steps = discounts.flatMap((discount) => {
    const name = nameOf(discount);
    const reward = wanted.get(name);
    if (discount.status !== 'gone') wanted.delete(name);
    return planDiscount(discount, reward ?? null, asOf) ?? [];
  });
  // What has no discount yet, or none any more.
  const missing = [...wanted.values()].map((each) => {
    return { do: 'begin', wanted: each, discount: null } as const;
  });
  return [...steps, ...missing];
}

function planDiscount(
  discount: RewardDiscount,
  wanted: WantedReward | null,
  asOf: Instant,
): PoolStep | null {
  const { status, endsAt, inUse } = discount;
  // One that ended is never brought back to life: points held for its codes may have been given
  // back because it had ended.
  const hasEnded = endsAt !== null && endsAt <= asOf;
  switch (status) {
    case 'gone':
      return null;
    case 'making':
      return wanted ? { do: 'make', wanted, discount } : { do: 'abandon', discount };
    case 'live':
      if (!wanted) return { do: 'drain', discount };
      return hasEnded ? { do: 'remove', discount } : { do: 'fill', wanted, discount };
    case 'draining':
      if (hasEnded) return { do: 'remove', discount };
      if (wanted) return { do: 'revive', discount };
      return { do: inUse === 0 ? 'remove' : 'watch', discount };
  }
}

function wantedRewards(
  versions: readonly ProgramVersion[],
  asOf: Instant,
): Map<string, WantedReward> {
  const inForce = versionInForce(versions, asOf);
  const wanted = new Map<string, WantedReward>();
  for (const version of versions) {
    if (version !== inForce && version.effectiveAt <= asOf) continue;
    const { currency, zone } = version.definition;
    for (const { name, reward, choice } of shopChoices(version.definition)) {
      const asked = { reward, choice, currency };
      const gives = discountGift(asked);
      // Codes are there before a reward begins, and not after its end.
      if (gives === null || placeInWindow(asOf, reward.limits, zone) === 'after') continue;
      const each = { rewardId: reward.id, fingerprint: rewardFingerprint(asked), name, gives };
      wanted.set(nameOf(each), each);
    }
  }
  return wanted;
}

function nameOf({ rewardId, fingerprint }: Pick<RewardDiscount, 'rewardId' | 'fingerprint'>) {
  return `${rewardId} ${fingerprint}`;
}
