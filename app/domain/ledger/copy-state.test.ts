import { expect, test } from 'vitest';
import {
  did,
  eventsOf,
  ladder,
  left,
  paid,
  sayLots,
  saying,
  type Told,
} from '../../../tests/simulation/language-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { resume } from '../fold.ts';
import { points } from '../kernel/points.ts';
import { copyState } from './copy-state.ts';
import { emptyState } from './member-state.ts';

const window = { kind: 'days', days: 10 } as const;
const keeping = { kind: 'days', days: 3, softLanding: false } as const;
const program = saying({
  pendingDays: 2,
  tiers: ladder('Bronze 0, Gold 50 ×2', { window, keeping }),
  caps: { order: null, day: null, month: points(200), member: null },
  campaigns: [
    { id: 'b', name: 'B', when: [], gives: { kind: 'bonus', points: points(7), once: true } },
  ],
  activities: [{ id: 'j', activity: 'join', points: points(5), limit: { kind: 'once' } }],
  expiry: { kind: 'inactivity', months: 1, graceDays: 0 },
});
const before: Told[] = [paid('A', 1, 60), did('join', 1), left('A', 2, 20)];
const after: Told[] = [paid('B', 4, 90), did('join', 4), left('A', 5, 0), paid('C', 6, 30)];

test('a copy goes on as its original would, and leaves it as it was', () => {
  const known = resume(emptyState([program]), eventsOf(before), [program], day(3)).state;
  const checkpoint = copyState(known);
  const went = resume(known, eventsOf(after), [program], day(60));
  const again = resume(copyState(checkpoint), eventsOf(after), [program], day(60));
  const third = resume(checkpoint, eventsOf(after), [program], day(60));
  expect(went.movements.length).toBeGreaterThan(8);
  expect(went.movements.some(({ kind }) => kind === 'expire')).toBe(true);
  expect(went.tierMoves.length).toBeGreaterThan(0);
  for (const one of [again, third]) {
    expect(one.movements).toEqual(went.movements);
    expect(one.tierMoves).toEqual(went.tierMoves);
    expect(sayLots(one)).toBe(sayLots(went));
    expect(one.state.nextDueAt).toBe(went.state.nextDueAt);
  }
});

test('from a checkpoint and from scratch are one', () => {
  const scratch = resume(
    emptyState([program]),
    eventsOf([...before, ...after]),
    [program],
    day(60),
  );
  const half = resume(emptyState([program]), eventsOf(before), [program], day(3));
  const rest = resume(copyState(half.state), eventsOf(after, before), [program], day(60));
  expect([...half.movements, ...rest.movements]).toEqual(scratch.movements);
});
