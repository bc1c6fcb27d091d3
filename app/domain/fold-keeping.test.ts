/** What docs/language.md says of expiry, debts, tiers and staff, as lives with their numbers. */
import { describe, expect, test } from 'vitest';
import {
  decided,
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayLots,
  sayMovements,
  sayTiers,
  saying,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { points } from './kernel/points.ts';
import type { ProgramDefinition } from './program/program.ts';

type Life = [string, Partial<ProgramDefinition>, Told[], number, string];

const yearEnd = { kind: 'yearly', month: 12, day: 31, atLeastMonths: 0, graceDays: 0 } as const;

const NOT_KEPT = { kind: 'days', days: 0, softLanding: false } as const;

describe('expiry', () => {
  const hold = (on: number, takes: [string, number][]) =>
    decided({
      kind: 'hold',
      redemptionId: 'R',
      at: day(on),
      ...{ rewardId: 'off', rewardName: 'Off', version: 1 },
      takes: takes.map(([lotId, amount]) => ({ lotId, points: points(amount) })),
    });
  const release = (on: number) => decided({ kind: 'release', redemptionId: 'R', at: day(on) });

  test.each<Life>([
    [
      'after earning: each lot by itself, grace included',
      { expiry: { kind: 'after-earning', months: 1, graceDays: 2 } },
      [paid('A', 1, 10), paid('B', 5, 20)],
      40,
      '1 award A 10, 5 award B 20, 34 expire A 10, 38 expire B 20',
    ],
    [
      'yearly: on a date of the year',
      { expiry: yearEnd },
      [paid('A', 1, 10)],
      40,
      '1 award A 10, 30.58 expire A 10',
    ],
    [
      'inactivity: everything, so long after the last thing done',
      { expiry: { kind: 'inactivity', months: 1, graceDays: 0 } },
      [paid('A', 1, 10), paid('B', 20, 20), did('quiz', 30)],
      70,
      '1 award A 10, 20 award B 20, 61 expire A 10, 61 expire B 20',
    ],
    [
      'inactivity: an order keeps everything, what comes back of one does not',
      { expiry: { kind: 'inactivity', months: 1, graceDays: 0 } },
      [paid('A', 1, 10), paid('B', 20, 20), left('B', 45, 19)],
      70,
      '1 award A 10, 20 award B 20, 45 claw-back B 1, 51 expire A 10, 51 expire B 19',
    ],
    [
      'inactivity: a reward taken keeps everything',
      { expiry: { kind: 'inactivity', months: 1, graceDays: 0 } },
      [paid('A', 1, 10), hold(20, [['order:A', 4]])],
      70,
      '1 award A 10, 20 hold A 4, 51 expire A 6',
    ],
    [
      'at one instant what is due matures before what is over expires',
      { expiry: { kind: 'after-earning', months: 1, graceDays: 0 }, pendingDays: 1 },
      [paid('A', 1, 10), paid('B', 31, 20)],
      32,
      '1 award A 10, 2 mature A 10, 31 award B 20, 32 mature B 20, 32 expire A 10',
    ],
    [
      'what is reserved does not expire; when it comes back it lives a day',
      { expiry: { kind: 'after-earning', months: 1, graceDays: 0 } },
      [paid('A', 1, 10), hold(20, [['order:A', 8]]), release(40)],
      60,
      '1 award A 10, 20 hold A 8, 32 expire A 2, 40 release A 8, 41 expire A 8',
    ],
    [
      'points given by staff expire as earned ones do',
      { expiry: { kind: 'after-earning', months: 1, graceDays: 2 } },
      [decided({ kind: 'adjust', id: 'g', at: day(1), points: points(30), reason: '', takes: [] })],
      40,
      '1 adjust adjust:g 30, 34 expire adjust:g 30',
    ],
    [
      'points brought along keep the date they came with',
      {},
      [
        decided({
          ...{ kind: 'import', id: 'old', at: day(1), points: points(70), source: 'Old' },
          ...{ earnedAt: day(-200), expiresAt: day(10) },
        }),
      ],
      20,
      '1 import import:old 70, 10 expire import:old 70',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });

  test('the soonest to expire burns first, whatever is older', () => {
    const versions = [saying({}), saying({ expiry: yearEnd }, { number: 2, from: 5 })];
    const { state } = foldTold([paid('A', 1, 10), paid('B', 6, 10)], versions, 7);
    const [a, b] = [state.lots.get('order:A'), state.lots.get('order:B')];
    expect([a?.expiresAt, b?.expiresAt]).toEqual([null, day(30.5833333333)]);
    expect(state.nextDueAt).toBe(b?.expiresAt);
  });
});

test('a lot that a taking opened waits and expires as its order’s, once that is known', () => {
  const program = saying({
    pendingDays: 2,
    expiry: { kind: 'after-earning', months: 1, graceDays: 0 },
  });
  const taken = decided({
    ...{ kind: 'adjust', id: 't', at: day(1), points: points(-4), reason: 'spent' },
    takes: [{ lotId: 'order:A', points: points(4) }],
  });
  const outcome = foldTold([taken, paid('A', 2, 10)], [program], 50);
  expect(sayMovements(outcome)).toBe('1 adjust A 4, 2 award A 10, 4 mature A 10, 33 expire A 6');
});

describe('debt', () => {
  const spent = (on: number, lotId: string, amount: number) => [
    decided({
      kind: 'adjust',
      id: `take-${on}`,
      at: day(on),
      points: points(-amount),
      reason: 'spent',
      takes: [{ lotId, points: points(amount) }],
    }),
  ];
  const life = [paid('A', 1, 10), ...spent(2, 'order:A', 8), left('A', 3, 0), paid('B', 4, 5)];
  test.each<Life>([
    [
      'allow negative: the next points repay it',
      { debt: 'allow-negative' },
      life,
      4,
      '1 award A 10, 2 adjust A 8, 3 claw-back A 10, 4 award B 5, 4 repay B 5, 4 repay A 5',
    ],
    [
      'stop at zero: what is missing is forgiven at once',
      { debt: 'stop-at-zero' },
      life,
      4,
      '1 award A 10, 2 adjust A 8, 3 claw-back A 10, 3 forgive A 8, 4 award B 5',
    ],
    [
      'pending only: what can be spent is never taken back',
      { debt: 'pending-only', pendingDays: 5 },
      [paid('A', 1, 10), left('A', 2, 7), left('A', 9, 0)],
      9,
      '1 award A 10, 2 claw-back A 3, 6 mature A 7',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });

  test('is up to the version in force when points are taken back', () => {
    const versions = [saying({}), saying({ debt: 'pending-only' }, { number: 2, from: 3 })];
    const told = [paid('A', 1, 10), left('A', 2, 6), left('A', 3, 2)];
    expect(sayMovements(foldTold(told, versions, 4))).toBe('1 award A 10, 2 claw-back A 4');
  });
});

describe('tiers', () => {
  test('are reached by orders, kept, and lost as time passes', () => {
    const days = { kind: 'days', days: 10, softLanding: false } as const;
    const tiers = ladder('Bronze 0, Silver 50, Gold 100', { window: days, keeping: days });
    const told = [paid('A', 1, 60), paid('B', 2, 40), left('B', 3, 39)];
    const outcome = foldTold(told, [saying({ tiers })], 60);
    expect(sayTiers(outcome)).toBe('1 silver, 2 gold, 13 silver, 21 bronze');
    // What leaves on day 11 and 12 leaves a tier that is kept: time changes nothing until 13.
    expect(foldTold(told, [saying({ tiers })], 5).state.nextDueAt).toBe(day(13));
    expect(foldTold(told, [saying({ tiers })], 12).state.nextDueAt).toBe(day(13));
  });

  test('a level’s points are wished for until they are decided, once, whatever follows', () => {
    const tiers = ladder('Bronze 0, Gold 50 +500', { keeping: NOT_KEPT });
    const told = [paid('A', 1, 60)];
    const [wish] = foldTold(told, [saying({ tiers })], 2).wishes;
    expect(wish).toMatchObject({ levelId: 'gold', points: 500, version: 1, at: day(1) });
    const entry = decided({
      ...{ kind: 'entry', levelId: 'gold', levelName: 'Gold', at: day(3) },
      ...{ points: points(500), version: 1 },
    });
    const after = foldTold(
      [...told, entry, left('A', 4, 0), paid('B', 5, 60)],
      [saying({ tiers })],
      6,
    );
    expect(sayLots(after)).toBe('A 0/0/0, B 0/60/0, entry:gold 0/500/0');
    expect(sayTiers(after)).toBe('1 gold, 4 bronze, 5 gold');
    expect(after.wishes).toEqual([]);
  });

  test('under another version tiers are what they would be had its ladder always been', () => {
    const versions = [
      saying({ tiers: ladder('Bronze 0, Gold 100') }),
      saying({}, { number: 2, from: 5 }),
      saying({ tiers: ladder('Bronze 0, Gold 50 ×3') }, { number: 3, from: 8 }),
    ];
    const outcome = foldTold([paid('A', 1, 60), paid('B', 9, 10)], versions, 9);
    expect(sayTiers(outcome)).toBe('8 gold');
    expect(sayMovements(outcome)).toBe('1 award A 60, 9 award B 30');
  });
});

describe('what staff did', () => {
  const gift = decided({
    ...{ kind: 'adjust', id: 'g', at: day(1), points: points(30), reason: 'Sorry', takes: [] },
  });
  const undo = decided({ kind: 'undo', id: 'u', at: day(3), of: 'g', reason: 'By mistake' });

  test('can be undone, in the same lot, and is then as if it had not been', () => {
    expect(sayLots(foldTold([gift], [saying({})], 3))).toBe('adjust:g 0/30/0');
    expect(sayLots(foldTold([gift, undo], [saying({})], 3))).toBe('adjust:g 0/0/0');
  });

  test('is undone once, and not before it was done', () => {
    const again = decided({ kind: 'undo', id: 'v', at: day(4), of: 'g', reason: '' });
    expect(() => foldTold([gift, undo, again], [saying({})], 5)).toThrow('is undone once');
  });
});
