import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { AskChore, ChoreKind } from '../../services/ports/chores.ts';
import { inProgram } from './pool.server.ts';

const ASK = {
  name: 'ask-chore',
  text: `INSERT INTO chores AS c (program_id, shop_id, kind, due_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (program_id, shop_id, kind) DO UPDATE
         SET due_at = least(c.due_at, excluded.due_at)`,
};

/** Asks for chores, each in a transaction of its own. */
export function askChore(pool: pg.Pool): AskChore {
  return (shop, kind, dueAt) =>
    inProgram(pool, shop.programId, (client) => askChoreWithin(client, shop, kind, dueAt));
}

/** Asks for a chore within a transaction of the program: it is asked for once that commits. */
export async function askChoreWithin(
  client: pg.ClientBase,
  shop: Parameters<AskChore>[0],
  kind: ChoreKind,
  dueAt: Instant,
): Promise<void> {
  await client.query({ ...ASK, values: [shop.programId, shop.shopId, kind, new Date(dueAt)] });
}
