/** Customers whom Shopify makes one, and whom staff part again: what the books say then. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minor } from '../../app/domain/kernel/money.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day, seenOrder } from '../support/drain-shop.ts';
import {
  annAndBea,
  expectSettled,
  type MergeShop,
  openMergeShop,
  order,
} from '../support/merge-shop.ts';
import { admitted, usingOrder } from '../support/redeem-shop.ts';

let shop: MergeShop;
beforeEach(async () => {
  shop = await openMergeShop();
  await shop.fillPool(5);
});
afterEach(async () => {
  await expectSettled(shop);
  await shop.close();
});

const redemptions = () =>
  shop.rows<{ member_id: number; status: string; charged: number }>(
    'SELECT member_id::int, status, charged::int FROM redemptions ORDER BY redemption_id',
  );

describe('a merge', () => {
  it('does what the worked example says, figure for figure, until it is withdrawn', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
    admitted(await shop.at(day(4)).redeem({ customerId: '2' }));
    expect(await shop.book('1')).toEqual([
      'award 100 A issued→available',
      'transfer 100 A available→transferred',
    ]);
    expect(await shop.book('2')).toEqual([
      'award 30 B issued→available',
      'transfer 100 A transferred→available',
      'hold 60 A available→held',
    ]);
    expect(await shop.balances()).toEqual({ '2': '0/70/60' });
    await assertBooksBalance(shop.database.ownerUrl);

    expect(await shop.unmerge('1', 5)).toEqual({ ok: true });
    expect((await shop.book('1')).slice(2)).toEqual([
      'transfer 100 A transferred→available reversed',
    ]);
    expect((await shop.book('2')).slice(3)).toEqual([
      'transfer 100 A available→transferred reversed',
      'repay 30 B available→repaid',
      'repay 30 A repaid→available',
    ]);
    expect(await shop.balances()).toEqual({ '1': '0/100/0', '2': '0/-30/60' });
    // Her next points repay the rest.
    await shop.hear(6, order('C', '2', 6, '50.00'));
    expect(await shop.balances()).toEqual({ '1': '0/100/0', '2': '0/20/60' });
    expect(await shop.unmerge('1', 7)).toEqual({ ok: false, reason: 'not_merged' });
  });

  it('withdrawn and made again is another one, and nobody owes any more', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    admitted(await shop.at(day(4)).redeem({ customerId: '2' }));
    await shop.unmerge('1', 5);
    await shop.merge('1', '2', 6);
    expect(await shop.balances()).toEqual({ '2': '0/70/60' });
    const merges = await shop.rows<{ undone: boolean; undone_by: string | null }>(
      'SELECT undone_at IS NOT NULL AS undone, undone_by FROM merges ORDER BY merge_id',
    );
    expect(merges).toEqual([
      { undone: true, undone_by: '7' },
      { undone: false, undone_by: null },
    ]);
  });

  it('told twice, or the other way round, is one merge; why is noted', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    await shop.merge('1', '2', 3);
    await shop.merge('2', '1', 3);
    await shop.merge('2', '2', 3);
    expect(await shop.notes()).toEqual([
      null,
      'refused: already_merged',
      'refused: merged_the_other_way',
      'refused: same_member',
    ]);
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
  });

  it('that failed at Shopify changes nothing', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3, false);
    expect(await shop.notes()).toEqual(['ignored: Shopify did not merge them']);
    expect(await shop.rows('SELECT FROM merges')).toEqual([]);
    expect(await shop.balances()).toEqual({ '1': '0/100/0', '2': '0/30/0' });
  });

  it('known before its customers did anything is kept until they do', async () => {
    await shop.merge('1', '2', 0);
    await annAndBea(shop);
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
    expect(await shop.book('1')).toEqual([]);
  });

  it('of three in a chain brings all to its end, and each link can be withdrawn', async () => {
    await annAndBea(shop);
    await shop.hear(2, order('C', '3', 2, '10.00'));
    await shop.merge('3', '1', 3);
    await shop.merge('1', '2', 4);
    expect(await shop.balances()).toEqual({ '2': '0/140/0' });
    expect(await shop.book('3')).toEqual([
      'award 10 C issued→available',
      'transfer 10 C available→transferred',
    ]);
    await shop.unmerge('1', 5);
    expect(await shop.balances()).toEqual({ '1': '0/110/0', '2': '0/30/0' });
    await shop.unmerge('3', 6);
    expect(await shop.balances()).toEqual({ '1': '0/100/0', '2': '0/30/0', '3': '0/10/0' });
  });
});

describe('who was merged', () => {
  it('has no card and no wallet, redeems nothing, and is adjusted no more', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    const then = shop.at(day(4));
    expect(await then.redeem({ customerId: '1' })).toEqual({ ok: false, reason: 'not_a_member' });
    expect(await then.wallet('1')).toEqual({ ok: true, card: null, redemptions: [] });
    const adjust = async (customerId: string) =>
      then.adjust({ memberId: await shop.memberId(customerId), points: 5 });
    expect(await adjust('1')).toEqual({ ok: false, reason: 'unknown_member' });
    expect(await adjust('2')).toEqual({ ok: true, available: 135 });
  });

  it('took a reward before, which the order of who they became uses', async () => {
    await annAndBea(shop);
    const { redemption } = admitted(await shop.at(day(3)).redeem({ customerId: '1' }));
    await shop.merge('1', '2', 4);
    expect(await shop.balances()).toEqual({ '2': '0/70/60' });
    expect((await shop.at(day(4)).wallet('2')).redemptions).toMatchObject([
      { code: redemption.code, status: 'open' },
    ]);
    await shop.hear(5, usingOrder('U', redemption.code, { customerId: '2', createdAt: day(5) }));
    expect(await redemptions()).toMatchObject([{ status: 'settled', charged: 0 }]);
    // £35 of the order were paid for in money.
    expect(await shop.balances()).toEqual({ '2': '0/105/0' });
    // The end is kept with the beginning: Ann's reward, of Ann's points.
    await shop.unmerge('1', 6);
    expect(await shop.balances()).toEqual({ '1': '0/40/0', '2': '0/65/0' });
  });

  it('took a reward before, which who they became gives back', async () => {
    await annAndBea(shop);
    const { redemption } = admitted(await shop.at(day(3)).redeem({ customerId: '1' }));
    await shop.merge('1', '2', 4);
    expect(await shop.at(day(5)).takeBack(redemption.code, '2')).toMatchObject({ ok: true });
    const [row] = await shop.rows<{ id: number }>(
      'SELECT redemption_id::int AS id FROM redemptions',
    );
    expect(await shop.at(day(6)).release(row?.id ?? 0)).toEqual({ ok: true });
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
  });
});

describe('orders after a merge', () => {
  it('that Shopify moves to the kept customer give their points once', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    const moved = seenOrder('A', { customerId: '2', createdAt: day(1), updatedAt: day(4) });
    await shop.hear(4, moved);
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
    // Parted, Bea has both: whose an order is Shopify says.
    await shop.unmerge('1', 5);
    expect(await shop.balances()).toEqual({ '2': '0/130/0' });
  });

  it('and refunds of who was merged are told to who has everything', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    await shop.hear(4, order('D', '1', 4, '7.00'), order('E', '2', 4, '5.00'));
    await shop.hear(5, {
      type: 'refund',
      orderId: 'A',
      refund: {
        ...{ id: 'r', at: day(5), units: [{ lineId: 'l1', quantity: 1 }] },
        ...{ beyondLinesMinor: minor(0), shippingMinor: minor(0), shippingTaxMinor: minor(0) },
      },
    });
    expect(await shop.balances()).toEqual({ '2': '0/42/0' });
  });

  it('meet merges and partings on their way, and nobody waits in a circle', async () => {
    const people = ['1', '2', '3', '4'];
    await shop.hear(1, ...people.map((id) => order(`first-${id}`, id, 1, '10.00')));
    const seen = Array.from({ length: 60 }, (_, place) =>
      order(`o${place}`, people[place % 4] ?? '1', 2, '1.00'),
    );
    await shop.feed(seen);
    const bounds = { ...BOUNDS, rowsPerBatch: 7 };
    const drain = () => drainProgram(shop.needs(day(5)), shop.programId, bounds);
    await Promise.all([
      ...Array.from({ length: 4 }, drain),
      shop.merge('1', '2', 5),
      shop.merge('4', '3', 5),
      shop.merge('2', '3', 5),
      ...people.map((customerId) => shop.at(day(5)).redeem({ customerId })),
    ]);
    await drain();
    expect(await shop.balances()).toEqual({ '3': '0/100/0' });
    await Promise.all([drain(), shop.unmerge('2', 6), shop.unmerge('4', 6)]);
    await drain();
    expect(await shop.balances()).toEqual({ '2': '0/50/0', '3': '0/25/0', '4': '0/25/0' });
  });
});
