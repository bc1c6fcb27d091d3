/** What docs/language.md says of earning and waiting, each sentence as a life with its numbers. */
import { describe, expect, test } from 'vitest';
import {
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayMovements,
  saying,
  says,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { points } from './kernel/points.ts';
import type { ActivityRule, Campaign, Caps, ProgramDefinition } from './program/program.ts';

type Life = [string, Partial<ProgramDefinition>, Told[], number, string];

const bonus = (amount: number, once: boolean): Campaign => ({
  id: 'welcome',
  name: 'Welcome',
  when: [],
  gives: { kind: 'bonus', points: points(amount), once },
});
const FIRST = { kind: 'first-orders', not: false, orders: 1 } as const;
const caps = (parts: Partial<Record<keyof Caps, number>>): Caps => ({
  ...{ order: null, day: null, month: null, member: null },
  ...(parts as Partial<Caps>),
});
const activity = (name: string, limit: ActivityRule['limit'], given = 50): ActivityRule => ({
  ...{ id: `do-${name}`, activity: name, points: points(given), limit },
});

describe('waiting', () => {
  test.each<Life>([
    [
      'from payment: so many days, whatever is sent when',
      { pendingDays: 2 },
      [paid('A', 1, 10), left('A', 2, 10, 'fulfilled')],
      3,
      '1 award A 10, 3 mature A 10',
    ],
    [
      'what is won back as the wait ends can be spent at once',
      { pendingDays: 2 },
      [paid('A', 1, 10), left('A', 2, 0, 'chargeback'), left('A', 3, 10, 'chargeback-won')],
      3,
      '1 award A 10, 2 claw-back A 10, 3 award A 10',
    ],
    [
      'from fulfilment: nothing matures before all of it was sent',
      { pendingDays: 2, pendingFrom: 'fulfilled' },
      [paid('A', 1, 10), left('A', 9, 10, 'fulfilled')],
      40,
      '1 award A 10, 11 mature A 10',
    ],
    [
      'from fulfilment with no days: at once when it was sent',
      { pendingDays: 0, pendingFrom: 'fulfilled' },
      [paid('A', 1, 10), left('A', 9, 10, 'fulfilled')],
      9,
      '1 award A 10, 9 mature A 10',
    ],
    [
      'from fulfilment: bonuses wait as the rest does',
      { pendingDays: 2, pendingFrom: 'fulfilled', campaigns: [bonus(100, false)] },
      [paid('A', 1, 10), left('A', 9, 10, 'fulfilled')],
      40,
      '1 award A 10, 1 award A:welcome 100, 11 mature A 10, 11 mature A:welcome 100',
    ],
    [
      'an order never sent waits for ever, and gives back what waits',
      { pendingDays: 2, pendingFrom: 'fulfilled' },
      [paid('A', 1, 10), left('A', 50, 4)],
      99,
      '1 award A 10, 50 claw-back A 6',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });
});

describe('what an order earns', () => {
  test.each<Life>([
    [
      'a charge-back takes all of it back; when it is won, what is left comes again',
      {},
      [
        paid('A', 1, 10),
        left('A', 2, 8),
        left('A', 5, 0, 'chargeback'),
        left('A', 9, 8, 'chargeback-won'),
      ],
      9,
      '1 award A 10, 2 claw-back A 2, 5 claw-back A 8, 9 award A 8',
    ],
    [
      'a bonus given once is one order’s; the next gets it only when that one has none',
      { campaigns: [bonus(100, true)] },
      [paid('A', 1, 10), paid('B', 2, 10), left('A', 3, 0), paid('C', 4, 10), paid('D', 5, 10)],
      5,
      '1 award A 10, 1 award A:welcome 100, 2 award B 10, 3 claw-back A 10, ' +
        '3 claw-back A:welcome 100, 4 award C 10, 4 award C:welcome 100, 5 award D 10',
    ],
    [
      'a bonus given once stays with its order, however many follow',
      { campaigns: [bonus(100, true)] },
      [paid('A', 1, 10), paid('B', 2, 10), left('B', 3, 5), paid('C', 4, 10)],
      4,
      '1 award A 10, 1 award A:welcome 100, 2 award B 10, 3 claw-back B 5, 4 award C 10',
    ],
    [
      'a bonus is not multiplied by the tier',
      { campaigns: [bonus(100, false)], tiers: ladder('Gold 0 ×2') },
      [paid('A', 1, 10)],
      1,
      '1 award A 20, 1 award A:welcome 100',
    ],
    [
      'an order’s number counts those before it of which something is left',
      { campaigns: [{ ...bonus(100, false), when: [FIRST] }] },
      [paid('A', 1, 10), left('A', 2, 0), paid('B', 3, 10), paid('C', 4, 10)],
      4,
      '1 award A 10, 1 award A:welcome 100, 2 claw-back A 10, 2 claw-back A:welcome 100, ' +
        '3 award B 10, 3 award B:welcome 100, 4 award C 10',
    ],
    [
      'an order has a cap: the base rule comes first, the bonus gets what is left',
      { campaigns: [bonus(100, false)], caps: caps({ order: 50 }) },
      [paid('A', 1, 30), left('A', 2, 20)],
      2,
      '1 award A 30, 1 award A:welcome 20, 2 claw-back A 10, 2 award A:welcome 10',
    ],
    [
      'a day has a cap, over orders and activities; the next day begins anew',
      { caps: caps({ day: 50 }), activities: [activity('join', { kind: 'once' }, 30)] },
      [paid('A', 1, 30), did('join', 1.1), paid('B', 1.2, 30), paid('C', 2, 30)],
      2,
      '1 award A 30, 1.1 award activity:join-1.1 20, 2 award C 30',
    ],
    [
      'what was taken back makes room for the next order, not for one that was cut',
      { caps: caps({ member: 50 }) },
      [paid('A', 1, 40), paid('B', 2, 40), left('A', 3, 0), paid('C', 4, 45), left('B', 5, 5)],
      5,
      '1 award A 40, 2 award B 10, 3 claw-back A 40, 4 award C 40, 5 claw-back B 5',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });

  test('what was earned under a version without caps counts against the next one’s', () => {
    const versions = [saying({}), saying({ caps: caps({ month: 50 }) }, { number: 2, from: 3 })];
    const told = [paid('A', 1, 40), paid('B', 4, 40), left('A', 5, 35), paid('C', 6, 40)];
    expect(sayMovements(foldTold(told, versions, 6))).toBe(
      '1 award A 40, 4 award B 10, 5 claw-back A 5, 6 award C 5',
    );
  });

  test('an order is judged by the tier at its creation, though it was paid in another', () => {
    const program = saying({ tiers: ladder('Bronze 0, Gold 100 ×2') });
    const told = [paid('B', 3, 10, 1), paid('A', 2, 100), paid('C', 4, 10)];
    expect(sayMovements(foldTold(told, [program], 4))).toBe(
      '2 award A 100, 3 award B 10, 4 award C 20',
    );
  });

  test('what comes back of it is worth what it was by that tier, whatever the tier is now', () => {
    const program = saying({ tiers: ladder('Bronze 0, Gold 100 ×2') });
    const told = [paid('A', 1, 60), paid('B', 2, 60), left('A', 3, 50)];
    expect(sayMovements(foldTold(told, [program], 3))).toBe(
      '1 award A 60, 2 award B 60, 3 claw-back A 10',
    );
  });
});

describe('taking part', () => {
  test.each<Life>([
    [
      'who left earns nothing for orders created and things done until they join again',
      { activities: [activity('review', { kind: 'per', period: 'day', times: 9 })] },
      [
        paid('A', 1, 10),
        says('leave', 2),
        paid('B', 3, 10),
        did('review', 3),
        paid('C', 6, 10, 4),
        says('join', 5),
        paid('D', 7, 10),
        left('A', 8, 4),
      ],
      8,
      '1 award A 10, 7 award D 10, 8 claw-back A 6',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });
});

describe('activities', () => {
  test.each<Life>([
    [
      'once is once',
      { activities: [activity('join', { kind: 'once' })] },
      [did('join', 1), did('join', 400)],
      400,
      '1 award activity:join-1 50',
    ],
    [
      'so many times in a period of the shop’s calendar',
      { activities: [activity('share', { kind: 'per', period: 'month', times: 2 }, 5)] },
      [did('share', 1), did('share', 2), did('share', 31), did('share', 32)],
      32,
      '1 award activity:share-1 5, 2 award activity:share-2 5, 32 award activity:share-32 5',
    ],
    [
      'what no rule names earns nothing, and what waits matures',
      { activities: [activity('join', { kind: 'once' })], activityPendingDays: 3 },
      [did('join', 1), did('quiz', 1)],
      9,
      '1 award activity:join-1 50, 4 mature activity:join-1 50',
    ],
  ])('%s', (_title, program, told, on, expected) => {
    expect(sayMovements(foldTold(told, [saying(program)], on))).toBe(expected);
  });
});
