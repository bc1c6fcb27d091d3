/** The books as the database has them, in the shape of `naive-books.ts`. */
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import type { NaiveBooks } from './naive-books.ts';

export async function readBooks(ownerUrl: string): Promise<NaiveBooks> {
  return connected(ownerUrl, async (client) => {
    const lots = await client.query<{ place: string; awarded: string }>(`
      SELECT m.customer_id || ' ' || o.order_id AS place, l.awarded
      FROM lots l
      JOIN members m USING (program_id, member_id)
      JOIN orders o ON o.program_id = l.program_id AND 'order:' || o.order_key = l.lot_id
      WHERE l.awarded <> 0`);
    const sums = await client.query<Record<'customer' | 'awarded' | 'clawed' | 'balance', string>>(`
      SELECT m.customer_id AS customer, m.pending + m.available + m.held AS balance,
             coalesce(sum(CASE WHEN reversed THEN -points ELSE points END)
               FILTER (WHERE kind = 'award'), 0) AS awarded,
             coalesce(sum(CASE WHEN reversed THEN -points ELSE points END)
               FILTER (WHERE kind = 'claw-back'), 0) AS clawed
      FROM members m LEFT JOIN movements v USING (program_id, member_id)
      GROUP BY m.program_id, m.member_id`);
    return {
      byOrder: Object.fromEntries(lots.rows.map((row) => [row.place, Number(row.awarded)])),
      byCustomer: Object.fromEntries(
        sums.rows.map((row) => [
          row.customer,
          {
            awarded: Number(row.awarded),
            clawedBack: Number(row.clawed),
            balance: Number(row.balance),
          },
        ]),
      ),
    };
  });
}

export type Unsettled = { waiting: number; parked: number; refolds: number };

/** How much has not reached the books yet. */
export function readUnsettled(ownerUrl: string): Promise<Unsettled> {
  return connected(ownerUrl, async (client) => {
    const { rows } = await client.query<Unsettled>(`
      SELECT (SELECT count(*)::int FROM inbox WHERE status = 'waiting') AS waiting,
             (SELECT count(*)::int FROM inbox WHERE status = 'parked') AS parked,
             (SELECT count(*)::int FROM members WHERE refold) AS refolds`);
    return rows[0] ?? { waiting: 0, parked: 0, refolds: 0 };
  });
}
