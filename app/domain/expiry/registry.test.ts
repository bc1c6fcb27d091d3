import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, instant, parseInstant } from '../kernel/instant.ts';
import type { Expiry } from '../program/program.ts';
import {
  EXPIRIES,
  graceEnd,
  inactivityEnd,
  lotExpiry,
  toldExpiry,
  toldInactivityEnd,
} from './registry.ts';

const NONE: Expiry = { kind: 'none' };
const afterEarning = (months: number, graceDays = 0): Expiry => ({
  kind: 'after-earning',
  months,
  graceDays,
});
const inactivity = (months: number, graceDays = 0): Expiry => ({
  kind: 'inactivity',
  months,
  graceDays,
});
const yearly = (month: number, day: number, atLeastMonths: number, graceDays = 0): Expiry => ({
  kind: 'yearly',
  month,
  day,
  atLeastMonths,
  graceDays,
});

test('a model’s line bears its own name', () => {
  for (const [name, model] of Object.entries(EXPIRIES)) expect(model.kind).toBe(name);
});

describe('twelve months after they were earned', () => {
  test.each([
    // zone, earned, expiry → told, gone
    ['UTC', '2026-02-03T10:00Z', afterEarning(12), '2027-02-03T10:00Z', '2027-02-03T10:00Z'],
    ['UTC', '2028-02-29T10:00Z', afterEarning(12), '2029-02-28T10:00Z', '2029-02-28T10:00Z'],
    ['UTC', '2026-08-31T10:00Z', afterEarning(18), '2028-02-29T10:00Z', '2028-02-29T10:00Z'],
    // The date told stays; points live thirty days longer.
    ['UTC', '2026-02-03T10:00Z', afterEarning(12, 30), '2027-02-03T10:00Z', '2027-03-05T10:00Z'],
    // Days of grace are the shop's: two of them are 47 hours where the clocks go forward.
    [
      'Europe/London',
      '2026-03-28T10:00Z',
      afterEarning(12, 2),
      '2027-03-28T10:00+01:00',
      '2027-03-30T10:00+01:00',
    ],
    [
      'America/New_York',
      '2026-03-13T10:00-04:00',
      afterEarning(12, 2),
      '2027-03-13T10:00-05:00',
      '2027-03-15T10:00-04:00',
    ],
  ])('in %s, earned at %s', (zone, earned, expiry, told, gone) => {
    expect(say(toldExpiry(expiry, at(earned), zone))).toBe(say(at(told)));
    expect(say(lotExpiry(expiry, at(earned), zone))).toBe(say(at(gone)));
    expect(inactivityEnd(expiry, at(earned), zone)).toBeNull();
  });
});

describe('on a date of the year', () => {
  test.each([
    // zone, earned, expiry → told, gone
    ['UTC', '2026-02-03T10:00Z', yearly(1, 1, 0), '2027-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['UTC', '2026-12-31T23:59:59.999Z', yearly(1, 1, 0), '2027-01-01T00:00Z', '2027-01-01T00:00Z'],
    // What is earned as the date begins lives until the next one.
    ['UTC', '2027-01-01T00:00Z', yearly(1, 1, 0), '2028-01-01T00:00Z', '2028-01-01T00:00Z'],
    // At least so long: exactly so long is enough, a millisecond less is not.
    ['UTC', '2026-01-01T00:00Z', yearly(1, 1, 12), '2027-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['UTC', '2026-01-01T00:00:00.001Z', yearly(1, 1, 12), '2028-01-01T00:00Z', '2028-01-01T00:00Z'],
    ['UTC', '2026-10-01T00:00:00.001Z', yearly(1, 1, 3), '2028-01-01T00:00Z', '2028-01-01T00:00Z'],
    ['UTC', '2026-10-01T00:00Z', yearly(1, 1, 3), '2027-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['UTC', '2026-02-03T10:00Z', yearly(6, 30, 0), '2026-06-30T00:00Z', '2026-06-30T00:00Z'],
    ['UTC', '2026-07-03T10:00Z', yearly(6, 30, 0), '2027-06-30T00:00Z', '2027-06-30T00:00Z'],
    // A leap day, and the last of February where there is none.
    ['UTC', '2027-03-01T10:00Z', yearly(2, 29, 0), '2028-02-29T00:00Z', '2028-02-29T00:00Z'],
    ['UTC', '2026-03-01T10:00Z', yearly(2, 29, 0), '2027-02-28T00:00Z', '2027-02-28T00:00Z'],
    ['UTC', '2026-03-01T10:00Z', yearly(1, 1, 0, 31), '2027-01-01T00:00Z', '2027-02-01T00:00Z'],
    // The date begins where the shop is.
    [
      'Asia/Kathmandu',
      '2026-12-31T18:14:59.999Z',
      yearly(1, 1, 0),
      '2027-01-01T00:00+05:45',
      '2027-01-01T00:00+05:45',
    ],
    [
      'Asia/Kathmandu',
      '2026-12-31T18:15Z',
      yearly(1, 1, 0),
      '2028-01-01T00:00+05:45',
      '2028-01-01T00:00+05:45',
    ],
  ])('in %s, earned at %s', (zone, earned, expiry, told, gone) => {
    expect(say(toldExpiry(expiry, at(earned), zone))).toBe(say(at(told)));
    expect(say(lotExpiry(expiry, at(earned), zone))).toBe(say(at(gone)));
    expect(inactivityEnd(expiry, at(earned), zone)).toBeNull();
  });
});

describe('without activity', () => {
  test('no lot has a date; all have one from the last activity, and grace', () => {
    const last = at('2026-08-31T10:00Z');
    expect(lotExpiry(inactivity(6, 10), last, 'UTC')).toBeNull();
    expect(toldExpiry(inactivity(6, 10), last, 'UTC')).toBeNull();
    expect(say(toldInactivityEnd(inactivity(6, 10), last, 'UTC'))).toBe('2027-02-28T10:00:00.000Z');
    expect(say(inactivityEnd(inactivity(6, 10), last, 'UTC'))).toBe('2027-03-10T10:00:00.000Z');
  });

  test('where nothing expires nothing has a date', () => {
    const when = at('2026-08-31T10:00Z');
    for (const ask of [lotExpiry, toldExpiry, inactivityEnd, toldInactivityEnd]) {
      expect(ask(NONE, when, 'UTC')).toBeNull();
    }
  });
});

describe('what comes back after the end', () => {
  test.each([
    [NONE, '2026-03-29T10:00+01:00'],
    [afterEarning(12), '2026-03-29T10:00+01:00'],
    [afterEarning(12, 1), '2026-03-29T10:00+01:00'],
    [yearly(1, 1, 0, 3), '2026-03-31T10:00+01:00'],
    [inactivity(6, 30), '2026-04-27T10:00+01:00'],
  ])('lives the days of grace, and a day at least: %j', (expiry, end) => {
    expect(say(graceEnd(expiry, at('2026-03-28T10:00Z'), 'Europe/London'))).toBe(say(at(end)));
  });
});

test('what is earned later is not gone earlier, and nothing is gone as it comes', () => {
  const anyExpiry = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 36 }), fc.nat(60)).map(([m, g]) => afterEarning(m, g)),
    fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        fc.nat(24),
        fc.nat(60),
      )
      .map(([month, day, least, grace]) => yearly(month, day, least, grace)),
  );
  // Four days apart, as a month after the 28th and after the 31st may be the same day.
  const later = fc.integer({ min: 4, max: 400 });
  const quarter = fc.integer({ min: 0, max: 4 * 24 * 1_500 });
  const zones = fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu');
  fc.assert(
    fc.property(anyExpiry, zones, quarter, later, (expiry, zone, quarters, days) => {
      const earned = instant(Date.UTC(2025, 0, 1) + quarters * 900_000);
      const next = instant(earned + days * 86_400_000);
      const told = toldExpiry(expiry, earned, zone) ?? earned;
      const gone = lotExpiry(expiry, earned, zone) ?? earned;
      expect(told).toBeGreaterThan(earned);
      expect(gone).toBeGreaterThanOrEqual(told);
      expect(toldExpiry(expiry, next, zone) ?? 0).toBeGreaterThanOrEqual(told);
    }),
    { numRuns: 1_000 },
  );
});

function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not an instant.`);
  return parsed;
}

function say(when: Instant | null): string | null {
  return when === null ? null : new Date(when).toISOString();
}
