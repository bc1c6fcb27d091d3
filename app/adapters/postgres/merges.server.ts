/** Merges in PostgreSQL: who was merged into whom, and the roots that members' headers name. */
import type pg from 'pg';
import type { Merge } from '../../domain/identity/merge.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { MembersToMerge, Merges, OpenMerges } from '../../services/ports/merges.ts';
import { openBooksOf } from './books.server.ts';
import { lockMembers, makeMembers } from './lock-members.server.ts';
import { inProgramAlone } from './pool.server.ts';
import { type MergeRow, readMerges, toMerge } from './read-merges.server.ts';

/** The merges of all programs, over the pool. */
export function openMerges(pool: pg.Pool): Merges {
  return {
    alone: (programId, work) =>
      inProgramAlone(pool, programId, (client) =>
        work({ ...openBooksOf(client, programId), ...openMergesOf(client, programId) }),
      ),
  };
}

export function openMergesOf(client: pg.ClientBase, programId: number): OpenMerges {
  return {
    lockToMerge: (named) => lockToMerge(client, programId, named),
    writeMerge: (merge) => writeMerge(client, programId, merge),
    withdrawMerge: async (mergeId, { at, staffId }) => {
      const values = [programId, mergeId, new Date(at), staffId];
      await client.query({ ...WITHDRAW, values });
    },
    writeRoots: async (roots) => {
      const memberIds = roots.map(({ memberId }) => memberId);
      const rootIds = roots.map(({ rootId }) => rootId);
      await client.query({ ...WRITE_ROOTS, values: [programId, memberIds, rootIds] });
    },
  };
}

const FIND_GROUPS = {
  name: 'find-groups',
  text: `SELECT named.member_id
         FROM (SELECT m.member_id, m.root_id FROM members m
               WHERE m.program_id = $1 AND m.member_id = ANY ($2::bigint[])
               UNION ALL
               SELECT m.member_id, m.root_id
               FROM unnest($3::bigint[], $4::text[]) AS asked (shop_id, customer_id)
               CROSS JOIN LATERAL (
                 SELECT m.member_id, m.root_id FROM members m
                 WHERE m.program_id = $1 AND m.shop_id = asked.shop_id
                   AND m.customer_id = asked.customer_id
                 OFFSET 0) AS m) AS of
         CROSS JOIN LATERAL (
           SELECT of.member_id
           UNION ALL
           SELECT g.member_id FROM members g
           WHERE g.program_id = $1 AND g.root_id = of.root_id AND g.member_id <> of.member_id
           OFFSET 0) AS named`,
};

const LAST_DECISION = {
  name: 'last-decision-of-members',
  text: `SELECT max(d.at)::timestamptz AS at
         FROM decisions d WHERE d.program_id = $1 AND d.member_id = ANY ($2::bigint[])`,
};

async function lockToMerge(
  client: pg.ClientBase,
  programId: number,
  { memberIds, customers }: Parameters<OpenMerges['lockToMerge']>[0],
): Promise<MembersToMerge> {
  await makeMembers(client, programId, customers);
  const shopIds = customers.map(({ shopId }) => shopId);
  const customerIds = customers.map(({ customerId }) => customerId);
  const groups = await client.query<{ member_id: number }>({
    ...FIND_GROUPS,
    values: [programId, memberIds, shopIds, customerIds],
  });
  const ids = [...new Set(groups.rows.map((row) => row.member_id))];
  const headers = await lockMembers(client, programId, { memberIds: ids, customers: [] });
  const last = await client.query<{ at: Instant | null }>({
    ...LAST_DECISION,
    values: [programId, ids],
  });
  const merges = await readMerges(client, programId, ids);
  return { headers, merges, lastDecisionAt: last.rows[0]?.at ?? null };
}

const WRITE = {
  name: 'write-merge',
  text: `INSERT INTO merges AS g (program_id, from_member_id, into_member_id, at)
         VALUES ($1, $2, $3, $4)
         RETURNING g.merge_id, g.from_member_id, g.into_member_id, g.at`,
};

async function writeMerge(
  client: pg.ClientBase,
  programId: number,
  { fromMemberId, intoMemberId, at }: Parameters<OpenMerges['writeMerge']>[0],
): Promise<Merge> {
  const values = [programId, fromMemberId, intoMemberId, new Date(at)];
  const { rows } = await client.query<MergeRow>({ ...WRITE, values });
  invariant(rows[0], 'An insert of one row answers it.');
  return toMerge(rows[0]);
}

const WITHDRAW = {
  name: 'withdraw-merge',
  text: `UPDATE merges SET undone_at = $3, undone_by = $4
         WHERE program_id = $1 AND merge_id = $2 AND undone_at IS NULL`,
};

// Under the locks of all of them; also who was put off is folded again at once.
const WRITE_ROOTS = {
  name: 'write-roots',
  text: `UPDATE members m
         SET root_id = ($3::bigint[])[array_position($2::bigint[], m.member_id)],
             refold = true, refold_not_before = NULL
         WHERE m.program_id = $1 AND m.member_id = ANY ($2::bigint[])`,
};
