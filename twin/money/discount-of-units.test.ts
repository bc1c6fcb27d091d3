import fc from 'fast-check';
import { expect, it } from 'vitest';
import { discountOfUnits } from './allocate.ts';

const line = fc
  .record({
    quantity: fc.integer({ min: 1, max: 20 }),
    priceMinor: fc.nat(400),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
    from: fc.nat(20),
    to: fc.nat(20),
  })
  .map(({ quantity, priceMinor, cuts, from, to }) => {
    let left = quantity * priceMinor;
    const amounts = cuts.map((cut, index) => {
      // Half of the lines are free: that is where odd cents have no room.
      const off = index === cuts.length - 1 && to % 2 === 0 ? left : Math.floor(left * cut);
      left -= off;
      return off;
    });
    const ends = [Math.min(from, quantity), Math.min(to, quantity)].sort((a, b) => a - b);
    return { quantity, priceMinor, amounts, from: ends[0] ?? 0, to: ends[1] ?? 0 };
  });

it('takes no more off units than they cost, and nothing negative', () => {
  fc.assert(
    fc.property(line, ({ amounts, ...units }) => {
      const off = discountOfUnits(amounts, units);
      expect(off).toBeGreaterThanOrEqual(0);
      expect(off).toBeLessThanOrEqual(units.priceMinor * (units.to - units.from));
    }),
  );
});

it('adds up to the whole in any two parts', () => {
  fc.assert(
    fc.property(line, ({ amounts, ...units }) => {
      const { quantity, to } = units;
      const parts =
        discountOfUnits(amounts, { ...units, from: 0 }) +
        discountOfUnits(amounts, { ...units, from: to, to: quantity });
      expect(parts).toBe(amounts.reduce((all, amount) => all + amount, 0));
    }),
  );
});

it('leaves no unit of a free line with a cent to pay', () => {
  // Six units of 5.51: 16.53 off by one discount, 16.53 by another, odd cents in both.
  const free = { quantity: 6, priceMinor: 551 };
  const off = discountOfUnits([1652, 1654], { ...free, from: 0, to: 3 });
  expect(off).toBe(3 * 551);
});
