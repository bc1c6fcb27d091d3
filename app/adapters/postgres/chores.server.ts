/** Chores as their runner sees them: what is due, claimed, done, or put off with a reason. */
import type pg from 'pg';
import { type Instant, instant } from '../../domain/kernel/instant.ts';
import type {
  ChoreKind,
  ChoreOutcome,
  Chores,
  ClaimedChore,
  WaitingWork,
} from '../../services/ports/chores.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { inProgram } from './pool.server.ts';
import { NEVER } from './read-chore.server.ts';

/** Should its runner die, a chore is due again this much later. */
const LEASE_MS = 60_000;

/** The chores of all shops, over the pool. */
export function openChores(pool: pg.Pool): Chores {
  const within = <T>(shop: ShopRef, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgram(pool, shop.programId, work);
  return {
    shopsAtWork: (asOf) => shopsAtWork(pool, asOf),
    waiting: (shop, asOf) => within(shop, (client) => readWaiting(client, shop, asOf)),
    claim: (shop, kind, asOf) => within(shop, (client) => claim(client, shop, kind, asOf)),
    finish: (shop, claimed, outcome) =>
      within(shop, (client) => finish(client, shop, claimed, outcome)),
    postpone: (shop, { kind, reason, asOf }) =>
      within(shop, async (client) => {
        await client.query({ ...POSTPONE, values: [...keyOf(shop), kind, reason, new Date(asOf)] });
      }),
    rest: (shop, { kind, until }) =>
      within(shop, async (client) => {
        await client.query({ ...REST, values: [...keyOf(shop), kind, new Date(until)] });
      }),
    forgetFailures: (shop, kind) =>
      within(shop, async (client) => {
        await client.query({ ...FORGET, values: [...keyOf(shop), kind] });
      }),
  };
}

const SHOPS = {
  name: 'shops-with-chores',
  text: `SELECT program_id, shop_id, domain
         FROM shops_with_chores($1)
         WHERE due_at IS NOT NULL
         ORDER BY due_at`,
};

async function shopsAtWork(pool: pg.Pool, asOf: Instant): Promise<ShopRef[]> {
  const { rows } = await pool.query<{ program_id: number; shop_id: number; domain: string }>({
    ...SHOPS,
    values: [new Date(asOf)],
  });
  return rows.map(({ program_id: programId, shop_id: shopId, domain }) => {
    return { programId, shopId, domain };
  });
}

// A standing work has a row only after it failed: while that row is not due, it waits.
const WAITING = {
  name: 'waiting-work',
  text: `
    WITH shop AS (
      SELECT uninstalled_at IS NULL AS installed
      FROM shops WHERE program_id = $1 AND shop_id = $2
    ), noted AS (
      SELECT kind, due_at <= $3 AS due
      FROM chores WHERE program_id = $1 AND shop_id = $2
    )
    SELECT CASE WHEN installed
             THEN ARRAY(SELECT kind FROM noted WHERE due AND kind NOT IN ('release', 'mirror'))
             ELSE '{}' END AS chores,
           coalesce((SELECT due FROM noted WHERE kind = 'release'), EXISTS (
             SELECT FROM redemptions r
             WHERE r.program_id = $1 AND r.shop_id = $2 AND r.status = 'open'
               AND coalesce(r.asked_at, r.lapses_at) <= $3
               AND coalesce(r.retry_at, r.asked_at, r.lapses_at) <= $3)) AS releases,
           installed AND coalesce((SELECT due FROM noted WHERE kind = 'mirror'), EXISTS (
             SELECT FROM outbox o
             WHERE o.program_id = $1 AND o.topic = 'member') OR EXISTS (
             SELECT FROM dead_letters d
             WHERE d.program_id = $1 AND d.shop_id = $2 AND d.retry_at <= $3)) AS mirrors
    FROM shop`,
};

async function readWaiting(
  client: pg.ClientBase,
  shop: ShopRef,
  asOf: Instant,
): Promise<WaitingWork> {
  const values = [...keyOf(shop), new Date(asOf)];
  const { rows } = await client.query<WaitingWork>({ ...WAITING, values });
  return rows[0] ?? { chores: [], releases: false, mirrors: false };
}

const CLAIM = {
  name: 'claim-chore',
  text: `UPDATE chores SET due_at = $5
         WHERE program_id = $1 AND shop_id = $2 AND kind = $3 AND due_at <= $4
         RETURNING state`,
};

async function claim(
  client: pg.ClientBase,
  shop: ShopRef,
  kind: ChoreKind,
  asOf: Instant,
): Promise<ClaimedChore | null> {
  const leasedTo = instant(asOf + LEASE_MS);
  const values = [...keyOf(shop), kind, new Date(asOf), new Date(leasedTo)];
  const { rows } = await client.query<{ state: unknown }>({ ...CLAIM, values });
  return rows[0] ? { kind, state: rows[0].state, leasedTo } : null;
}

// Whoever asked meanwhile moved the lease forward; what they asked for is still to be done.
const END = {
  name: 'end-chore',
  text: `DELETE FROM chores
         WHERE program_id = $1 AND shop_id = $2 AND kind = $3 AND due_at = $4`,
};

const GO_ON = {
  name: 'go-on-with-chore',
  text: `UPDATE chores
         SET state = $5, failures = 0, reason = NULL,
             due_at = CASE WHEN due_at = $4 THEN $6 ELSE least(due_at, $6) END
         WHERE program_id = $1 AND shop_id = $2 AND kind = $3`,
};

async function finish(
  client: pg.ClientBase,
  shop: ShopRef,
  { kind, leasedTo }: ClaimedChore,
  { state, again, keep = false }: ChoreOutcome,
): Promise<void> {
  const isOver = again === null && !keep;
  const values = [...keyOf(shop), kind, new Date(leasedTo)];
  if (isOver) {
    const { rowCount } = await client.query({ ...END, values });
    if (rowCount !== 0) return;
  }
  const kept = JSON.stringify(isOver ? {} : state);
  await client.query({ ...GO_ON, values: [...values, kept, new Date(again ?? NEVER)] });
}

const POSTPONE = {
  name: 'postpone-chore',
  text: `INSERT INTO chores AS c (program_id, shop_id, kind, due_at, failures, reason)
         VALUES ($1, $2, $3, $5::timestamptz + interval '2 seconds', 1, $4)
         ON CONFLICT (program_id, shop_id, kind) DO UPDATE
         SET failures = c.failures + 1, reason = excluded.reason,
             due_at = $5::timestamptz
                      + least(interval '1 hour', interval '2 seconds' * 2 ^ least(c.failures, 12))`,
};

const REST = {
  name: 'rest-chore',
  text: `INSERT INTO chores AS c (program_id, shop_id, kind, due_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (program_id, shop_id, kind) DO UPDATE SET due_at = excluded.due_at`,
};

const FORGET = {
  name: 'forget-failures',
  text: 'DELETE FROM chores WHERE program_id = $1 AND shop_id = $2 AND kind = $3',
};

function keyOf({ programId, shopId }: ShopRef): [number, number] {
  return [programId, shopId];
}
