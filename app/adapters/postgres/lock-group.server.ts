/**
 * Members who are one. A group is locked whole, in the order of all who lock members, before any of
 * it is read: what one of them does changes what is posted for the others. Who is of a group does
 * not change meanwhile, as merging waits until nobody folds or redeems.
 */
import type pg from 'pg';
import type { Group, MemberHeader } from '../../services/ports/drain.ts';
import { HEADER_COLUMNS, type HeaderRow, toHeader } from './member-header.ts';
import { readMerges } from './read-merges.server.ts';

const LOCK_WITH = {
  name: 'lock-member-with-group',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1
           AND m.member_id = ANY ($2::bigint || ARRAY(
             SELECT others.member_id
             FROM members of
             CROSS JOIN LATERAL (
               SELECT g.member_id FROM members g
               WHERE g.program_id = $1 AND g.root_id = of.root_id
               OFFSET 0) AS others
             WHERE of.program_id = $1 AND of.member_id = $2))
         ORDER BY m.member_id
         FOR UPDATE`,
};

/**
 * Locks a member and their group; null for nobody, and for a group of which anybody was erased:
 * that is never folded again.
 */
export async function lockWithGroup(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<MemberHeader | null> {
  const values = [programId, memberId];
  const { rows } = await client.query<HeaderRow>({ ...LOCK_WITH, values });
  if (rows.some(({ sealed }) => sealed)) return null;
  const found = rows.find((row) => row.member_id === memberId);
  return found ? toHeader(found) : null;
}

// Locked already, with the one of them who was asked for: nobody waits here.
const LOCK = {
  name: 'lock-group',
  text: `SELECT ${HEADER_COLUMNS}
         FROM members m
         WHERE m.program_id = $1 AND m.root_id = $2
         ORDER BY m.member_id
         FOR UPDATE`,
};

/** A group, one of whose members is locked, so that nobody joins or leaves it. */
export async function lockGroup(
  client: pg.ClientBase,
  programId: number,
  rootId: number,
): Promise<Group> {
  const { rows } = await client.query<HeaderRow>({ ...LOCK, values: [programId, rootId] });
  const memberIds = rows.map((row) => row.member_id);
  return {
    headers: rows.map(toHeader),
    merges: await readMerges(client, programId, memberIds),
  };
}
