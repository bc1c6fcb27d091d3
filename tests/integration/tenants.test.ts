/** Every table × every operation, by a transaction that names another program than the row's. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { day } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';

/** A privilege is missing, or row-level security refuses; a number only the database gives. */
const REFUSALS: readonly unknown[] = ['42501', '428C9'];
/** What no story writes: a row each, of the program and shop given. */
const ROWS = [
  `INSERT INTO shop_sessions (program_id, shop_id, session_id, sealed)
   VALUES ($1, $2, 's', '\\x00')`,
  `INSERT INTO drafts (program_id, revision, definition, saved_at)
   SELECT $1, 1, '{}', now() WHERE $2::bigint > 0`,
  `INSERT INTO mirrors (program_id, owner, key, content_hash, seq, told_at)
   VALUES ($1, 'shop:' || $2::bigint, 'program', '', 1, now())`,
  `INSERT INTO chores (program_id, shop_id, kind, due_at) VALUES ($1, $2, 'pool', now())`,
  `INSERT INTO tombstones (program_id, shop_id, kind, key_hash, at)
   VALUES ($1, $2, 'order', 'x', now())`,
  `INSERT INTO data_requests (program_id, request_id, shop_id, order_ids, received_at)
   VALUES ($1, '1', $2, '{}', now())`,
  `INSERT INTO email_claims (program_id, shop_id, email_hash, customer_id, at)
   VALUES ($1, $2, 'x', '1', now())`,
  `INSERT INTO dead_letters (program_id, topic, key, shop_id, seq, attempts, reason, since,
                             tried_at)
   VALUES ($1, 'member', '0', $2, 1, 1, 'x', now(), now())`,
  `INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
   SELECT $1, now(), 0, false WHERE $2::bigint > 0`,
  `WITH other AS (
     INSERT INTO members (program_id, shop_id, customer_id) VALUES ($1, $2, 'merged')
     RETURNING member_id)
   INSERT INTO merges (program_id, from_member_id, into_member_id, at, undone_at)
   SELECT $1, other.member_id, m.member_id, now(), now()
   FROM members m, other WHERE m.program_id = $1`,
];

let database: TestDatabase;
let shop: RedeemShop;
let other: RedeemShop;
let tables: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openRedeemShop(database);
  other = await openRedeemShop(database);
  for (const each of [shop, other]) {
    await earn(each, 1_200);
    await each.fillPool(2);
    const { code } = admitted(await each.at(day(21)).redeem()).redemption;
    await each.feed([usingOrder('used', code)]);
    await each.at(day(22)).drain();
    for (const row of ROWS) await each.rows(row, [each.programId, each.shopId]);
  }
  const found = await shop.rows<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'program_id'
     ORDER BY 1`,
  );
  tables = found.map(({ name }) => name);
});
afterAll(async () => {
  await other?.close();
  await shop?.close();
  await database?.drop();
});

/** What a statement of the other program comes to: rows it met, refused, or how it failed. */
async function outcomeOf(query: string, values: unknown[] = []): Promise<number | string> {
  const asked = inProgram(shop.pool, other.programId, async (client) => {
    const { rowCount } = await client.query(query, values);
    return rowCount ?? 0;
  });
  return asked.catch((error: pg.DatabaseError) => {
    return REFUSALS.includes(error.code) ? 'refused' : error.message;
  });
}

/** The outcome of the same for every table. */
async function ofEach(ask: (table: string) => Promise<number | string>) {
  const outcomes: Record<string, number | string> = {};
  for (const table of tables) outcomes[table] = await ask(table);
  return outcomes;
}

const everywhere = (outcome: number | string) =>
  Object.fromEntries(tables.map((table) => [table, outcome]));

describe('a program, to a transaction of another', () => {
  it('has rows in every table', async () => {
    expect(tables.length).toBeGreaterThan(17);
    const empty = [];
    for (const table of tables) {
      const theirs = `SELECT FROM "${table}" WHERE program_id = $1 LIMIT 1`;
      if ((await shop.rows(theirs, [shop.programId])).length === 0) empty.push(table);
    }
    expect(empty).toEqual([]);
  });

  it('shows none of them', async () => {
    const seen = await ofEach((table) =>
      outcomeOf(`SELECT FROM "${table}" WHERE program_id = $1`, [shop.programId]),
    );
    expect(seen).toEqual(everywhere(0));
  });

  it('has none of them changed or deleted', async () => {
    for (const verb of ['UPDATE', 'DELETE FROM'] as const) {
      const met = await ofEach((table) => {
        const change = verb === 'UPDATE' ? 'SET program_id = program_id' : '';
        return outcomeOf(`${verb} "${table}" ${change} WHERE program_id = $1`, [shop.programId]);
      });
      const reached = Object.entries(met).filter(([, found]) => found !== 0);
      expect(reached.filter(([, found]) => found !== 'refused')).toEqual([]);
    }
  });

  it('is given no row, new or moved there', async () => {
    const put = await ofEach(async (table) => {
      const [row] = await shop.rows<{ row: unknown }>(
        `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE program_id = $1 LIMIT 1`,
        [shop.programId],
      );
      return outcomeOf(
        `INSERT INTO "${table}" OVERRIDING SYSTEM VALUE
         SELECT * FROM jsonb_populate_record(NULL::"${table}", $1)`,
        [JSON.stringify(row?.row)],
      );
    });
    expect(put).toEqual(everywhere('refused'));
    const moved = await ofEach((table) =>
      outcomeOf(`UPDATE "${table}" SET program_id = $1`, [shop.programId]),
    );
    expect(moved).toEqual(everywhere('refused'));
  });

  it('keeps its words behind the door that erases them', async () => {
    const [member] = await shop.rows<{ member_id: number }>(
      'UPDATE members SET sealed_at = now() WHERE program_id = $1 RETURNING member_id',
      [shop.programId],
    );
    await inProgram(shop.pool, other.programId, async (client) => {
      const { rows } = await client.query('SELECT erase_explanations($1, $2, $3, $4) AS erased', [
        ...[shop.programId, member?.member_id, [1], ['00']],
      ]);
      expect(rows).toEqual([{ erased: 0 }]);
    });
  });
});
