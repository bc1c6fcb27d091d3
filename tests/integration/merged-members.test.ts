/** Members who are one, as staff, shoppers, Shopify and the law see them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberReader } from '../../app/adapters/postgres/export-member.server.ts';
import { listMembers } from '../../app/adapters/postgres/list-members.server.ts';
import { openMerges } from '../../app/adapters/postgres/merges.server.ts';
import { openMirrors } from '../../app/adapters/postgres/mirrors.server.ts';
import { readHome } from '../../app/adapters/postgres/read-home.server.ts';
import { readMember as readMemberRow } from '../../app/adapters/postgres/read-member.server.ts';
import { primaryOnly } from '../../app/adapters/postgres/read-pool.server.ts';
import { booksReader } from '../../app/adapters/postgres/sum-books.server.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { unmergeMember } from '../../app/services/unmerge-member.ts';
import { day } from '../support/drain-shop.ts';
import { HERE } from '../support/language-shop.ts';
import {
  annAndBea,
  AT_ONCE,
  expectSettled,
  type MergeShop,
  openMergeShop,
  order,
} from '../support/merge-shop.ts';
import { admitted } from '../support/redeem-shop.ts';
import { drainAfterNotices, tellNotice } from '../support/tell-notice.ts';

const TIERED = pointsTiersPreset(HERE);

let shop: MergeShop;
beforeEach(async () => {
  shop = await openMergeShop();
  await shop.fillPool(5);
});
afterEach(async () => {
  await expectSettled(shop);
  await shop.close();
});

describe('what others see', () => {
  it('is the kept member, and of the merged one what was and where it went', async () => {
    await annAndBea(shop);
    admitted(await shop.at(day(3)).redeem({ customerId: '1' }));
    await shop.merge('1', '2', 4);
    const [ann, bea] = [await shop.memberId('1'), await shop.memberId('2')];
    const page = (memberId: number) =>
      readMemberRow(shop.pool, { ...shop, memberId, before: null, zone: 'UTC' });
    expect(await page(ann)).toMatchObject({
      header: { mergedInto: bea, mergedHere: [] },
      lots: [],
    });
    expect(await page(bea)).toMatchObject({
      header: { mergedInto: null, mergedHere: [ann], available: 70, held: 60 },
      redemptions: [{ status: 'open', cost: 60 }],
      ledger: [{}, {}, { change: 30 }],
    });
    const listed = await listMembers(primaryOnly(shop.pool), shop, { after: null, atMost: 10 });
    expect(listed.map(({ memberId }) => memberId)).toEqual([bea]);
    const { numbers } = await readHome(primaryOnly(shop.pool), shop.programId, 'UTC', day(4));
    expect(numbers).toMatchObject({ members: 1, available: 70, held: 60 });
    const books = await booksReader(primaryOnly(shop.pool), () => 0)(shop.programId);
    expect(books).toMatchObject({ members: 1, unbalancedMembers: 0 });
    const [ofAnn, ofBea] = await Promise.all(
      ['1', '2'].map((id) => memberReader(shop.pool)(shop, id)),
    );
    expect(ofAnn).toEqual(ofBea);
    expect(ofBea).toMatchObject({ member: { available: 70 }, redemptions: [{ cost: 60 }] });
    expect(ofBea?.orders.map(({ orderId }) => orderId)).toEqual(['A', 'B']);
    expect(ofBea?.movements).toHaveLength(7);
  });

  it('is told to Shopify of the kept customer: the other is gone there', async () => {
    await annAndBea(shop);
    await shop.merge('1', '2', 3);
    const mirrors = openMirrors(shop.pool);
    const { news } = await mirrors.readMembers(shop, { after: null, atMost: 10 });
    expect(news).toMatchObject([
      { customerId: null, card: null },
      { customerId: '2', card: { header: { available: 130 } } },
    ]);
  });

  it('limits of a reward count what all of a group took', async () => {
    await shop.close();
    const [reward] = AT_ONCE.rewards;
    if (!reward) throw new Error('There is a reward.');
    const limits = { ...reward.limits, times: { kind: 'ever', times: 1 } } as const;
    shop = await openMergeShop({ ...AT_ONCE, rewards: [{ ...reward, limits }] });
    await shop.fillPool(5);
    await annAndBea(shop);
    admitted(await shop.at(day(3)).redeem({ customerId: '1' }));
    await shop.merge('1', '2', 4);
    expect(await shop.at(day(5)).redeem({ customerId: '2' })).toEqual({
      ok: false,
      reason: 'taken_too_often',
    });
  });
});

describe('under a program with tiers and waiting points', () => {
  it('a group climbs together, what waits matures, and parted each has their own', async () => {
    await shop.close();
    shop = await openMergeShop(TIERED);
    const tiers = () =>
      shop.rows<{ customer_id: string; tier: string | null; due: boolean }>(
        `SELECT customer_id, tier, least(next_due_at, next_fact_at) IS NOT NULL AS due
         FROM members ORDER BY customer_id`,
      );
    await shop.hear(1, order('A', '1', 1, '300.00'));
    await shop.hear(2, order('B', '2', 2, '300.00'));
    expect((await tiers()).map(({ tier }) => tier)).toEqual(['bronze', 'bronze']);
    await shop.merge('1', '2', 3);
    expect(await shop.balances()).toEqual({ '2': '600/0/0' });
    expect(await tiers()).toEqual([
      { customer_id: '1', tier: null, due: false },
      { customer_id: '2', tier: 'silver', due: true },
    ]);
    // What waited matures with who has it.
    await shop.hear(20);
    expect(await shop.balances()).toEqual({ '2': '0/600/0' });
    await shop.hear(21, order('C', '2', 21, '100.00'));
    expect((await shop.balances())['2']).toBe('125/600/0');
    await shop.unmerge('1', 22);
    expect((await tiers()).map(({ tier }) => tier)).toEqual(['bronze', 'bronze']);
    expect(await shop.balances()).toEqual({ '1': '0/300/0', '2': '100/300/0' });
  });
});

describe('forgetting', () => {
  it.each(['1', '2'])('customer %s means all whom they are one with', async (customerId) => {
    await annAndBea(shop);
    admitted(await shop.at(day(3)).redeem({ customerId: '1' }));
    await shop.merge('1', '2', 4);
    const notice = { type: 'customer-redact', customerId, emailHash: null, orderIds: [] } as const;
    await tellNotice(shop, { topic: 'customers/redact', notice, days: 5 });
    const left = await shop.rows(
      'SELECT FROM members WHERE sealed_at IS NULL OR customer_id <> $1',
      [''],
    );
    expect(left).toEqual([]);
    expect(await shop.rows('SELECT FROM orders')).toEqual([]);
    // Nothing that comes later brings either back, and what was theirs still sums.
    await shop.merge('1', '2', 6);
    expect((await shop.notes()).at(-1)).toBe('ignored: erased before');
    await shop.feed([order('late', '1', 1)]);
    await drainAfterNotices(shop, 7);
    expect(await shop.rows('SELECT FROM orders WHERE member_id IS NOT NULL')).toEqual([]);
  });
});

it('members of another program are nobody to merge with, or to part', async () => {
  await annAndBea(shop);
  await shop.merge('1', '2', 3);
  const other = await openMergeShop();
  try {
    await other.merge('1', '2', 3);
    expect(await other.balances()).toEqual({});
    expect(await other.rows('SELECT FROM merges')).toHaveLength(1);
  } finally {
    await other.close();
  }
  const { crypto } = shop.needs(day(4));
  const unmerge = unmergeMember({ merges: openMerges(shop.pool), crypto, clock: () => day(4) });
  const ask = { memberId: await shop.memberId('1'), staffId: '7' };
  expect(await unmerge({ programId: shop.programId + 1, ...ask })).toEqual({
    ok: false,
    reason: 'not_merged',
  });
  expect(await shop.balances()).toEqual({ '2': '0/130/0' });
});
