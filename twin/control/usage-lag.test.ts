import { describe, expect, it } from 'vitest';
import { addProduct, must, openShop, SHOP } from '../trade/shop-fixture.ts';
import { createDiscount, PLAIN_DISCOUNT } from '../trade/discounts.ts';
import { countedUses, setUsageLag } from '../trade/discount-usage.ts';
import { placeOrder } from '../trade/place-order.ts';
import { discounts } from '../model/kinds.ts';
import { usageLagSchema } from './shop-switches.ts';

describe('counts of uses that lag behind', () => {
  it('show a use only when it is old enough', () => {
    const { world } = openShop();
    const pin = addProduct(world, { title: 'Pin', priceMinor: 1000, stock: null });
    const fields = {
      ...PLAIN_DISCOUNT,
      title: 'TEN',
      startsAt: 0,
      gets: {
        items: { type: 'all' as const },
        value: { type: 'percentage' as const, percentage: 0.1 },
      },
    };
    const { id } = must(createDiscount(world, SHOP, { fields, code: 'TEN' }));
    setUsageLag(world, usageLagSchema.parse({ ms: 60_000 }).ms);
    const lines = [{ variantId: pin.id, quantity: 1 }];
    must(placeOrder(world, SHOP, { lines, codes: ['TEN'] }));
    const counted = () => {
      const discount = world.store.get(discounts, SHOP, id);
      return discount && countedUses(world, SHOP, discount);
    };
    expect(counted()).toBe(0);
    world.clock.moveBy(60_001);
    expect(counted()).toBe(1);
  });

  it.each([{ ms: -1 }, { ms: 'soon' }, {}])('refuse %j', (wrong) => {
    expect(usageLagSchema.safeParse(wrong).success).toBe(false);
  });
});
