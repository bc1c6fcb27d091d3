/** Members of whom Shopify is to be told, as the outbox names them. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import {
  type CardSource,
  MATURING_MAX,
  type MemberNews,
  type Mirrors,
  type Told,
} from '../../services/ports/mirror.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { BEFORE_NEWEST_EVENTS } from './newest-events.ts';

// One statement, so that header, lots and movements are those of one instant.
//
// A card lists when each pending lot matures. Where nothing has happened since it was told but such
// maturings, it still says what is true, and a million points that mature at midnight cost no write
// at Shopify. Only a card that summed the rest of a long list knows less; so the list it had is
// counted: what pends now, and what has matured since.
const CARD = `
  SELECT json_build_object(
    'pending', m.pending, 'available', m.available, 'held', m.held, 'seq', m.seq,
    'chain', encode(m.chain, 'hex'),
    'lots', (SELECT coalesce(json_agg(json_build_object(
               'pending', l.pending,
               'maturesAt', (extract(epoch FROM l.matures_at) * 1000)::bigint)), '[]')
             FROM lots l
             WHERE l.program_id = $1 AND l.member_id = m.member_id AND l.pending <> 0),
    'newest', (SELECT coalesce(json_agg(json_build_object(
                 'kind', v.kind, 'reversed', v.reversed, 'from', v.from_account,
                 'to', v.to_account, 'points', v.points, 'explanation', v.explanation,
                 'cause', v.cause, 'at', (extract(epoch FROM v.at) * 1000)::bigint)
                 ORDER BY v.seq DESC), '[]')
               FROM movements v
               WHERE v.program_id = $1 AND v.member_id = m.member_id
                 AND v.seq > ${BEFORE_NEWEST_EVENTS}))`;

// LATERAL … OFFSET 0 keeps the outbox's few rows on the outside: each looks up its own.
const READ = {
  name: 'read-outbox-members',
  text: `
    SELECT m.member_id, o.seq, o.version, m.customer_id, m.own, m.tier, q.quiet,
           c.content_hash AS card_hash, c.digest AS card_digest,
           k.content_hash AS perk_hash, k.digest AS perk_digest,
           CASE WHEN m.own AND m.customer_id IS NOT NULL AND NOT q.quiet THEN (${CARD}) END AS card
    FROM (
      -- Whoever writes a row anew leaves another xmin, whatever its number.
      SELECT key, seq, xmin::text AS version FROM outbox
      WHERE program_id = $1 AND topic = 'member' AND key > $3
      ORDER BY key
      LIMIT $4
    ) o
    CROSS JOIN LATERAL (
      SELECT p.member_id, p.pending, p.available, p.held, p.seq, p.chain, p.tier,
             p.shop_id = $2 AS own,
             -- Of who was merged Shopify has no customer any more.
             CASE WHEN p.sealed_at IS NULL AND (p.root_id IS NULL OR p.root_id = p.member_id)
                  THEN p.customer_id END AS customer_id
      FROM members p
      WHERE p.program_id = $1 AND p.member_id = o.key::bigint
      OFFSET 0) m
    LEFT JOIN LATERAL (
      SELECT r.seq, r.content_hash, r.digest FROM mirrors r
      WHERE r.program_id = $1 AND r.owner = 'member:' || o.key AND r.key = 'card'
      OFFSET 0) c ON true
    LEFT JOIN LATERAL (
      SELECT r.seq, r.content_hash, r.digest FROM mirrors r
      WHERE r.program_id = $1 AND r.owner = 'member:' || o.key AND r.key = 'perk'
      OFFSET 0) k ON true
    CROSS JOIN LATERAL (
      SELECT coalesce(c.content_hash, '') <> '' AND coalesce(k.content_hash, '') <> ''
             AND NOT EXISTS (
               SELECT FROM movements v
               WHERE v.program_id = $1 AND v.member_id = m.member_id AND v.seq > c.seq
                 AND (v.kind <> 'mature' OR v.reversed))
             AND ${MATURING_MAX} >= (
               SELECT count(DISTINCT l.matures_at) FROM lots l
               WHERE l.program_id = $1 AND l.member_id = m.member_id AND l.pending <> 0) + (
               SELECT count(DISTINCT v.at) FROM movements v
               WHERE v.program_id = $1 AND v.member_id = m.member_id AND v.seq > c.seq) AS quiet
      OFFSET 0) q
    ORDER BY o.key`,
};

type Row = {
  member_id: number;
  own: boolean;
  seq: number;
  version: string;
  tier: string | null;
  customer_id: string | null;
  quiet: boolean;
  card_hash: string | null;
  card_digest: string | null;
  perk_hash: string | null;
  perk_digest: string | null;
  card:
    | (CardSource['header'] & {
        readonly lots: readonly { readonly pending: Points; readonly maturesAt: Instant }[];
        readonly newest: CardSource['newest'];
      })
    | null;
};

/** As `Mirrors.readMembers`, within the program. */
export async function readOutboxMembers(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  { after, atMost }: Parameters<Mirrors['readMembers']>[1],
): ReturnType<Mirrors['readMembers']> {
  const values = [programId, shopId, after === null ? '' : String(after), atMost];
  const { rows } = await client.query<Row>({ ...READ, values });
  const next = rows.length < atMost ? null : (rows.at(-1)?.member_id ?? null);
  return { news: rows.filter(({ own }) => own).map(toNews), next };
}

function toNews(row: Row): MemberNews {
  return {
    memberId: row.member_id,
    seq: row.seq,
    version: row.version,
    tier: row.tier,
    customerId: row.customer_id,
    quiet: row.quiet,
    card: row.card && toSource(row.card),
    told: {
      card: toTold(row.card_hash, row.card_digest),
      perk: toTold(row.perk_hash, row.perk_digest),
    },
  };
}

function toSource({ lots, newest, ...header }: NonNullable<Row['card']>): MemberNews['card'] {
  return { header, pendingLots: lots, newest };
}

function toTold(contentHash: string | null, digest: string | null): Told | null {
  return contentHash === null ? null : { contentHash, digest };
}

// Each row finds its own version in the arrays: a join with them may be planned from either end.
const FORGET = {
  name: 'forget-outbox-members',
  text: `WITH told AS (
           DELETE FROM dead_letters
           WHERE program_id = $1 AND topic = 'member' AND key = ANY ($2::text[]))
         DELETE FROM outbox
         WHERE program_id = $1 AND topic = 'member' AND key = ANY ($2::text[])
           AND xmin::text = ($3::text[])[array_position($2::text[], key)]`,
};

// What a quiet member's card says is as good as told of their newest movement.
const STILL_TRUE = {
  name: 'card-is-still-true',
  text: `UPDATE mirrors SET seq = ($3::bigint[])[array_position($2::text[], owner)]
         WHERE program_id = $1 AND key = 'card' AND owner = ANY ($2::text[])`,
};

/** As `Mirrors.forget`, within the program. */
export async function forgetOutboxMembers(
  client: pg.ClientBase,
  { programId }: ShopRef,
  done: Parameters<Mirrors['forget']>[1],
): Promise<void> {
  const quiet = done.filter((member) => member.quiet);
  if (quiet.length > 0) {
    const owners = quiet.map(({ memberId }) => `member:${memberId}`);
    const seqs = quiet.map(({ seq }) => seq);
    await client.query({ ...STILL_TRUE, values: [programId, owners, seqs] });
  }
  const keys = done.map(({ memberId }) => String(memberId));
  const versions = done.map(({ version }) => version);
  await client.query({ ...FORGET, values: [programId, keys, versions] });
}

/** Everybody whose points ever moved, as if they had just moved. */
const TELL_ALL = {
  name: 'tell-of-all-members',
  text: `
    INSERT INTO outbox (program_id, topic, key, seq, changed_at)
    SELECT $1, 'member', m.member_id::text, m.seq, $3
    FROM members m
    WHERE m.program_id = $1 AND m.shop_id = $2 AND m.seq > 0 AND m.customer_id IS NOT NULL
      AND m.sealed_at IS NULL AND (m.root_id IS NULL OR m.root_id = m.member_id)
    ON CONFLICT DO NOTHING`,
};

const FORGET_TOLD = {
  name: 'forget-what-was-told',
  text: `
    DELETE FROM mirrors r
    WHERE r.program_id = $1 AND (
      r.owner = 'shop:' || $2::bigint
      OR r.owner IN (SELECT 'member:' || m.member_id FROM members m
                     WHERE m.program_id = $1 AND m.shop_id = $2))`,
};

/** Nothing of the shop's members and rules is at Shopify any more. */
export async function forgetTold(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
): Promise<void> {
  await client.query({ ...FORGET_TOLD, values: [programId, shopId] });
}

/** As `Mirrors.tellAll`, within the program. */
export async function tellOfAllMembers(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  asOf: Instant,
): Promise<void> {
  await client.query({ ...TELL_ALL, values: [programId, shopId, new Date(asOf)] });
}
