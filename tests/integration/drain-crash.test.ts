import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { InvariantError } from '../../app/domain/kernel/invariant.ts';
import type { Books, MemberHeader } from '../../app/services/ports/drain.ts';
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
import { dyingBooks } from '../support/dying-books.ts';

let shop: DrainShop;
beforeEach(async () => {
  shop = await openDrainShop();
});
afterEach(() => shop.close());

const EMPTY = { waiting: 0, parked: 0 };

async function countInbox(): Promise<{ waiting: number; parked: number }> {
  const { rows } = await connected(shop.database.ownerUrl, (owner) =>
    owner.query<{
      waiting: number;
      parked: number;
    }>(`SELECT (count(*) FILTER (WHERE status = 'waiting'))::int AS waiting,
                        (count(*) FILTER (WHERE status = 'parked'))::int AS parked FROM inbox`),
  );
  return rows[0] ?? EMPTY;
}

/**
 * Orders with refunds before, beside and after them, a change of owner, and something to mature.
 */
const LIVES: readonly Observation[] = [
  seenRefund('1', { at: day(3) }),
  seenOrder('1', { quantity: 3, price: '10.00' }),
  seenOrder('2', { customerId: 'c2', createdAt: day(2) }),
  seenOrder('2', { customerId: 'c1', createdAt: day(2), updatedAt: day(3) }),
  seenOrder('3', { customerId: 'c2', createdAt: day(18), price: '3.10' }),
  seenRefund('3', { at: day(19) }),
];

describe('a worker killed at any step', () => {
  it('leaves no trace: the next one ends with exact books', async () => {
    const seen: Observation[] = [];
    let died = true;
    for (let dieAt = 1; died; dieAt += 1) {
      const lives = LIVES.map((one) => renamed(one, `${dieAt}-`));
      seen.push(...lives);
      // One delivery of each order is drained before, so that the killed run has a past to correct.
      await shop.feed(lives.slice(2, 3));
      await drainProgram(shop.needs(day(4)), shop.programId, BOUNDS);
      await shop.feed(lives);
      const needs = shop.needs(day(20));
      const dying = dyingBooks(needs.books, dieAt);
      const neverParks = { ...dying.books, parkRow: () => Promise.reject(new Error('killed')) };
      await drainProgram({ ...needs, books: neverParks }, shop.programId, BOUNDS).catch(() => {});
      died = dying.died();
      await assertBooksBalance(shop.database.ownerUrl);
      // Later than any refold that was put off.
      await drainProgram(shop.needs(day(21)), shop.programId, BOUNDS);
      expect(await countInbox()).toEqual(EMPTY);
      await expectFolded(shop, seen, 21);
      if (!died) expect(dieAt, 'how many steps there were').toBeGreaterThan(18);
    }
  });

  function renamed(one: Observation, prefix: string): Observation {
    const orderId = prefix + one.orderId;
    if (one.type !== 'order') return { ...one, orderId };
    const { snapshot } = one;
    return { ...one, orderId, snapshot: { ...snapshot, customerId: prefix + snapshot.customerId } };
  }
});

describe('a delivery that uncovers a bug', () => {
  const neighbours = Array.from({ length: 20 }, (_, place) => seenOrder(`n${place}`));
  const poison = { type: 'order', orderId: 'poison' } as unknown as Observation;

  it('is parked alone with a reason, and its neighbours are drained', async () => {
    const seen = [...neighbours.slice(0, 13), poison, ...neighbours.slice(13)];
    await shop.feed(seen);
    const outcome = await drainProgram(shop.needs(day(1)), shop.programId, BOUNDS);
    expect(outcome).toMatchObject({ rows: 21, parked: 1, more: false });
    expect(await countInbox()).toEqual({ waiting: 0, parked: 1 });
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query("SELECT reason, observation FROM inbox WHERE status = 'parked'"),
    );
    expect(rows).toEqual([{ reason: 'bug: TypeError', observation: poison }]);
    await expectFolded(shop, neighbours, 1);
  });

  it('says the broken invariant in our own words', async () => {
    await shop.feed([seenOrder('1', { price: 'cheap' })]);
    await drainProgram(shop.needs(day(1)), shop.programId, BOUNDS);
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query("SELECT reason FROM inbox WHERE status = 'parked'"),
    );
    expect(rows).toEqual([{ reason: 'bug: Line l1 has a decimal price.' }]);
  });
});

describe('a failure only the moment is to blame for', () => {
  const failing = (books: Books, times: number, code: string): Books => {
    let left = times;
    return {
      ...books,
      inProgram: (programId, work) => {
        left -= 1;
        if (left >= 0) return Promise.reject(Object.assign(new Error('moment'), { code }));
        return books.inProgram(programId, work);
      },
    };
  };

  it.each(['40P01', '40001', '57P01', '08006', '53300', '42P01', 'ECONNREFUSED'])(
    'is tried again after %s',
    async (code) => {
      await shop.feed([seenOrder('1')]);
      const needs = shop.needs(day(1), { pause: async () => {} });
      const books = failing(needs.books, 3, code);
      await drainProgram({ ...needs, books }, shop.programId, BOUNDS);
      expect(await countInbox()).toEqual(EMPTY);
      await expectFolded(shop, [seenOrder('1')], 1);
    },
  );

  it('never parks a row, however long it lasts', async () => {
    await shop.feed([seenOrder('1')]);
    const needs = shop.needs(day(1), { pause: async () => {} });
    const books = failing(needs.books, Number.POSITIVE_INFINITY, '57P03');
    const drained = drainProgram({ ...needs, books }, shop.programId, BOUNDS);
    await expect(drained).rejects.toThrow('A batch of 0 rows failed.');
    expect(await countInbox()).toEqual({ waiting: 1, parked: 0 });
  });
});

describe('a member who cannot be folded again', () => {
  it('waits longer each time and keeps nobody waiting', async () => {
    const seen = [seenOrder('1'), seenOrder('2', { customerId: 'c2' })];
    await shop.feed(seen);
    await drainProgram(shop.needs(day(1)), shop.programId, BOUNDS);
    const late = [seenRefund('1', { at: day(0.5) }), seenRefund('2', { at: day(0.5) })];
    const dips = [
      seenOrder('0', { createdAt: day(-1) }),
      seenOrder('9', { customerId: 'c2', createdAt: day(-1) }),
    ];
    await shop.feed([...late, ...dips]);
    const needs = shop.needs(day(2));
    const buggy = <H extends MemberHeader | null>(header: H): H => {
      if (header?.customerId === 'c1') throw new InvariantError('A planted bug.');
      return header;
    };
    const inProgram: Books['inProgram'] = (programId, work) =>
      needs.books.inProgram(programId, (open) =>
        work({
          ...open,
          lockMember: async (memberId) => buggy(await open.lockMember(memberId)),
          lockCrowd: async (crowd) => (await open.lockCrowd(crowd)).map(buggy),
        }),
      );
    const books = { ...needs.books, inProgram };
    await drainProgram({ ...needs, books }, shop.programId, BOUNDS);
    const { rows } = await connected(shop.database.ownerUrl, (owner) =>
      owner.query(`SELECT customer_id, refold, refold_failures, refold_reason
                   FROM members ORDER BY customer_id`),
    );
    expect(rows).toEqual([
      {
        customer_id: 'c1',
        refold: true,
        refold_failures: 1,
        refold_reason: 'bug: A planted bug.',
      },
      { customer_id: 'c2', refold: false, refold_failures: 0, refold_reason: null },
    ]);
    expect(await needs.books.programsAtWork(day(2))).toEqual([]);
    await drainProgram(shop.needs(day(3)), shop.programId, BOUNDS);
    await expectFolded(shop, [...seen, ...late, ...dips], 3);
  });
});
