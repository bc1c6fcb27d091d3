import { describe, expect, it } from 'vitest';
import type { ShopStatus } from '../../contracts/status.ts';
import { judgeStatus } from './verdict.ts';

const NOW = Date.UTC(2026, 10, 23);
const none = { count: 0, atLeast: false };

const books = {
  members: 2,
  pending: 1,
  available: 1,
  held: 0,
  awarded: 2,
  imported: 0,
  adjusted: 0,
  forgiven: 0,
  clawedBack: 0,
  spent: 0,
  expired: 0,
  unbalancedMembers: 0,
  summedAt: NOW,
};

const calm: ShopStatus = {
  programId: 1,
  domain: 'harbour.myshopify.com',
  zone: 'UTC',
  version: { version: 1, preset: 'points', currency: 'EUR', effectiveAt: 0, publishedAt: 0 },
  inbox: {
    waiting: none,
    oldestWaitingAt: null,
    doneLastHour: none,
    lastReceivedAt: NOW - 1,
    parked: none,
    parkedNewest: [],
  },
  lag: null,
  refolds: { waiting: none, failing: 0, reason: null },
  books,
  outboxWaiting: none,
  newest: [],
  member: { asked: null },
};

const broken: ShopStatus = {
  ...calm,
  version: null,
  refolds: { waiting: { count: 1, atLeast: false }, failing: 1, reason: 'a lot is missing' },
  books: { ...books, unbalancedMembers: 1 },
  inbox: {
    ...calm.inbox,
    waiting: { count: 10_000, atLeast: true },
    oldestWaitingAt: NOW - 60_000,
    parked: { count: 2, atLeast: false },
  },
};

describe('the status page in one line', () => {
  it('says that all is well', () => {
    expect(judgeStatus(calm, NOW)).toEqual({
      tone: 'success',
      title: 'All is well',
      lines: ['Nothing waits, and the books balance.'],
    });
  });

  it('does not claim a balance it has not summed', () => {
    expect(judgeStatus({ ...calm, books: null }, NOW).lines).toEqual(['Nothing waits.']);
  });

  it('names the worst first and leaves nothing out', () => {
    const verdict = judgeStatus(broken, NOW);
    expect(verdict.tone).toBe('critical');
    expect([verdict.title, ...verdict.lines].map((line) => line.split(/:| after/)[0])).toEqual([
      'The books of 1 member do not balance',
      '1 member cannot be counted again',
      '10,000+ messages from Shopify waiting, the oldest for 1 min. If that goes on, ' +
        'whoever runs Laurel should see whether its worker is running.',
      '2 messages from Shopify could not be read',
      'No program is published',
    ]);
  });

  it('leaves a short burst unsaid', () => {
    const inbox = {
      ...calm.inbox,
      waiting: { count: 9, atLeast: false },
      oldestWaitingAt: NOW - 9,
    };
    expect(judgeStatus({ ...calm, inbox }, NOW).tone).toBe('success');
  });

  it('says that a shop has not been heard of yet', () => {
    const inbox = { ...calm.inbox, lastReceivedAt: null };
    expect(judgeStatus({ ...calm, inbox }, NOW).tone).toBe('info');
  });
});
