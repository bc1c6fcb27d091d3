/** What was taken of a reward, by a member and by all, for the limits a reward may have. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import { REDEMPTIONS_OF_GROUP } from './group-of.ts';

const OF_MEMBER = {
  name: 'read-taken-of-member',
  text: `SELECT r.made_at
         FROM ${REDEMPTIONS_OF_GROUP}
         WHERE r.reward_id = $3 AND r.status IN ('open', 'bound', 'settled')
         ORDER BY r.redemption_id`,
};

export async function readTaken(
  client: pg.ClientBase,
  programId: number,
  { memberId, rewardId }: { memberId: number; rewardId: string },
): Promise<Instant[]> {
  const values = [programId, memberId, rewardId];
  const { rows } = await client.query<{ made_at: Instant }>({ ...OF_MEMBER, values });
  return rows.map((row) => row.made_at);
}

// Held to the end of the transaction, after the member's: whoever holds it waits for nobody, as
// codes that others have their hand on are passed over.
const LOCK_STOCK = {
  name: 'lock-stock',
  text: `SELECT pg_advisory_xact_lock(
           hashtextextended('stock:' || $1::text || ':' || $2::text, 0))`,
};

// A statement of its own: its snapshot shows what whoever held the lock before has committed.
const OF_ALL = {
  name: 'count-taken-of-all',
  text: `SELECT count(*) AS taken
         FROM (SELECT FROM redemptions r
               WHERE r.program_id = $1 AND r.reward_id = $2
                 AND r.status IN ('open', 'bound', 'settled')
               LIMIT $3) AS counted`,
};

/** Counted no further than `stock`, under a lock that only rewards with a stock have. */
export async function countTaken(
  client: pg.ClientBase,
  programId: number,
  { rewardId, stock }: { rewardId: string; stock: number },
): Promise<number> {
  await client.query({ ...LOCK_STOCK, values: [programId, rewardId] });
  const { rows } = await client.query<{ taken: number }>({
    ...OF_ALL,
    values: [programId, rewardId, stock],
  });
  return rows[0]?.taken ?? 0;
}
