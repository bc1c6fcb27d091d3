/** The links of members' chains, with what is needed to verify them from any place on. */
import type pg from 'pg';
import type { ChainFrom, ChainHead, ChainSpan, ReadLink } from '../../../services/ports/audit.ts';

const HEADS = `
  SELECT one.member_id AS "memberId", one.after_seq AS "afterSeq", m.seq,
         encode(m.chain, 'hex') AS chain, coalesce(encode(v.chain, 'hex'), '') AS previous
  FROM unnest($2::bigint[], $3::bigint[]) AS one (member_id, after_seq)
  CROSS JOIN LATERAL (
    SELECT h.seq, h.chain FROM members h
    WHERE h.program_id = $1 AND h.member_id = one.member_id
    OFFSET 0) AS m
  LEFT JOIN LATERAL (
    SELECT p.chain FROM movements p
    WHERE one.after_seq > 0 AND p.program_id = $1 AND p.member_id = one.member_id
      AND p.seq = one.after_seq
    OFFSET 0) AS v ON true`;

export async function readHeads(
  client: pg.ClientBase,
  programId: number,
  from: readonly ChainFrom[],
): Promise<ChainHead[]> {
  const { rows } = await client.query<ChainHead>(HEADS, [programId, ...columnsOf(from)]);
  return rows;
}

const LINKS = `
  SELECT v.member_id, v.seq, v.kind, v.reversed, v.lot_id, v.from_account, v.to_account, v.points,
         v.at, v.corrects, v.cause, v.explanation, encode(v.salt, 'hex') AS salt,
         encode(v.digest, 'hex') AS digest, encode(v.chain, 'hex') AS chain
  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY
    AS one (member_id, after_seq, to_seq, place)
  CROSS JOIN LATERAL (
    SELECT * FROM movements m
    WHERE m.program_id = $1 AND m.member_id = one.member_id
      AND m.seq > one.after_seq AND m.seq <= one.to_seq
    OFFSET 0) AS v
  ORDER BY one.place, v.seq`;

type LinkRow = Omit<ReadLink, 'memberId' | 'lotId' | 'from' | 'to' | 'salt'> & {
  readonly member_id: number;
  readonly lot_id: string;
  readonly from_account: ReadLink['from'];
  readonly to_account: ReadLink['to'];
  readonly salt: string | null;
};

export async function readLinks(
  client: pg.ClientBase,
  programId: number,
  spans: readonly ChainSpan[],
): Promise<ReadLink[]> {
  const values = [programId, ...columnsOf(spans), spans.map(({ toSeq }) => toSeq)];
  const { rows } = await client.query<LinkRow>(LINKS, values);
  return rows.map((row) => {
    const { member_id: memberId, lot_id: lotId, from_account, to_account, salt, ...rest } = row;
    return { ...rest, memberId, lotId, from: from_account, to: to_account, salt: salt ?? '' };
  });
}

function columnsOf(from: readonly ChainFrom[]): [number[], number[]] {
  return [from.map(({ memberId }) => memberId), from.map(({ afterSeq }) => afterSeq)];
}
