/**
 * The statements that copy a small ledger many times, as the tables' owner would. Every row of the
 * drain is copied but what has ended and left no row: members, orders, lots, movements, deliveries
 * that are done, and what Shopify is to hear. Movements are written number by number, as time would
 * have had it, and not member by member; each is hashed with the one before it of its own member.
 */
import type { BenchShop } from './bench-shop.ts';

/** What is copied, members and orders by their place. */
export const templateOf = (programId: number): readonly string[] => [
  `CREATE TEMP TABLE flat_members AS
   SELECT row_number() OVER (ORDER BY customer_id) - 1 AS place, m.*
   FROM members m WHERE program_id = ${programId}`,
  `CREATE TEMP TABLE flat_orders AS
   SELECT row_number() OVER (ORDER BY order_key) - 1 AS place, m.place AS member, m.customer_id, o.*
   FROM orders o JOIN flat_members m USING (program_id, member_id)`,
  `CREATE TEMP TABLE flat_movements AS
   SELECT row_number() OVER (ORDER BY m.place, v.seq) - 1 AS place, m.place AS member,
          o.place AS order_place, v.*, (extract(epoch FROM v.at) * 1000)::bigint AS at_ms,
          NULL::text AS tail
   FROM movements v JOIN flat_members m USING (program_id, member_id)
   JOIN flat_orders o ON v.lot_id = 'order:' || o.order_key`,
  `CREATE TEMP TABLE flat_lots AS
   SELECT m.place AS member, o.place AS order_place, l.*
   FROM lots l JOIN flat_members m USING (program_id, member_id)
   JOIN flat_orders o ON l.lot_id = 'order:' || o.order_key`,
  `CREATE TEMP TABLE flat_inbox AS
   SELECT row_number() OVER (ORDER BY inbox_id) - 1 AS place, i.*
   FROM inbox i WHERE program_id = ${programId} AND status = 'done'`,
  'CREATE UNIQUE INDEX ON flat_members (place)',
  'CREATE UNIQUE INDEX ON flat_movements (member, seq)',
];

/** Where the numbers of the copies begin. */
export const baseOf = ({ programId, shopId }: BenchShop): string => `
  CREATE TEMP TABLE flat_base AS
  SELECT ${programId}::bigint AS program_id, ${shopId}::bigint AS shop_id,
         (SELECT max(member_id) + 1 FROM members) AS member_id,
         (SELECT max(order_key) + 1 FROM orders) AS order_key,
         (SELECT max(inbox_id) + 1 FROM inbox) AS inbox_id,
         (SELECT count(*) FROM flat_members) AS members,
         (SELECT count(*) FROM flat_orders) AS orders,
         (SELECT count(*) FROM flat_inbox) AS deliveries`;

const COPIES = 'generate_series($1::bigint, $2::bigint) AS copy';
// The copy's own names for what has a place in the template.
const memberId = (place: string) => `b.member_id + copy * b.members + ${place}`;
const orderKey = (place: string) => `b.order_key + copy * b.orders + ${place}`;
const customerId = (place: string) => `(1000000000 + copy * b.members + ${place})::text`;

const COPY_MOVEMENTS = `
  WITH RECURSIVE link AS (
    SELECT copy, place AS member, 0::bigint AS seq, '' AS chain, ''::bytea AS salt, '' AS lot_id,
           '' AS cause
    FROM ${COPIES} CROSS JOIN flat_members
    UNION ALL
    SELECT new.copy, new.member, new.seq,
           encode(sha256(convert_to(concat_ws(E'\\n', 'laurel-link-1', new.previous, new.seq,
             new.kind, CASE WHEN new.reversed THEN 'reversed' ELSE 'plain' END, new.lot_id,
             new.from_account, new.to_account, new.points, new.at_ms,
             coalesce(new.corrects::text, ''),
             encode(sha256(new.salt || convert_to('["' || new.cause || '"' || new.tail, 'UTF8')),
                    'hex')), 'UTF8')), 'hex'),
           new.salt, new.lot_id, new.cause
    FROM (
      SELECT l.copy, l.member, l.chain AS previous, t.seq, t.kind, t.reversed, t.from_account,
             t.to_account, t.points, t.at_ms, t.corrects, t.tail, named.lot_id,
             replace(t.cause, t.lot_id, named.lot_id) AS cause,
             substr(sha256(convert_to('salt ' || named.lot_id || t.seq, 'UTF8')), 1, 16) AS salt
      FROM link l
      JOIN flat_movements t ON t.member = l.member AND t.seq = l.seq + 1
      CROSS JOIN flat_base b
      CROSS JOIN LATERAL (
        SELECT 'order:' || (b.order_key + l.copy * b.orders + t.order_place) AS lot_id) AS named
    ) AS new
  ), posted AS (
    INSERT INTO movements (program_id, member_id, seq, kind, reversed, lot_id, from_account,
                           to_account, points, at, posted_at, corrects, cause, explanation, salt,
                           chain)
    SELECT b.program_id, ${memberId('l.member')}, l.seq, t.kind, t.reversed, l.lot_id,
           t.from_account, t.to_account, t.points, t.at, t.posted_at, t.corrects, l.cause,
           t.explanation, l.salt, decode(l.chain, 'hex')
    FROM link l CROSS JOIN flat_base b
    JOIN flat_movements t ON t.member = l.member AND t.seq = l.seq
  )
  INSERT INTO members (program_id, member_id, shop_id, customer_id, pending, available, held, seq,
                       chain, folded_to, next_due_at, next_fact_at, joined_at)
  OVERRIDING SYSTEM VALUE
  SELECT b.program_id, ${memberId('m.place')}, b.shop_id, ${customerId('m.place')}, m.pending,
         m.available, m.held, m.seq, decode(l.chain, 'hex'), m.folded_to, m.next_due_at,
         m.next_fact_at, m.joined_at
  FROM link l CROSS JOIN flat_base b
  JOIN flat_members m ON m.place = l.member AND m.seq = l.seq
  ORDER BY l.copy, m.place`;

const COPY_LOTS = `
  INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, matures_at,
                    expires_at, awarded, pending, available, held)
  SELECT b.program_id, ${memberId('l.member')}, 'order:' || (${orderKey('l.order_place')}), l.label,
         l.version, l.earned_at, l.matures_at, l.expires_at, l.awarded, l.pending, l.available,
         l.held
  FROM ${COPIES} CROSS JOIN flat_base b CROSS JOIN flat_lots l
  ORDER BY copy, l.order_place`;

// The buyer named in what was observed is the copy's own.
const COPY_ORDERS = `
  INSERT INTO orders (program_id, order_key, shop_id, order_id, member_id, email_hash, observed,
                      updated_at)
  OVERRIDING SYSTEM VALUE
  SELECT b.program_id, ${orderKey('o.place')}, b.shop_id,
         (8000000000000 + copy * b.orders + o.place)::text, ${memberId('o.member')}, o.email_hash,
         replace(o.observed::text, '"' || o.customer_id || '"',
                 '"' || ${customerId('o.member')} || '"')::json, o.updated_at
  FROM ${COPIES} CROSS JOIN flat_base b CROSS JOIN flat_orders o
  ORDER BY copy, o.place`;

const COPY_INBOX = `
  INSERT INTO inbox (program_id, inbox_id, shop_id, delivery_id, event_id, topic, status, attempts,
                     triggered_at, received_at, finished_at)
  OVERRIDING SYSTEM VALUE
  SELECT b.program_id, b.inbox_id + copy * b.deliveries + i.place, b.shop_id,
         'copied-' || copy * b.deliveries + i.place, 'event-' || copy * b.deliveries + i.place,
         i.topic, i.status, i.attempts, i.triggered_at, i.received_at, i.finished_at
  FROM ${COPIES} CROSS JOIN flat_base b CROSS JOIN flat_inbox i
  ORDER BY copy, i.place`;

const COPY_OUTBOX = `
  INSERT INTO outbox (program_id, topic, key, seq, changed_at)
  SELECT b.program_id, 'member', (${memberId('m.place')})::text, m.seq, now()
  FROM ${COPIES} CROSS JOIN flat_base b CROSS JOIN flat_members m`;

// What comes later draws its numbers behind the copies'.
const NUMBERS = `
  SELECT setval(pg_get_serial_sequence('members', 'member_id'), b.member_id + to_copy * b.members),
         setval('orders_order_key_seq', b.order_key + to_copy * b.orders),
         setval(pg_get_serial_sequence('inbox', 'inbox_id'), b.inbox_id + to_copy * b.deliveries)
  FROM flat_base b, (VALUES (greatest($1::bigint, $2::bigint) + 1)) AS behind (to_copy)`;

/** From copy `$1` to copy `$2`, in this order. */
export const COPY: readonly string[] = [
  COPY_MOVEMENTS,
  COPY_LOTS,
  COPY_ORDERS,
  COPY_INBOX,
  COPY_OUTBOX,
  NUMBERS,
];
