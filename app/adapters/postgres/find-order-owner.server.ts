/**
 * Whose an order is, by the name staff know it by. No index holds names: the drain would pay for it
 * with every order, for a question asked a few times a day. So it is looked for from the newest
 * order backwards, and not for longer than a page can wait.
 */
import type pg from 'pg';
import type { OrderOwner } from '../../services/ports/admin.ts';
import { inProgram } from './pool.server.ts';

const LOOK_TIMEOUT_MS = 3_000;
const QUERY_CANCELED = '57014';
/** Where a stored snapshot keeps the order's name; see observed-order-codec.ts. */
const FIND_SQL = `
  SELECT member_id FROM orders
  WHERE program_id = $1 AND shop_id = $2 AND observed->'latest'->>2 = $3
  ORDER BY order_key DESC LIMIT 1`;

export async function findOrderOwner(
  pool: pg.Pool,
  shop: { readonly programId: number; readonly shopId: number },
  orderName: string,
): Promise<OrderOwner> {
  try {
    return await inProgram(pool, shop.programId, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${LOOK_TIMEOUT_MS}`);
      const { rows } = await client.query<{ member_id: number | null }>({
        name: 'find-order-owner',
        text: FIND_SQL,
        values: [shop.programId, shop.shopId, orderName],
      });
      const [row] = rows;
      if (!row) return { found: 'nothing' };
      return row.member_id === null
        ? { found: 'guest' }
        : { found: 'member', memberId: row.member_id };
    });
  } catch (failure) {
    if ((failure as { code?: string }).code === QUERY_CANCELED) return { found: 'too_long' };
    throw failure;
  }
}
