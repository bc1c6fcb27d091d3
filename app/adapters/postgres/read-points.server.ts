/** A member's points in one round trip: the function names the program itself and reads. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';

type MemberPoints = {
  readonly memberId: number;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
  readonly seq: number;
  readonly nextDueAt: Instant | null;
  /** True while a past event is being worked in; the points are about to change. */
  readonly refold: boolean;
};

type Row = {
  member_id: number;
  pending: Points;
  available: Points;
  held: Points;
  seq: number;
  next_due_at: Instant | null;
  refold: boolean;
};

const READ = { name: 'read-points', text: 'SELECT * FROM read_points($1, $2, $3)' };

/** The points of a shop's customer; null for one who is no member. */
export async function readPoints(
  pool: pg.Pool,
  of: { programId: number; shopId: number; customerId: string },
): Promise<MemberPoints | null> {
  const values = [of.programId, of.shopId, of.customerId];
  const { rows } = await pool.query<Row>({ ...READ, values });
  const row = rows[0];
  if (!row) return null;
  const { pending, available, held, seq, refold } = row;
  return {
    memberId: row.member_id,
    pending,
    available,
    held,
    seq,
    nextDueAt: row.next_due_at,
    refold,
  };
}
