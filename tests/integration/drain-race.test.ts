import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { Log } from '../../app/services/ports/log.ts';
import { refoldMember } from '../../app/services/refold-member.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import {
  BOUNDS,
  day,
  type DrainShop,
  expectFolded,
  openDrainShop,
  seenOrder,
  seenRefund,
  silentLog,
} from '../support/drain-shop.ts';
import { gate, heldBefore } from '../support/gate.ts';

let shop: DrainShop;
beforeEach(async () => {
  shop = await openDrainShop();
});
afterEach(() => shop.close());

const owner = <T>(query: string): Promise<T[]> =>
  connected(shop.database.ownerUrl, async (client) => (await client.query(query)).rows as T[]);

const batch = (atMost: number, days: number) => {
  return { programId: shop.programId, claim: { atMost }, asOf: day(days) };
};

describe('many drains of one program at once', () => {
  it('never deadlock, never retry, and end with exact books', async () => {
    // Few orders and members, so that every batch shares some with every other, in other sequences.
    const seen = Array.from({ length: 900 }, (_, place): Observation => {
      const orderId = String((place * 7919) % 40);
      const customerId = `c${(place * 31) % 5}`;
      const createdAt = day(Number(orderId) / 10);
      if (place % 3 === 0) {
        return seenRefund(orderId, { id: `r${place % 4}`, at: day(5 + (place % 20)) });
      }
      return seenOrder(orderId, {
        customerId,
        createdAt,
        quantity: 20,
        price: '1.37',
        updatedAt: day(5 + (place % 17)),
      });
    });
    await shop.feed(seen);
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warn: (_fields, message) => void warnings.push(message) };
    const bounds = { ...BOUNDS, rowsPerBatch: 23 };
    const drains = Array.from({ length: 6 }, () =>
      drainProgram(shop.needs(day(40), { log }), shop.programId, bounds),
    );
    await Promise.all(drains);
    await drainProgram(shop.needs(day(40)), shop.programId, bounds);
    expect(warnings).toEqual([]);
    expect(await owner("SELECT FROM inbox WHERE status <> 'done'")).toEqual([]);
    await expectFolded(shop, seen, 40);
  });
});

describe('an order and its refund, drained by two workers', () => {
  it.each(['lockOrders', 'lockMembers', 'loadLots', 'writeBatch'] as const)(
    'both count, whoever waits before %s',
    async (operation) => {
      const order = seenOrder('1', { quantity: 2, price: '50.00' });
      const refund = seenRefund('1', { at: day(1) });
      await shop.feed([order]);
      await shop.feed([refund]);
      const first = gate();
      const needs = shop.needs(day(2));
      const books = heldBefore(needs.books, operation, first.pass);
      const slow = drainBatch({ ...needs, books }, batch(1, 2));
      await first.arrived;
      const quick = drainBatch(needs, batch(1, 2));
      first.open();
      expect(await Promise.all([slow, quick])).toEqual([1, 1]);
      await drainProgram(needs, shop.programId, BOUNDS);
      await expectFolded(shop, [order, refund], 2);
    },
  );
});

describe('folding a member again beside a batch', () => {
  const early = seenOrder('1', { quantity: 2, price: '50.00' });
  const late = seenOrder('0', { createdAt: day(-3), price: '20.00' });
  const news = seenRefund('1', { at: day(3) });

  async function flaggedMember(): Promise<number> {
    await shop.feed([early]);
    await drainBatch(shop.needs(day(2)), batch(10, 2));
    await shop.feed([late]);
    await drainBatch(shop.needs(day(2)), batch(10, 2));
    const rows = await owner<{ member_id: string; refold: boolean }>('SELECT * FROM members');
    expect(rows).toMatchObject([{ refold: true }]);
    return Number(rows[0]?.member_id);
  }

  it('the batch came to the order first and to the member last: nothing is lost', async () => {
    const memberId = await flaggedMember();
    await shop.feed([news]);
    const atMember = gate();
    const needs = shop.needs(day(4));
    const held = heldBefore(needs.books, 'lockMembers', atMember.pass);
    const batching = drainBatch({ ...needs, books: held }, batch(10, 4));
    await atMember.arrived;
    const at = { programId: shop.programId, memberId, asOf: day(4) };
    expect(await refoldMember(needs, at)).toBe(true);
    atMember.open();
    await batching;
    await drainProgram(needs, shop.programId, BOUNDS);
    await expectFolded(shop, [early, late, news], 4);
  });

  it('the batch held the member when the refold came: the refold sees what it wrote', async () => {
    const memberId = await flaggedMember();
    await shop.feed([news]);
    const atWrite = gate();
    const needs = shop.needs(day(4));
    const held = heldBefore(needs.books, 'writeBatch', atWrite.pass);
    const batching = drainBatch({ ...needs, books: held }, batch(10, 4));
    await atWrite.arrived;
    const refolding = refoldMember(needs, { programId: shop.programId, memberId, asOf: day(4) });
    atWrite.open();
    await Promise.all([batching, refolding]);
    await expectFolded(shop, [early, late, news], 4);
    expect(await owner('SELECT FROM members WHERE refold')).toEqual([]);
  });

  it('the refold held the member when the batch came: it goes on from the new header', async () => {
    const memberId = await flaggedMember();
    await shop.feed([news]);
    const atWrite = gate();
    const needs = shop.needs(day(4));
    const held = heldBefore(needs.books, 'writeRefold', atWrite.pass);
    const at = { programId: shop.programId, memberId, asOf: day(4) };
    const refolding = refoldMember({ ...needs, books: held }, at);
    await atWrite.arrived;
    const batching = drainBatch(needs, batch(10, 4));
    atWrite.open();
    await Promise.all([refolding, batching]);
    expect(await owner('SELECT FROM members WHERE refold')).toEqual([]);
    await expectFolded(shop, [early, late, news], 4);
  });
});
