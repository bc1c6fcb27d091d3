/**
 * The *Paid club* preset: everybody earns a point for every whole unit of the currency; who is let
 * into the club, by a grant for as long as they pay its fee, earns twice as many, pays 10 per cent
 * less and nothing for shipping, and buys a day before everybody else.
 *
 * Example in GBP: £40 earn 40 points, and 80 in the club; coming in gives 100 points, once.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { NO_POINTS, points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { fixedReward } from '../fixed-reward.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function paidClubPreset(shop: ShopPlace): ProgramDefinition {
  const amountMinor = minor(10 * 10 ** currencyExponent(shop.currency));
  return {
    ...blankProgram(shop, 'paid-club'),
    lookBackDays: 60,
    pendingDays: 14,
    tiers: {
      basis: 'spend',
      window: { kind: 'lifetime' },
      keeping: { kind: 'never-drop' },
      levels: [
        {
          ...{ id: 'everybody', name: 'Everybody', threshold: 0, inviteOnly: false, perks: [] },
          ...{ multiplierPercent: 100, entryPoints: NO_POINTS },
        },
        {
          ...{ id: 'club', name: 'Club', threshold: 0, inviteOnly: true },
          ...{ multiplierPercent: 200, entryPoints: points(100) },
          perks: [
            { kind: 'percent-off', percent: 10 },
            { kind: 'free-shipping' },
            { kind: 'early-access', hours: 24 },
          ],
        },
      ],
    },
    rewards: [
      fixedReward({
        id: 'amount-off-10',
        name: `${sayMoney(amountMinor, shop.currency)} off`,
        cost: points(800),
        gives: { kind: 'amount-off', amountMinor },
      }),
    ],
  };
}
