/**
 * New orders of members under tiers: gone on with from what is kept of the tier, and from all
 * orders wherever that cannot be believed. However it went, the books say what a fresh fold says.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openMerges } from '../../app/adapters/postgres/merges.server.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { matureMembers } from '../../app/services/mature-members.ts';
import { unmergeMember } from '../../app/services/unmerge-member.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';
import { admitted } from '../support/redeem-shop.ts';
import { tellNotice } from '../support/tell-notice.ts';

const PRESET = pointsTiersPreset(HERE);
const { tiers } = PRESET;
/** Two months in the window, two more in which a level is kept. */
const BRISK: ProgramDefinition = {
  ...PRESET,
  tiers: tiers && {
    ...tiers,
    window: { kind: 'days', days: 60 },
    keeping: { kind: 'days', days: 60, softLanding: true },
  },
};

let shop: LanguageShop;
beforeEach(async () => {
  shop = await openLanguageShop(BRISK);
});
afterEach(() => shop.close());

/** Two of a kind, so that one may go back. */
const order = (id: string, days: number, price: string, customerId = 'c1') =>
  seenOrder(id, { createdAt: day(days), price, customerId, quantity: 2 });

/** Takes in what waits, folding nobody again; answers who would have to be. */
async function batch(days: number): Promise<string[]> {
  const { programId } = shop;
  const needs = shop.needs(day(days));
  await drainBatch(needs, { programId, claim: { atMost: 500 }, asOf: day(days) });
  await matureMembers(needs, { programId, asOf: day(days), atMost: 500 });
  const flagged = await shop.rows<{ customer_id: string }>(
    'SELECT customer_id FROM members WHERE refold ORDER BY customer_id',
  );
  return flagged.map(({ customer_id: customerId }) => customerId);
}

async function told(days: number, ...seen: Parameters<LanguageShop['tell']>[0]) {
  await shop.tell(seen);
  return batch(days);
}

const kept = () =>
  shop.rows<{ customer_id: string }>(
    'SELECT customer_id FROM members WHERE tier_memory IS NOT NULL ORDER BY 1',
  );

/** A first order, which asks for all there is: that is when something is begun to be kept. */
async function begin(...customers: string[]): Promise<void> {
  await shop.tell(customers.map((one) => order(`${one} first`, 1, '300.00', one)));
  await shop.drain(day(1));
  expect(await kept()).toHaveLength(customers.length);
}

describe('a member under tiers', () => {
  it('climbs, falls and has points mature by new orders and by time alone', async () => {
    await begin('c1');
    expect(await told(2, order('2', 2, '300.00'))).toEqual([]);
    expect(await shop.member()).toMatchObject({ pending: 1_350, tier: 'silver', refold: false });
    await shop.expectFresh(day(2));
    expect(await told(20, order('3', 20, '100.00'))).toEqual([]);
    expect(await shop.member()).toMatchObject({ pending: 250, available: 1_350 });
    await shop.expectFresh(day(20));
    const after = await shop.rows('SELECT seq::int FROM outbox');
    // The orders of the first days leave, and two months later Silver is lost.
    expect(await told(121.5)).toEqual([]);
    expect(await told(122.5)).toEqual([]);
    expect(await shop.member()).toMatchObject({ tier: 'bronze', refold: false });
    expect(await shop.rows('SELECT seq::int FROM outbox')).not.toEqual(after);
    await shop.expectFresh(day(122.5));
    expect(await told(123, order('4', 123, '10.00'))).toEqual([]);
    await shop.expectFresh(day(123));
  });

  it('is told that their level is another one, though nothing was posted', async () => {
    await begin('c1');
    await told(2, order('2', 2, '300.00'));
    await shop.drain(day(40));
    await shop.rows('DELETE FROM outbox');
    expect(await told(123)).toEqual([]);
    expect(await shop.member()).toMatchObject({ tier: 'bronze' });
    expect(await shop.rows('SELECT topic FROM outbox')).toEqual([{ topic: 'member' }]);
  });

  it('who sends something back is folded from all orders, and gone on with again', async () => {
    await begin('c1');
    await told(2, order('2', 2, '300.00'));
    expect(await told(5, seenRefund('2', { at: day(5) }))).toEqual(['c1']);
    await shop.drain(day(5));
    await shop.expectFresh(day(5));
    expect(await told(6, order('3', 6, '50.00'))).toEqual([]);
    await shop.expectFresh(day(6));
  });

  it('whose orders are sent is gone on with', async () => {
    await begin('c1');
    await told(2, order('2', 2, '300.00'));
    const sent = { createdAt: day(2), updatedAt: day(3), fulfilledAt: day(3) };
    expect(await told(3, seenOrder('2', { ...sent, price: '300.00', quantity: 2 }))).toEqual([]);
    await shop.expectFresh(day(3));
  });

  it('with a life of two hundred orders has what a fresh fold says, step by step', async () => {
    await begin('c1', 'c2');
    let again = 0;
    for (let place = 0; place < 100; place += 1) {
      const days = 2 + place * 2.7;
      const price = `${(place * 37) % 170}.00`;
      const seen = [order(`a${place}`, days, price), order(`b${place}`, days, '9.50', 'c2')];
      const back = place % 25 === 24 ? [seenRefund(`a${place - 3}`, { at: day(days + 1) })] : [];
      again += (await told(days + 1.5, ...seen, ...back)).length;
      await shop.drain(day(days + 1.5));
      if (place % 10 === 9) await shop.expectFresh(day(days + 1.5));
    }
    expect(again).toBe(4);
  });
});

describe('what is kept', () => {
  it('may be thrown away at any time: it is written anew', async () => {
    await begin('c1');
    await shop.rows('UPDATE members SET tier_memory = NULL');
    expect(await told(2, order('2', 2, '300.00'))).toEqual(['c1']);
    await shop.drain(day(2));
    expect(await kept()).toHaveLength(1);
    expect(await told(3, order('3', 3, '40.00'))).toEqual([]);
    await shop.expectFresh(day(3));
  });

  it('is worth nothing beside a header that somebody else wrote', async () => {
    await begin('c1');
    await shop.rows(`UPDATE members SET folded_to = folded_to + interval '1 second'`);
    expect(await told(2, order('2', 2, '300.00'))).toEqual(['c1']);
    await shop.drain(day(2));
    await shop.expectFresh(day(2));
  });

  it('is worth nothing under another version', async () => {
    await begin('c1');
    const steep = tiers && { ...tiers, levels: tiers.levels.slice(0, 1) };
    await shop.publish({ ...PRESET, tiers: steep }, day(3));
    expect(await told(3, order('2', 3, '300.00'))).toEqual(['c1']);
    await shop.drain(day(3));
    await shop.expectFresh(day(3));
    expect(await told(4, order('3', 4, '300.00'))).toEqual([]);
    await shop.expectFresh(day(4));
  });

  it('waits for a version that is in force later, which asks for all there is', async () => {
    await begin('c1');
    await shop.publish(PRESET, day(2), day(9));
    expect(await told(3, order('2', 3, '300.00'))).toEqual([]);
    await shop.expectFresh(day(3));
    expect(await told(9)).toEqual(['c1']);
    await shop.drain(day(9));
    await shop.expectFresh(day(9));
  });

  it('is of nobody who is one with others, and of each once they are parted', async () => {
    await begin('c1', 'c2');
    const merge = { type: 'customer-merge', keptId: 'c2', deletedId: 'c1', isDone: true } as const;
    await tellNotice(shop, { topic: 'customers/merge', notice: merge, days: 2 });
    expect(await kept()).toEqual([]);
    expect(await told(3, order('3', 3, '300.00', 'c2'))).toEqual(['c2']);
    await shop.drain(day(3));
    expect(await kept()).toEqual([]);
    const { memberId } = await shop.member();
    const merges = openMerges(shop.pool);
    const unmerge = unmergeMember({ merges, crypto: chainCrypto, clock: () => day(4) });
    await unmerge({ programId: shop.programId, memberId, staffId: '7' });
    expect(await kept()).toHaveLength(2);
    const both = ['c1', 'c2'].map((one) => order(`${one} last`, 5, '300.00', one));
    expect(await told(5, ...both)).toEqual([]);
    await shop.expectFresh(day(5));
  });

  it('goes on through decisions: a redemption and points of staff', async () => {
    await begin('c1');
    await shop.drain(day(20));
    await shop.fillPool(1);
    admitted(await shop.at(day(21)).redeem());
    const { memberId } = await shop.member();
    expect(await shop.at(day(22)).adjust({ memberId, points: 70 })).toMatchObject({ ok: true });
    expect(await told(23, order('2', 23, '300.00'))).toEqual([]);
    await shop.expectFresh(day(23));
  });

  it('goes with whoever is erased', async () => {
    await begin('c1', 'c2');
    await shop.seal('c1');
    expect(await kept()).toEqual([{ customer_id: 'c2' }]);
  });
});
