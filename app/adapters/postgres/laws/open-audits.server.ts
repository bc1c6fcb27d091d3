/**
 * The laws asked of one program's books, in one snapshot that sees all of a commit or nothing: a
 * running drain never looks broken. It only reads, so it waits for nobody and nobody for it.
 */
import type pg from 'pg';
import type {
  Audits,
  Breach,
  ChainFrom,
  OpenAudit,
  PostedRange,
} from '../../../services/ports/audit.ts';
import { inProgramSnapshot } from '../pool.server.ts';
import { BOOKS_ASKED } from './books-asked.ts';
import type { Law } from './law.ts';
import { LAWS } from './laws.ts';
import { readHeads, readLinks } from './read-chains.server.ts';

const lawsOf = (...kinds: readonly Law['of'][]) => LAWS.filter(({ of }) => kinds.includes(of));

/** All laws of members at once: what they are asked over is then read once. */
const overBooks = (laws: readonly Law[]): string =>
  [BOOKS_ASKED, laws.map(({ sql }) => sql).join('\nUNION ALL\n')].join('\n');
const CHANGED = overBooks(lawsOf('changed'));
const MEMBERS = overBooks(lawsOf('changed', 'members'));

/** Movements a step looks at, and how many rows of a broken law are worth reading. */
const STEP_MOVEMENTS = 4_000;
const ROWS_READ = 100;
const LAST_ID = '9223372036854775807';

/** The auditor's books over the pool. */
export function openAudits(pool: pg.Pool): Audits {
  return {
    laws: LAWS.map(({ name, broken, of }) => ({ name, broken, of })),
    snapshot: (programId, work) =>
      inProgramSnapshot(pool, programId, (client) => work(openAudit(client, programId))),
  };
}

function openAudit(client: pg.ClientBase, programId: number): OpenAudit {
  const ask = async (text: string, values: readonly unknown[]): Promise<Breach[]> => {
    const { rows } = await client.query<Row>(text, [programId, ...values]);
    return rows.map(({ law, member_id: memberId, key }) => ({ law, memberId, key }));
  };
  const askEach = async (laws: readonly Law[], values: readonly unknown[]): Promise<Breach[]> => {
    const breaches: Breach[] = [];
    for (const { sql } of laws) {
      breaches.push(...(await ask([sql, 'LIMIT', ROWS_READ].join(' '), values)));
    }
    return breaches;
  };
  return {
    changed: (range) => readChanged(client, programId, range),
    page: (after, movements) => readPage(client, programId, { after, movements }),
    withGroups: (memberIds) => readGroups(client, programId, memberIds),
    askChanged: (memberIds) => ask(CHANGED, [memberIds]),
    askMembers: (memberIds) => ask(MEMBERS, [memberIds]),
    askRange: ({ after, to }) => askEach(lawsOf('range'), [after, to ?? LAST_ID]),
    askProgram: () => askEach(lawsOf('program'), []),
    readHeads: (from) => readHeads(client, programId, from),
    readLinks: (spans) => readLinks(client, programId, spans),
  };
}

type Row = { law: string; member_id: number | null; key: string };

// The index on when movements were posted answers without a look at the movements.
const CHANGED_MEMBERS = `
  WITH posted AS (
    SELECT v.member_id, min(v.seq) - 1 AS after_seq, count(*) AS lines
    FROM (SELECT r.member_id, r.seq FROM movements r
          WHERE r.program_id = $1 AND r.posted_at > $2 AND r.posted_at <= $3 AND r.member_id > $4
          OFFSET 0) AS v
    GROUP BY v.member_id
  )
  SELECT member_id AS "memberId", after_seq AS "afterSeq", members
  FROM (SELECT *, count(*) OVER () AS members,
               sum(lines) OVER (ORDER BY member_id) - lines AS before FROM posted) AS p
  WHERE before < ${STEP_MOVEMENTS}
  ORDER BY member_id`;

async function readChanged(
  client: pg.ClientBase,
  programId: number,
  { since, until, after }: PostedRange,
): ReturnType<OpenAudit['changed']> {
  const values = [programId, new Date(since), new Date(until), after];
  const { rows } = await client.query<ChainFrom & { members: number }>(CHANGED_MEMBERS, values);
  const last = rows.at(-1);
  const from = rows.map(({ memberId, afterSeq }): ChainFrom => ({ memberId, afterSeq }));
  return { to: last && last.members > rows.length ? last.memberId : null, from };
}

const PAGE_MEMBERS = 5_000;
const PAGE = `
  SELECT member_id FROM (
    SELECT m.member_id, sum(m.seq) OVER (ORDER BY m.member_id) - m.seq AS before
    FROM (SELECT member_id, seq FROM members
          WHERE program_id = $1 AND member_id > $2
          ORDER BY member_id LIMIT ${PAGE_MEMBERS}) m
  ) p WHERE before < $3
  ORDER BY member_id`;

async function readPage(
  client: pg.ClientBase,
  programId: number,
  { after, movements }: { readonly after: number; readonly movements: number },
): ReturnType<OpenAudit['page']> {
  const { rows } = await client.query<{ member_id: number }>(PAGE, [programId, after, movements]);
  const memberIds = rows.map((row) => row.member_id);
  return { to: memberIds.at(-1) ?? null, memberIds };
}

const GROUPS = `
  SELECT one.member_id FROM unnest($2::bigint[]) AS one (member_id)
  UNION
  SELECT g.member_id
  FROM unnest($2::bigint[]) AS one (member_id)
  CROSS JOIN LATERAL (
    SELECT m.root_id FROM members m
    WHERE m.program_id = $1 AND m.member_id = one.member_id
    OFFSET 0) AS m
  CROSS JOIN LATERAL (
    SELECT g.member_id FROM members g
    WHERE g.program_id = $1 AND g.root_id = m.root_id
    OFFSET 0) AS g`;

async function readGroups(
  client: pg.ClientBase,
  programId: number,
  memberIds: readonly number[],
): Promise<number[]> {
  const { rows } = await client.query<{ member_id: number }>(GROUPS, [programId, memberIds]);
  return rows.map((row) => row.member_id);
}
