import { describe, expect, test } from 'vitest';
import {
  AT_ONCE,
  at,
  KEPT_YEAR,
  ladder,
  say,
  YEAR_DAYS,
} from '../../../tests/support/tier-life.ts';
import { instant } from '../kernel/instant.ts';
import { InvariantError } from '../kernel/invariant.ts';
import type { TierLadder } from '../program/program.ts';
import { TierTrack } from './tier-track.ts';

describe('what can be asked', () => {
  test('when time alone changes the tier next, whatever else leaves until then', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, KEPT_YEAR), 'UTC');
    const next = () => {
      const when = track.nextChangeAt();
      return when === null ? null : say(when);
    };
    expect(next()).toBeNull();
    track.note('#0', 0, at('2025-01-01T09:00Z'));
    expect(next()).toBeNull();
    track.note('#1', 500, at('2025-01-01T10:00Z'));
    track.note('#2', 10, at('2025-01-02T10:00Z'));
    // Met until the first leaves, kept for a year more; what leaves a day later moves no tier.
    expect(next()).toBe('2027-01-01T10:00');
    track.pass(at('2026-01-02T10:00Z'));
    expect(next()).toBe('2027-01-01T10:00');
    track.pass(at('2027-01-01T10:00Z'));
    expect(next()).toBeNull();
  });

  test('when the tier is lost at last: as late as what is more than enough allows', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, AT_ONCE), 'UTC');
    const next = () => {
      const when = track.nextChangeAt();
      return when === null ? null : say(when);
    };
    ['01', '02', '03', '04'].forEach((month, place) => {
      track.note(`#${place}`, 250, at(`2025-${month}-01T10:00Z`));
    });
    // Of 1,000 the first two are spare: Silver is met until the third leaves.
    expect(next()).toBe('2026-03-01T10:00');
    track.note('#3', 249, at('2025-05-01T10:00Z'));
    expect(next()).toBe('2026-02-01T10:00');
    track.note('#0', 0, at('2025-05-02T10:00Z'));
    expect(next()).toBe('2026-02-01T10:00');
    track.note('#4', 251, at('2025-05-03T10:00Z'));
    expect(next()).toBe('2026-04-01T10:00');
    track.pass(at('2026-02-20T10:00Z'));
    expect([next(), track.progress()]).toEqual(['2026-04-01T10:00', 750]);
  });

  test('the lowest tier is nobody’s to lose, and what is for ever is not lost', () => {
    const lowest = new TierTrack(ladder(YEAR_DAYS, KEPT_YEAR), 'UTC');
    lowest.note('#1', 499, at('2025-01-01T10:00Z'));
    const forEver = new TierTrack(ladder(YEAR_DAYS, { kind: 'never-drop' }), 'UTC');
    forEver.note('#1', 2_000, at('2025-01-01T10:00Z'));
    expect([lowest.nextChangeAt(), forEver.nextChangeAt()]).toEqual([null, null]);
  });

  test('how many levels were ever met, which holding does not add to', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, KEPT_YEAR), 'UTC');
    expect(track.metEver()).toBe(1);
    track.note('#1', 2_000, at('2025-01-01T10:00Z'));
    expect(track.metEver()).toBe(3);
    track.note('#1', 0, at('2025-01-02T10:00Z'));
    track.pass(at('2029-01-01T10:00Z'));
    expect([track.current(), track.metEver()]).toEqual(['bronze', 3]);
  });

  test('moves are taken once', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, KEPT_YEAR), 'UTC');
    track.note('#1', 500, at('2025-01-01T10:00Z'));
    expect(track.takeMoves()).toHaveLength(1);
    expect(track.takeMoves()).toEqual([]);
  });

  test('nothing happens before what has happened, and no part of a penny contributes', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, KEPT_YEAR), 'UTC');
    track.note('#0', 1, at('2025-01-02T10:00Z'));
    track.pass(at('2025-01-09T10:00Z'));
    // Nothing changed since the second: what is heard of the third comes in time.
    track.note('#2', 1, at('2025-01-02T11:00Z'));
    expect(() => track.pass(at('2025-01-01T10:00Z'))).toThrow(InvariantError);
    expect(() => track.note('#1', 1, at('2025-01-01T10:00Z'))).toThrow(InvariantError);
    expect(() => track.note('#1', -1, at('2025-01-03T10:00Z'))).toThrow(InvariantError);
    expect(() => track.note('#1', 0.5, at('2025-01-03T10:00Z'))).toThrow(InvariantError);
  });

  test('a long life forgets what has left: thirty orders of a month, day after day', () => {
    const track = new TierTrack(ladder({ kind: 'days', days: 30 }, AT_ONCE), 'UTC');
    const start = at('2020-01-01T10:00Z');
    for (let day = 0; day < 1_000; day += 1) {
      track.note(`#${day}`, 10, instant(start + day * 86_400_000));
      expect(track.progress()).toBe(10 * Math.min(day + 1, 30));
    }
  });
});

describe('another ladder comes into force', () => {
  const published = at('2026-06-01T10:00Z');

  test('the tier is what it would be had that one always been in force, told as one move', () => {
    const before = new TierTrack(ladder({ kind: 'lifetime' }, { kind: 'never-drop' }), 'UTC');
    before.note('#1', 2_000, at('2025-01-01T10:00Z'));
    before.note('#2', 500, at('2025-09-01T10:00Z'));
    const after = before.under(ladder(YEAR_DAYS, AT_ONCE), 'UTC', published);
    expect([after.current(), after.progress()]).toEqual(['silver', 500]);
    expect(after.takeMoves().map(({ at: when, from, to }) => [say(when), from, to])).toEqual([
      ['2025-01-01T10:00', 'bronze', 'gold'],
      ['2026-06-01T10:00', 'gold', 'silver'],
    ]);
    expect(after.nextChangeAt()).toBe(at('2026-09-01T10:00Z'));
  });

  test('and back: nothing noted is ever forgotten', () => {
    const first = new TierTrack(ladder({ kind: 'lifetime' }, AT_ONCE), 'UTC');
    first.note('#1', 2_000, at('2020-01-01T10:00Z'));
    const second = first.under(ladder(YEAR_DAYS, AT_ONCE), 'UTC', published);
    second.note('#1', 1_990, at('2026-06-02T10:00Z'));
    const third = second.under(
      ladder({ kind: 'lifetime' }, AT_ONCE),
      'UTC',
      at('2026-07-01T10:00Z'),
    );
    expect([third.current(), third.progress()]).toEqual(['silver', 1_990]);
    expect(third.takeMoves().map(({ from, to }) => [from, to])).toEqual([
      ['bronze', 'gold'],
      ['gold', 'bronze'],
      ['bronze', 'silver'],
    ]);
  });

  test('money spent says nothing of orders: another basis needs what was noted in it', () => {
    const track = new TierTrack(ladder(YEAR_DAYS, AT_ONCE), 'UTC');
    const orders: TierLadder = { ...ladder(YEAR_DAYS, AT_ONCE), basis: 'orders' };
    expect(() => track.under(orders, 'UTC', published)).toThrow(InvariantError);
  });
});
