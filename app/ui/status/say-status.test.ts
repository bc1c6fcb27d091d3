import { describe, expect, it } from 'vitest';
import {
  sayAgo,
  sayBounded,
  sayChange,
  sayCount,
  sayDuration,
  sayInstant,
  sayNumber,
  sayPosted,
  sayReason,
} from './say-status.ts';

describe('numbers on the status page', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [8664429, '8,664,429'],
    [-12345, '−12,345'],
  ])('%i is written %s', (value, text) => {
    expect(sayNumber(value)).toBe(text);
  });

  it('says that a count was not finished', () => {
    expect(sayBounded({ count: 10000, atLeast: true })).toBe('10,000+');
    expect(sayBounded({ count: 10000, atLeast: false })).toBe('10,000');
  });

  it('speaks of one and of many', () => {
    expect([sayCount(1, 'member'), sayCount(0, 'member')]).toEqual(['1 member', '0 members']);
  });

  it('signs a change and leaves a mere move unsigned', () => {
    expect([sayChange(87), sayChange(-12), sayChange(0)]).toEqual(['+87', '−12', '']);
  });
});

describe('times on the status page', () => {
  it.each([
    [0.4, '0 ms'],
    [340, '340 ms'],
    [2_100, '2.1 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [180_000, '3 min'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [4 * 86_400_000, '4 days'],
    [-5, '0 ms'],
  ])('%d ms is %s', (ms, text) => {
    expect(sayDuration(ms)).toBe(text);
  });

  it('is when it was written, and the day it happened where that is another', () => {
    const postedAt = Date.UTC(2026, 10, 23, 16, 20, 5);
    expect(sayPosted({ at: postedAt - 3_000, postedAt }, 'UTC')).toBe('23 Nov 2026, 16:20:05');
    expect(sayPosted({ at: Date.UTC(2026, 10, 16), postedAt }, 'UTC')).toBe(
      '23 Nov 2026, 16:20:05 · happened on 16 Nov 2026',
    );
  });

  it('is the wall clock of the shop, on either side of a change to summer time', () => {
    expect(sayInstant(Date.UTC(2026, 2, 29, 0, 59, 59), 'Europe/London')).toBe(
      '29 Mar 2026, 00:59:59',
    );
    expect(sayInstant(Date.UTC(2026, 2, 29, 1, 0, 0), 'Europe/London')).toBe(
      '29 Mar 2026, 02:00:00',
    );
  });

  it('says how long ago without hurry', () => {
    expect([sayAgo(1000, 2400), sayAgo(0, 6_000), sayAgo(0, 180_000)]).toEqual([
      'just now',
      '6 s ago',
      '3 min ago',
    ]);
  });
});

describe('the reason a delivery is parked', () => {
  it('is put in words, with its detail', () => {
    expect(sayReason('unknown_topic: products/update')).toEqual({
      meaning: 'A kind of event Laurel does not read yet',
      detail: 'products/update',
    });
  });

  it('is shown as it is where there are no words for it', () => {
    const reason = 'boom: at line 3: here';
    expect(sayReason(reason)).toEqual({ meaning: reason, detail: null });
  });
});
