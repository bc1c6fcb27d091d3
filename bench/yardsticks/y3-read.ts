/** Y3: a prepared SELECT of one row by its primary key, 8 connections, no tenant to name. */
import type pg from 'pg';
import { closedLoop } from '../harness/closed-loop.ts';

export const Y3_CONNECTIONS = 8;

/**
 * Reads balances of members 1 to `members` in turn; with `latencies`, every call's time is noted.
 */
export function readYardstick(pool: pg.Pool, members: number, latencies?: number[]) {
  let reads = 0;
  return {
    perform(operations: number): Promise<void> {
      const loop = { operations, callers: Y3_CONNECTIONS, ...(latencies ? { latencies } : {}) };
      return closedLoop(loop, () => {
        reads += 1;
        return pool.query({
          name: 'y3-read',
          text: 'SELECT pending, available, held FROM yardstick.balances WHERE member_id = $1',
          values: [((reads * 7919) % members) + 1],
        });
      });
    },
  };
}
