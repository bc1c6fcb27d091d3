/**
 * The *Punch card* preset: a stamp for every order of 5 units of the currency or more, two a day at
 * most; ten stamps give one of the products tagged `punch-card` for nothing. Stamps live a year.
 *
 * Example in GBP: £4.80 gets no stamp, £14 gets one; the tenth brings the free one.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { NO_POINTS, points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition } from '../program.ts';
import { fixedReward } from '../fixed-reward.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function punchCardPreset(shop: ShopPlace): ProgramDefinition {
  const atLeastMinor = minor(5 * 10 ** currencyExponent(shop.currency));
  const blank = blankProgram(shop, 'punch-card');
  return {
    ...blank,
    lookBackDays: 60,
    earning: { ...blank.earning, points: NO_POINTS },
    campaigns: [
      {
        id: 'stamp',
        name: 'Stamp',
        when: [{ kind: 'order-value', not: false, atLeastMinor }],
        gives: { kind: 'bonus', points: points(1), once: false },
      },
    ],
    caps: { ...blank.caps, day: points(2) },
    expiry: { kind: 'after-earning', months: 12, graceDays: 14 },
    rewards: [
      fixedReward({
        id: 'free-one',
        name: 'The eleventh is free',
        cost: points(10),
        gives: { kind: 'free-product' },
        limits: { goods: [{ kind: 'product-tag', not: false, tags: ['punch-card'] }] },
      }),
    ],
  };
}
