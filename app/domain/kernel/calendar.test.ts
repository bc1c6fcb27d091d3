import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  localTimeOf,
  type Period,
  periodKey,
  startOfDate,
  startOfDay,
  startOfMonth,
  startOfNextMonth,
  startOfNextYear,
  startOfYear,
  weekdayOf,
  yearOf,
} from './calendar.ts';
import { type Instant, instant, parseInstant } from './instant.ts';

// Some of them skip midnight, have it twice, change by half an hour or lost a whole day.
const ZONES = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Atlantic/Azores',
];
const QUARTER_MS = 900_000;
const someInstant = fc
  .integer({ min: at('2010-01-01T00:00Z') / QUARTER_MS, max: at('2030-01-01T00:00Z') / QUARTER_MS })
  .map((quarters) => instant(quarters * QUARTER_MS));

describe('months later', () => {
  test.each([
    // zone, start, months → end
    ['UTC', '2026-01-31T10:00Z', 1, '2026-02-28T10:00Z'],
    ['UTC', '2028-01-31T10:00Z', 1, '2028-02-29T10:00Z'],
    ['UTC', '2100-01-31T10:00Z', 1, '2100-02-28T10:00Z'],
    ['UTC', '2000-01-30T10:00Z', 1, '2000-02-29T10:00Z'],
    ['UTC', '2028-02-29T10:00Z', 12, '2029-02-28T10:00Z'],
    ['UTC', '2028-02-29T10:00Z', 48, '2032-02-29T10:00Z'],
    ['UTC', '2026-12-15T10:00:00.123Z', 1, '2027-01-15T10:00:00.123Z'],
    ['UTC', '2026-05-31T00:00Z', 25, '2028-06-30T00:00Z'],
    ['UTC', '2026-03-31T10:00Z', 0, '2026-03-31T10:00Z'],
    // The wall clock stays, also where the night between is an hour short or long.
    ['Europe/London', '2026-03-15T10:00+00:00', 1, '2026-04-15T10:00+01:00'],
    ['Europe/London', '2026-10-15T10:00+01:00', 1, '2026-11-15T10:00+00:00'],
    // 1:30 does not exist in London on 29 March 2026, and comes twice on 25 October.
    ['Europe/London', '2026-02-28T01:30+00:00', 1, '2026-03-28T01:30+00:00'],
    ['Europe/London', '2026-01-29T01:30+00:00', 2, '2026-03-29T02:30+01:00'],
    ['Europe/London', '2026-09-25T01:30+01:00', 1, '2026-10-25T01:30+01:00'],
    // The second of the two stays itself where nothing is added.
    ['Europe/London', '2026-10-25T01:30+00:00', 0, '2026-10-25T01:30+00:00'],
    ['Europe/London', '2026-10-25T01:30+00:00', 1, '2026-11-25T01:30+00:00'],
    // The day is the zone's: in Kathmandu it is February already.
    ['Asia/Kathmandu', '2026-01-31T20:00Z', 1, '2026-02-28T20:00Z'],
    ['America/New_York', '2026-03-01T03:00Z', 1, '2026-03-29T02:00Z'],
    // Apia had no 30 December 2011.
    ['Pacific/Apia', '2011-11-30T10:00-10:00', 1, '2011-12-31T10:00+14:00'],
  ])('in %s, %s and %i months is %s', (zone, start, months, end) => {
    expect(say(addMonths(at(start), months, zone))).toBe(say(at(end)));
  });

  test('is the first instant of that wall-clock time, or the gap later where it is skipped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        someInstant,
        fc.integer({ min: 1, max: 40 }),
        (zone, start, months) => {
          const wanted = monthsAfterText(wallByRuntime(zone, start), months);
          const end = addMonths(start, months, zone);
          const first = firstAtWall(zone, wanted);
          if (first !== null) expect(say(end)).toBe(say(first));
          else expect(firstAtWall(zone, wallByRuntime(zone, end))).toBe(end);
          expect(wallByRuntime(zone, end) >= wanted).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the beginning of things', () => {
  test.each([
    ['UTC', '2026-11-23T15:08:09.010Z', '2026-11-23T00:00Z'],
    ['UTC', '2026-11-23T00:00Z', '2026-11-23T00:00Z'],
    ['Europe/London', '2026-03-29T12:00+01:00', '2026-03-29T00:00+00:00'],
    ['Asia/Kathmandu', '2026-01-01T18:14:59.999Z', '2025-12-31T18:15Z'],
    ['Asia/Kathmandu', '2026-01-01T18:15Z', '2026-01-01T18:15Z'],
    // Cairo's day begins at one o'clock where summer time does.
    ['Africa/Cairo', '2026-04-24T12:00+03:00', '2026-04-24T01:00+03:00'],
    // Havana has midnight twice: the day begins at the first.
    ['America/Havana', '2026-11-01T12:00-05:00', '2026-11-01T00:00-04:00'],
    // São Paulo used to go back from midnight to 23:00: the day before had 25 hours.
    ['America/Sao_Paulo', '2018-02-17T23:30-03:00', '2018-02-17T00:00-02:00'],
    ['America/Sao_Paulo', '2018-02-18T00:00-03:00', '2018-02-18T00:00-03:00'],
  ])('in %s the day of %s begins at %s', (zone, when, start) => {
    expect(say(startOfDay(at(when), zone))).toBe(say(at(start)));
  });

  test('a day begins at its first instant, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), someInstant, (zone, when) => {
        const start = startOfDay(when, zone);
        const date = wallByRuntime(zone, when).slice(0, 10);
        expect(start).toBeLessThanOrEqual(when);
        expect(wallByRuntime(zone, start).slice(0, 10)).toBe(date);
        expect(wallByRuntime(zone, instant(start - 1)).slice(0, 10) < date).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a year is the zone’s: the same instant is in two of them', () => {
    const eve = at('2026-12-31T20:00Z');
    expect(yearOf(eve, 'UTC')).toBe(2026);
    expect(yearOf(eve, 'Asia/Kathmandu')).toBe(2027);
    expect(say(startOfYear(eve, 'Asia/Kathmandu'))).toBe(say(at('2027-01-01T00:00+05:45')));
    expect(say(startOfNextYear(eve, 'UTC'))).toBe(say(at('2027-01-01T00:00Z')));
    expect(say(startOfNextYear(eve, 'Pacific/Apia'))).toBe(say(at('2028-01-01T00:00+13:00')));
    expect(say(startOfNextYear(at('2027-01-01T00:00Z'), 'UTC'))).toBe(say(at('2028-01-01T00:00Z')));
  });

  test.each([
    ['UTC', '2026-11-30T23:59Z', '2026-11-01T00:00Z', '2026-12-01T00:00Z'],
    ['Asia/Kathmandu', '2026-11-30T20:00Z', '2026-12-01T00:00+05:45', '2027-01-01T00:00+05:45'],
    ['America/New_York', '2026-11-01T04:00Z', '2026-11-01T00:00-04:00', '2026-12-01T00:00-05:00'],
    ['America/New_York', '2026-11-01T03:59Z', '2026-10-01T00:00-04:00', '2026-11-01T00:00-04:00'],
    ['Africa/Cairo', '2028-02-29T12:00Z', '2028-02-01T00:00+02:00', '2028-03-01T00:00+02:00'],
  ])('in %s the month of %s begins at %s and the next at %s', (zone, when, start, next) => {
    expect(say(startOfMonth(at(when), zone))).toBe(say(at(start)));
    expect(say(startOfNextMonth(at(when), zone))).toBe(say(at(next)));
  });

  test('a day its month does not have is the month’s last', () => {
    const on = (year: number, month: number, day: number) =>
      say(startOfDate({ year, month, day }, 'UTC'));
    expect(on(2028, 2, 29)).toBe(say(at('2028-02-29T00:00Z')));
    expect(on(2027, 2, 29)).toBe(say(at('2027-02-28T00:00Z')));
    expect(on(2026, 4, 31)).toBe(say(at('2026-04-30T00:00Z')));
  });
});

describe('what the clock on the wall says', () => {
  test.each([
    ['UTC', '2026-11-23T15:08:09Z', 1, '2026-11-23T15:08'],
    ['UTC', '2026-11-22T23:59:59.999Z', 7, '2026-11-22T23:59'],
    ['UTC', '1969-12-31T23:59:59.999Z', 3, '1969-12-31T23:59'],
    ['Asia/Kathmandu', '2026-11-22T18:15Z', 1, '2026-11-23T00:00'],
    ['America/New_York', '2026-11-23T04:59Z', 7, '2026-11-22T23:59'],
    ['Pacific/Apia', '2011-12-30T09:59Z', 4, '2011-12-29T23:59'],
    ['Pacific/Apia', '2011-12-30T10:00Z', 6, '2011-12-31T00:00'],
  ])('in %s at %s it is weekday %i, %s', (zone, when, weekday, text) => {
    expect(weekdayOf(at(when), zone)).toBe(weekday);
    expect(localTimeOf(at(when), zone)).toBe(text);
  });

  test('is what the runtime itself says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), someInstant, (zone, when) => {
        expect(localTimeOf(when, zone)).toBe(wallByRuntime(zone, when));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('periods', () => {
  test.each<[Period, string, string, string]>([
    ['day', 'UTC', '2026-11-23T15:08Z', '2026-11-23'],
    ['day', 'Asia/Kathmandu', '2026-11-23T18:15Z', '2026-11-24'],
    ['week', 'UTC', '2026-11-23T00:00Z', 'W2026-11-23'],
    ['week', 'UTC', '2026-11-29T23:59Z', 'W2026-11-23'],
    ['week', 'UTC', '2026-11-22T23:59Z', 'W2026-11-16'],
    // A week is one where the year ends within it.
    ['week', 'UTC', '2027-01-01T12:00Z', 'W2026-12-28'],
    ['week', 'Europe/London', '2026-03-29T22:59Z', 'W2026-03-23'],
    ['week', 'Europe/London', '2026-03-29T23:00Z', 'W2026-03-30'],
    ['month', 'UTC', '2026-11-30T23:59Z', '2026-11'],
    ['month', 'Pacific/Apia', '2026-11-30T23:59Z', '2026-12'],
    ['year', 'UTC', '2026-12-31T23:59Z', '2026'],
    ['year', 'America/New_York', '2027-01-01T04:59Z', '2026'],
  ])('the %s in %s of %s is %s', (period, zone, when, key) => {
    expect(periodKey(period, at(when), zone)).toBe(key);
  });
});

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not an instant.`);
  return parsed;
}

function say(when: Instant): string {
  return new Date(when).toISOString();
}

const FORMATS = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
);

/** Sweden writes the year first: `2026-11-23 15:08`. */
function wallByRuntime(zone: string, when: Instant): string {
  return (FORMATS.get(zone)?.format(when) ?? '').replace(' ', 'T');
}

/** By looking at every quarter of an hour a day around. */
function firstAtWall(zone: string, wall: string): Instant | null {
  const asUtc = Date.parse(`${wall}Z`);
  for (let quarter = -100; quarter <= 100; quarter += 1) {
    const when = instant(asUtc + quarter * QUARTER_MS);
    if (wallByRuntime(zone, when) === wall) return when;
  }
  return null;
}

/** Goes back from a day too many until the month has it. */
function monthsAfterText(wall: string, months: number): string {
  const [year = 0, month = 0, day = 0] = wall.slice(0, 10).split('-').map(Number);
  for (let tried = day; ; tried -= 1) {
    const date = new Date(Date.UTC(year, month - 1 + months, tried));
    if (date.getUTCDate() === tried) return date.toISOString().slice(0, 10) + wall.slice(10);
  }
}
