/** What importing and comparing ask of the database; each call is one transaction. */
import type pg from 'pg';
import type { IntakeStore } from '../../services/ports/intake.ts';
import { compareOrders } from './compare-orders.server.ts';
import { inProgram, inProgramByKeys } from './pool.server.ts';

const COUNT = {
  name: 'count-waiting-history',
  text: `SELECT count(*) AS waiting FROM (
           SELECT FROM inbox_waiting w
           CROSS JOIN LATERAL (
             SELECT FROM inbox i
             WHERE i.program_id = $1 AND i.inbox_id = w.inbox_id AND i.shop_id = $2
               AND i.topic = 'laurel/history'
             OFFSET 0) AS history
           WHERE w.program_id = $1
           LIMIT $3) AS counted`,
};

export function intakeStore(pool: pg.Pool): IntakeStore {
  return {
    compare: (shop, listed) =>
      inProgramByKeys(pool, shop.programId, (client) => compareOrders(client, shop, listed)),
    countWaiting: ({ programId, shopId }, atMost) =>
      inProgramByKeys(pool, programId, async (client) => {
        const values = [programId, shopId, atMost];
        const { rows } = await client.query<{ waiting: number }>({ ...COUNT, values });
        return rows[0]?.waiting ?? 0;
      }),
    readScopes: ({ programId, shopId }) =>
      inProgram(pool, programId, async (client) => {
        const { rows } = await client.query<{ scopes: string }>(
          'SELECT scopes FROM shops WHERE program_id = $1 AND shop_id = $2',
          [programId, shopId],
        );
        return rows[0]?.scopes ?? '';
      }),
  };
}
