/** What docs/language.md §7 says of what is given to a member who has long been away. */
import { expect, test } from 'vitest';
import {
  decided,
  did,
  foldTold,
  ladder,
  paid,
  sayMovements,
  saying,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { points } from './kernel/points.ts';
import type { ProgramDefinition } from './program/program.ts';

const away = {
  expiry: { kind: 'inactivity', months: 1, graceDays: 0 },
  activities: [
    { id: 'quiz', activity: 'quiz', points: points(1), limit: { kind: 'once' } },
  ] as ProgramDefinition['activities'],
  tiers: ladder('Bronze 0, Gold 9999'),
} as const;
const given = (on: number, amount: number, takes: readonly [string, number][] = []) =>
  decided({
    ...{ kind: 'adjust', id: `g${on}`, at: day(on), points: points(amount), reason: 'sorry' },
    takes: takes.map(([lotId, taken]) => ({ lotId, points: points(taken) })),
  });
const brought = (on: number) =>
  decided({
    ...{ kind: 'import', id: 'old', at: day(on), points: points(70), source: 'Old' },
    ...{ earnedAt: day(-400), expiresAt: null },
  });
const entered = (on: number) =>
  decided({
    ...{ kind: 'entry', levelId: 'gold', levelName: 'Gold', at: day(on), points: points(5) },
    version: 1,
  });
const undone = (on: number, of: string) =>
  decided({ kind: 'undo', id: `u${on}`, at: day(on), of, reason: '' });

// December has 31 days: a month after its day 20 is day 51, after day 40 (9 January) day 71.
test.each<[string, Told[], number, string]>([
  [
    'staff’s goodwill lives as long as if its member had come back',
    [paid('A', 1, 10), given(40, 30)],
    80,
    '1 award A 10, 32 expire A 10, 40 adjust adjust:g40 30, 71 expire adjust:g40 30',
  ],
  [
    'what was brought lives from when it was brought, not from when it was earned there',
    [paid('A', 1, 10), brought(40)],
    80,
    '1 award A 10, 32 expire A 10, 40 import import:old 70, 71 expire import:old 70',
  ],
  [
    'points for a level live from when they are given',
    [paid('A', 1, 10), entered(40)],
    80,
    '1 award A 10, 32 expire A 10, 40 award entry:gold 5, 71 expire entry:gold 5',
  ],
  [
    'nothing else lives longer by it',
    [paid('A', 10, 10), given(20, 30)],
    60,
    '10 award A 10, 20 adjust adjust:g20 30, 41 expire A 10, 51 expire adjust:g20 30',
  ],
  [
    'who comes back keeps what was given with all the rest',
    [paid('A', 10, 10), given(20, 30), did('quiz', 30)],
    70,
    '10 award A 10, 20 adjust adjust:g20 30, 30 award activity:quiz-30 1, ' +
      '61 expire activity:quiz-30 1, 61 expire adjust:g20 30, 61 expire A 10',
  ],
  [
    'what staff take of it and give back ends as the rest of it',
    [paid('A', 1, 10), given(40, 30), given(41, -30, [['adjust:g40', 30]]), undone(42, 'g41')],
    80,
    '1 award A 10, 32 expire A 10, 40 adjust adjust:g40 30, 41 adjust adjust:g40 30, ' +
      '42 adjust adjust:g40 30, 71 expire adjust:g40 30',
  ],
  [
    'before the first activity nothing ends, and after it all does',
    [given(1, 30), brought(2), did('quiz', 50)],
    90,
    '1 adjust adjust:g1 30, 2 import import:old 70, 50 award activity:quiz-50 1, ' +
      '81 expire activity:quiz-50 1, 81 expire adjust:g1 30, 81 expire import:old 70',
  ],
])('%s', (_title, told, on, expected) => {
  const outcome = foldTold(told, [saying(away)], on);
  expect(sayMovements(outcome)).toBe(expected);
  for (const { kind, at, explanation } of outcome.movements) {
    if (kind !== 'expire') continue;
    expect(explanation).toMatchObject({ model: 'inactivity', months: 1, toldAt: at });
  }
});

test('its end is known in advance', () => {
  const { state } = foldTold([paid('A', 1, 10), given(40, 30)], [saying(away)], 41);
  expect(state.nextDueAt).toBe(day(71));
});
