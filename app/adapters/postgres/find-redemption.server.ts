/** Redemptions by their code, by our own id, and those a member still holds. */
import type pg from 'pg';
import type { Redemption } from '../../services/ports/redemption.ts';
import { REDEMPTIONS_OF_GROUP } from './group-of.ts';
import { REDEMPTION_COLUMNS, type RedemptionRow, toRedemption } from './redemption-row.ts';

const BY_CODE = {
  name: 'find-redemption-by-code',
  text: `SELECT ${REDEMPTION_COLUMNS}
         FROM ${REDEMPTIONS_OF_GROUP}
         WHERE r.code = $3`,
};

const BY_ID = {
  name: 'find-redemption-by-id',
  text: `SELECT ${REDEMPTION_COLUMNS}
         FROM redemptions r
         WHERE r.program_id = $1 AND r.redemption_id = $2`,
};

const HELD = {
  name: 'list-held-redemptions',
  text: `SELECT ${REDEMPTION_COLUMNS}
         FROM ${REDEMPTIONS_OF_GROUP}
         WHERE r.status IN ('open', 'bound')
         ORDER BY r.redemption_id DESC`,
};

export async function findByCode(
  client: pg.ClientBase,
  programId: number,
  { memberId, code }: { memberId: number; code: string },
): Promise<Redemption | null> {
  const values = [programId, memberId, code];
  const { rows } = await client.query<RedemptionRow>({ ...BY_CODE, values });
  return rows[0] ? toRedemption(rows[0]) : null;
}

export async function findById(
  client: pg.ClientBase,
  programId: number,
  redemptionId: number,
): Promise<Redemption | null> {
  const values = [programId, redemptionId];
  const { rows } = await client.query<RedemptionRow>({ ...BY_ID, values });
  return rows[0] ? toRedemption(rows[0]) : null;
}

export async function listHeld(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<Redemption[]> {
  const values = [programId, memberId];
  const { rows } = await client.query<RedemptionRow>({ ...HELD, values });
  return rows.map(toRedemption);
}
