/**
 * All there is of a member. The lock comes first and by a statement of its own: what is read by
 * later ones is as new as the lock, which is what makes folding again safe beside batches (see
 * refold-member).
 */
import type pg from 'pg';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { WholeMember } from '../../services/ports/drain.ts';
import { loadRewards } from './load-rewards.server.ts';
import { LOT_COLUMNS, type LotRow, toLot } from './lot-row.ts';
import { MOVEMENT_COLUMNS, type MovementRow, type ReadLink, toLink } from './movement-row.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';

const READ_ORDERS = {
  name: 'read-orders-of-member',
  text: `SELECT order_key, observed
         FROM orders
         WHERE program_id = $1 AND member_id = $2
         ORDER BY order_key`,
};

const READ_LOTS = {
  name: 'read-lots-of-member',
  text: `SELECT ${LOT_COLUMNS}
         FROM lots l
         WHERE l.program_id = $1 AND l.member_id = $2
         ORDER BY l.lot_id`,
};

const READ_MOVEMENTS = {
  name: 'read-movements-of-member',
  text: `SELECT ${MOVEMENT_COLUMNS}
         FROM movements v
         WHERE v.program_id = $1 AND v.member_id = $2
         ORDER BY v.seq`,
};

/** Reads a member whose lock is held. */
export async function loadMember(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<WholeMember> {
  const values = [programId, memberId];
  const orders = await readOrders(client, values);
  return {
    orders,
    lots: await readLots(client, values),
    posted: await readLinks(client, programId, memberId),
    ...(await loadRewards(client, programId, { memberId, orders })),
  };
}

/** A member's movements, oldest first, with what is needed to verify their chain. */
export async function readLinks(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<ReadLink[]> {
  const values = [programId, memberId];
  const { rows } = await client.query<MovementRow>({ ...READ_MOVEMENTS, values });
  return rows.map(toLink);
}

async function readOrders(client: pg.ClientBase, values: number[]): Promise<WholeMember['orders']> {
  const { rows } = await client.query<{ order_key: number; observed: StoredOrder }>({
    ...READ_ORDERS,
    values,
  });
  return rows.map((row) => {
    return { orderKey: row.order_key, observed: decodeObserved(row.observed) };
  });
}

async function readLots(client: pg.ClientBase, values: number[]): Promise<Lot[]> {
  const { rows } = await client.query<LotRow>({ ...READ_LOTS, values });
  return rows.map(toLot);
}
