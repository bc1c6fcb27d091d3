import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProgram } from '../../../tests/support/any-program.ts';
import {
  anyOrder,
  anyPlacement,
  bought,
  type Judged,
  program,
  returned,
} from '../../../tests/support/orders-to-judge.ts';
import { points } from '../kernel/points.ts';
import type { Campaign, ProgramDefinition } from '../program/program.ts';
import { evaluateOrder } from './evaluate-order.ts';
import { explainLine } from './explain-order.ts';
import { judgeOrder } from './judge-order.ts';
import type { Placement } from './placement.ts';

const RUNS = { numRuns: 500 };
const aRate = fc.record({
  points: fc.integer({ min: 1, max: 20 }).map(points),
  rounding: fc.constantFrom('floor', 'nearest', 'ceiling'),
});

test('ten refunds of a part take exactly what one refund of them all takes', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(parts, aRate, anyPlacement, (cents, rate, placement) => {
      const definition = program({ earning: { ...program().earning, ...rate } });
      const whole = cents.reduce((sum, each) => sum + each, 0) + 1_234;
      const sold = bought([whole / 100]);
      let left = whole;
      let before = worthOf(definition, sold, placement);
      let taken = 0;
      for (const part of cents) {
        left -= part;
        const now = worthOf(definition, returned(sold, [left / 100]), placement);
        expect(now).toBeLessThanOrEqual(before);
        taken += before - now;
        before = now;
      }
      const atOnce = worthOf(definition, returned(sold, [left / 100]), placement);
      expect(taken).toBe(worthOf(definition, sold, placement) - atOnce);
    }),
    RUNS,
  );
});

test('no rule line is ever below zero, and an order of nothing is worth nothing', () => {
  let earning = 0;
  fc.assert(
    fc.property(anyProgram, anyOrder, anyPlacement, (definition, { order, step }, placement) => {
      const { countedMinor, lines } = judgeOrder(definition, order, step, placement);
      const worth = lines.map((line) => line.points);
      expect(lines[0]?.ruleId).toBe(definition.paused ? undefined : definition.earning.id);
      expect(worth.every((each, at) => each > 0 || (at === 0 && each === 0))).toBe(true);
      expect(countedMinor > 0 || worth.every((each) => each === 0)).toBe(true);
      earning += Math.sign(countedMinor);
    }),
    RUNS,
  );
  expect(earning).toBeGreaterThan(50);
});

test('the short way of plain programs is the long one, and says the same', () => {
  // Nobody has a tier of this name, but whether it holds has to be looked at.
  const never = { kind: 'tier', not: false, tierIds: ['nobody’s'] } as const;
  fc.assert(
    fc.property(aRate, anyOrder, anyPlacement, (rate, { order, step }, placement) => {
      const plain = program({ earning: { ...program().earning, ...rate } });
      const told = [[], multipliersOf([200]).map((each) => ({ ...each, when: [never] }))].map(
        (campaigns) => {
          const definition = { ...plain, campaigns };
          const judgement = judgeOrder(definition, order, step, placement);
          const worth = judgement.lines[0]?.points ?? points(0);
          const explanation = explainLine(definition, order, step, placement, 'orders', {
            ...{ uncapped: worth, points: worth, by: null, earnedAt: step.at, maturesAt: null },
          });
          return { judgement, explanation };
        },
      );
      expect(told[0]).toEqual(told[1]);
    }),
    RUNS,
  );
});

test('multipliers that give more: best is no more than added, that than multiplied', () => {
  const percents = fc.array(fc.integer({ min: 100, max: 500 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(percents, anyOrder, anyPlacement, (each, sold, placement) => {
      const worth = (stacking: ProgramDefinition['stacking']) =>
        worthOf(program({ stacking, campaigns: multipliersOf(each) }), sold, placement);
      expect(worth('best')).toBeLessThanOrEqual(worth('add'));
      expect(worth('add')).toBeLessThanOrEqual(worth('multiply'));
    }),
    RUNS,
  );
});

test('in which order campaigns stand changes nothing of what an order is worth', () => {
  const order = fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      anyProgram,
      anyOrder,
      anyPlacement,
      order,
      (definition, sold, placement, places) => {
        const moved = places.flatMap((place) => definition.campaigns[place] ?? []);
        const other = { ...definition, campaigns: moved };
        expect(pointsByRule(other, sold, placement)).toEqual(
          pointsByRule(definition, sold, placement),
        );
      },
    ),
    RUNS,
  );
});

test('what counts and what is left out are the whole order, for every rule line', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(anyProgram, anyOrder, anyPlacement, (definition, { order, step }, placement) => {
      const { lines } = evaluateOrder(definition, order, step, placement);
      const whole = sum(step.linesMinor) + step.shippingMinor + step.taxMinor;
      for (const { ruleId, rate, points: worth } of lines) {
        const said = explainLine(definition, order, step, placement, ruleId, {
          ...{ uncapped: worth, points: worth, by: null, earnedAt: step.at, maturesAt: null },
        });
        if (rate === null) continue;
        const left = sum(said.leftOut.map(({ amountMinor }) => amountMinor));
        expect(said.countedMinor + left).toBe(whole);
        expect(recomputed(said)).toBe(worth);
        leftOut += said.leftOut.length;
      }
    }),
    RUNS,
  );
  expect(leftOut).toBeGreaterThan(50);
});

/** The points of an explanation worked out from nothing but what it says, in big numbers. */
function recomputed(said: ReturnType<typeof explainLine>): number {
  const parts =
    said.parts.length > 0
      ? said.parts
      : [{ amountMinor: said.countedMinor, by: said.multipliers.map(({ id }) => id) }];
  const depth = BigInt(said.multipliers.length + 1);
  let numerator = 0n;
  for (const { amountMinor, by } of parts) {
    const percents = said.multipliers.filter(({ id }) => by.includes(id)).map((m) => m.percent);
    const added = percents.reduce((all, each) => all + each - 100, 100);
    const factors = said.stacking === 'add' ? [added] : percents;
    const product = factors.reduce((all, each) => all * BigInt(each), BigInt(amountMinor));
    numerator += product * BigInt(said.ratePoints) * 100n ** (depth - BigInt(factors.length));
  }
  const denominator = BigInt(said.ratePerMinor) * 100n ** depth;
  const floor = numerator / denominator;
  if (said.rounding === 'floor') return Number(floor);
  if (said.rounding === 'nearest')
    return Number((2n * numerator + denominator) / (2n * denominator));
  return Number(numerator % denominator === 0n ? floor : floor + 1n);
}

function pointsByRule(definition: ProgramDefinition, { order, step }: Judged, at: Placement) {
  const { lines } = judgeOrder(definition, order, step, at);
  return Object.fromEntries(lines.map(({ ruleId, points: worth }) => [ruleId, worth]));
}

function worthOf(definition: ProgramDefinition, { order, step }: Judged, placement: Placement) {
  return sum(judgeOrder(definition, order, step, placement).lines.map((line) => line.points));
}

function multipliersOf(percents: readonly number[]): Campaign[] {
  return percents.map((percent, at) => {
    return { id: `m${at}`, name: `m${at}`, when: [], gives: { kind: 'multiplier', percent } };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
