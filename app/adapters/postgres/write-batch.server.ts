/**
 * Everything a transaction changes in the books, in one statement: orders and the codes they
 * carry, headers, lots, movements, the outbox and the deliveries that are done. Each column of a
 * table travels as one array (batch-columns).
 *
 * Every row written is one whose lock we hold: a new order's name is locked, and lots, movements
 * and outbox rows belong to members locked before, so no lock is taken here that another batch
 * could hold. No foreign key looks after that any more (docs/decisions/0017).
 */
import type pg from 'pg';
import type { BooksWrite } from '../../services/ports/drain.ts';
import {
  codeColumns,
  lotColumns,
  memberColumns,
  movementColumns,
  newOrderColumns,
  newsColumns,
  orderColumns,
} from './batch-columns.ts';

// What exists is written by an insert that always conflicts, and updates: a conflict is looked up
// in the key's index whatever the planner believes of the table. UPDATE … FROM is a join, and one
// that reads the whole program while there are no statistics. What is new is inserted plainly, as
// an insert that might conflict is logged twice.
const WRITE = {
  name: 'write-batch',
  text: `
    WITH fresh AS (
      INSERT INTO orders (program_id, order_key, shop_id, order_id, member_id, email_hash, observed,
                          updated_at)
      OVERRIDING SYSTEM VALUE
      SELECT $1, new.*, $2
      FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::text[],
             string_to_array($9, E'\\u001e')::json[])
        AS new (order_key, shop_id, order_id, member_id, email_hash, observed)
    ), merged AS (
      INSERT INTO orders AS o (program_id, order_key, shop_id, member_id, email_hash, observed)
      OVERRIDING SYSTEM VALUE
      SELECT $1, new.*
      FROM unnest($10::bigint[], $11::bigint[], $12::bigint[], $13::text[],
             string_to_array($14, E'\\u001e')::json[])
        AS new (order_key, shop_id, member_id, email_hash, observed)
      ON CONFLICT (program_id, order_key) DO UPDATE
      SET member_id = excluded.member_id, email_hash = excluded.email_hash,
          observed = excluded.observed, updated_at = $2
    ), carried AS (
      INSERT INTO order_codes (program_id, code, order_key)
      SELECT $1, new.*
      FROM unnest($15::text[], $16::bigint[]) AS new (code, order_key)
      ON CONFLICT (program_id, code, order_key) DO NOTHING
    ), told AS (
      INSERT INTO members AS m (program_id, member_id, shop_id, pending, available, held, seq,
                                chain, folded_to, next_due_at, next_fact_at, tier, tier_memory,
                                refold)
      OVERRIDING SYSTEM VALUE
      SELECT $1, new.member_id, new.shop_id, new.pending, new.available, new.held, new.seq,
             decode(new.chain, 'hex'), to_timestamp(new.folded_to / 1000),
             to_timestamp(new.next_due_at / 1000), to_timestamp(new.next_fact_at / 1000), new.tier,
             new.tier_memory::json, new.refold
      FROM unnest($17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[],
                  $22::bigint[], $23::text[], $24::float8[], $25::float8[], $26::float8[],
                  $27::text[], $28::text[], $29::boolean[])
        AS new (member_id, shop_id, pending, available, held, seq, chain, folded_to, next_due_at,
                next_fact_at, tier, tier_memory, refold)
      ON CONFLICT (program_id, member_id) DO UPDATE
      SET pending = excluded.pending, available = excluded.available, held = excluded.held,
          seq = excluded.seq, chain = excluded.chain, folded_to = excluded.folded_to,
          next_due_at = excluded.next_due_at, next_fact_at = excluded.next_fact_at,
          tier = excluded.tier, tier_memory = excluded.tier_memory, refold = excluded.refold,
          refold_failures = CASE WHEN excluded.refold THEN m.refold_failures ELSE 0 END,
          refold_reason = CASE WHEN excluded.refold THEN m.refold_reason END,
          refold_not_before = NULL
    ), moved AS MATERIALIZED (
      SELECT new.is_new, new.member_id, new.lot_id, new.label, new.version,
             to_timestamp(new.earned_at / 1000) AS earned_at,
             to_timestamp(new.matures_at / 1000) AS matures_at,
             to_timestamp(new.expires_at / 1000) AS expires_at,
             new.awarded, new.pending, new.available, new.held
      FROM unnest($30::boolean[], $31::bigint[], $32::text[], $33::text[], $34::integer[],
                  $35::float8[], $36::float8[], $37::float8[], $38::bigint[], $39::bigint[],
                  $40::bigint[], $41::bigint[])
        AS new (is_new, member_id, lot_id, label, version, earned_at, matures_at, expires_at,
                awarded, pending, available, held)
    ), opened AS (
      INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, matures_at,
                        expires_at, awarded, pending, available, held)
      SELECT $1, member_id, lot_id, label, version, earned_at, matures_at, expires_at, awarded,
             pending, available, held
      FROM moved WHERE is_new
    ), kept AS (
      INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, matures_at,
                        expires_at, awarded, pending, available, held)
      SELECT $1, member_id, lot_id, label, version, earned_at, matures_at, expires_at, awarded,
             pending, available, held
      FROM moved WHERE NOT is_new
      ON CONFLICT (program_id, member_id, lot_id) DO UPDATE
      SET label = excluded.label, version = excluded.version, earned_at = excluded.earned_at,
          matures_at = excluded.matures_at, expires_at = excluded.expires_at,
          awarded = excluded.awarded, pending = excluded.pending,
          available = excluded.available, held = excluded.held
    ), posted AS (
      INSERT INTO movements (program_id, member_id, seq, kind, reversed, lot_id, from_account,
                             to_account, points, at, posted_at, corrects, cause, explanation,
                             salt, chain)
      SELECT $1, new.member_id, new.seq, new.kind, new.reversed, new.lot_id, new.from_account,
             new.to_account, new.points, to_timestamp(new.at / 1000), $2, new.corrects, new.cause,
             new.explanation, decode(new.salt, 'hex'), decode(new.chain, 'hex')
      FROM unnest($42::bigint[], $43::bigint[], $44::text[], $45::boolean[], $46::text[],
                  $47::text[], $48::text[], $49::bigint[], $50::float8[], $51::bigint[],
                  $52::text[], string_to_array($53, E'\\u001e')::jsonb[], $54::text[], $55::text[])
        AS new (member_id, seq, kind, reversed, lot_id, from_account, to_account, points, at,
                corrects, cause, explanation, salt, chain)
    ), heard AS (
      INSERT INTO outbox (program_id, topic, key, seq, changed_at)
      SELECT $1, 'member', new.key, new.seq, $2
      FROM unnest($56::text[], $57::bigint[]) AS new (key, seq)
      ON CONFLICT (program_id, topic, key) DO UPDATE
      SET seq = excluded.seq, changed_at = excluded.changed_at
    )
    UPDATE inbox
    SET status = 'done', reason = NULL, observation = NULL, attempts = attempts + 1,
        finished_at = clock_timestamp()
    WHERE program_id = $1 AND inbox_id = ANY (ARRAY(SELECT unnest($3::bigint[])))`,
};

export async function writeBatch(
  client: pg.ClientBase,
  programId: number,
  write: BooksWrite,
): Promise<void> {
  const values = [
    programId,
    new Date(write.asOf),
    write.doneInboxIds,
    ...newOrderColumns(write.orders.filter(({ newId }) => newId !== null)),
    ...orderColumns(write.orders.filter(({ newId }) => newId === null)),
    ...codeColumns(write.orderCodes),
    ...memberColumns(write.members),
    ...lotColumns(write.lots),
    ...movementColumns(write.postings),
    ...newsColumns(write),
  ];
  await client.query({ ...WRITE, values });
}
