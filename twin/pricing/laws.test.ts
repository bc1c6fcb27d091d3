import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, maximalSets } from './combine.ts';
import { cart, discount, entered, freeShipping, line, terms } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';
import type { CartToPrice, DiscountDefinition, PricedCart } from './types.ts';

const flags = fc.record({
  order: fc.boolean(),
  product: fc.boolean(),
  shipping: fc.boolean(),
  productTagsOnSameLine: fc.constantFrom([], ['VIP']),
});

const amount = fc.record({
  type: fc.constant('amount' as const),
  amountMinor: fc.nat(9_000),
  onEachItem: fc.boolean(),
});
const percentage = fc.record({
  type: fc.constant('percentage' as const),
  percentage: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
});
const quantity = fc.record({
  type: fc.constant('quantity' as const),
  quantity: fc.integer({ min: 1, max: 3 }),
  effect: percentage,
});

const products = fc
  .uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 })
  .map((productIds) => ({ type: 'products' as const, productIds, variantIds: [] }));

function anyDiscount(id: number): fc.Arbitrary<DiscountDefinition> {
  const common = { combinesWith: flags, tags: fc.constantFrom([], ['VIP']) };
  const ofOrder = fc
    .record({ ...common, value: fc.oneof(amount, percentage) })
    .map((given) =>
      discount(id, { ...given, gets: { items: { type: 'all' }, value: given.value } }),
    );
  const ofProducts = fc
    .record({ ...common, items: products, value: fc.oneof(amount, percentage, quantity) })
    .map(({ items, value, ...given }) =>
      discount(id, { ...given, classes: ['PRODUCT'], gets: { items, value } }),
    );
  const bxgy = fc
    .record({ ...common, items: products, give: products, value: quantity, bought: fc.nat(2) })
    .map(({ items, give, value, bought, ...given }) => {
      const buys = { items, value: { type: 'quantity', quantity: bought + 1 } } as const;
      const gets = { items: give, value };
      return discount(id, { ...given, kind: 'bxgy', classes: ['PRODUCT'], buys, gets });
    });
  const shipping = fc.record(common).map((given) => freeShipping(id, given));
  return fc.oneof(ofOrder, ofProducts, bxgy, shipping);
}

const anyLines = fc
  .array(
    fc.record({
      unitPriceMinor: fc.nat(12_000),
      quantity: fc.integer({ min: 1, max: 6 }),
      taxable: fc.boolean(),
      isGiftCard: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.map((given, index) => line(index + 1, given.unitPriceMinor, given)));

const anyCart: fc.Arbitrary<CartToPrice> = fc
  .record({
    lines: anyLines,
    codes: fc.tuple(anyDiscount(1), anyDiscount(2), anyDiscount(3)),
    automatic: fc.tuple(anyDiscount(4), anyDiscount(5)),
    rate: fc.constantFrom(0, 0.05, 0.2, 0.0825),
    taxesIncluded: fc.boolean(),
    plan: fc.constantFrom('plus' as const, 'grow' as const),
    giftCardMinor: fc.nat(30_000),
    storeCreditMinor: fc.nat(5_000),
    tipMinor: fc.nat(500),
  })
  .map((given) => {
    const [a, b, c] = given.codes;
    const taxRates = [{ title: 'Tax', rate: given.rate, countryCode: 'US', provinceCode: null }];
    const { taxesIncluded, plan, storeCreditMinor, tipMinor } = given;
    return cart(given.lines, {
      terms: terms({ taxesIncluded, plan, taxRates, taxShipping: true }),
      enteredCodes: entered({ A: a, B: b, C: c }),
      automaticDiscounts: given.automatic,
      giftCards: [{ id: 1, balanceMinor: given.giftCardMinor }],
      storeCreditMinor,
      tipMinor,
    });
  });

function sum(amounts: readonly { readonly amountMinor: number }[]): number {
  return amounts.reduce((all, { amountMinor }) => all + amountMinor, 0);
}

function check(law: (priced: PricedCart, of: CartToPrice) => void): void {
  fc.assert(
    fc.property(anyCart, (of) => law(priceCart(of), of)),
    { numRuns: 300 },
  );
}

describe('every price', () => {
  it('is the sum of its parts', () => {
    check((priced) => {
      const taxMinor = priced.taxesIncluded ? 0 : priced.totalTaxMinor;
      const { subtotalMinor, totalShippingMinor, tipMinor, totalDiscountsMinor } = priced;
      expect(priced.totalMinor).toBe(subtotalMinor + totalShippingMinor + taxMinor + tipMinor);
      const paid = sum(priced.giftCards) + priced.storeCreditMinor + priced.dueMinor;
      expect(paid).toBe(priced.totalMinor);
      const shipping = priced.shippingLines[0]?.originalMinor ?? 0;
      const before = priced.totalLineItemsMinor + shipping;
      expect(before - totalDiscountsMinor).toBe(subtotalMinor + totalShippingMinor);
      expect(sum(priced.taxLines)).toBe(priced.totalTaxMinor);
    });
  });

  it('has allocations that sum to their applications and to what each line lost', () => {
    check((priced) => {
      const lines = [...priced.lines, ...priced.shippingLines];
      priced.discountApplications.forEach((application, index) => {
        const own = lines.flatMap(({ allocations }) =>
          allocations.filter(({ applicationIndex }) => applicationIndex === index),
        );
        expect(sum(own)).toBe(application.amountMinor);
        expect(application.amountMinor).toBeGreaterThan(0);
      });
      for (const each of priced.lines) {
        expect(each.originalTotalMinor - sum(each.allocations)).toBe(each.finalTotalMinor);
        expect(each.discountedTotalMinor).toBeGreaterThanOrEqual(each.finalTotalMinor);
      }
    });
  });

  it('is never negative, in no part', () => {
    check((priced) => {
      const { lines, shippingLines, giftCards, taxLines } = priced;
      expect(lines.every(({ finalTotalMinor }) => finalTotalMinor >= 0)).toBe(true);
      expect(shippingLines.every(({ finalMinor }) => finalMinor >= 0)).toBe(true);
      const amounts = [...giftCards, ...taxLines, ...lines.flatMap((each) => each.allocations)];
      expect(amounts.every(({ amountMinor }) => amountMinor >= 0)).toBe(true);
      expect(
        Math.min(priced.dueMinor, priced.storeCreditMinor, priced.totalMinor),
      ).toBeGreaterThanOrEqual(0);
    });
  });

  it('stays the same with included taxes of any rate', () => {
    check((priced, of) => {
      if (!of.terms.taxesIncluded) return;
      const untaxed = priceCart({ ...of, terms: { ...of.terms, taxRates: [] } });
      expect(untaxed.totalMinor).toBe(priced.totalMinor);
    });
  });

  it('is no worse than without any one of the codes', () => {
    check((priced, of) => {
      const goods = ({ subtotalMinor, totalShippingMinor }: PricedCart): number =>
        subtotalMinor + totalShippingMinor;
      const none = priceCart({ ...of, enteredCodes: [] });
      expect(goods(priced)).toBeLessThanOrEqual(goods(none));
    });
  });

  it('gives every code one answer, with a reason exactly when it does not apply', () => {
    check((priced, of) => {
      expect(priced.codes.map(({ code }) => code)).toEqual(of.enteredCodes.map(({ code }) => code));
      for (const status of priced.codes) expect(status.reason === null).toBe(status.applicable);
      const applied = priced.codes.filter(({ applicable }) => applicable);
      expect(priced.discountCodes.map(({ code }) => code)).toEqual(applied.map(({ code }) => code));
    });
  });

  it('lets discounts stand together only where they combine', () => {
    check((priced, of) => {
      const all = [...of.enteredCodes.map((each) => each.discount), ...of.automaticDiscounts];
      const ids = [...new Set(priced.discountApplications.map(({ discountId }) => discountId))];
      const applied = ids.flatMap((id) => all.find((each) => each?.id === id) ?? []);
      for (const a of applied) {
        for (const b of applied) {
          const pair = [a, b].map((each) => ({ discount: each, classes: each.classes }));
          const [first, second] = pair;
          if (a.id < b.id && first && second) expect(combine(first, second)).toBe(true);
        }
      }
    });
  });

  // Of product discounts a spare cent may decide which wins a line, and so much more than a cent.
  it('of discounts on the order and on shipping does not depend on the order of lines', () => {
    check((_, cartOf) => {
      const isWide = (each: DiscountDefinition | null): boolean =>
        each?.classes.includes('PRODUCT') === false;
      const of = {
        ...cartOf,
        enteredCodes: cartOf.enteredCodes.filter((each) => isWide(each.discount)),
        automaticDiscounts: cartOf.automaticDiscounts.filter(isWide),
      };
      const [priced, turned] = [of, { ...of, lines: [...of.lines].reverse() }].map(priceCart);
      const goods = (each?: PricedCart): number =>
        (each?.subtotalMinor ?? 0) + (each?.totalShippingMinor ?? 0);
      expect(goods(turned)).toBe(goods(priced));
      expect(turned?.lines.map(({ id }) => id).reverse()).toEqual(
        priced?.lines.map(({ id }) => id),
      );
    });
  });
});

describe('maximal sets', () => {
  it('are all there are, and none holds two that do not go together', () => {
    const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)));
    fc.assert(
      fc.property(pairs, (enemies) => {
        const members = [0, 1, 2, 3, 4, 5, 6, 7];
        const fits = (a: number, b: number): boolean =>
          !enemies.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
        const sets = maximalSets(members, fits);
        for (const set of sets) {
          const outside = members.filter((member) => !set.includes(member));
          expect(set.every((a) => set.every((b) => a === b || fits(a, b)))).toBe(true);
          expect(outside.every((each) => set.some((member) => !fits(each, member)))).toBe(true);
        }
        const covered = new Set(sets.flat());
        expect(covered.size).toBe(members.length);
        expect(new Set(sets.map((set) => set.join())).size).toBe(sets.length);
      }),
    );
  });

  it('of nobody are one, which is empty', () => {
    expect(maximalSets([], () => true)).toEqual([[]]);
  });
});
