/** What docs/language.md says of levels that staff give, and of who begins at joining, as lives. */
import { describe, expect, test } from 'vitest';
import {
  did,
  eventsOf,
  foldTold,
  given,
  ladder,
  left,
  paid,
  says,
  sayMovements,
  sayTiers,
  saying,
  type Told,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { resume } from './fold.ts';
import { points } from './kernel/points.ts';
import { copyState } from './ledger/copy-state.ts';
import { entryOf } from './ledger/entry-of.ts';
import { emptyState } from './ledger/member-state.ts';

const NOT_KEPT = { kind: 'days', days: 0, softLanding: false } as const;
const tiers = ladder('Bronze 0, Silver 50 ×2, Friends invited ×3, Gold 100 ×4', {
  keeping: NOT_KEPT,
});
const program = [saying({ tiers })];

describe('a level that staff give', () => {
  test('is held from the grant’s instant and before its end, and multiplies', () => {
    const told = [paid('A', 1, 10), given('friends', 2, 5), paid('B', 4, 10), paid('C', 5, 10)];
    const outcome = foldTold(told, program, 6);
    expect(sayTiers(outcome)).toBe('2 friends, 5 bronze');
    expect(sayMovements(outcome)).toBe('1 award A 10, 4 award B 30, 5 award C 10');
    expect(foldTold(told, program, 3).state.nextDueAt).toBe(day(5));
    expect(foldTold(told, program, 5).state.nextDueAt).toBeNull();
  });

  test('counts for an order that is created then, not for one created before', () => {
    const told = [given('friends', 2, 4), paid('A', 3, 10, 1), paid('B', 5, 10, 3)];
    expect(sayMovements(foldTold(told, program, 6))).toBe('3 award A 10, 5 award B 30');
  });

  test('is never met by progress where it is for those invited', () => {
    const told = [paid('A', 1, 99), paid('B', 2, 1), left('B', 3, 0)];
    expect(sayTiers(foldTold(told, program, 4))).toBe('1 silver, 2 gold, 3 silver');
  });

  test('gives way to a higher one that is climbed, and stands above a lower one', () => {
    const told = [given('friends', 1), paid('A', 2, 60), paid('B', 3, 40), left('B', 4, 0)];
    expect(sayTiers(foldTold(told, program, 5))).toBe('1 friends, 3 gold, 4 friends');
  });

  test('may be one that others climb to, and is then held for as long as either lasts', () => {
    const told = [given('silver', 1, 9), paid('A', 2, 60), left('A', 5, 0)];
    expect(sayTiers(foldTold(told, program, 10))).toBe('1 silver, 9 bronze');
    const kept = [given('silver', 1, 4), paid('A', 2, 60), left('A', 5, 0)];
    expect(sayTiers(foldTold(kept, program, 10))).toBe('1 silver, 5 bronze');
  });

  test('is held as the last of several grants of it says, which may take it back', () => {
    const longer = [given('friends', 1, 3), given('friends', 2, 7)];
    expect(sayTiers(foldTold(longer, program, 9))).toBe('1 friends, 7 bronze');
    const shorter = [given('friends', 1), given('friends', 2, 4)];
    expect(sayTiers(foldTold(shorter, program, 9))).toBe('1 friends, 4 bronze');
    const back = [given('friends', 1), given('friends', 2, 2)];
    expect(sayTiers(foldTold(back, program, 9))).toBe('1 friends, 2 bronze');
    const gone = [given('friends', 1, 9), given('gold', 2), given('gold', 3, 0)];
    expect(sayTiers(foldTold(gone, program, 9))).toBe('1 friends, 2 gold, 3 friends, 9 bronze');
  });

  test('outlives other versions, and waits under one whose ladder has no such level', () => {
    const without = ladder('Bronze 0, Gold 100');
    const versions = [
      saying({ tiers }),
      saying({ tiers: without }, { number: 2, from: 3 }),
      saying({}, { number: 3, from: 4 }),
      saying({ tiers }, { number: 4, from: 5 }),
    ];
    const told = [given('friends', 1, 7)];
    expect(sayTiers(foldTold(told, versions, 9))).toBe('1 friends, 3 bronze, 5 friends, 7 bronze');
    expect(sayTiers(foldTold(told, [saying({})], 9))).toBe('');
  });

  test('gives its points when it is reached, once', () => {
    const giving = [saying({ tiers: ladder('Bronze 0, Silver 50 +5, Friends invited +30') })];
    const told: Told[] = [given('friends', 1, 2), paid('A', 3, 60)];
    const { wishes } = foldTold(told, giving, 3);
    expect(wishes.map(({ levelId, at }) => [levelId, at])).toEqual([
      ['friends', day(1)],
      ['silver', day(3)],
    ]);
    const entries = wishes.map((wish, place) => ({ decision: entryOf(wish, day(4 + place)) }));
    const again = foldTold([...told, ...entries, given('friends', 6)], giving, 7);
    expect(again.wishes).toEqual([]);
    expect(sayTiers(again)).toBe('1 friends, 2 bronze, 3 silver, 6 friends');
  });

  test('hides the level below it, whose points are not given to who falls to it', () => {
    const giving = [saying({ tiers: ladder('Bronze 0, Silver 50 +5, Friends invited +30') })];
    const { wishes, tierMoves } = foldTold([given('friends', 1, 3), paid('A', 2, 60)], giving, 4);
    expect(tierMoves.map(({ to }) => to)).toEqual(['friends', 'silver']);
    expect(wishes.map(({ levelId }) => levelId)).toEqual(['friends']);
  });

  test('is not what a soft landing lands on', () => {
    const keeping = { kind: 'days', days: 2, softLanding: true } as const;
    const soft = ladder('Bronze 0, Silver 50, Friends invited, Gold 100', { keeping });
    const told = [paid('A', 1, 100), left('A', 2, 0)];
    expect(sayTiers(foldTold(told, [saying({ tiers: soft })], 9))).toBe(
      '1 gold, 4 silver, 6 bronze',
    );
  });
});

describe('a second decision to give a level’s points', () => {
  test('does nothing', () => {
    const giving = [saying({ tiers: ladder('Bronze 0, Silver 50 +5') })];
    const told = [paid('A', 1, 60)];
    const [wish] = foldTold(told, giving, 1).wishes;
    if (!wish) throw new Error('Silver is reached.');
    const entries = [2, 3].map((on) => ({ decision: entryOf(wish, day(on)) }));
    const outcome = foldTold([...told, ...entries], giving, 4);
    expect(sayMovements(outcome)).toBe('1 award A 60, 2 award entry:silver 5');
  });
});

describe('the window from joining', () => {
  const from = (parts: Parameters<typeof ladder>[1]) => [
    saying({ tiers: ladder('Bronze 0, Silver 50, Gold 100', parts) }),
  ];
  const joining = from({ window: { kind: 'joining' }, keeping: NOT_KEPT });

  test('is one for ever for who never joined', () => {
    expect(sayTiers(foldTold([paid('A', 1, 60)], joining, 900))).toBe('1 silver');
  });

  test('begins when the customer joins: what was created before is out from then on', () => {
    const told = [paid('A', 1, 60), says('join', 3), paid('B', 4, 60)];
    expect(sayTiers(foldTold(told, joining, 5))).toBe('1 silver, 3 bronze, 4 silver');
    // Out for good: what comes back of it later takes nothing from what counts now.
    expect(sayTiers(foldTold([...told, left('A', 6, 0)], joining, 7))).toBe(
      '1 silver, 3 bronze, 4 silver',
    );
  });

  test('asks when an order was created, not when it was paid', () => {
    const told = [says('join', 3), paid('A', 4, 60, 2), paid('B', 5, 60, 3)];
    expect(sayTiers(foldTold(told, joining, 6))).toBe('5 silver');
  });

  test('asks when an activity was done', () => {
    const limit = { kind: 'per', period: 'day', times: 9 } as const;
    const activities = [{ id: 'q', activity: 'quiz', points: points(1), limit }];
    const window = { kind: 'joining' } as const;
    const ofPoints = ladder('Bronze 0, Silver 0.01, Gold 0.02', {
      ...{ basis: 'points', window, keeping: NOT_KEPT },
    });
    const versions = [saying({ tiers: ofPoints, activities })];
    const told = [did('quiz', 1), says('join', 2), did('quiz', 2), did('quiz', 3)];
    expect(sayTiers(foldTold(told, versions, 4))).toBe('1 silver, 2 bronze, 2 silver, 3 gold');
  });

  test('begins once: who leaves and joins again keeps what they have', () => {
    const told = [says('join', 1), paid('A', 2, 60), says('leave', 3), says('join', 4)];
    expect(sayTiers(foldTold(told, joining, 5))).toBe('2 silver');
  });

  test('keeps what was met before joining for as long as the ladder says', () => {
    const keeping = { kind: 'days', days: 10, softLanding: false } as const;
    const kept = from({ window: { kind: 'joining' }, keeping });
    const told = [paid('A', 1, 60), says('join', 3)];
    expect(sayTiers(foldTold(told, kept, 20))).toBe('1 silver, 13 bronze');
    expect(foldTold(told, kept, 5).state.nextDueAt).toBe(day(13));
  });

  test('comes with another version, to what had been before it too', () => {
    const lifetime = ladder('Bronze 0, Silver 50, Gold 100', { keeping: NOT_KEPT });
    const ofJoining = ladder('Bronze 0, Silver 50, Gold 100', {
      ...{ window: { kind: 'joining' }, keeping: NOT_KEPT },
    });
    const versions = [
      saying({ tiers: lifetime }),
      saying({ tiers: ofJoining }, { number: 2, from: 6 }),
      saying({ tiers: lifetime }, { number: 3, from: 8 }),
    ];
    const told = [paid('A', 1, 60), says('join', 3), paid('B', 4, 60)];
    expect(sayTiers(foldTold(told, versions, 9))).toBe('1 silver, 4 gold, 6 silver, 8 gold');
    // Who joins under the other ladder is known to have, when this one comes.
    const later = [saying({}), ...versions.slice(1)];
    expect(sayTiers(foldTold(told, later, 7))).toBe('6 silver');
  });
});

describe('a checkpoint', () => {
  const window = { kind: 'joining' } as const;
  const friends = ladder('Bronze 0, Silver 50 ×2, Friends invited ×3', {
    ...{ window, keeping: NOT_KEPT },
  });
  const versions = [saying({ tiers: friends })];
  const before: Told[] = [paid('A', 1, 60), says('join', 2), given('friends', 3, 8)];
  const after: Told[] = [
    ...[left('A', 5, 0), paid('B', 6, 70), given('friends', 7, 9), paid('C', 10, 10)],
    ...[says('leave', 11), says('join', 12), given('friends', 13), given('friends', 14, 14)],
  ];

  test('knows what was given and when the customer joined, and is left as it was', () => {
    const known = resume(emptyState(versions), eventsOf(before), versions, day(4)).state;
    const checkpoint = copyState(known);
    const went = resume(known, eventsOf(after, before), versions, day(20));
    const again = resume(copyState(checkpoint), eventsOf(after, before), versions, day(20));
    const scratch = foldTold([...before, ...after], versions, 20);
    expect(sayTiers(scratch)).toBe(
      '1 silver, 2 bronze, 3 friends, 9 silver, 13 friends, 14 silver',
    );
    for (const one of [went, again]) {
      expect(sayTiers(one)).toBe('9 silver, 13 friends, 14 silver');
      expect(one.movements).toEqual(scratch.movements.filter(({ at }) => at > day(4)));
      expect(one.state.nextDueAt).toBe(scratch.state.nextDueAt);
      expect(one.state.foldedTo).toBe(scratch.state.foldedTo);
    }
  });
});
