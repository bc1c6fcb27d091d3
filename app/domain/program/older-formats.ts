/**
 * Definitions as they were written in older formats. Law: what was published is read for ever and
 * means the same; what an older format could not say is left out of the program.
 */
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import { blankProgram } from './blank-program.ts';
import { fixedReward } from './fixed-reward.ts';
import type {
  OrderEarningRule,
  ProgramDefinition,
  Reward,
  TierLadder,
  TierLevel,
  TierWindow,
} from './program.ts';

/** One price for one thing, of the two there were. */
export type Format2Reward = {
  readonly id: string;
  readonly name: string;
  readonly cost: Points;
  readonly gives:
    | { readonly kind: 'amount-off'; readonly amountMinor: MoneyMinor }
    | { readonly kind: 'free-shipping' };
};

/** Points for orders, a wait, fixed rewards; no expiry, and debts that the next points repay. */
export type Format1 = {
  readonly preset: string;
  readonly currency: string;
  readonly zone: string;
  readonly earning: OrderEarningRule & { readonly rounding: 'floor' };
  readonly pendingDays: number;
  readonly expiry: { readonly kind: 'none' };
  readonly debt: 'allow-negative';
  readonly rewards: readonly Format2Reward[];
};

type Format2Ladder = Pick<TierLadder, 'basis' | 'keeping'> & {
  readonly window: Exclude<TierWindow, { readonly kind: 'joining' }>;
  readonly levels: readonly Omit<TierLevel, 'inviteOnly' | 'perks'>[];
};

/** All of the language but offers with limits, pauses, budgets, guests and invitations. */
export type Format2 = Omit<
  ProgramDefinition,
  'format' | 'paused' | 'budget' | 'valueBack' | 'lookBackDays' | 'tiers' | 'rewards'
> & {
  readonly format: 2;
  readonly tiers: Format2Ladder | null;
  readonly rewards: readonly Format2Reward[];
};

/** The same program in the present format. */
export function fromFormat1(old: Format1): ProgramDefinition {
  const { preset, currency, zone, rewards, ...said } = old;
  return {
    ...blankProgram({ currency, zone }, preset),
    ...said,
    rewards: rewards.map(fromFormat2Reward),
  };
}

/** The same program in the present format. */
export function fromFormat2(old: Format2): ProgramDefinition {
  const { format: _, tiers, rewards, ...said } = old;
  return {
    ...blankProgram(old, old.preset),
    ...said,
    tiers: tiers && fromFormat2Ladder(tiers),
    rewards: rewards.map(fromFormat2Reward),
  };
}

/** A definition that was kept when it was sound, in whichever format it was kept. */
export function inPresentFormat(kept: ProgramDefinition | Format2 | Format1): ProgramDefinition {
  if (!('format' in kept)) return fromFormat1(kept);
  return kept.format === 2 ? fromFormat2(kept) : kept;
}

/** A part of an older definition, by its name there, as the present format has it. */
export function partInPresentFormat(name: string, part: unknown): unknown {
  if (name === 'rewards') return (part as readonly Format2Reward[]).map(fromFormat2Reward);
  return name === 'tiers' && part !== null ? fromFormat2Ladder(part as Format2Ladder) : part;
}

/** What a field of the present format is called in an older one. */
export function fieldInOlderFormat(field: string): string {
  return field.replace(/^(rewards\[\d+\])\.offer\./, '$1.');
}

function fromFormat2Ladder(ladder: Format2Ladder): TierLadder {
  const levels = ladder.levels.map((level) => ({ ...level, inviteOnly: false, perks: [] }));
  return { ...ladder, levels };
}

// Its discounts were made to be combined as is usual for what they give.
function fromFormat2Reward(reward: Format2Reward): Reward {
  const { gives } = reward;
  return fixedReward({
    ...reward,
    gives: gives.kind === 'free-shipping' ? { ...gives, mostMinor: null } : gives,
  });
}
