/**
 * The *Everything* preset: points, tiers, points for joining, birthdays, reviews, friends and
 * challenges, a bonus for every tenth order; and four rewards, one of which takes as many points at
 * once as the shopper likes.
 *
 * Example in GBP: the tenth order of £60 earns a Silver member 60 × 1.25 = 75 points and 200 more;
 * with 700 to spend they may take £1 to £7 off.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { type Points, points } from '../../kernel/points.ts';
import type { ShopPlace } from '../blank-program.ts';
import type { ActivityLimit, ActivityRule, ProgramDefinition, TierLevel } from '../program.ts';
import type { Reward } from '../reward.ts';
import { fixedReward } from '../fixed-reward.ts';
import { pointsTiersPreset } from './points-tiers.ts';

const ENTRY: Readonly<Record<string, Points>> = { silver: points(50), gold: points(200) };

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function everythingPreset(shop: ShopPlace): ProgramDefinition {
  const { tiers, ...rest } = pointsTiersPreset(shop);
  return {
    ...rest,
    preset: 'everything',
    campaigns: [bonus('welcome', 'Welcome', 1), bonus('tenth', 'Every tenth order', 10)],
    activities: activities(),
    activityPendingDays: 0,
    tiers: tiers && { ...tiers, levels: tiers.levels.map(withPresents) },
    expiry: { kind: 'inactivity', months: 18, graceDays: 30 },
    rewards: rewards(shop),
  };
}

function bonus(id: string, name: string, orders: number): ProgramDefinition['campaigns'][number] {
  const isFirst = orders === 1;
  return {
    ...{ id, name },
    when: [
      isFirst
        ? { kind: 'first-orders', not: false, orders }
        : { kind: 'every-nth-order', not: false, orders, again: true },
    ],
    gives: { kind: 'bonus', points: points(isFirst ? 50 : 200), once: isFirst },
  };
}

function activities(): readonly ActivityRule[] {
  const monthly = (times: number): ActivityLimit => ({ kind: 'per', period: 'month', times });
  const rule = (id: string, activity: string, given: number, limit: ActivityLimit) => ({
    ...{ id, activity, points: points(given), limit },
  });
  return [
    rule('joining', 'join', 50, { kind: 'once' }),
    rule('birthdays', 'birthday', 100, { kind: 'yearly' }),
    rule('newsletter', 'newsletter', 25, { kind: 'once' }),
    rule('reviews', 'review', 20, monthly(3)),
    rule('referrals', 'referral', 250, monthly(5)),
    rule('challenges', 'challenge', 100, monthly(4)),
  ];
}

function withPresents(level: TierLevel): TierLevel {
  return { ...level, entryPoints: ENTRY[level.id] ?? level.entryPoints };
}

function rewards({ currency }: ShopPlace): readonly Reward[] {
  const unitMinor = 10 ** currencyExponent(currency);
  const one = { kind: 'amount-off', amountMinor: minor(unitMinor) } as const;
  const moneyOff = fixedReward({ id: 'off', name: 'Money off', cost: points(100), gives: one });
  return [
    {
      ...moneyOff,
      offer: { kind: 'sliding', cost: points(100), gives: one, least: 1, most: 10 },
    },
    fixedReward({
      ...{ id: 'free-shipping', name: 'Free shipping', cost: points(300) },
      gives: { kind: 'free-shipping', mostMinor: null },
    }),
    fixedReward({
      ...{ id: 'percent-off', name: '10 % off', cost: points(600) },
      gives: { kind: 'percent-off', percent: 10, mostMinor: minor(30 * unitMinor) },
      limits: { tiers: ['silver', 'gold'], times: { kind: 'per', period: 'month', times: 1 } },
    }),
    fixedReward({
      ...{ id: 'tree', name: 'A tree', cost: points(500) },
      gives: { kind: 'donation', amountMinor: minor(5 * unitMinor), to: 'a forest' },
    }),
  ];
}
