/** What is kept of what happened is bounded. */
import { describe, expect, it } from 'vitest';
import type { RecordedCall } from '../admin-api/http/admin-routes.ts';
import { openShop } from '../trade/shop-fixture.ts';
import { openJournal } from './journal.ts';
import { openMails } from './mails.ts';

describe('the journal', () => {
  it('keeps the newest only, and no more of a body than tells what it was about', () => {
    const journal = openJournal();
    const call = { requestBody: 'q'.repeat(9000), responseBody: '' };
    for (let at = 0; at < 400; at += 1) journal.call({ ...call, at } as unknown as RecordedCall);
    const { calls } = journal.read();
    expect([calls.length, calls[0]?.at, calls[0]?.requestBody.length]).toEqual([300, 399, 4000]);
    journal.clear();
    expect(journal.read().calls).toEqual([]);
  });
});

describe('the mailbox', () => {
  it('keeps five hundred mails and lets the oldest go', () => {
    const { world } = openShop();
    const mails = openMails(world);
    for (let n = 1; n <= 503; n += 1) {
      const subject = String(n);
      const at = { receivedAt: world.clock.now(), attachments: [], headers: {}, html: null };
      mails.keep({ ...at, from: 'a@b.example', to: ['c@d.example'], subject, text: '' });
    }
    const kept = mails.newest(1000).map(({ subject }) => Number(subject));
    expect([kept.length, Math.min(...kept)]).toEqual([500, 4]);
  });
});
