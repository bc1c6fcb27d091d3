/** What the books themselves know of a delivery, whatever log was kept. */
import type pg from 'pg';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';

export type DeliveryInBooks = {
  readonly programId: number;
  readonly domain: string;
  readonly topic: string;
  readonly status: string;
  readonly reason: string | null;
  readonly receivedAt: number;
  readonly finishedAt: number | null;
};

export type AfterDelivery = {
  readonly movements: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly points: number;
    readonly postedAt: number;
  }[];
  /** The newest movement of the member that Shopify was told of, and what waits to be told. */
  readonly cardSeq: number | null;
  readonly waitsToBeTold: boolean;
};

const SHOPS = 'SELECT program_id, shop_id, domain FROM programs_at_work(now())';

const FIND = `
  SELECT topic, status, reason, received_at AS "receivedAt", finished_at AS "finishedAt"
  FROM inbox WHERE program_id = $1 AND shop_id = $2 AND delivery_id = $3`;

/** Looks into every shop's inbox: an id is one shop's, and does not say whose. */
export async function findDelivery(
  pool: pg.Pool,
  deliveryId: string,
): Promise<DeliveryInBooks | null> {
  const shops = await pool.query<{ program_id: number; shop_id: number; domain: string }>(SHOPS);
  for (const { program_id: programId, shop_id: shopId, domain } of shops.rows) {
    const [row] = await inProgram(pool, programId, async (client) => {
      const values = [programId, shopId, deliveryId];
      return (await client.query<Omit<DeliveryInBooks, 'programId' | 'domain'>>(FIND, values)).rows;
    });
    if (row) return { programId, domain, ...row };
  }
  return null;
}

const MOVEMENTS = `
  SELECT seq, kind, points, posted_at AS "postedAt" FROM movements
  WHERE program_id = $1 AND member_id = $2 AND split_part(lot_id, ':', 2) = $3
    AND split_part(lot_id, ':', 1) = 'order'
  ORDER BY seq`;

const TOLD = `
  SELECT (SELECT seq FROM mirrors
          WHERE program_id = $1 AND owner = 'member:' || $2 AND key = 'card') AS "cardSeq",
         EXISTS (SELECT FROM outbox
                 WHERE program_id = $1 AND topic = 'member' AND key = $2) AS "waitsToBeTold"`;

/** What of the order's points is posted, and whether the world was told. */
export function readAfter(
  pool: pg.Pool,
  of: { readonly programId: number; readonly orderKey: number; readonly memberId: number },
): Promise<AfterDelivery> {
  const { programId, orderKey, memberId } = of;
  return inProgram(pool, programId, async (client) => {
    const posted = await client.query<AfterDelivery['movements'][number]>(MOVEMENTS, [
      programId,
      memberId,
      String(orderKey),
    ]);
    const told = await client.query<Omit<AfterDelivery, 'movements'>>(TOLD, [
      programId,
      String(memberId),
    ]);
    const [now = { cardSeq: null, waitsToBeTold: false }] = told.rows;
    return { ...now, movements: posted.rows };
  });
}
