import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainProgram } from '../../app/services/drain-program.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { assertBooksBalance } from '../support/books.ts';
import {
  BOUNDS,
  day,
  type DrainShop,
  expectFolded,
  openDrainShop,
  seenOrder,
  seenRefund,
} from '../support/drain-shop.ts';

let shop: DrainShop;
beforeEach(async () => {
  shop = await openDrainShop();
});
afterEach(() => shop.close());

const admin = <T>(query: string): Promise<T[]> =>
  connected(shop.database.adminUrl, async (client) => (await client.query(query)).rows as T[]);

describe('a fact that comes late', () => {
  const known = seenOrder('1', { quantity: 4, price: '25.00' });
  const late = seenRefund('1', { at: day(10) });

  it('is posted as a difference that names what it corrects', async () => {
    await shop.feed([known]);
    await drainProgram(shop.needs(day(20)), shop.programId, BOUNDS);
    await shop.feed([late]);
    const outcome = await drainProgram(shop.needs(day(21)), shop.programId, BOUNDS);
    expect(outcome.refolded).toBe(1);
    const rows = await admin<object>(
      'SELECT kind, reversed, points::int, corrects::int FROM movements ORDER BY seq',
    );
    expect(rows).toEqual([
      { kind: 'award', reversed: false, points: 100, corrects: null },
      { kind: 'mature', reversed: false, points: 100, corrects: null },
      { kind: 'mature', reversed: true, points: 25, corrects: 2 },
      { kind: 'claw-back', reversed: false, points: 25, corrects: null },
    ]);
    await expectFolded(shop, [known, late], 21);
  });

  it('folds the member once, however many came', async () => {
    await shop.feed([known]);
    await drainProgram(shop.needs(day(20)), shop.programId, BOUNDS);
    const more = [1, 2, 3].map((id) => seenRefund('1', { id: `r${id}`, at: day(10 + id) }));
    await shop.feed(more);
    const bounds = { ...BOUNDS, rowsPerBatch: 1 };
    const outcome = await drainProgram(shop.needs(day(21)), shop.programId, bounds);
    expect(outcome).toMatchObject({ rows: 3, refolded: 1 });
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('is folded at once where a refold failed before: it may be what that one lacked', async () => {
    await shop.feed([known]);
    await drainProgram(shop.needs(day(20)), shop.programId, BOUNDS);
    await admin(
      `UPDATE members SET refold = true, refold_failures = 9, refold_reason = 'bug: x',
              refold_not_before = 'infinity'`,
    );
    await drainProgram(shop.needs(day(21)), shop.programId, BOUNDS);
    expect(await admin('SELECT refold FROM members')).toEqual([{ refold: true }]);
    await shop.feed([late]);
    await drainProgram(shop.needs(day(21)), shop.programId, BOUNDS);
    const flags = 'SELECT refold, refold_failures, refold_reason, refold_not_before FROM members';
    expect(await admin(flags)).toEqual([
      { refold: false, refold_failures: 0, refold_reason: null, refold_not_before: null },
    ]);
    await expectFolded(shop, [known, late], 21);
  });
});

describe('the chain of movements', () => {
  beforeEach(async () => {
    await shop.feed([seenOrder('1'), seenRefund('1')]);
    await drainProgram(shop.needs(day(20)), shop.programId, BOUNDS);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it.each([
    ['the instant of a row', "UPDATE movements SET at = at + interval '1 hour' WHERE seq = 1"],
    ['the cause of a row', "UPDATE movements SET cause = cause || '0' WHERE seq = 1"],
    [
      'a number of an explanation',
      `UPDATE movements SET explanation =
        jsonb_set(explanation, '{eligibleMinor}', '1') WHERE seq = 1`,
    ],
    ['the salt of a row', "UPDATE movements SET salt = salt || '\\x00' WHERE seq = 2"],
    ['the head', "UPDATE members SET chain = '\\x00'"],
  ])('shows that someone changed %s', async (_what, change) => {
    await admin(change);
    await expect(assertBooksBalance(shop.database.ownerUrl)).rejects.toThrow(/chain of member/);
  });

  it('may not be changed by the application at all', async () => {
    for (const change of ['UPDATE movements SET points = 1', 'DELETE FROM movements']) {
      await expect(shop.pool.query(change)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
