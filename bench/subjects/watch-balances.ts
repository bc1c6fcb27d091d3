/** When points of a customer can be read in our database: asked every few milliseconds. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';

export type BalanceWatch = {
  /** Resolves, with the instant (`performance.now()`), once the new customer has points. */
  readonly has: (customerId: string) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const EVERY_MS = 4;

/** Watches customers of one program that are none yet; each is asked about once. */
export function watchBalances(pool: pg.Pool, programId: number): BalanceWatch {
  const waiting = new Map<string, (at: number) => void>();
  let isOver = false;
  const look = async () => {
    while (!isOver) {
      await sleep(EVERY_MS);
      if (waiting.size === 0) continue;
      const seen = await inProgram(pool, programId, async (client) => {
        const { rows } = await client.query<{ customer_id: string }>({
          name: 'watch-balances',
          text: `SELECT customer_id FROM members
                 WHERE program_id = $1 AND customer_id = ANY ($2) AND seq > 0`,
          values: [programId, [...waiting.keys()]],
        });
        return rows;
      });
      const at = performance.now();
      for (const { customer_id: customerId } of seen) {
        waiting.get(customerId)?.(at);
        waiting.delete(customerId);
      }
    }
  };
  const looking = look();
  return {
    has: (customerId) => new Promise((resolve) => waiting.set(customerId, resolve)),
    stop: () => {
      isOver = true;
      return looking;
    },
  };
}
