/** A whole shop is forgotten: its sums are left under a name that says nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import {
  ANOTHER,
  anothersOrder,
  CANARIES,
  CUSTOMER,
  expectNoTrace,
  liveALife,
  redactBody,
  sums,
} from '../support/canary-person.ts';
import { day } from '../support/drain-shop.ts';
import { dumpOf, type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';
import { sampleBody } from '../support/shopify-samples.ts';

let shop: IntakeShop;

beforeEach(async () => {
  shop = await openIntakeShop();
});

afterEach(() => shop.close());

describe('a shop that is to be forgotten', () => {
  const redact = async () => {
    await shop.send('shop/redact', sampleBody('shop/redact'));
    await shop.drain();
  };

  it('keeps its sums and nothing else, under a name that says nothing', async () => {
    await liveALife(shop);
    await shop.work('history');
    const before = await sums(shop);
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'));
    shop.time.now = day(1 + 2);
    await redact();

    await expectNoTrace(shop, [
      ...CANARIES,
      ANOTHER,
      '31337313373',
      '#1000',
      shop.ref.domain,
      'Super Toys',
    ]);
    expect(await sums(shop)).toEqual(before);
    await assertBooksBalance(shop.database.ownerUrl);
    const { rows } = await shop.owner.query<{ domain: string; redacted_at: number }>(
      'SELECT domain, redacted_at FROM shops',
    );
    expect(rows[0]?.domain).toMatch(/^redacted-[0-9a-f]{16}\.myshopify\.com$/);
    expect(rows[0]?.redacted_at).not.toBeNull();
  });

  it('installed again afterwards begins with a program of its own', async () => {
    await liveALife(shop);
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'));
    await redact();
    await shop.send('orders/paid', anothersOrder());
    const { rows } = await shop.owner.query<{ program_id: number }>(
      'SELECT program_id FROM shops WHERE domain = $1',
      [shop.ref.domain],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.program_id).not.toBe(shop.ref.programId);
  });

  it('installed again before that came is left alone', async () => {
    await liveALife(shop);
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'));
    await shop.drain();
    await shop.install(day(2));
    await redact();
    const { rows } = await shop.owner.query("SELECT reason FROM inbox WHERE topic = 'shop/redact'");
    expect(rows).toEqual([{ reason: 'ignored: the shop is installed' }]);
    expect(await dumpOf(shop.owner)).toContain(CUSTOMER);
  });

  it('named to us again by a late delivery opens nothing', async () => {
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'));
    await redact();
    expect(await shop.send('shop/redact', sampleBody('shop/redact'))).toBe(200);
    expect(await shop.send('customers/redact', redactBody())).toBe(200);
    const { rows } = await shop.owner.query('SELECT count(*) AS shops FROM shops');
    expect(rows).toEqual([{ shops: 1 }]);
  });
});
