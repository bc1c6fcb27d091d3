import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenRefund } from '../support/drain-shop.ts';
import { earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

let shop: RedeemShop;
let memberId: number;
beforeEach(async () => {
  shop = await openRedeemShop();
  await earn(shop, 100);
  const [row] = await shop.rows<{ member_id: string }>('SELECT member_id FROM members');
  memberId = Number(row?.member_id);
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

const adjust = (ask: Parameters<ReturnType<RedeemShop['at']>['adjust']>[0], days = 21) =>
  shop.at(day(days)).adjust({ memberId, ...ask });

describe('points given or taken by hand', () => {
  it('move at once, with who did it and why', async () => {
    expect(await adjust({ points: 250, reason: '  Sorry for the delay ' })).toEqual({
      ok: true,
      available: 350,
    });
    expect(await adjust({ points: -300 })).toEqual({ ok: true, available: 50 });
    const decisions = 'SELECT content FROM decisions ORDER BY at LIMIT 1';
    expect(await shop.rows(decisions)).toMatchObject([
      { content: { points: 250, reason: 'Sorry for the delay', staffId: '7' } },
    ]);
    const lots = 'SELECT split_part(lot_id, $1, 1) AS of, available::int FROM lots ORDER BY 1';
    expect(await shop.rows(lots, [':'])).toEqual([
      { of: 'adjust', available: 50 },
      { of: 'order', available: 0 },
    ]);
  });

  it('stay as they are when the member is folded again', async () => {
    await adjust({ points: 250 });
    await adjust({ points: -300 });
    await shop.rows('UPDATE members SET refold = true');
    await shop.at(day(22)).drain();
    expect(await shop.rows('SELECT available::int, seq::int, refold FROM members')).toEqual([
      { available: 50, seq: 5, refold: false },
    ]);
  });

  it('pay a debt first', async () => {
    await adjust({ points: -100 });
    await shop.feed([seenRefund('e-c1', { at: day(22) })]);
    await shop.at(day(23)).drain();
    expect(await shop.rows('SELECT available::int FROM members')).toEqual([{ available: -100 }]);
    expect(await adjust({ points: 150 }, 24)).toEqual({ ok: true, available: 50 });
  });

  it('are moved once under one key, and another change under it is refused', async () => {
    const key = 'the-same-key';
    const answers = await Promise.all([1, 2, 3].map(() => adjust({ points: 50, key })));
    expect(answers).toEqual(Array(3).fill({ ok: true, available: 150 }));
    expect(await adjust({ points: 51, key })).toEqual({ ok: false, reason: 'key_reused' });
    const other = await adjust({ points: 50, key, reason: 'Another reason' });
    expect(other).toEqual({ ok: false, reason: 'key_reused' });
  });

  it('cannot be taken beyond what can be spent', async () => {
    expect(await adjust({ points: -101 })).toEqual({
      ok: false,
      reason: 'insufficient_points',
      available: 100,
      required: 101,
    });
  });

  it('are nobody’s where there is no such member, or they were erased', async () => {
    const unknown = { ok: false, reason: 'unknown_member' };
    expect(await adjust({ memberId: 999_999 })).toEqual(unknown);
    const other = await openRedeemShop(shop.database);
    expect(await other.at(day(21)).adjust({ memberId })).toEqual(unknown);
    await other.close();
    await shop.seal();
    expect(await adjust({})).toEqual(unknown);
  });

  it.each([
    [{ points: 0 }, 'points'],
    [{ points: 1.5 }, 'points'],
    [{ points: 1_000_001 }, 'points'],
    [{ points: -1_000_001 }, 'points'],
    [{ points: NaN }, 'points'],
    [{ reason: '   ' }, 'reason'],
    [{ reason: 'x'.repeat(201) }, 'reason'],
    [{ key: 'short' }, 'key'],
  ])('are refused with the field named: %o', async (ask, field) => {
    const answer = await adjust(ask);
    expect(answer).toMatchObject({ ok: false, reason: 'malformed', fields: [{ field }] });
    expect(await shop.rows('SELECT FROM decisions')).toEqual([]);
  });
});
