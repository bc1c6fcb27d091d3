import { describe, expect, test } from 'vitest';
import { type Instant, parseInstant } from '../kernel/instant.ts';
import type { ActivityLimit } from '../program/program.ts';
import { mayEarn } from './activity-limits.ts';

const ONCE: ActivityLimit = { kind: 'once' };
const YEARLY: ActivityLimit = { kind: 'yearly' };
const per = (period: 'day' | 'week' | 'month' | 'year', times: number): ActivityLimit => ({
  kind: 'per',
  period,
  times,
});

/** Each in its turn, whether it earns; only those that earned count for the next. */
function earnsInTurn(limit: ActivityLimit, zone: string, whens: readonly string[]): boolean[] {
  const earlier: Instant[] = [];
  return whens.map((when) => {
    const earns = mayEarn(limit, earlier, at(when), zone);
    if (earns) earlier.push(at(when));
    return earns;
  });
}

test('the first of anything earns', () => {
  for (const limit of [ONCE, YEARLY, per('day', 1), per('year', 3)]) {
    expect(mayEarn(limit, [], at('2026-11-23T10:00Z'), 'UTC')).toBe(true);
  }
  expect(mayEarn(per('day', 0), [], at('2026-11-23T10:00Z'), 'UTC')).toBe(false);
});

test('once is once for ever', () => {
  expect(earnsInTurn(ONCE, 'UTC', ['2006-01-01T10:00Z', '2026-01-01T10:00Z'])).toEqual([
    true,
    false,
  ]);
});

describe('so many times', () => {
  test.each([
    [
      'a day, which is the shop’s',
      per('day', 1),
      'Asia/Kathmandu',
      ['2026-11-23T00:00+05:45', '2026-11-23T23:59+05:45', '2026-11-24T00:00+05:45'],
      [true, false, true],
    ],
    [
      'twice a day of twenty-three hours',
      per('day', 2),
      'Europe/London',
      [
        '2026-03-29T00:00Z',
        '2026-03-29T12:00Z',
        '2026-03-29T22:59Z',
        '2026-03-29T23:00Z',
        '2026-03-29T23:01Z',
        '2026-03-29T23:02Z',
      ],
      [true, true, false, true, true, false],
    ],
    [
      'a week, which begins on Monday',
      per('week', 1),
      'UTC',
      ['2026-11-22T23:59:59.999Z', '2026-11-23T00:00Z', '2026-11-29T23:59Z', '2026-11-30T00:00Z'],
      [true, true, false, true],
    ],
    [
      'a week over the turn of the year',
      per('week', 1),
      'UTC',
      ['2026-12-31T10:00Z', '2027-01-03T10:00Z', '2027-01-04T10:00Z'],
      [true, false, true],
    ],
    [
      'a month',
      per('month', 2),
      'UTC',
      ['2026-01-31T10:00Z', '2026-01-31T10:00Z', '2026-01-31T23:59Z', '2026-02-01T00:00Z'],
      [true, true, false, true],
    ],
    [
      'a year',
      per('year', 1),
      'America/New_York',
      ['2026-12-31T10:00-05:00', '2027-01-01T04:59:59.999Z', '2027-01-01T05:00Z'],
      [true, false, true],
    ],
  ])('%s', (_, limit, zone, whens, earns) => {
    expect(earnsInTurn(limit, zone, whens)).toEqual(earns);
  });

  test('what did not earn does not count: who tries every day of a week earns on Mondays', () => {
    const days = Array.from({ length: 14 }, (_, day) => `2026-11-${16 + day}T10:00Z`);
    const earns = earnsInTurn(per('week', 1), 'UTC', days);
    expect(earns.flatMap((each, day) => (each ? [days[day]] : []))).toEqual([
      '2026-11-16T10:00Z',
      '2026-11-23T10:00Z',
    ]);
  });
});

describe('once a year', () => {
  test.each([
    ['a birthday, year by year', ['2026-06-01T10:00Z', '2027-06-01T10:00Z'], [true, true]],
    ['twice in one year', ['2026-01-02T10:00Z', '2026-12-30T10:00Z'], [true, false]],
    // Moved from December to January: another year, and the same birthday.
    ['a changed birthday', ['2026-12-01T10:00Z', '2027-01-15T10:00Z'], [true, false]],
    ['330 days later', ['2026-03-01T10:00Z', '2027-01-25T10:00Z'], [true, true]],
    ['a millisecond sooner', ['2026-03-01T10:00Z', '2027-01-25T09:59:59.999Z'], [true, false]],
    // 330 days after 2 January are in the same year.
    [
      'a long year',
      ['2026-01-02T10:00Z', '2026-12-31T23:59Z', '2027-01-01T00:00Z'],
      [true, false, true],
    ],
    ['each 330 days after the last', ['2026-12-31T10:00Z', '2027-11-26T10:00Z'], [true, true]],
  ])('%s', (_, whens, earns) => {
    expect(earnsInTurn(YEARLY, 'UTC', whens)).toEqual(earns);
  });

  test('days and years are the shop’s', () => {
    // From ten in winter to ten in summer, an hour less than 330 times 24.
    const ten = ['2026-11-25T10:00Z', '2027-10-21T10:00+01:00'];
    expect(earnsInTurn(YEARLY, 'Europe/London', ten)).toEqual([true, true]);
    expect(earnsInTurn(YEARLY, 'UTC', ten)).toEqual([true, false]);
    const sooner = ['2026-11-25T10:00Z', '2027-10-21T09:59:59.999+01:00'];
    expect(earnsInTurn(YEARLY, 'Europe/London', sooner)).toEqual([true, false]);
    const newYear = ['2026-01-15T10:00Z', '2026-12-31T20:00Z'];
    expect(earnsInTurn(YEARLY, 'UTC', newYear)).toEqual([true, false]);
    expect(earnsInTurn(YEARLY, 'Asia/Kathmandu', newYear)).toEqual([true, true]);
  });
});

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not an instant.`);
  return parsed;
}
