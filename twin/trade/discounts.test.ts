/**
 * Discounts and their codes. Words and numbers: recorded answers of the real API in the public
 * repository github.com/airhorns/shopify-draft-proxy, `fixtures/conformance`, each case named
 * below.
 */
import { describe, expect, it } from 'vitest';
import { discountStatus } from '../model/discount-status.ts';
import { collections, redeemCodeBulks, redeemCodes } from '../model/kinds.ts';
import { countedUses, setUsageLag } from './discount-usage.ts';
import {
  activateDiscount,
  createDiscount,
  deactivateDiscount,
  deleteDiscount,
  type DiscountFields,
  PLAIN_DISCOUNT,
  updateDiscount,
} from './discounts.ts';
import { placeOrder } from './place-order.ts';
import { addRedeemCodes, deleteRedeemCodes } from './redeem-codes.ts';
import { must, NOON, openShop, SHOP, type TestShop } from './shop-fixture.ts';

const percentOff = (percentage: number) => ({
  items: { type: 'all' as const },
  value: { type: 'percentage' as const, percentage },
});

const TENTH: DiscountFields = {
  ...PLAIN_DISCOUNT,
  title: 'A tenth off',
  startsAt: NOON,
  gets: percentOff(0.1),
};

const create = ({ world }: TestShop, fields: Partial<DiscountFields>, code?: string) =>
  createDiscount(world, SHOP, { fields: { ...TENTH, ...fields }, code: code ?? null });

describe('a discount', () => {
  it('has a class and a summary of its own', () => {
    const shop = openShop();
    const { world, mug } = shop;
    const told = (fields: Partial<DiscountFields>, code: string) => {
      const { classes, summary } = must(create(shop, fields, code));
      return [classes.join(), summary];
    };
    // discount-code-basic-lifecycle, discount-free-shipping-lifecycle, discount-bxgy-lifecycle.
    const minimum = { type: 'subtotal' as const, amountMinor: 100 };
    expect(told({ minimum }, 'A')).toEqual([
      'ORDER',
      '10% off entire order • Minimum purchase of £1.00',
    ]);
    expect(
      told(
        {
          kind: 'free_shipping',
          gets: null,
          minimum: { type: 'subtotal', amountMinor: 1500 },
          shipping: { countryCodes: null, priceMaxMinor: 2000 },
        },
        'B',
      ),
    ).toEqual([
      'SHIPPING',
      'Free shipping on all products • Minimum purchase of £15.00 • For all countries • ' +
        'Applies to shipping rates under £20.00',
    ]);
    const items = { type: 'products' as const, productIds: [], variantIds: [mug.id] };
    const effect = { type: 'percentage' as const, percentage: 1 };
    const gets = { items, value: { type: 'quantity' as const, quantity: 1, effect } };
    const buys = { items, value: { type: 'quantity' as const, quantity: 2 } };
    expect(told({ kind: 'bxgy', gets, buys }, 'C')).toEqual([
      'PRODUCT',
      'Buy 2 items, get 1 item free',
    ]);
    world.store.put(collections, SHOP, { ...COLLECTION });
    const one = { type: 'collections' as const, collectionIds: [COLLECTION.id] };
    expect(told({ gets: { ...percentOff(0.1), items: one } }, 'D')[0]).toBe('PRODUCT');
  });

  // discount-code-required-blank-validation, -title-validation, -value-bounds, -invalid-date-range…
  it('is refused with everything that is wrong with it', () => {
    const shop = openShop();
    const wrong = (fields: Partial<DiscountFields>, code?: string) => {
      const made = create(shop, fields, code);
      return made.ok ? [] : made.all.map((one) => [one.code, one.field?.join('.'), one.message]);
    };
    expect(wrong({ title: ' ' })).toEqual([
      ['BLANK', 'code', "Code can't be blank"],
      ['BLANK', 'title', "Title can't be blank"],
    ]);
    const range = 'Value must be between 0.0 and 1.0';
    const path = 'customerGets.value.percentage';
    expect(wrong({ gets: percentOff(1.1) }, 'A')).toEqual([['VALUE_OUTSIDE_RANGE', path, range]]);
    expect(wrong({ endsAt: NOON }, 'A')).toEqual([
      ['INVALID', 'endsAt', 'Ends at needs to be after starts_at'],
    ]);
    expect(wrong({ usageLimit: 0 }, 'A')).toEqual([
      ['GREATER_THAN', 'usageLimit', 'Usage limit must be greater than 0'],
    ]);
    must(create(shop, {}, 'TENTH'));
    expect(wrong({}, 'tenth')).toEqual([
      ['TAKEN', 'code', 'Code must be unique. Please try a different code.'],
    ]);
  });

  // discount-activate-deactivate-noop-idempotence, discount-code-basic-lifecycle.
  it('ends when it is switched off and goes on when it is switched on, once each', () => {
    const shop = openShop();
    const { world, heard } = shop;
    const { id } = must(create(shop, {}, 'TENTH'));
    heard();
    const which = { id, method: 'code' as const };
    world.clock.moveBy(1000);
    const off = must(deactivateDiscount(world, SHOP, which));
    expect([off.endsAt, discountStatus(off, world.clock.now())]).toEqual([NOON + 1000, 'EXPIRED']);
    must(deactivateDiscount(world, SHOP, which));
    const on = must(activateDiscount(world, SHOP, which));
    expect([on.endsAt, discountStatus(on, world.clock.now())]).toEqual([null, 'ACTIVE']);
    must(activateDiscount(world, SHOP, which));
    expect(heard()).toEqual(['discounts/update', 'discounts/update']);
    expect(activateDiscount(world, SHOP, { ...which, method: 'automatic' })).toMatchObject({
      field: ['id'],
      message: 'Automatic discount does not exist.',
    });
  });

  // DiscountErrorCode.ACTIVE_PERIOD_OVERLAP of the Admin schema 2026-07.
  it('of the automatic kind is one of at most 25', () => {
    const shop = openShop();
    for (let count = 0; count < 25; count += 1) must(create(shop, { method: 'automatic' }));
    expect(create(shop, { method: 'automatic' })).toMatchObject({ code: 'ACTIVE_PERIOD_OVERLAP' });
  });

  it('is deleted with its codes', () => {
    const shop = openShop();
    const { id } = must(create(shop, {}, 'TENTH'));
    shop.heard();
    must(deleteDiscount(shop.world, SHOP, { id, method: 'code' }));
    expect(shop.heard()).toEqual(['discounts/redeemcode_removed', 'discounts/delete']);
    expect(shop.world.store.count(redeemCodes, SHOP)).toBe(0);
  });
});

const COLLECTION = {
  ...{ id: 77, title: 'All', handle: 'all', bodyHtml: '', picture: null },
  sortOrder: 'MANUAL' as const,
  ...{ rules: null, productIds: [], updatedAt: NOON, publishedAt: null },
};

describe('redeem codes in bulk', () => {
  // discount-redeem-code-bulk-add-validation.
  it('are added later, each for itself', async () => {
    const shop = openShop();
    const { world } = shop;
    const { id } = must(create(shop, {}, 'BASE'));
    const codes = ['', 'A\nB', 'x'.repeat(256), 'DUP', 'DUP', 'base', 'OK'];
    const bulk = must(addRedeemCodes(world, SHOP, { discountId: id, codes }));
    expect(bulk).toMatchObject({
      isDone: false,
      codes: codes.map((code) => ({ code, errors: [] })),
    });
    await world.tasks.runDue();
    const after = world.store.get(redeemCodeBulks, SHOP, bulk.id);
    expect(after?.codes.map(({ errors }) => errors[0]?.message ?? null)).toEqual([
      'is too short (minimum is 1 character)',
      'cannot contain newline characters.',
      'is too long (maximum is 255 characters)',
      null,
      'Codes must be unique within BulkDiscountCodeCreation',
      'must be unique. Please try a different code.',
      null,
    ]);
    const kept = world.store.find(redeemCodes, SHOP, 'discount_id', id);
    expect(kept.map(({ code }) => code)).toEqual(['BASE', 'DUP', 'OK']);
    // discount-update-edge-cases.
    expect(updateDiscount(world, SHOP, { id, fields: {}, code: 'NEW' })).toMatchObject({
      field: ['id'],
      message: 'Cannot update the code of a bulk discount.',
    });
  });

  // discount-redeem-code-bulk-delete-validation.
  it('are deleted later, by id or by search', async () => {
    const shop = openShop();
    const { world } = shop;
    const { id } = must(create(shop, {}, 'BASE'));
    must(addRedeemCodes(world, SHOP, { discountId: id, codes: ['A-1', 'A-2', 'B-1'] }));
    await world.tasks.runDue();
    shop.heard();
    const choose = (choice: object) =>
      deleteRedeemCodes(world, SHOP, { discountId: id, ...choice });
    expect(choose({})).toMatchObject({ code: 'MISSING_ARGUMENT' });
    expect(choose({ ids: [], search: '' })).toMatchObject({ code: 'TOO_MANY_ARGUMENTS' });
    must(choose({ search: 'code:A-*' }));
    await world.tasks.runDue();
    const kept = world.store.find(redeemCodes, SHOP, 'discount_id', id);
    expect(kept.map(({ code }) => code)).toEqual(['BASE', 'B-1']);
    expect(shop.heard()).toEqual(['discounts/redeemcode_removed', 'discounts/redeemcode_removed']);
  });

  it('are at most 250 a call', () => {
    const shop = openShop();
    const { id } = must(create(shop, {}, 'BASE'));
    const codes = Array.from({ length: 251 }, (_, index) => `C${index}`);
    expect(addRedeemCodes(shop.world, SHOP, { discountId: id, codes })).toMatchObject({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
    });
  });
});

describe('limits of use', () => {
  it('count for each code of a discount by itself', async () => {
    const shop = openShop();
    const { world, mug } = shop;
    const { id } = must(create(shop, { usageLimit: 1 }, 'ONE'));
    must(addRedeemCodes(world, SHOP, { discountId: id, codes: ['TWO'] }));
    await world.tasks.runDue();
    const buy = (code: string) =>
      placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }], codes: [code] });
    expect([buy('ONE').ok, buy('ONE').ok, buy('TWO').ok]).toEqual([true, false, true]);
  });

  it('of one use per customer know the buyer by e-mail too', () => {
    const shop = openShop();
    must(create(shop, { oncePerCustomer: true }, 'ONCE'));
    const buy = (email: string) =>
      placeOrder(shop.world, SHOP, {
        lines: [{ variantId: shop.mug.id, quantity: 1 }],
        codes: ['ONCE'],
        email,
      }).ok;
    expect([buy('a@b.example'), buy('A@b.example'), buy('c@d.example')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  // `asyncUsageCount`: https://shopify.dev/docs/api/admin-graphql/latest/objects/DiscountCodeBasic.
  it('can be passed while counts lag behind, as in a real shop', () => {
    const shop = openShop();
    const { world, mug } = shop;
    setUsageLag(world, 60_000);
    const discount = must(create(shop, { usageLimit: 1 }, 'ONE'));
    const buy = () =>
      placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }], codes: ['ONE'] }).ok;
    world.clock.moveBy(1);
    expect([buy(), buy()]).toEqual([true, true]);
    const counted = () => {
      const now = world.store.find(redeemCodes, SHOP, 'discount_id', discount.id)[0]?.usageCount;
      return [now, countedUses(world, SHOP, { ...discount, usageCount: now ?? 0 })];
    };
    expect(counted()).toEqual([2, 0]);
    world.clock.moveBy(60_001);
    expect(counted()).toEqual([2, 2]);
    expect(buy()).toBe(false);
  });
});
