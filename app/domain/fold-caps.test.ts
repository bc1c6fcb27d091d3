/** What docs/language.md says of caps, as lives with their numbers. */
import { describe, expect, test } from 'vitest';
import {
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayMovements,
  saying,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { points } from './kernel/points.ts';
import type { Caps, ProgramDefinition } from './program/program.ts';

type Life = [string, Partial<ProgramDefinition>, Told[], number, string];

const caps = (parts: Partial<Record<keyof Caps, number>>): Caps => ({
  ...{ order: null, day: null, month: null, member: null },
  ...(parts as Partial<Caps>),
});
const quiz = {
  ...{ id: 'do-quiz', activity: 'quiz', points: points(30) },
  limit: { kind: 'per', period: 'month', times: 1 },
} as const;

describe('caps', () => {
  test.each<Life>([
    [
      'bound what the tier has multiplied, and a refund takes what is then less',
      { caps: caps({ order: 50 }), tiers: ladder('Gold 0 ×2') },
      [paid('A', 1, 40), left('A', 2, 26), left('A', 3, 20)],
      3,
      '1 award A 50, 3 claw-back A 10',
    ],
    [
      'an order’s room is what is left at its first award, which may be long after its payment',
      { caps: caps({ member: 50 }) },
      [paid('B', 1, 0), paid('A', 2, 40), left('B', 3, 40, 'chargeback-won')],
      3,
      '2 award A 40, 3 award B 10',
    ],
    [
      'a refund makes room on the day of its order, not on its own',
      { caps: caps({ day: 50 }) },
      [paid('A', 1, 40), paid('B', 2, 30), left('A', 2.1, 0), paid('C', 2.2, 30)],
      3,
      '1 award A 40, 2 award B 30, 2.1 claw-back A 40, 2.2 award C 20',
    ],
    [
      // Ten o'clock UTC is 15:45 in Kathmandu, and its day ends at 18:15 UTC.
      'of a day are those of the shop’s day',
      { caps: caps({ day: 50 }), zone: 'Asia/Kathmandu' },
      [paid('A', 1, 40), paid('B', 1.34, 40), paid('C', 1.35, 40)],
      2,
      '1 award A 40, 1.34 award B 10, 1.35 award C 40',
    ],
    [
      'of an order are none of activities',
      { caps: caps({ order: 20 }), activities: [quiz] },
      [did('quiz', 1), paid('A', 1.1, 30)],
      2,
      '1 award activity:quiz-1 30, 1.1 award A 20',
    ],
    [
      'are filled by activities as by orders',
      { caps: caps({ member: 50 }), activities: [quiz] },
      [did('quiz', 1), paid('A', 2, 30)],
      2,
      '1 award activity:quiz-1 30, 2 award A 20',
    ],
    [
      'an activity that they leave nothing may earn another day',
      { caps: caps({ day: 30 }), activities: [quiz] },
      [paid('A', 1, 30), did('quiz', 1.1), did('quiz', 2), did('quiz', 3)],
      3,
      '1 award A 30, 2 award activity:quiz-2 30',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });

  test('of an order hold also where what one rule has cannot be taken back', () => {
    const welcome = {
      ...{ id: 'w', name: 'Welcome', when: [] },
      gives: { kind: 'bonus', points: points(100), once: true },
    } as const;
    const program = { caps: caps({ order: 50 }), debt: 'pending-only', pendingDays: 5 } as const;
    const first = paid('A', 1, 60);
    const bonus = saying({ ...program, campaigns: [welcome] });
    // The base rule fills the room; when 40 of it could be spent, 20 are all it is worth.
    expect(sayMovements(foldTold([first, left('A', 2, 40), left('A', 8, 20)], [bonus], 9))).toBe(
      '1 award A 50, 2 claw-back A 10, 2 award A:w 10, 6 mature A 40, 6 mature A:w 10',
    );
    const free = saying({ ...program, debt: 'allow-negative', campaigns: [welcome] });
    expect(sayMovements(foldTold([first, left('A', 8, 20)], [free], 9))).toBe(
      '1 award A 50, 6 mature A 50, 8 claw-back A 30, 8 award A:w 30',
    );
  });

  test('count what was earned before there were any', () => {
    const versions = [saying({}), saying({ caps: caps({ member: 50 }) }, { number: 2, from: 3 })];
    const told = [paid('A', 1, 40), left('A', 2, 30), paid('B', 4, 40), left('A', 5, 20)];
    expect(sayMovements(foldTold([...told, paid('C', 6, 40)], versions, 6))).toBe(
      '1 award A 40, 2 claw-back A 10, 4 award B 20, 5 claw-back A 10, 6 award C 10',
    );
  });
});
