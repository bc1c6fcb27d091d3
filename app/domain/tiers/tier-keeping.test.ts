import { describe, expect, test } from 'vitest';
import { AT_ONCE, at, ladder, live, say, YEAR_DAYS } from '../../../tests/support/tier-life.ts';

describe('other keepings', () => {
  test('never dropped, whatever is refunded', () => {
    const track = live(ladder(YEAR_DAYS, { kind: 'never-drop' }), [
      ['2025-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2025-01-02T10:00Z', '#1 0', 'Gold 0'],
      ['2035-01-01T10:00Z', '-', 'Gold 0'],
    ]);
    expect(track.nextChangeAt()).toBeNull();
  });

  test('to the end of the year in which it was last met, and the days of grace', () => {
    live(
      ladder(YEAR_DAYS, { kind: 'period-end', graceDays: 31, softLanding: false }),
      [
        ['2026-03-01T10:00Z', '#1 500', 'Silver 500'],
        ['2026-04-01T10:00Z', '#1 400', 'Silver 400'],
        ['2027-01-31T23:59:59.999Z', '-', 'Silver 400'],
        ['2027-02-01T00:00Z', '-', 'Bronze 400'],
      ],
      'Europe/London',
    );
  });

  test('what a calendar year reached is met until the next begins, and kept for that one', () => {
    live(ladder({ kind: 'year' }, { kind: 'period-end', graceDays: 0, softLanding: false }), [
      ['2026-12-30T10:00Z', '#1 2000', 'Gold 2000'],
      ['2027-01-01T00:00Z', '-', 'Gold 0'],
      ['2027-12-31T23:59:59.999Z', '-', 'Gold 0'],
      ['2028-01-01T00:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('lost at once with 0 days, also by a refund', () => {
    const track = live(ladder({ kind: 'lifetime' }, AT_ONCE), [
      ['2026-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2026-01-02T10:00Z', '#1 400', 'Bronze 400'],
    ]);
    expect(track.takeMoves()).toEqual([
      { at: at('2026-01-01T10:00Z'), from: 'bronze', to: 'gold', key: '#1', progress: 2_000 },
      { at: at('2026-01-02T10:00Z'), from: 'gold', to: 'bronze', key: '#1', progress: 400 },
    ]);
  });
});

describe('soft landing', () => {
  const soft = (days: number) => ladder(YEAR_DAYS, { kind: 'days', days, softLanding: true });

  test('one level at a time, each kept as long as if it had been met until then', () => {
    const track = live(soft(30), [
      ['2025-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2026-01-30T10:00Z', '-', 'Gold 0'],
      ['2026-01-31T10:00Z', '-', 'Silver 0'],
      ['2026-03-02T09:59:59.999Z', '-', 'Silver 0'],
      ['2026-03-02T10:00Z', '-', 'Bronze 0'],
    ]);
    expect(
      track.takeMoves().map(({ at: when, from, to, key }) => [say(when), from, to, key]),
    ).toEqual([
      ['2025-01-01T10:00', 'bronze', 'gold', '#1'],
      ['2026-01-31T10:00', 'gold', 'silver', null],
      ['2026-03-02T10:00', 'silver', 'bronze', null],
    ]);
  });

  test('all of it in one leap of time is the same', () => {
    const track = live(soft(30), [
      ['2025-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2027-01-01T10:00Z', '-', 'Bronze 0'],
    ]);
    expect(track.takeMoves().map(({ at: when, to }) => [say(when), to])).toEqual([
      ['2025-01-01T10:00', 'gold'],
      ['2026-01-31T10:00', 'silver'],
      ['2026-03-02T10:00', 'bronze'],
    ]);
  });

  test('without it both go at one instant', () => {
    live(ladder(YEAR_DAYS, { kind: 'days', days: 30, softLanding: false }), [
      ['2025-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2026-01-31T10:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('who meets the level below lands on it, kept from when it is met no more', () => {
    live(soft(30), [
      ['2025-01-01T10:00Z', '#1 1500', 'Silver 1500'],
      ['2025-02-15T10:00Z', '#2 500', 'Gold 2000'],
      ['2026-01-31T10:00Z', '-', 'Silver 500'],
      ['2026-02-15T10:00Z', '-', 'Silver 0'],
      ['2026-03-17T09:59:59.999Z', '-', 'Silver 0'],
      ['2026-03-17T10:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('with 0 days there is nothing to land on', () => {
    const track = live(soft(0), [
      ['2025-01-01T10:00Z', '#1 2000', 'Gold 2000'],
      ['2025-01-02T10:00Z', '#1 0', 'Bronze 0'],
    ]);
    expect(track.takeMoves()).toHaveLength(2);
  });
});
