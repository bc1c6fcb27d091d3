/** Many members folded again together, under a program whose members are folded from scratch. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { inProgramByKeys } from '../../app/adapters/postgres/pool.server.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { refoldCrowd } from '../../app/services/refold-crowd.ts';
import { refoldMember } from '../../app/services/refold-member.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { dyingBooks } from '../support/dying-books.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';

const PRESET = pointsTiersPreset(HERE);
const { tiers } = PRESET;
/** Silver gives 40 points. */
const ENTERED: ProgramDefinition = {
  ...PRESET,
  tiers: tiers && {
    ...tiers,
    levels: tiers.levels.map((level, place) => ({
      ...level,
      entryPoints: points([0, 40, 90][place] ?? 0),
    })),
  },
};

let shop: LanguageShop;
beforeEach(async () => {
  shop = await openLanguageShop(ENTERED);
});
afterEach(() => shop.close());

const orderOf = (customerId: string, id: string, days: number, price = '60.00') =>
  seenOrder(id, { customerId, createdAt: day(days), price, quantity: 1 });

/** Told and flagged, folded by nobody yet; the k-th has ordered for k × £60 or so. */
async function flagged(members: number, asOf = 20): Promise<number[]> {
  const told = Array.from({ length: members }, (_, place) => [
    orderOf(`c${place}`, `a${place}`, 1, `${place * 60}.00`),
    orderOf(`c${place}`, `b${place}`, 2),
  ]);
  await shop.tell(told.flat());
  await drainBatch(shop.needs(day(asOf)), {
    programId: shop.programId,
    claim: { atMost: 1_000 },
    asOf: day(asOf),
  });
  return waiting();
}

async function waiting(): Promise<number[]> {
  const rows = await shop.rows<{ id: number }>(
    'SELECT member_id::int AS id FROM members WHERE refold ORDER BY 1',
  );
  return rows.map(({ id }) => id);
}

const crowd = (memberIds: readonly number[], asOf = 20) =>
  refoldCrowd(shop.needs(day(asOf)), { programId: shop.programId, memberIds, asOf: day(asOf) });

describe('a crowd of members', () => {
  it('is folded to what each says alone, with points for the levels reached', async () => {
    const memberIds = await flagged(40);
    expect(memberIds).toHaveLength(40);
    expect(await crowd(memberIds)).toEqual(memberIds);
    expect(await waiting()).toEqual([]);
    const entered = await shop.rows("SELECT FROM decisions WHERE kind = 'entry'");
    expect(entered.length).toBeGreaterThan(25);
    await shop.expectFresh(day(20));
  });

  it('asks the database as often for forty as for two', async () => {
    const [first = 0, second = 0, ...rest] = await flagged(42);
    const two = await statementsOf([first, second]);
    const forty = await statementsOf(rest);
    // Beside one for each member who reaches a level.
    expect(forty.plain).toBe(two.plain);
    expect(two.plain).toBeLessThanOrEqual(9);
    await shop.expectFresh(day(20));
  });

  it('is who is not held by somebody else; they are folded later', async () => {
    const memberIds = await flagged(5);
    const held = memberIds.slice(1, 3);
    await inProgramByKeys(shop.pool, shop.programId, async (client) => {
      await client.query('SELECT FROM members WHERE member_id = ANY ($1) FOR UPDATE', [held]);
      const folded = await crowd(memberIds);
      expect(folded).toEqual(memberIds.filter((id) => !held.includes(id)));
    });
    expect(await waiting()).toEqual(held);
    await shop.drain(day(20));
    await shop.expectFresh(day(20));
  });

  it('has in it neither who took a reward nor who is one with others', async () => {
    await shop.tell([orderOf('c1', 'x1', 0, '600.00'), orderOf('c2', 'x2', 0, '600.00')]);
    await shop.drain(day(20));
    await shop.fillPool(1);
    expect(await shop.at(day(20)).redeem()).toMatchObject({ ok: true });
    await shop.rows("UPDATE members SET root_id = member_id WHERE customer_id = 'c2'");
    await shop.rows('UPDATE members SET refold = true');
    expect(await crowd(await waiting())).toEqual([]);
  });

  it('does not have in it whose whole is large: they stand alone', async () => {
    const many = Array.from({ length: 101 }, (_, place) => orderOf('c1', `m${place}`, place % 9));
    await shop.tell([...many, orderOf('c2', 'one', 1)]);
    await drainBatch(shop.needs(day(20)), {
      ...{ programId: shop.programId, claim: { atMost: 1_000 }, asOf: day(20) },
    });
    const small = await shop.member('c2');
    expect(await crowd(await waiting())).toEqual([small.memberId]);
    await shop.drain(day(20));
    await shop.expectFresh(day(20));
  });

  it('keeps the lot of an order that went from one of them to another', async () => {
    await shop.tell([orderOf('c1', 'x', 0), orderOf('c2', 'y', 0)]);
    await shop.drain(day(20));
    const { programId } = shop;
    const move = async (id: string, customerId: string, days: number) => {
      const moved = { customerId, createdAt: day(0), price: '60.00', quantity: 1 };
      await shop.tell([seenOrder(id, { ...moved, updatedAt: day(days) })]);
      const batch = { programId, claim: { atMost: 9 }, asOf: day(days) };
      await drainBatch(shop.needs(day(days)), batch);
    };
    // One who has it now is folded; only then both are together, and each gives up an order.
    await move('x', 'c2', 21);
    const { memberId } = await shop.member('c2');
    expect(await refoldMember(shop.needs(day(21)), { programId, memberId, asOf: day(21) })).toBe(
      true,
    );
    await move('y', 'c3', 22);
    expect(await crowd(await waiting(), 22)).toHaveLength(3);
    await shop.expectFresh(day(22));
  });

  it('is folded as if nothing had been where a process died at any step of it', async () => {
    const memberIds = await flagged(6);
    for (let dieAt = 1; ; dieAt += 1) {
      const needs = shop.needs(day(20));
      const { books, died } = dyingBooks(needs.books, dieAt);
      const at = { programId: shop.programId, memberIds, asOf: day(20) };
      const folded = await refoldCrowd({ ...needs, books }, at).catch(() => null);
      if (folded !== null) break;
      expect(died()).toBe(true);
      expect(await waiting()).toEqual(memberIds);
    }
    await shop.expectFresh(day(20));
  });

  it('is folded one by one where one of them cannot be', async () => {
    const memberIds = await flagged(3);
    const poisoned = memberIds[1] ?? 0;
    // What is stored of an order cannot be read.
    await shop.rows(
      "UPDATE orders SET observed = 'null' WHERE member_id = $1 AND order_id LIKE 'a%'",
      [poisoned],
    );
    await shop.drain(day(20));
    expect(await waiting()).toEqual([poisoned]);
    const failed = await shop.rows('SELECT FROM members WHERE refold_failures > 0');
    expect(failed).toHaveLength(1);
  });
});

/** How often the database was asked, without what is asked once for each member with entries. */
async function statementsOf(memberIds: readonly number[]): Promise<{ plain: number }> {
  let plain = 0;
  const { books: _books, ...needs } = shop.needs(day(20));
  const books = openBooks(shop.pool);
  const counting: typeof books = {
    ...books,
    inProgram: (programId, work) =>
      books.inProgram(programId, (open) =>
        work(
          new Proxy(open, {
            get: (target, name) => {
              if (name !== 'writeDecisions') plain += 1;
              return Reflect.get(target, name) as unknown;
            },
          }),
        ),
      ),
  };
  const at = { programId: shop.programId, memberIds, asOf: day(20) };
  expect(await refoldCrowd({ ...needs, books: counting }, at)).toHaveLength(memberIds.length);
  return { plain };
}
