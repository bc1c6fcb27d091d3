/**
 * The *Stars* preset: two stars for every whole unit of the currency, spendable at once and gone
 * after six months; two levels by the stars earned in the last twelve months. Joining and birthdays
 * give stars too. Example in GBP: £10.50 earns 21 stars, or 26 as Gold.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { NO_POINTS, points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import { fixedReward } from '../fixed-reward.ts';
import type { ProgramDefinition, Reward } from '../program.ts';
import { sayMoney } from '../say-money.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function starsPreset(shop: ShopPlace): ProgramDefinition {
  const blank = blankProgram(shop, 'stars');
  return {
    ...blank,
    lookBackDays: 60,
    earning: { ...blank.earning, points: points(2) },
    activities: [
      { id: 'joining', activity: 'join', points: points(25), limit: { kind: 'once' } },
      { id: 'birthdays', activity: 'birthday', points: points(50), limit: { kind: 'yearly' } },
    ],
    tiers: {
      basis: 'points',
      window: { kind: 'months', months: 12 },
      keeping: { kind: 'days', days: 365, softLanding: false },
      levels: [
        {
          ...{ id: 'green', name: 'Green', threshold: 0, inviteOnly: false },
          ...{ multiplierPercent: 100, entryPoints: NO_POINTS, perks: [] },
        },
        {
          ...{ id: 'gold', name: 'Gold', threshold: 500, inviteOnly: false },
          ...{ multiplierPercent: 125, entryPoints: points(50), perks: [] },
        },
      ],
    },
    expiry: { kind: 'after-earning', months: 6, graceDays: 7 },
    rewards: [off(shop, 3, 150), off(shop, 10, 400)],
  };
}

function off({ currency }: ShopPlace, units: number, cost: number): Reward {
  const amountMinor = minor(units * 10 ** currencyExponent(currency));
  return fixedReward({
    id: `amount-off-${units}`,
    name: `${sayMoney(amountMinor, currency)} off`,
    cost: points(cost),
    gives: { kind: 'amount-off', amountMinor },
  });
}
