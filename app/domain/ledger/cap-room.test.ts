import { expect, test } from 'vitest';
import { foldTold, paid, saying } from '../../../tests/simulation/language-words.ts';
import { points } from '../kernel/points.ts';
import type { Caps } from '../program/program.ts';

const NONE: Caps = { order: null, day: null, month: null, member: null };

// Caps | the cap that is named where 60 points come to 50
test.each<[Partial<Caps>, string]>([
  [{ month: points(50) }, 'month'],
  [{ month: points(50), member: points(40) }, 'member'],
  [{ day: points(50), month: points(50) }, 'day'],
  [{ order: points(50), day: points(50), month: points(50), member: points(50) }, 'order'],
  [{ month: points(50), member: points(50) }, 'month'],
])('of %j that bind alike the narrowest is named', (caps, named) => {
  const { movements } = foldTold([paid('A', 1, 60)], [saying({ caps: { ...NONE, ...caps } })], 2);
  expect(movements.map(({ explanation }) => explanation)).toMatchObject([{ cappedBy: named }]);
});
