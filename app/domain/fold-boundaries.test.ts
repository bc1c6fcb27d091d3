/** Where two parts of the language meet: publishing, late knowledge, and one fact told twice. */
import { describe, expect, test } from 'vitest';
import {
  decided,
  did,
  eventsOf,
  foldTold,
  ladder,
  left,
  paid,
  sayLots,
  sayMovements,
  says,
  sayTiers,
  saying,
} from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import { resume } from './fold.ts';
import { points } from './kernel/points.ts';
import { stateOfLots } from './ledger/member-state.ts';
import type { ActivityRule, Campaign } from './program/program.ts';

const adjusted = (on: number, moved: number, lotId = '') =>
  decided({
    ...{ kind: 'adjust', id: `on-${on}`, at: day(on), points: points(moved), reason: 'said' },
    takes: moved < 0 ? [{ lotId, points: points(-moved) }] : [],
  });
const held = (on: number, lotId: string, amount: number) =>
  decided({
    ...{ kind: 'hold', redemptionId: 'R', at: day(on), rewardId: 'off', rewardName: 'Off' },
    ...{ version: 1, takes: [{ lotId, points: points(amount) }] },
  });
const released = (on: number) => decided({ kind: 'release', redemptionId: 'R', at: day(on) });

describe('publishing', () => {
  test('a version that remembers more changes nothing of what was before it', () => {
    const zero = { debt: 'stop-at-zero' } as const;
    const versions = [saying({}), saying(zero, { number: 2, from: 4 })];
    const tiers = ladder('Bronze 0, Silver 900');
    const more = [...versions, saying({ ...zero, tiers }, { number: 3, from: 15 })];
    const told = [paid('A', 1, 100), adjusted(2, -100, 'order:A'), left('A', 3, 0)];
    // Created on day 5, under the version that forgives; paid on day 9, when nothing is taken.
    const life = [...told, paid('B', 9, 60, 5)];
    for (const published of [versions, more]) {
      expect(sayMovements(foldTold(life, published, 20))).toBe(
        '1 award A 100, 2 adjust A 100, 3 claw-back A 100, ' +
          '9 award B 60, 9 repay B 60, 9 repay A 60',
      );
    }
  });

  test('a tier lost before a new ladder is lost once, and found again by that ladder', () => {
    const days = { kind: 'days', days: 10, softLanding: false } as const;
    const short = ladder('Bronze 0, Silver 50', { window: days, keeping: days });
    const second = (tiers: typeof short) => [
      saying({ tiers: short }),
      saying({ tiers }, { number: 2, from: 30 }),
    ];
    const told = [paid('A', 1, 60)];
    expect(sayTiers(foldTold(told, second(short), 40))).toBe('1 silver, 21 bronze');
    expect(sayTiers(foldTold(told, second(ladder('Bronze 0, Silver 50')), 40))).toBe(
      '1 silver, 21 bronze, 30 silver',
    );
  });

  test('of two versions at one instant only the later one’s levels are reached', () => {
    const versions = [
      saying({}),
      saying({ tiers: ladder('Bronze 0, Silver 50 +100') }, { number: 2, from: 5 }),
      saying({ tiers: ladder('Bronze 0, Gold 50 +5') }, { number: 3, from: 5 }),
    ];
    const { wishes } = foldTold([paid('A', 1, 60)], versions, 9);
    expect(wishes.map(({ levelId }) => levelId)).toEqual(['gold']);
  });

  test('whoever falls to the first level of another ladder has not reached it', () => {
    const versions = [
      saying({ tiers: ladder('Bronze 0, Silver 50') }),
      saying({ tiers: ladder('Basic 0 +100, Plus 900') }, { number: 2, from: 5 }),
    ];
    expect(foldTold([paid('A', 1, 60)], versions, 9)).toMatchObject({ wishes: [] });
  });
});

test('a debt from before a policy that forgives is forgiven as more is taken, no sooner', () => {
  const versions = [saying({}), saying({ debt: 'stop-at-zero' }, { number: 2, from: 4 })];
  const told = [paid('A', 1, 100), adjusted(2, -100, 'order:A'), left('A', 3, 0)];
  const later = [
    paid('B', 9, 60),
    paid('C', 12, 50),
    adjusted(13, -10, 'order:C'),
    left('C', 14, 0),
  ];
  expect(sayLots(foldTold([...told, ...later], versions, 11))).toBe('A 0/-40/0, B 0/0/0');
  expect(sayMovements(foldTold([...told, ...later], versions, 20))).toMatch(
    /, 12 repay A 40, 13 adjust C 10, 14 claw-back C 50, 14 forgive C 50$/,
  );
});

describe('one fact', () => {
  const once = (name: string): ActivityRule => ({
    ...{ id: `do-${name}`, activity: name, points: points(50), limit: { kind: 'once' } },
  });
  const programs = [saying({ activities: [once('join'), once('review')] })];

  test('that its source tells twice, by one id, earns once', () => {
    const again = { activity: { id: 'join-1', activity: 'review', at: day(2) } };
    expect(sayLots(foldTold([did('join', 1), again], programs, 3))).toBe('activity:join-1 0/50/0');
  });

  test('found to be later than the reward taken for it is still held, and owed until then', () => {
    const told = [held(2, 'activity:join-3', 50), did('join', 3)];
    expect(sayLots(foldTold(told, programs, 2))).toBe('activity:join-3 0/-50/50');
    expect(sayLots(foldTold(told, programs, 4))).toBe('activity:join-3 0/0/50');
  });

  test('a bonus given once stays with its order while that order keeps its points', () => {
    const welcome: Campaign = {
      ...{ id: 'welcome', name: 'Welcome', when: [] },
      gives: { kind: 'bonus', points: points(100), once: true },
    };
    const program = saying({ campaigns: [welcome], debt: 'pending-only' });
    const told = [paid('A', 1, 10), left('A', 2, 0), paid('B', 3, 10)];
    expect(sayMovements(foldTold(told, [program], 3))).toBe(
      '1 award A 10, 1 award A:welcome 100, 3 award B 10',
    );
  });

  test('of leaving is nothing that a state without memory of orders can be told', () => {
    const versions = [saying({})];
    const { state } = foldTold([paid('A', 1, 10)], versions, 1);
    expect(() => resume(state, eventsOf([says('leave', 2)]), versions, day(3))).toThrow(
      'Who may leave is folded from a state that remembers orders.',
    );
  });
});

describe('points that expire say why', () => {
  const away = { expiry: { kind: 'inactivity', months: 1, graceDays: 0 } } as const;

  test('brought without a date they end with the absence, as all do', () => {
    const brought = decided({
      ...{ kind: 'import', id: 'old', at: day(2), points: points(70), source: 'Old' },
      ...{ earnedAt: day(-200), expiresAt: null },
    });
    const { movements } = foldTold([paid('A', 1, 10), brought], [saying(away)], 60);
    const ends = movements.filter(({ kind }) => kind === 'expire');
    expect(ends.map(({ explanation }) => explanation)).toMatchObject([
      { lotId: 'order:A', model: 'inactivity', months: 1, toldAt: day(32) },
      { lotId: 'import:old', model: 'inactivity', months: 1, toldAt: day(33) },
    ]);
  });

  test('brought with a date they end on it, also where only the lots are known', () => {
    const brought = decided({
      ...{ kind: 'import', id: 'old', at: day(2), points: points(70), source: 'Old' },
      ...{ earnedAt: day(-200), expiresAt: day(10) },
    });
    const { state } = foldTold([brought], [saying({})], 3);
    const known = stateOfLots(state.lots.values(), state);
    const resumed = resume(known, [], [saying({})], day(20));
    expect(sayMovements(resumed)).toBe('10 expire import:old 70');
  });

  test('the date told is never later than their end, though the member came back since', () => {
    const told = [paid('A', 1, 10), held(2, 'order:A', 10), released(50), paid('B', 50.1, 10)];
    const { movements } = foldTold(told, [saying(away)], 60);
    const end = movements.find(({ kind }) => kind === 'expire');
    expect(end).toMatchObject({ at: day(51), explanation: { toldAt: day(51), graceDays: 0 } });
  });
});
