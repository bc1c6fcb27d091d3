import fc from 'fast-check';
import { expect, test } from 'vitest';
import { earliest, instant, parseInstant } from './instant.ts';
import { InvariantError } from './invariant.ts';
import { addDays, isZone, offsetMsAt } from './zone.ts';

const HOUR_MS = 3_600_000;

test.each([
  // zone, start, days → end
  ['UTC', '2026-03-20T10:00:00Z', 14, '2026-04-03T10:00:00Z'],
  // Spring forward: 335 hours, the wall clock stays at ten.
  ['Europe/Berlin', '2026-03-20T10:00:00+01:00', 14, '2026-04-03T10:00:00+02:00'],
  // Fall back: 337 hours.
  ['Europe/Berlin', '2026-10-20T10:00:00+02:00', 14, '2026-11-03T10:00:00+01:00'],
  ['America/New_York', '2026-03-01T23:30:00-05:00', 14, '2026-03-15T23:30:00-04:00'],
  ['America/New_York', '2026-10-25T23:30:00-04:00', 14, '2026-11-08T23:30:00-05:00'],
  // 2:30 does not exist on 29 March in Berlin: it moves on by the gap.
  ['Europe/Berlin', '2026-03-15T02:30:00+01:00', 14, '2026-03-29T03:30:00+02:00'],
  ['America/New_York', '2026-02-22T02:30:00-05:00', 14, '2026-03-08T03:30:00-04:00'],
  // 2:30 comes twice on 25 October in Berlin: the first counts.
  ['Europe/Berlin', '2026-10-11T02:30:00+02:00', 14, '2026-10-25T02:30:00+02:00'],
  // Also where the wait begins by the clock that is in force at the second of them.
  ['Europe/Berlin', '2026-02-01T02:30:00+01:00', 266, '2026-10-25T02:30:00+02:00'],
  // But no day later than the second is the second.
  ['Europe/Berlin', '2026-10-25T02:30:00+01:00', 0, '2026-10-25T02:30:00+01:00'],
  // The hours just around a change.
  ['Europe/Berlin', '2026-03-15T01:59:59+01:00', 14, '2026-03-29T01:59:59+01:00'],
  ['Europe/Berlin', '2026-03-15T03:00:00+01:00', 14, '2026-03-29T03:00:00+02:00'],
  ['Europe/Berlin', '2026-10-11T03:00:00+02:00', 14, '2026-10-25T03:00:00+01:00'],
  ['Asia/Kolkata', '2026-03-20T00:15:00+05:30', 14, '2026-04-03T00:15:00+05:30'],
  ['Asia/Kathmandu', '2026-12-31T23:59:00+05:45', 1, '2027-01-01T23:59:00+05:45'],
  // A change of half an hour, south of the equator.
  ['Australia/Lord_Howe', '2026-03-25T10:00:00+11:00', 14, '2026-04-08T10:00:00+10:30'],
  ['America/St_Johns', '2026-03-01T10:00:00-03:30', 14, '2026-03-15T10:00:00-02:30'],
  // Two changes within the wait: Morocco leaves its time for Ramadan and comes back into a gap.
  ['Africa/Casablanca', '2026-02-10T02:30:00+01:00', 40, '2026-03-22T03:30:00+01:00'],
  ['Europe/Berlin', '2026-03-20T10:00:00+01:00', 0, '2026-03-20T10:00:00+01:00'],
  ['Europe/Berlin', '2026-01-31T10:00:00+01:00', 90, '2026-05-01T10:00:00+02:00'],
])('in %s, %s and %i days is %s', (zone, start, days, end) => {
  expect(new Date(addDays(at(start), days, zone)).toISOString()).toBe(
    new Date(at(end)).toISOString(),
  );
});

test('fourteen days in Berlin are 335 hours in spring and 337 in autumn, at the change', () => {
  const hours = (start: string) => (addDays(at(start), 14, 'Europe/Berlin') - at(start)) / HOUR_MS;
  expect(hours('2026-03-20T10:00:00+01:00')).toBe(335);
  expect(hours('2026-10-20T10:00:00+02:00')).toBe(337);
  expect(hours('2026-06-20T10:00:00+02:00')).toBe(336);
});

test('a time that exists keeps its wall clock in every zone, and later stays later', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];
  const start = at('2026-01-01T00:00:00Z');
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 365 * 24 * 4 }),
      fc.integer({ min: 0, max: 90 }),
      (zone, quarters, days) => {
        const from = instant(start + quarters * 900_000);
        const to = addDays(from, days, zone);
        const wallFrom = from + offsetMsAt(zone, from);
        const wallTo = to + offsetMsAt(zone, to);
        const gapMs = wallTo - wallFrom - days * 24 * HOUR_MS;
        expect([0, HOUR_MS]).toContain(gapMs);
        expect(addDays(instant(from + 24 * HOUR_MS), days, zone)).toBeGreaterThan(to);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('offsets are positive east of Greenwich and change with the season', () => {
  expect(offsetMsAt('Europe/Berlin', at('2026-07-01T00:00:00Z'))).toBe(2 * HOUR_MS);
  expect(offsetMsAt('Europe/Berlin', at('2026-03-29T00:59:59Z'))).toBe(HOUR_MS);
  expect(offsetMsAt('Europe/Berlin', at('2026-03-29T01:00:00Z'))).toBe(2 * HOUR_MS);
  expect(offsetMsAt('America/New_York', at('2026-01-01T00:00:00Z'))).toBe(-5 * HOUR_MS);
  expect(offsetMsAt('Asia/Kolkata', at('1975-06-01T12:00:00Z'))).toBe(5.5 * HOUR_MS);
});

test('a zone is known or it is not', () => {
  expect(isZone('Europe/Warsaw')).toBe(true);
  expect(isZone('UTC')).toBe(true);
  expect(isZone('Mars/Olympus')).toBe(false);
  expect(isZone('')).toBe(false);
});

test('an instant is read only with its offset, and is whole milliseconds', () => {
  expect(parseInstant('2026-11-23T05:00:00+01:00')).toBe(Date.UTC(2026, 10, 23, 4));
  expect(parseInstant('2026-11-23T05:00:00.250Z')).toBe(Date.UTC(2026, 10, 23, 5, 0, 0, 250));
  for (const text of ['2026-11-23', '2026-11-23T05:00:00', '2026-13-01T00:00:00Z', 'now', '']) {
    expect(parseInstant(text), text).toBeNull();
  }
  expect(() => instant(0.5)).toThrow(InvariantError);
});

test('the earlier of two instants, where null means never', () => {
  expect(earliest(instant(1), instant(2))).toBe(1);
  expect(earliest(instant(2), instant(1))).toBe(1);
  expect(earliest(null, instant(2))).toBe(2);
  expect(earliest(instant(1), null)).toBe(1);
  expect(earliest(null, null)).toBeNull();
});

function at(text: string) {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not an instant.`);
  return parsed;
}
