/** News that Shopify did not take: put off, brought back, and given up in the end. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  ATTEMPTS_MAX,
  type DeadLetter,
  type DeadLetters,
  type PutOff,
} from '../../services/ports/mirror.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { lockUnsealed } from './lock-unsealed.server.ts';
import { inProgram } from './pool.server.ts';

const COUNT_MAX = 10_000;

// What came in of the member meanwhile stays in the outbox: it is other news.
const PUT_OFF = {
  name: 'put-off-news',
  text: `
    WITH noted AS (
      INSERT INTO dead_letters AS d (program_id, topic, key, shop_id, seq, attempts, reason, since,
                                     tried_at, retry_at)
      SELECT $1, 'member', new.key, $2, new.seq, 1, new.reason, $3, $3,
             CASE WHEN NOT new.hopeless THEN $3::timestamptz + interval '2 seconds' END
      FROM json_to_recordset($4) AS new (key text, seq bigint, reason text, hopeless boolean)
      ON CONFLICT (program_id, topic, key) DO UPDATE
      SET seq = excluded.seq, reason = excluded.reason, tried_at = excluded.tried_at,
          attempts = d.attempts + 1,
          retry_at = CASE
            WHEN excluded.retry_at IS NOT NULL AND d.attempts + 1 < ${ATTEMPTS_MAX}
            THEN excluded.tried_at
                 + least(interval '1 hour', interval '2 seconds' * 2 ^ least(d.attempts, 12)) END
    )
    DELETE FROM outbox
    WHERE program_id = $1 AND topic = 'member' AND key = ANY ($5::text[])
      AND xmin::text = ($6::text[])[array_position($5::text[], key)]`,
};

/** As `Mirrors.putOff`, within the program; of whoever was erased meanwhile nothing is noted. */
export async function putOff(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  news: readonly PutOff[],
  asOf: Instant,
): Promise<void> {
  const members = news.map(({ memberId }) => memberId);
  const known = await lockUnsealed(client, programId, members);
  const left = news.filter(({ memberId }) => known.has(memberId));
  const rows = left.map(({ memberId, seq, reason, isHopeless }) => {
    return { key: String(memberId), seq, reason, hopeless: isHopeless };
  });
  const keys = rows.map(({ key }) => key);
  const versions = left.map(({ version }) => version);
  const values = [programId, shopId, new Date(asOf), JSON.stringify(rows), keys, versions];
  await client.query({ ...PUT_OFF, values });
}

// Until it is told or put off again it is leased for a minute, so that a round that dies is made
// good by another.
const BRING_BACK = {
  name: 'bring-news-back',
  text: `
    WITH due AS (
      SELECT key FROM dead_letters
      WHERE program_id = $1 AND shop_id = $2 AND topic = 'member' AND retry_at <= $3
      ORDER BY retry_at
      LIMIT $4
      FOR UPDATE
    ), leased AS (
      UPDATE dead_letters SET retry_at = $3::timestamptz + interval '1 minute'
      WHERE program_id = $1 AND topic = 'member' AND key = ANY (ARRAY(SELECT key FROM due))
    )
    INSERT INTO outbox (program_id, topic, key, seq, changed_at)
    SELECT m.program_id, 'member', m.member_id::text, m.seq, $3
    FROM members m
    WHERE m.program_id = $1 AND m.member_id = ANY (ARRAY(SELECT key::bigint FROM due))
    ON CONFLICT DO NOTHING`,
};

/** As `Mirrors.bringBack`, within the program. */
export async function bringBack(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  asOf: Instant,
  atMost: number,
): Promise<void> {
  await client.query({ ...BRING_BACK, values: [programId, shopId, new Date(asOf), atMost] });
}

const READ = {
  name: 'read-dead-letters',
  text: `
    SELECT (SELECT count(*) FROM (
              SELECT FROM dead_letters
              WHERE program_id = $1 AND shop_id = $2 AND retry_at IS NULL
              LIMIT ${COUNT_MAX}) g) AS given_up,
           (SELECT count(*) FROM (
              SELECT FROM dead_letters
              WHERE program_id = $1 AND shop_id = $2 AND retry_at IS NOT NULL
              LIMIT ${COUNT_MAX}) r) AS retrying,
           (SELECT coalesce(json_agg(l ORDER BY l.since, l."memberId"), '[]') FROM (
              SELECT key::bigint AS "memberId", reason, attempts,
                     (extract(epoch FROM since) * 1000)::bigint AS since
              FROM dead_letters
              WHERE program_id = $1 AND shop_id = $2 AND topic = 'member' AND retry_at IS NULL
              ORDER BY dead_letters.since, key
              LIMIT $3) l) AS letters`,
};

const RETRY = {
  name: 'retry-dead-letters',
  text: `UPDATE dead_letters SET retry_at = $3, attempts = 0
         WHERE program_id = $1 AND shop_id = $2 AND retry_at IS NULL AND topic = 'member'
           AND ($4::text IS NULL OR key = $4)`,
};

type Row = { given_up: number; retrying: number; letters: readonly DeadLetter[] };

/** The dead letters of all shops, over the pool. */
export function openDeadLetters(pool: pg.Pool): DeadLetters {
  return {
    read: ({ programId, shopId }, atMost) =>
      inProgram(pool, programId, async (client) => {
        const { rows } = await client.query<Row>({ ...READ, values: [programId, shopId, atMost] });
        const [row] = rows;
        return {
          letters: row?.letters ?? [],
          givenUp: row?.given_up ?? 0,
          retrying: row?.retrying ?? 0,
        };
      }),
    retry: ({ programId, shopId }, memberId, asOf) =>
      inProgram(pool, programId, async (client) => {
        const key = memberId === null ? null : String(memberId);
        await client.query({ ...RETRY, values: [programId, shopId, new Date(asOf), key] });
      }),
  };
}
