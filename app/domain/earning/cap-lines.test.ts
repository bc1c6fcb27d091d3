import fc from 'fast-check';
import { expect, test } from 'vitest';
import { points } from '../kernel/points.ts';
import { capLines } from './cap-lines.ts';

// What the rule lines are worth | room | what is given
test.each([
  ['400 250 80', 500, '400 100 0'],
  ['400 250 80', 730, '400 250 80'],
  ['400 250 80', null, '400 250 80'],
  ['400 250 80', 0, '0 0 0'],
  ['0 50', 20, '0 20'],
])('%s in a room of %s are %s', (lines, room, given) => {
  const worth = lines.split(' ').map((each) => points(Number(each)));
  expect(capLines(worth, room === null ? null : points(room)).join(' ')).toBe(given);
});

// What the rule lines are worth | what they have and cannot lose | room | what is given
test.each([
  ['400 250 80', '0 200 0', 500, '300 200 0'],
  ['100 400', '400 0', 500, '100 100'],
  ['100 400', '500 0', 500, '100 0'],
  ['100 400', '600 0', 500, '100 0'],
  ['0 400', '300 300', 500, '0 300'],
  ['400 250', '400 0', null, '400 250'],
])('%s of which %s stays, in a room of %s, are %s', (lines, stays, room, given) => {
  const pointsOf = (words: string) => words.split(' ').map((each) => points(Number(each)));
  const cut = capLines(pointsOf(lines), room === null ? null : points(room), pointsOf(stays));
  expect(cut.join(' ')).toBe(given);
});

test('what stays and what is given on top fit together as long as what stays does', () => {
  const someLines = fc.array(fc.tuple(fc.nat(1_000).map(points), fc.nat(300).map(points)));
  fc.assert(
    fc.property(someLines, fc.nat(3_000).map(points), (lines, room) => {
      const kept = lines.map(([, stays]) => stays);
      const given = capLines(
        lines.map(([worth]) => worth),
        room,
        kept,
      );
      const staying = kept.reduce((sum, each) => sum + each, 0);
      const having = given.reduce((sum, each, at) => sum + Math.max(each, kept[at] ?? 0), 0);
      expect(having).toBeLessThanOrEqual(Math.max(room, staying));
      // Nothing is cut of what a line may keep.
      for (const [at, [worth, stays]] of lines.entries()) {
        expect(given[at]).toBeGreaterThanOrEqual(Math.min(worth, stays));
      }
    }),
  );
});

test('what is given fills the room as far as it can, and cuts who comes later first', () => {
  const someWorth = fc.array(fc.nat(1_000).map(points), { maxLength: 6 });
  fc.assert(
    fc.property(someWorth, fc.nat(3_000).map(points), (worth, room) => {
      const given = capLines(worth, room);
      const all = worth.reduce((sum, each) => sum + each, 0);
      expect(given.reduce((sum, each) => sum + each, 0)).toBe(Math.min(all, room));
      const firstCut = given.findIndex((each, at) => each < (worth[at] ?? 0));
      const after = firstCut === -1 ? [] : given.slice(firstCut + 1);
      expect(after.every((each) => each === 0)).toBe(true);
      expect(given.every((each, at) => each >= 0 && each <= (worth[at] ?? 0))).toBe(true);
    }),
  );
});
