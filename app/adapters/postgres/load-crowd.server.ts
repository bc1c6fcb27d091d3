/**
 * Many members at once, all there is of each, for those whose whole is small: one statement a table
 * instead of one a table and member. The locks come first and by a statement of their own, as for
 * one member (see load-member).
 *
 * Who ever had a reward, or carries a code of ours, may need other rows locked or others' orders
 * read: they are left out here and folded alone.
 */
import type pg from 'pg';
import { carriedCodes } from '../../domain/facts/carried-codes.ts';
import type { Decision } from '../../domain/facts/decision.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { KnownOrder, MemberHeader, PlainMember } from '../../services/ports/drain.ts';
import { DECISION_COLUMNS, type DecisionRow, toDecision } from './decision-row.ts';
import { LOT_COLUMNS, type LotRow, toLot } from './lot-row.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';
import { MOVEMENT_COLUMNS, type MovementRow, toLink } from './movement-row.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';

const LOCK = {
  name: 'lock-crowd',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.member_id = ANY ($2::bigint[])
           AND m.refold AND m.sealed_at IS NULL AND m.root_id IS NULL AND m.seq <= $3
         ORDER BY m.member_id
         FOR UPDATE SKIP LOCKED`,
};

// Lateral, and bounded, so that a member with a hundred thousand orders costs as much as any other.
const READ_ORDERS = {
  name: 'read-orders-of-crowd',
  text: `SELECT own.member_id, own.order_key, own.observed
         FROM unnest($2::bigint[]) AS asked (member_id)
         CROSS JOIN LATERAL (
           SELECT o.member_id, o.order_key, o.observed
           FROM orders o
           WHERE o.program_id = $1 AND o.member_id = asked.member_id
           LIMIT $3) AS own
         ORDER BY own.member_id, own.order_key`,
};

const READ_LOTS = {
  name: 'read-lots-of-crowd',
  text: `SELECT ${LOT_COLUMNS}
         FROM lots l
         WHERE l.program_id = $1 AND l.member_id = ANY ($2::bigint[])
         ORDER BY l.member_id, l.lot_id`,
};

const READ_MOVEMENTS = {
  name: 'read-movements-of-crowd',
  text: `SELECT ${MOVEMENT_COLUMNS}
         FROM movements v
         WHERE v.program_id = $1 AND v.member_id = ANY ($2::bigint[])
         ORDER BY v.member_id, v.seq`,
};

const READ_DECISIONS = {
  name: 'read-decisions-of-crowd',
  text: `SELECT d.member_id, ${DECISION_COLUMNS}
         FROM decisions d
         WHERE d.program_id = $1 AND d.member_id = ANY ($2::bigint[])
         ORDER BY d.member_id, d.at`,
};

const READ_REWARDED = {
  name: 'read-rewarded-of-crowd',
  text: `SELECT DISTINCT r.member_id
         FROM redemptions r
         WHERE r.program_id = $1 AND r.member_id = ANY ($2::bigint[])`,
};

export async function lockCrowd(
  client: pg.ClientBase,
  programId: number,
  of: { readonly memberIds: readonly number[]; readonly movementsMax: number },
): Promise<MemberHeader[]> {
  const values = [programId, of.memberIds, of.movementsMax];
  const { rows } = await client.query<HeaderRow>({ ...LOCK, values });
  return rows.map(toHeader);
}

type Building = { orders: KnownOrder[]; lots: Lot[]; posted: ReturnType<typeof toLink>[] } & {
  decisions: Decision[];
};

export async function loadCrowd(
  client: pg.ClientBase,
  programId: number,
  of: { readonly memberIds: readonly number[]; readonly ordersMax: number },
): Promise<Map<number, PlainMember>> {
  const crowd = new Map<number, Building>();
  const rewarded = await read<{ member_id: number }>(client, READ_REWARDED, [
    programId,
    of.memberIds,
  ]);
  const away = new Set(rewarded.map((row) => row.member_id));
  for (const memberId of of.memberIds) {
    if (!away.has(memberId))
      crowd.set(memberId, { orders: [], lots: [], posted: [], decisions: [] });
  }
  await readOrders(client, crowd, { programId, ordersMax: of.ordersMax });
  const values = [programId, [...crowd.keys()]];
  for (const row of await read<LotRow>(client, READ_LOTS, values)) {
    crowd.get(row.member_id)?.lots.push(toLot(row));
  }
  for (const row of await read<MovementRow>(client, READ_MOVEMENTS, values)) {
    crowd.get(row.member_id)?.posted.push(toLink(row));
  }
  for (const row of await read<DecisionRow & { member_id: number }>(
    client,
    READ_DECISIONS,
    values,
  )) {
    crowd.get(row.member_id)?.decisions.push(toDecision(row));
  }
  return crowd;
}

/** Reads everybody's orders; who has too many, or one with a code of ours, leaves the crowd. */
async function readOrders(
  client: pg.ClientBase,
  crowd: Map<number, Building>,
  by: { readonly programId: number; readonly ordersMax: number },
): Promise<void> {
  type Row = { member_id: number; order_key: number; observed: StoredOrder };
  const values = [by.programId, [...crowd.keys()], by.ordersMax + 1];
  for (const row of await read<Row>(client, READ_ORDERS, values)) {
    const member = crowd.get(row.member_id);
    if (!member) continue;
    const observed = decodeObserved(row.observed);
    member.orders.push({ orderKey: row.order_key, observed });
    if (member.orders.length > by.ordersMax || carriedCodes(observed).length > 0) {
      crowd.delete(row.member_id);
    }
  }
}

async function read<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  query: { readonly name: string; readonly text: string },
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>({ ...query, values });
  return rows;
}
