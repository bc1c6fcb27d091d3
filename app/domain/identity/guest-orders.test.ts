import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saying } from '../../../tests/simulation/language-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { at } from '../../../tests/support/tier-life.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { type Claim, ownerOfGuestOrder } from './guest-orders.ts';

const ORDER = { emailKey: 'e1', createdAt: day(10) };
const WITHIN_30_DAYS = [saying({ lookBackDays: 30 })];

describe('a guest’s order', () => {
  test('is nobody’s before anybody joins with its e-mail', () => {
    expect(ownerOfGuestOrder(ORDER, [], WITHIN_30_DAYS)).toBeNull();
    const other = claim('ann', day(11), 'e2');
    expect(ownerOfGuestOrder(ORDER, [other], WITHIN_30_DAYS)).toBeNull();
  });

  test('is theirs who join within the look-back, to its last instant', () => {
    const owner = (joined: Instant) =>
      ownerOfGuestOrder(ORDER, [claim('ann', joined)], WITHIN_30_DAYS);
    expect(owner(day(40))).toBe('ann');
    expect(owner(instant(day(40) + 1))).toBeNull();
  });

  test('is theirs who had joined before it was placed, however short the look-back', () => {
    const versions = [saying({ lookBackDays: 0 })];
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(2))], versions)).toBe('ann');
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(10))], versions)).toBe('ann');
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(10.1))], versions)).toBeNull();
  });

  test('is the first one’s of several who join with its e-mail, whoever is told of first', () => {
    const claims = [claim('bea', day(12)), claim('ann', day(11)), claim('cid', day(13))];
    expect(ownerOfGuestOrder(ORDER, claims, WITHIN_30_DAYS)).toBe('ann');
    const atOnce = [claim('bea', day(11)), claim('ann', day(11))];
    expect(ownerOfGuestOrder(ORDER, atOnce, WITHIN_30_DAYS)).toBe('ann');
  });

  test('is looked back at by the version in force when they join, not when it was placed', () => {
    const versions = [
      saying({ lookBackDays: 0 }),
      saying({ lookBackDays: null }, { number: 2, from: 12 }),
    ];
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(11))], versions)).toBeNull();
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(400))], versions)).toBe('ann');
    // Who was too late by the version then leaves it to who comes next
    const both = [claim('ann', day(11)), claim('bea', day(13))];
    expect(ownerOfGuestOrder(ORDER, both, versions)).toBe('bea');
  });

  test('is theirs who join before anything was published: nothing bounds that', () => {
    const versions = [saying({ lookBackDays: 0 }, { from: 20 })];
    expect(ownerOfGuestOrder(ORDER, [claim('ann', day(11))], versions)).toBe('ann');
  });
});

test('a day is a calendar day: the hour that the clock skips or repeats is not counted', () => {
  const versions = [
    { ...saying({ lookBackDays: 1, zone: 'Europe/London' }), effectiveAt: at('2026-01-01T00:00Z') },
  ];
  const owner = (created: string, joined: string) =>
    ownerOfGuestOrder(
      { emailKey: 'e1', createdAt: at(created) },
      [claim('ann', at(joined))],
      versions,
    );
  // The clock went forward at one o'clock of 29 March: a day later is 23 hours later
  expect(owner('2026-03-28T12:00Z', '2026-03-29T11:00Z')).toBe('ann');
  expect(owner('2026-03-28T12:00Z', '2026-03-29T11:00:01Z')).toBeNull();
  // It went back on 25 October: a day later is 25 hours later
  expect(owner('2026-10-24T11:00Z', '2026-10-25T12:00Z')).toBe('ann');
  expect(owner('2026-10-24T11:00Z', '2026-10-25T12:00:01Z')).toBeNull();
});

test('law: who has an order keeps it, whatever is claimed later', () => {
  const claims = fc.array(
    fc.record({
      memberId: fc.constantFrom('ann', 'bea', 'cid'),
      on: fc.integer({ min: 1, max: 60 }),
      key: fc.constantFrom('e1', 'e2'),
    }),
  );
  const someDays = fc.option(fc.integer({ min: 0, max: 40 }));
  fc.assert(
    fc.property(claims, someDays, (given, lookBackDays) => {
      const versions = [saying({ lookBackDays })];
      const inTime = given
        .map(({ memberId, on, key }) => claim(memberId, day(on), key))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      let owner: string | null = null;
      for (const known of inTime.keys()) {
        const now = ownerOfGuestOrder(ORDER, inTime.slice(0, known + 1).reverse(), versions);
        if (owner !== null) expect(now).toBe(owner);
        owner = now;
      }
    }),
  );
});

function claim(memberId: string, joined: Instant, emailKey = 'e1'): Claim {
  return { id: `${memberId} ${joined}`, memberId, emailKey, at: joined };
}
