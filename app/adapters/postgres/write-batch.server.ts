/**
 * Everything a transaction changes in the books, in one statement: orders and the codes they
 * carry, headers, lots, movements, the outbox and the deliveries that are done. Each table's rows
 * travel as one JSON document.
 *
 * Every row written is one whose lock we hold: lots, movements and outbox rows belong to members
 * locked before, so no lock is taken here that another batch could hold.
 */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { BooksWrite } from '../../services/ports/drain.ts';
import { encodeObserved } from './observed-order-codec.ts';

// Orders and members exist, and we hold their locks: the inserts below always conflict, and update.
// Written so because a conflict is looked up in the key's index whatever the planner believes of
// the table; UPDATE … FROM is a join, and one that reads the whole program while there are no
// statistics.
const WRITE = {
  name: 'write-batch',
  text: `
    WITH merged AS (
      INSERT INTO orders AS o (program_id, order_key, shop_id, member_id, email_hash, observed)
      OVERRIDING SYSTEM VALUE
      SELECT $1, new.order_key, new.shop_id, new.member_id, new.email_hash, new.observed
      FROM json_to_recordset($3) AS new (
        order_key bigint, shop_id bigint, member_id bigint, email_hash text, observed jsonb)
      ON CONFLICT (program_id, order_key) DO UPDATE
      SET member_id = excluded.member_id, email_hash = excluded.email_hash,
          observed = excluded.observed, updated_at = $2
    ), carried AS (
      INSERT INTO order_codes (program_id, code, order_key)
      SELECT $1, new.code, new.order_key
      FROM json_to_recordset($9) AS new (code text, order_key bigint)
      ON CONFLICT (program_id, code, order_key) DO NOTHING
    ), told AS (
      INSERT INTO members AS m (program_id, member_id, shop_id, pending, available, held, seq,
                                chain, folded_to, next_due_at, next_fact_at, tier, refold)
      OVERRIDING SYSTEM VALUE
      SELECT $1, new.member_id, new.shop_id, new.pending, new.available, new.held, new.seq,
             decode(new.chain, 'hex'), new.folded_to, new.next_due_at, new.next_fact_at, new.tier,
             new.refold
      FROM json_to_recordset($4) AS new (
        member_id bigint, shop_id bigint, pending bigint, available bigint, held bigint,
        seq bigint, chain text, folded_to timestamptz, next_due_at timestamptz,
        next_fact_at timestamptz, tier text, refold boolean)
      ON CONFLICT (program_id, member_id) DO UPDATE
      SET pending = excluded.pending, available = excluded.available, held = excluded.held,
          seq = excluded.seq, chain = excluded.chain, folded_to = excluded.folded_to,
          next_due_at = excluded.next_due_at, next_fact_at = excluded.next_fact_at,
          tier = excluded.tier, refold = excluded.refold,
          refold_failures = CASE WHEN excluded.refold THEN m.refold_failures ELSE 0 END,
          refold_reason = CASE WHEN excluded.refold THEN m.refold_reason END,
          refold_not_before = NULL
    ), kept AS (
      INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, matures_at,
                        expires_at, awarded, pending, available, held)
      SELECT $1, new.*
      FROM json_to_recordset($5) AS new (
        member_id bigint, lot_id text, label text, version integer, earned_at timestamptz,
        matures_at timestamptz, expires_at timestamptz, awarded bigint, pending bigint,
        available bigint, held bigint)
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
             new.to_account, new.points, new.at, $2, new.corrects, new.cause, new.explanation,
             decode(new.salt, 'hex'), decode(new.chain, 'hex')
      FROM json_to_recordset($6) AS new (
        member_id bigint, seq bigint, kind text, reversed boolean, lot_id text, from_account text,
        to_account text, points bigint, at timestamptz, corrects bigint, cause text,
        explanation jsonb, salt text, chain text)
    ), heard AS (
      INSERT INTO outbox (program_id, topic, key, seq, changed_at)
      SELECT $1, 'member', new.member_id, new.seq, $2
      FROM json_to_recordset($7) AS new (member_id text, seq bigint)
      ON CONFLICT (program_id, topic, key) DO UPDATE
      SET seq = excluded.seq, changed_at = excluded.changed_at
    )
    UPDATE inbox
    SET status = 'done', reason = NULL, observation = NULL, attempts = attempts + 1,
        finished_at = clock_timestamp()
    WHERE program_id = $1 AND inbox_id = ANY (ARRAY(SELECT unnest($8::bigint[])))`,
};

export async function writeBatch(
  client: pg.ClientBase,
  programId: number,
  write: BooksWrite,
): Promise<void> {
  const values = [
    programId,
    new Date(write.asOf),
    JSON.stringify(write.orders.map(toOrderRow)),
    JSON.stringify(write.members.map(toMemberRow)),
    JSON.stringify(write.lots.map(toLotRow)),
    JSON.stringify(write.postings.map(toMovementRow)),
    JSON.stringify(newestOf(write.postings)),
    write.doneInboxIds,
    JSON.stringify(write.orderCodes.map(toOrderCodeRow)),
  ];
  await client.query({ ...WRITE, values });
}

function toOrderRow(order: BooksWrite['orders'][number]) {
  const { orderKey, shopId, memberId, emailHash, observed } = order;
  return {
    order_key: orderKey,
    shop_id: shopId,
    member_id: memberId,
    email_hash: emailHash,
    observed: encodeObserved(observed),
  };
}

function toOrderCodeRow({ code, orderKey }: BooksWrite['orderCodes'][number]) {
  return { code, order_key: orderKey };
}

function toMemberRow(header: BooksWrite['members'][number]) {
  return {
    member_id: header.memberId,
    shop_id: header.shopId,
    pending: header.pending,
    available: header.available,
    held: header.held,
    seq: header.seq,
    chain: header.chain,
    folded_to: toIso(header.foldedTo),
    next_due_at: toIso(header.nextDueAt),
    next_fact_at: toIso(header.nextFactAt),
    tier: header.tier,
    refold: header.refold,
  };
}

function toLotRow({ memberId, lot }: BooksWrite['lots'][number]) {
  return {
    member_id: memberId,
    lot_id: lot.id,
    label: lot.label,
    version: lot.version,
    earned_at: toIso(lot.earnedAt),
    matures_at: toIso(lot.maturesAt),
    expires_at: toIso(lot.expiresAt),
    awarded: lot.awarded,
    pending: lot.pending,
    available: lot.available,
    held: lot.held,
  };
}

function toMovementRow(posting: BooksWrite['postings'][number]) {
  return {
    member_id: posting.memberId,
    seq: posting.seq,
    kind: posting.kind,
    reversed: posting.reversed,
    lot_id: posting.lotId,
    from_account: posting.from,
    to_account: posting.to,
    points: posting.points,
    at: toIso(posting.at),
    corrects: posting.corrects,
    cause: posting.cause,
    explanation: posting.explanation,
    salt: posting.salt,
    chain: posting.chain,
  };
}

/** The world hears once of a member, however many movements were posted: of the newest. */
function newestOf(postings: BooksWrite['postings']): { member_id: string; seq: number }[] {
  const newest = new Map<number, number>();
  for (const { memberId, seq } of postings) newest.set(memberId, seq);
  return [...newest].map(([memberId, seq]) => ({ member_id: String(memberId), seq }));
}

function toIso(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
