import type pg from 'pg';
import { type Instant, instant } from '../../domain/kernel/instant.ts';
import type { ReadChore } from '../../services/ports/chores.ts';
import { inProgram } from './pool.server.ts';

/** When a chore that is done but kept is due: never, as an instant that every column can hold. */
export const NEVER: Instant = instant(Date.UTC(9999, 0, 1));

const READ = {
  name: 'read-chore',
  text: `SELECT state, due_at, failures, reason
         FROM chores
         WHERE program_id = $1 AND shop_id = $2 AND kind = $3`,
};

type Row = { state: unknown; due_at: Instant; failures: number; reason: string | null };

/** Reads where a chore stands. */
export function readChore(pool: pg.Pool): ReadChore {
  return ({ programId, shopId }, kind) =>
    inProgram(pool, programId, async (client) => {
      const { rows } = await client.query<Row>({ ...READ, values: [programId, shopId, kind] });
      const [row] = rows;
      if (!row) return null;
      const { state, failures, reason } = row;
      return { state, failures, reason, dueAt: row.due_at >= NEVER ? null : row.due_at };
    });
}
