/**
 * All that is kept of one customer: for the file that answers their request. Who was merged is one
 * person, so with one of a group all of it is told.
 */
import type pg from 'pg';
import type { MemberExport } from '../../contracts/privacy-context.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { MemberReader, ShopName } from '../../services/ports/intake.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';
import { WITH_GROUP } from './group-of.ts';
import { inProgram } from './pool.server.ts';
import { MOVEMENT_COLUMNS, type MovementRow, viewMovement } from './view-movement.ts';

type MemberRow = {
  member_id: number;
  joined_at: Instant;
  pending: number;
  available: number;
  held: number;
  tier: string | null;
  zone: string | null;
};

/** Empty lists and a null member for somebody we do not know. */
export function memberReader(pool: pg.Pool): MemberReader {
  return (shop, customerId) =>
    inProgram(pool, shop.programId, async (client) => {
      const { rows } = await client.query<MemberRow>(
        `SELECT m.member_id, m.pending, m.available, m.held, m.tier, s.zone,
                (SELECT min(g.joined_at) FROM members g
                 WHERE g.program_id = $1 AND (g.member_id = m.member_id OR g.root_id = m.member_id)
                )::timestamptz AS joined_at
         FROM members own
         JOIN members m ON m.program_id = $1 AND m.member_id = coalesce(own.root_id, own.member_id)
         JOIN shops s ON s.program_id = $1 AND s.shop_id = own.shop_id
         WHERE own.program_id = $1 AND own.shop_id = $2 AND own.customer_id = $3`,
        [shop.programId, shop.shopId, customerId],
      );
      const [row] = rows;
      if (!row) return { member: null, movements: [], redemptions: [], orders: [] };
      const { joined_at: joinedAt, pending, available, held, tier } = row;
      const of = { ...shop, memberId: row.member_id };
      return {
        member: { joinedAt: toIso(joinedAt), pending, available, held, tier },
        movements: await readMovements(client, of, row.zone ?? 'UTC'),
        redemptions: await readRedemptions(client, of),
        orders: await readOrders(client, of),
      };
    });
}

type OfMember = ShopName & { readonly memberId: number };

async function readMovements(
  client: pg.ClientBase,
  { programId, memberId }: OfMember,
  zone: Zone,
): Promise<MemberExport['movements']> {
  const { rows } = await client.query<MovementRow>(
    `SELECT ${MOVEMENT_COLUMNS}
     FROM movements v JOIN members m USING (program_id, member_id)
     WHERE v.program_id = $1 AND v.member_id = ${WITH_GROUP}
     ORDER BY v.posted_at, v.member_id, v.seq`,
    [programId, memberId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    at: toIso(row.at),
    points: row.points,
    from: row.from_account,
    to: row.to_account,
    sentence: viewMovement(row, zone).sentence,
  }));
}

async function readRedemptions(
  client: pg.ClientBase,
  { programId, memberId }: OfMember,
): Promise<MemberExport['redemptions']> {
  const { rows } = await client.query<{
    reward_name: string;
    cost: number;
    code: string;
    status: string;
    made_at: Instant;
    ended_at: Instant | null;
  }>(
    `SELECT reward_name, cost, code, status, made_at, ended_at FROM redemptions
     WHERE program_id = $1 AND member_id = ${WITH_GROUP}
     ORDER BY redemption_id`,
    [programId, memberId],
  );
  return rows.map((row) => ({
    reward: row.reward_name,
    cost: row.cost,
    code: row.code,
    status: row.status,
    madeAt: toIso(row.made_at),
    endedAt: row.ended_at === null ? null : toIso(row.ended_at),
  }));
}

async function readOrders(
  client: pg.ClientBase,
  { programId, memberId }: OfMember,
): Promise<MemberExport['orders']> {
  const { rows } = await client.query<{ order_id: string | null; observed: StoredOrder }>(
    `SELECT order_id, observed FROM orders
     WHERE program_id = $1 AND member_id = ${WITH_GROUP}
     ORDER BY order_key`,
    [programId, memberId],
  );
  return rows.map((row) => {
    return { orderId: row.order_id ?? '', observed: decodeObserved(row.observed) };
  });
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
