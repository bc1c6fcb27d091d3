/**
 * The *Cashback* preset: 5 per cent of every order come back as store credit, 7 and 10 for those
 * who spend more within a year. A point is one minor unit of the currency; as soon as there are
 * enough for 5 units they become credit by themselves.
 *
 * Example in GBP: £120 earn 600 points, spendable after 14 days; then £5 of credit are issued for
 * 500 of them, and 100 wait for the next order.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { NO_POINTS, points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { fixedReward } from '../fixed-reward.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function cashbackPreset(shop: ShopPlace): ProgramDefinition {
  const unitMinor = 10 ** currencyExponent(shop.currency);
  const blank = blankProgram(shop, 'cashback');
  const credit = minor(5 * unitMinor);
  const level = (id: string, name: string, units: number, percent: number): TierLevel => ({
    ...{ id, name, threshold: units * unitMinor, inviteOnly: false, perks: [] },
    ...{ multiplierPercent: percent, entryPoints: NO_POINTS },
  });
  return {
    ...blank,
    lookBackDays: 60,
    earning: { ...blank.earning, points: points(5), perMinor: minor(100) },
    pendingDays: 14,
    tiers: {
      basis: 'spend',
      window: { kind: 'months', months: 12 },
      keeping: { kind: 'days', days: 365, softLanding: true },
      levels: [
        level('bronze', 'Bronze', 0, 100),
        level('silver', 'Silver', 500, 140),
        level('gold', 'Gold', 2000, 200),
      ],
    },
    rewards: [
      fixedReward({
        id: 'credit',
        name: `${sayMoney(credit, shop.currency)} of store credit`,
        cost: points(credit),
        gives: { kind: 'store-credit', amountMinor: credit },
        auto: true,
      }),
    ],
  };
}
