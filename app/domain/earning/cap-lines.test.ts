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
