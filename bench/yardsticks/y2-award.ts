/**
 * Y2: one call of a minimal award function (`yardsticks.sql`), 8 connections. It awards a fact
 * once, writes both entries and the member's balance, and knows no rules, lots, explanations or
 * tenants.
 */
import type pg from 'pg';
import { closedLoop } from '../harness/closed-loop.ts';

export const Y2_CONNECTIONS = 8;

/** Gives the yardstick its members, 1 to `members`, with nothing on their balances. */
export async function fillBalances(admin: pg.ClientBase, members: number): Promise<void> {
  await admin.query(
    `INSERT INTO yardstick.balances (member_id, pending, available, held)
     SELECT member, 0, 0, 0 FROM generate_series(1, $1::bigint) AS member
     ON CONFLICT DO NOTHING`,
    [members],
  );
}

/**
 * Awards new facts to members in turn, 8 calls at once on a pool of that many. `prefix` keeps the
 * facts of two of these apart.
 */
export function awardYardstick(pool: pg.Pool, members: number, prefix = 'order') {
  let facts = 0;
  return {
    perform(operations: number): Promise<void> {
      return closedLoop({ operations, callers: Y2_CONNECTIONS }, () => {
        facts += 1;
        // Steps through all members without two neighbours sharing one, so that no call waits.
        const member = ((facts * 7919) % members) + 1;
        return pool.query({
          name: 'y2-award',
          text: 'SELECT yardstick.award($1, $2, $3)',
          values: [`${prefix}:${facts}`, member, 87],
        });
      });
    },
  };
}
