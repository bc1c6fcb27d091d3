import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';

const CROWD = 64;

let shop: RedeemShop;
beforeEach(async () => {
  shop = await openRedeemShop();
});
afterEach(() => shop.close());

const all = <T>(work: (place: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: CROWD }, (_, place) => work(place)));

/**
 * What an app does that reads the balance and then writes what is left, as most do. All have read
 * before the first writes, so that the outcome is no matter of luck.
 */
async function redeemNaively(allHaveRead: () => Promise<void>): Promise<boolean> {
  const read = await inProgram(shop.pool, shop.programId, (client) =>
    client.query<{ available: number }>('SELECT available FROM members'),
  );
  await allHaveRead();
  const available = read.rows[0]?.available ?? 0;
  if (available < 500) return false;
  await inProgram(shop.pool, shop.programId, (client) =>
    client.query('UPDATE members SET available = $1', [available - 500]),
  );
  return true;
}

/** Lets nobody through before all have come. */
function meeting(count: number): () => Promise<void> {
  let missing = count;
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return opened;
  };
}

describe('sixty-four redemptions at once with points for one', () => {
  it('give one reward and sixty-three refusals', async () => {
    await earn(shop, 500);
    await shop.fillPool(CROWD);
    const answers = await all(() => shop.at(day(21)).redeem());
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = { ok: false, reason: 'insufficient_points', available: 0, required: 500 };
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array(CROWD - 1).fill(refused));
    expect(await shop.rows("SELECT FROM codes WHERE status = 'taken'")).toHaveLength(1);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('overspend where the balance is read first and written then', async () => {
    await earn(shop, 500);
    const allHaveRead = meeting(CROWD);
    const answers = await all(() => redeemNaively(allHaveRead));
    expect(answers.filter((ok) => ok)).toHaveLength(CROWD);
  });

  it('of one key are one, and all are told the same', async () => {
    await earn(shop, 5_000);
    await shop.fillPool(CROWD);
    const answers = await all(() => shop.at(day(21)).redeem({ key: 'the-one-tap' }));
    const [first] = answers;
    expect(answers.map((answer) => admitted(answer))).toEqual(Array(CROWD).fill(first));
    expect(await shop.rows('SELECT FROM redemptions')).toHaveLength(1);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('of as many members hand out as many codes, each once, and then none', async () => {
    const seen = Array.from({ length: CROWD }, (_, place) =>
      seenOrder(`e${place}`, { customerId: `m${place}`, price: '500.00' }),
    );
    await shop.feed(seen);
    await shop.at(day(20)).drain();
    await shop.fillPool(CROWD - 4);
    const answers = await all((place) => shop.at(day(21)).redeem({ customerId: `m${place}` }));
    const codes = answers.flatMap((one) => (one.ok ? [one.redemption.code] : []));
    expect(new Set(codes).size).toBe(CROWD - 4);
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused).toEqual(Array(4).fill({ ok: false, reason: 'no_code_ready' }));
    await assertBooksBalance(shop.database.ownerUrl);
  });
});

describe('redeeming beside the drain', () => {
  it('of the same members ends in exact books, without a deadlock', async () => {
    const customers = ['c1', 'c2', 'c3', 'c4'];
    for (const customerId of customers) await earn(shop, 3_000, customerId);
    await shop.fillPool(40);
    const warnings: string[] = [];
    const log = {
      info: () => {},
      error: () => {},
      warn: (_: object, said: string) => void warnings.push(said),
    };
    const codes: string[] = [];
    const seen: Observation[] = [];
    const round = async (place: number) => {
      const customerId = customers[place % customers.length] ?? '';
      const answer = await shop.at(day(21 + place / 100)).redeem({ customerId });
      if (!answer.ok) return;
      const { code } = answer.redemption;
      codes.push(code);
      // Every second code is used by another customer than its holder.
      const buyer = customers[(place + (place % 2)) % customers.length] ?? '';
      const order = usingOrder(`u${place}`, code, { customerId: buyer, createdAt: day(22) });
      const refund = seenRefund(`u${place}`, { at: day(23) });
      seen.push(order, refund);
      await shop.feed(place % 3 === 0 ? [refund, order] : [order, refund]);
      await drainProgram(shop.needs(day(24), { log }), shop.programId, {
        ...BOUNDS,
        rowsPerBatch: 3,
      });
    };
    await Promise.all(Array.from({ length: 24 }, (_, place) => round(place)));
    await drainProgram(shop.needs(day(24), { log }), shop.programId, BOUNDS);
    expect(codes).toHaveLength(24);
    expect(new Set(codes).size).toBe(24);
    expect(warnings).toEqual([]);
    const statuses = 'SELECT status, charged::int, count(*)::int FROM redemptions GROUP BY 1, 2';
    expect(await shop.rows(statuses)).toEqual([{ status: 'settled', charged: 0, count: 24 }]);
    // 24 × 500 were spent, and half of each came back with its returned unit.
    const [sums] = await shop.rows('SELECT sum(available)::int AS available FROM members');
    expect(sums).toEqual({ available: 12_000 - 24 * 250 });
    await assertBooksBalance(shop.database.ownerUrl);
  });
});
