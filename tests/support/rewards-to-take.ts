/** Rewards, and the version they are in, to be taken or not: by New York’s clock, in dollars. */
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { blankProgram } from '../../app/domain/program/blank-program.ts';
import { NO_LIMITS } from '../../app/domain/program/fixed-reward.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import type { Reward, RewardGives, RewardLimits } from '../../app/domain/program/reward.ts';

export const REWARDS_ZONE = 'America/New_York';

/** A reward of 500 points for everybody that stands beside nothing, and what is said otherwise. */
export function reward(
  said: Partial<Omit<Reward, 'limits'>> & { readonly limits?: Partial<RewardLimits> } = {},
): Reward {
  return {
    id: 'treat',
    name: 'A treat',
    offer: { kind: 'fixed', cost: points(500), gives: off(500) },
    combines: { order: false, product: false, shipping: false },
    auto: false,
    ...said,
    limits: { ...NO_LIMITS, ...said.limits },
  };
}

/** Version 7, always in force, with these rewards. */
export function versionOf(...rewards: readonly Reward[]): ProgramVersion {
  const blank = blankProgram({ currency: 'USD', zone: REWARDS_ZONE }, 'points');
  return { version: 7, effectiveAt: instant(0), definition: { ...blank, rewards } };
}

/** So many cents off. */
export function off(cents: number): RewardGives & { readonly kind: 'amount-off' } {
  return { kind: 'amount-off', amountMinor: minor(cents) };
}
