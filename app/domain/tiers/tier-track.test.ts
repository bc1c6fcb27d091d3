import { describe, expect, test } from 'vitest';
import { AT_ONCE, KEPT_YEAR, ladder, live, YEAR_DAYS } from '../../../tests/support/tier-life.ts';

describe('the year of 365 days, kept for 365 more', () => {
  test('an order counts for 365 days, to the millisecond, and its tier for 365 more', () => {
    live(ladder(YEAR_DAYS, KEPT_YEAR), [
      ['2025-01-01T10:00:00.000Z', '#1 499', 'Bronze 499'],
      ['2025-01-01T10:00:00.001Z', '#2 1', 'Silver 500'],
      ['2026-01-01T09:59:59.999Z', '-', 'Silver 500'],
      ['2026-01-01T10:00:00.000Z', '-', 'Silver 1'],
      ['2026-01-01T10:00:00.001Z', '-', 'Silver 0'],
      // Last met as the first of the two left.
      ['2027-01-01T09:59:59.999Z', '-', 'Silver 0'],
      ['2027-01-01T10:00:00.000Z', '-', 'Bronze 0'],
    ]);
  });

  test('a refund counts at its own instant, and leaves with its order', () => {
    live(ladder(YEAR_DAYS, AT_ONCE), [
      ['2025-01-01T10:00Z', '#1 600', 'Silver 600'],
      ['2025-12-30T10:00Z', '#2 300', 'Silver 900'],
      ['2025-12-31T10:00Z', '#1 100', 'Bronze 400'],
      ['2026-01-01T10:00Z', '-', 'Bronze 300'],
    ]);
  });

  test('a refund of an order that has left changes nothing, nor does more of it', () => {
    live(ladder(YEAR_DAYS, KEPT_YEAR), [
      ['2025-01-01T10:00Z', '#1 600', 'Silver 600'],
      ['2026-01-01T10:00Z', '#1 100', 'Silver 0'],
      ['2026-01-02T10:00Z', '#1 5000', 'Silver 0'],
      ['2026-12-31T10:00Z', '-', 'Silver 0'],
      ['2027-01-01T10:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('an order refunded to nothing and won back counts again until its own year is over', () => {
    live(ladder(YEAR_DAYS, AT_ONCE), [
      ['2025-01-01T10:00Z', '#1 600', 'Silver 600'],
      ['2025-03-01T10:00Z', '#1 0', 'Bronze 0'],
      ['2025-04-01T10:00Z', '#2 100', 'Bronze 100'],
      ['2025-05-01T10:00Z', '#1 600', 'Silver 700'],
      ['2025-12-31T10:00Z', '-', 'Silver 700'],
      ['2026-01-01T10:00Z', '-', 'Bronze 100'],
      ['2026-04-01T10:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('what was met for no time at all was met: an order and a refund at one instant', () => {
    live(ladder(YEAR_DAYS, KEPT_YEAR), [
      ['2025-01-01T10:00Z', '#1 400', 'Bronze 400'],
      ['2025-06-01T10:00Z', '#2 100', 'Silver 500'],
      ['2025-06-01T10:00Z', '#1 0', 'Silver 100'],
      ['2026-06-01T09:59:59.999Z', '-', 'Silver 100'],
      ['2026-06-01T10:00Z', '-', 'Bronze 0'],
    ]);
  });

  test('at the instant at which one order leaves and another comes, time passes first', () => {
    const track = live(ladder(YEAR_DAYS, AT_ONCE), [
      ['2025-01-01T10:00Z', '#1 500', 'Silver 500'],
      ['2026-01-01T10:00Z', '#2 500', 'Silver 500'],
    ]);
    expect(track.takeMoves().map(({ from, to, key }) => [from, to, key])).toEqual([
      ['bronze', 'silver', '#1'],
      ['silver', 'bronze', null],
      ['bronze', 'silver', '#2'],
    ]);
  });

  test('a tier that is met again is kept from then on', () => {
    live(ladder(YEAR_DAYS, KEPT_YEAR), [
      ['2025-01-01T10:00Z', '#1 500', 'Silver 500'],
      ['2026-12-31T10:00Z', '#2 499', 'Silver 499'],
      ['2026-12-31T11:00Z', '#3 1', 'Silver 500'],
      ['2027-06-01T10:00Z', '-', 'Silver 500'],
      ['2028-12-30T09:59:59.999Z', '-', 'Silver 0'],
      ['2028-12-30T10:00Z', '-', 'Bronze 0'],
    ]);
  });
});

describe('other windows', () => {
  test('lifetime: only a refund lowers it', () => {
    live(ladder({ kind: 'lifetime' }, AT_ONCE), [
      ['2010-01-01T10:00Z', '#1 500', 'Silver 500'],
      ['2026-01-01T10:00Z', '-', 'Silver 500'],
      ['2026-01-01T10:00Z', '#1 499', 'Bronze 499'],
    ]);
  });

  test('the calendar year begins anew at the shop’s midnight', () => {
    live(
      ladder({ kind: 'year' }, AT_ONCE),
      [
        ['2026-01-01T00:00:00.000-05:00', '#1 300', 'Bronze 300'],
        ['2026-12-31T23:59:59.999-05:00', '#2 300', 'Silver 600'],
        ['2027-01-01T00:00:00.000-05:00', '-', 'Bronze 0'],
      ],
      'America/New_York',
    );
  });

  test('twelve months are 366 days over a leap day, at the same time of day', () => {
    live(
      ladder({ kind: 'months', months: 12 }, AT_ONCE),
      [
        ['2027-06-01T10:00+01:00', '#1 500', 'Silver 500'],
        ['2028-06-01T09:59:59.999+01:00', '-', 'Silver 500'],
        ['2028-06-01T10:00+01:00', '-', 'Bronze 0'],
      ],
      'Europe/London',
    );
  });

  test('six months from summer are a winter’s hour longer', () => {
    live(
      ladder({ kind: 'months', months: 6 }, AT_ONCE),
      [
        ['2026-06-01T10:00+01:00', '#1 500', 'Silver 500'],
        ['2026-12-01T09:59:59.999Z', '-', 'Silver 500'],
        ['2026-12-01T10:00Z', '-', 'Bronze 0'],
      ],
      'Europe/London',
    );
  });

  test('a month after the 30th may be later than a month after the 31st', () => {
    live(ladder({ kind: 'months', months: 1 }, AT_ONCE), [
      ['2026-01-30T12:00Z', '#1 500', 'Silver 500'],
      ['2026-01-31T10:00Z', '#2 1500', 'Gold 2000'],
      ['2026-02-28T10:00Z', '-', 'Silver 500'],
      ['2026-02-28T12:00Z', '-', 'Bronze 0'],
    ]);
  });
});
