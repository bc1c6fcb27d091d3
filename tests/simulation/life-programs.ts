/**
 * What a made-up program says beside earning, waiting and expiry: rewards of every kind and offer
 * with their limits, levels on invitation, a pause, a look-back. Prices are small enough for a
 * made-up member to pay, stocks and periods small enough to run out.
 */
import type { Condition } from '../../app/domain/earning/conditions/registry.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { NO_LIMITS } from '../../app/domain/program/fixed-reward.ts';
import type {
  ActivityRule,
  ProgramDefinition,
  Reward,
  RewardGives,
  RewardLimits,
  RewardOffer,
  RewardTimes,
  TierLadder,
} from '../../app/domain/program/program.ts';
import { BUYERS } from '../support/random-conditions.ts';
import type { Dice } from './dice.ts';
import { DAY_MS } from './order-life.ts';

/** The level that nobody climbs to. */
export const INVITED = 'club';

/**
 * A program, and what else it says; `around` is when it will be lived under, `together` whether by
 * members who are merged: then there is more that can be had only once.
 */
export function withMore(
  dice: Dice,
  made: ProgramDefinition,
  { around, together }: { readonly around: number; readonly together: boolean },
): ProgramDefinition {
  const plain = together ? withOnce(made) : made;
  const tiers = plain.tiers && withInvited(dice, plain.tiers);
  const tierIds = tiers?.levels.map(({ id }) => id) ?? [];
  const { earning, campaigns } = plain;
  return {
    ...plain,
    tiers,
    paused: dice.oneIn(10),
    lookBackDays: dice.pick([null, 0, 0, 3, 20]),
    earning: { ...earning, points: dice.oneIn(10) ? points(0) : earning.points },
    campaigns: campaigns.map((campaign) =>
      dice.oneIn(4) ? { ...campaign, when: [...campaign.when, everyNth(dice)] } : campaign,
    ),
    rewards: randomRewards(dice, { around, tierIds }),
  };
}

const ONCE: readonly string[] = ['join', 'review'];

/** A welcome for the first order, for joining and for every level. */
function withOnce(program: ProgramDefinition): ProgramDefinition {
  const { campaigns, activities, tiers } = program;
  const welcome = {
    ...{ id: 'welcome', name: 'Welcome', when: [] },
    gives: { kind: 'bonus' as const, points: points(30), once: true },
  };
  const once = ONCE.map((activity): ActivityRule => {
    return { id: `once-${activity}`, activity, points: points(20), limit: { kind: 'once' } };
  });
  const levels = tiers?.levels.map((level, place) => {
    return place === 0 ? level : { ...level, entryPoints: points(15 + level.entryPoints) };
  });
  return {
    ...program,
    campaigns: [...campaigns, welcome],
    activities: [...activities.filter((one) => !ONCE.includes(one.activity)), ...once],
    tiers: tiers && { ...tiers, levels: levels ?? tiers.levels },
  };
}

function withInvited(dice: Dice, ladder: TierLadder): TierLadder {
  const window = dice.oneIn(4) ? { kind: 'joining' as const } : ladder.window;
  if (!dice.oneIn(2)) return { ...ladder, window };
  const invited = {
    ...{ id: INVITED, name: INVITED, threshold: 0, inviteOnly: true, perks: [] },
    ...{ multiplierPercent: dice.pick([100, 200]), entryPoints: points(dice.pick([0, 20])) },
  };
  const place = 1 + dice.roll(ladder.levels.length);
  return { ...ladder, window, levels: ladder.levels.toSpliced(place, 0, invited) };
}

function everyNth(dice: Dice): Condition {
  const not = dice.oneIn(3);
  return { kind: 'every-nth-order', not, orders: 2 + dice.roll(2), again: dice.roll(2) === 1 };
}

type Among = { readonly around: number; readonly tierIds: readonly string[] };

export function randomRewards(dice: Dice, among: Among): Reward[] {
  return Array.from({ length: 1 + dice.roll(4) }, (_, place) => {
    const number = place + 1;
    const offer = randomOffer(dice);
    const limits = dice.oneIn(2) ? NO_LIMITS : randomLimits(dice, among);
    const auto = offer.kind === 'fixed' && offer.cost >= 20 && dice.oneIn(6);
    // Some lives are rich: what takes itself has an end.
    const stock = auto ? (limits.stock ?? 2 + dice.roll(6)) : limits.stock;
    return {
      ...{ id: `reward-${number}`, name: `Reward ${number}`, offer, auto },
      limits: { ...limits, stock },
      combines: { order: dice.roll(2) === 1, product: true, shipping: true },
    };
  });
}

const COSTS = [5, 5, 5, 20, 20, 60, 500] as const;

function randomOffer(dice: Dice): RewardOffer {
  const cost = dice.pick(COSTS);
  const offer = dice.pick(['fixed', 'fixed', 'stepped', 'sliding'] as const);
  if (offer === 'fixed') return { kind: 'fixed', cost: points(cost), gives: anyGives(dice) };
  if (offer === 'sliding') {
    const least = 1 + dice.roll(2);
    const most = least + dice.roll(4);
    return { kind: 'sliding', cost: points(cost), gives: amount(dice, 100), least, most };
  }
  const steps = [1, 2, 4].slice(0, 2 + dice.roll(2)).map((times) => {
    return { cost: points(cost * times), gives: amount(dice, 100 * times) };
  });
  return { kind: 'stepped', steps };
}

function amount(dice: Dice, amountMinor: number): RewardGives {
  const kind = dice.pick(['amount-off', 'gift-card', 'store-credit', 'donation'] as const);
  if (kind === 'donation') return { kind, amountMinor: minor(amountMinor), to: 'the sea' };
  return { kind, amountMinor: minor(amountMinor) };
}

function anyGives(dice: Dice): RewardGives {
  return dice.pick<RewardGives>([
    amount(dice, 500),
    { kind: 'percent-off', percent: 10, mostMinor: null },
    { kind: 'free-shipping', mostMinor: null },
    { kind: 'free-product' },
    { kind: 'product-off', percent: 20 },
    { kind: 'early-access', what: 'the sale' },
    { kind: 'service', what: 'a walk' },
    { kind: 'custom', key: 'walk', what: 'a walk' },
  ]);
}

function randomLimits(dice: Dice, { around, tierIds }: Among): RewardLimits {
  const from = dice.roll(40);
  const local = (days: number) => {
    const date = new Date(around + days * DAY_MS).toISOString().slice(0, 11);
    return `${date}${dice.pick(['00:00', '06:00'])}`;
  };
  const isDated = dice.oneIn(2);
  const times = (): RewardTimes => {
    const period = dice.pick(['ever', 'day', 'week', 'month', 'year'] as const);
    const most = { times: dice.pick([1, 1, 2]) };
    return period === 'ever' ? { kind: period, ...most } : { kind: 'per', period, ...most };
  };
  return {
    ...NO_LIMITS,
    minimumMinor: dice.oneIn(3) ? minor(1_000) : null,
    tiers: dice.oneIn(2)
      ? ['bronze', ...tierIds.filter(() => !dice.oneIn(3))].slice(dice.roll(2))
      : [],
    segments: dice.oneIn(3) ? [dice.pick(BUYERS.segments)] : [],
    from: isDated && !dice.oneIn(3) ? local(from) : null,
    to: isDated ? local(from + 1 + dice.roll(60)) : null,
    stock: dice.oneIn(3) ? 1 + dice.roll(2) : null,
    times: dice.oneIn(8) ? null : times(),
  };
}
