/** Whether a drain of new orders left the books it should. */
import type pg from 'pg';
import type { BenchShop } from './bench-shop.ts';

/**
 * A rate of wrong books is worth nothing: every drained order has its award, and none was parked.
 */
export async function refuseWrongBooks(
  admin: pg.ClientBase,
  { programId }: BenchShop,
): Promise<void> {
  const { rows } = await admin.query<Record<string, number>>(
    `SELECT (SELECT count(*) FROM inbox WHERE program_id = $1 AND status = 'done')::int AS done,
            (SELECT count(*) FROM inbox WHERE program_id = $1 AND status = 'parked')::int AS parked,
            (SELECT count(*) FROM orders WHERE program_id = $1)::int AS orders,
            (SELECT count(*) FROM lots WHERE program_id = $1)::int AS lots,
            (SELECT count(*) FROM movements WHERE program_id = $1)::int AS movements,
            (SELECT count(*) FROM members WHERE program_id = $1 AND refold)::int AS refolds,
            (SELECT sum(pending + available) FROM members WHERE program_id = $1)::float8 AS balance,
            (SELECT sum(points) FROM movements WHERE program_id = $1)::float8 AS posted`,
    [programId],
  );
  const { done, parked, orders, lots, movements, refolds, balance, posted } = rows[0] ?? {};
  // A few orders of pennies are worth no point and have neither a lot nor a movement.
  // Lanes lock in turn: where one overtook another, an older order would ask for a refold.
  const wrong = parked !== 0 || refolds !== 0 || orders !== done || lots !== movements;
  if (wrong || balance !== posted || (lots ?? 0) < (done ?? 0) * 0.95) {
    throw new Error(`the drain left other books than it should: ${JSON.stringify(rows[0])}`);
  }
}
