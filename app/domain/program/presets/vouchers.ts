/**
 * The *Vouchers* preset: a point for every whole unit of the currency, and points buy vouchers. For
 * products tagged `voucher`: 20 or 50 per cent off or one for nothing, each once a month. For an
 * order: money off, where twice the points take more than twice as much off.
 *
 * Example in GBP: 500 points take £5 off, 1,000 take £11 and 2,000 take £24.
 */
import { currencyExponent, minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition } from '../program.ts';
import type { Reward, RewardGives } from '../reward.ts';
import { fixedReward } from '../fixed-reward.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function vouchersPreset(shop: ShopPlace): ProgramDefinition {
  return {
    ...blankProgram(shop, 'vouchers'),
    lookBackDays: 60,
    pendingDays: 14,
    expiry: { kind: 'after-earning', months: 24, graceDays: 30 },
    rewards: [
      forProducts('product-20', '20 % off a product', 200, { kind: 'product-off', percent: 20 }),
      forProducts('product-50', '50 % off a product', 450, { kind: 'product-off', percent: 50 }),
      forProducts('product-free', 'A product for nothing', 800, { kind: 'free-product' }),
      moneyOff(shop),
    ],
  };
}

function forProducts(id: string, name: string, cost: number, gives: RewardGives): Reward {
  return fixedReward({
    ...{ id, name, cost: points(cost), gives },
    limits: {
      goods: [{ kind: 'product-tag', not: false, tags: ['voucher'] }],
      times: { kind: 'per', period: 'month', times: 1 },
    },
  });
}

function moneyOff({ currency }: ShopPlace): Reward {
  const step = (cost: number, units: number) => {
    const amountMinor = minor(units * 10 ** currencyExponent(currency));
    return { cost: points(cost), gives: { kind: 'amount-off', amountMinor } } as const;
  };
  const [first, ...more] = [step(500, 5), step(1000, 11), step(2000, 24)] as const;
  return {
    ...fixedReward({ id: 'money-off', name: 'Money off', ...first }),
    offer: { kind: 'stepped', steps: [first, ...more] },
  };
}
