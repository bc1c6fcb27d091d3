/**
 * The *Beauty club* preset: a point for every whole unit of the currency, three tiers by what is
 * spent in a calendar year, kept to the end of the next one and a month more. A first order, a
 * birthday and reviews give points of their own; points live as long as the member comes back
 * within a year. Example in GBP: £400 in May 2026 makes a Favourite until 31 January 2028, and £80
 * in June earn her 100 points.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { NO_POINTS, type Points, points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import { fixedReward } from '../fixed-reward.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';
import { sayMoney } from '../say-money.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function beautyClubPreset(shop: ShopPlace): ProgramDefinition {
  const unitMinor = 10 ** currencyExponent(shop.currency);
  const off = minor(10 * unitMinor);
  return {
    ...blankProgram(shop, 'beauty-club'),
    lookBackDays: 60,
    campaigns: [
      {
        id: 'welcome',
        name: 'Welcome',
        when: [{ kind: 'first-orders', not: false, orders: 1 }],
        gives: { kind: 'bonus', points: points(50), once: true },
      },
    ],
    pendingDays: 14,
    activities: [
      { id: 'birthdays', activity: 'birthday', points: points(100), limit: { kind: 'yearly' } },
      {
        ...{ id: 'reviews', activity: 'review', points: points(10) },
        limit: { kind: 'per', period: 'month', times: 3 },
      },
    ],
    tiers: {
      basis: 'spend',
      window: { kind: 'year' },
      keeping: { kind: 'period-end', graceDays: 31, softLanding: true },
      levels: [
        level('friend', 'Friend', 0, 100, NO_POINTS),
        level('favourite', 'Favourite', 350 * unitMinor, 125, points(50)),
        level('icon', 'Icon', 1000 * unitMinor, 150, points(150)),
      ],
    },
    expiry: { kind: 'inactivity', months: 12, graceDays: 30 },
    rewards: [
      fixedReward({
        id: 'amount-off-10',
        name: `${sayMoney(off, shop.currency)} off`,
        cost: points(500),
        gives: { kind: 'amount-off', amountMinor: off },
      }),
      fixedReward({
        id: 'free-shipping',
        name: 'Free shipping',
        cost: points(200),
        gives: { kind: 'free-shipping', mostMinor: null },
      }),
    ],
  };
}

function level(
  id: string,
  name: string,
  threshold: number,
  multiplierPercent: number,
  entryPoints: Points,
): TierLevel {
  return {
    ...{ id, name, threshold, inviteOnly: false },
    ...{ multiplierPercent, entryPoints, perks: [] },
  };
}
