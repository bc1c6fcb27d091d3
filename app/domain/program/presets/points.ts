/**
 * The *Points* preset: 1 point for every whole unit of the currency, spendable after 14 days, never
 * expiring; 500 points take 5 units off, 300 ship for free. Example in GBP: £87.45 earns 87 points,
 * and the reward is called “£5 off”.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import { fixedReward } from '../fixed-reward.ts';
import type { ProgramDefinition } from '../program.ts';
import { sayMoney } from '../say-money.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function pointsPreset(shop: ShopPlace): ProgramDefinition {
  const unitMinor = 10 ** currencyExponent(shop.currency);
  const off = minor(5 * unitMinor);
  return {
    ...blankProgram(shop, 'points'),
    lookBackDays: 60,
    pendingDays: 14,
    rewards: [
      fixedReward({
        id: 'amount-off-5',
        name: `${sayMoney(off, shop.currency)} off`,
        cost: points(500),
        gives: { kind: 'amount-off', amountMinor: off },
      }),
      fixedReward({
        id: 'free-shipping',
        name: 'Free shipping',
        cost: points(300),
        gives: { kind: 'free-shipping', mostMinor: null },
      }),
    ],
  };
}
