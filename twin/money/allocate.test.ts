import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, allocateUpTo, shareOfUnits } from './allocate.ts';

// Examples of Shopify's money gem: github.com/Shopify/money, README.md and spec/allocator_spec.rb
// at its newest commit, read 2026-11-23.
describe('allocate', () => {
  it.each([
    [10000, [33, 33, 33], [3334, 3333, 3333]],
    [5, [3, 7], [2, 3]],
    [1055, [25, 50, 25], [264, 528, 263]],
    [225, [128400, 20439, 14589, 14589, 25936], [142, 23, 16, 16, 28]],
    [48851, [111, 50, 500], [8204, 3695, 36952]],
    [10100, [1, 1, 1, 1], [2525, 2525, 2525, 2525]],
  ])('spreads %i over %j as %j, spare cents from the first on', (total, weights, shares) => {
    expect(allocate(total, weights)).toEqual(shares);
  });

  it('gives spare cents to the last, or to the nearest, when told so', () => {
    expect(allocate(5, [3, 7], 'fromLast')).toEqual([1, 4]);
    expect(allocate(1055, [25, 50, 25], 'fromLast')).toEqual([263, 528, 264]);
    expect(allocate(1055, [25, 50, 25], 'nearest')).toEqual([264, 527, 264]);
    expect(allocate(48851, [50, 111, 500], 'nearest')).toEqual([3695, 8204, 36952]);
  });

  // Order #1001 of https://shopify.dev/docs/api/admin-rest/latest/resources/order: code TENOFF.
  it('spreads ten dollars over three iPods as the sample order does', () => {
    expect(allocateUpTo(1000, [19900, 19900, 19900])).toEqual([334, 333, 333]);
  });

  it.each([
    [3075, [2600, 474], [2600, 474]],
    [3000, [1500, 1500], [1500, 1500]],
    [100, [3300, 3300, 3300], [34, 33, 33]],
    [100, [0, 3300, 3300, 3300], [0, 34, 33, 33]],
    [10000, [500, 200], [500, 200]],
    [100000, [50000, 30000, 30000], [45455, 27273, 27272]],
  ])('spreads %i up to %j as %j', (total, maxima, shares) => {
    expect(allocateUpTo(total, maxima)).toEqual(shares);
  });

  it('refuses what cannot be shared', () => {
    expect(() => allocate(5, [])).toThrow('at least one share');
    expect(() => allocate(-5, [1])).toThrow('cannot be shared');
    expect(() => allocate(5, [1, -1])).toThrow('never negative');
    expect(allocate(5, [0, 0])).toEqual([3, 2]);
  });

  it('loses nothing, gives nothing to weight zero and never more than a cent too much', () => {
    const amounts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 });
    const leftOvers = fc.constantFrom('fromFirst', 'fromLast', 'nearest');
    fc.assert(
      fc.property(fc.nat(10_000_000), amounts, leftOvers, (total, weights, leftOver) => {
        fc.pre(weights.some((weight) => weight > 0));
        const shares = allocate(total, weights, leftOver);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        expect(shares.reduce((all, share) => all + share, 0)).toBe(total);
        shares.forEach((share, index) => {
          const exact = (total * (weights[index] ?? 0)) / sum;
          expect(Math.abs(share - exact)).toBeLessThan(1 + 1e-6);
          if (weights[index] === 0) expect(share).toBe(0);
        });
      }),
    );
  });

  it('never exceeds a maximum, and gives all there is room for', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.array(fc.nat(20_000), { maxLength: 9 }), (total, maxima) => {
        const shares = allocateUpTo(total, maxima);
        const room = maxima.reduce((all, maximum) => all + maximum, 0);
        expect(shares.reduce((all, share) => all + share, 0)).toBe(Math.min(total, room));
        shares.forEach((share, index) => expect(share).toBeLessThanOrEqual(maxima[index] ?? 0));
      }),
    );
  });
});

describe('shareOfUnits', () => {
  // https://shopify.dev/docs/api/admin-graphql/latest/objects/FinancialSummaryDiscountAllocation:
  // "a quantity of 3 with a discount of 4 cents … would be [0.01, 0.01, 0.02]".
  it('lays spare cents on the last units, as Shopify says', () => {
    const unit = (from: number): number => shareOfUnits(4, { quantity: 3, from, to: from + 1 });
    expect([unit(0), unit(1), unit(2)]).toEqual([1, 1, 2]);
  });

  it('splits the same however it is cut', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 60 }), (total, quantity) => {
        let sum = 0;
        for (let from = 0; from < quantity; from += 1) {
          sum += shareOfUnits(total, { quantity, from, to: from + 1 });
        }
        expect(sum).toBe(total);
        const half = Math.floor(quantity / 2);
        const first = shareOfUnits(total, { quantity, from: 0, to: half });
        const second = shareOfUnits(total, { quantity, from: half, to: quantity });
        expect(first + second).toBe(total);
      }),
    );
  });

  it('knows only units the line has', () => {
    expect(() => shareOfUnits(4, { quantity: 3, from: 2, to: 4 })).toThrow('not among 3');
  });
});
