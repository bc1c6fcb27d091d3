/**
 * The inbox and outbox as the status page shows them: what waits, what is done, how long it took.
 * Two statements, each bounded, so that a backlog of millions is told as quickly as none.
 */
import type pg from 'pg';
import type { BoundedCount, ParkedDelivery, ShopReading } from '../../contracts/status.ts';

const COUNT_MAX = 10_000;
const LAG_DELIVERIES = 1_000;
const PARKED_SHOWN = 20;

// Deliveries are worked off as they arrived, which is nearly the order of their ids; so the newest
// done ones lie just below the oldest waiting one, and a little above it too, as several workers
// run ahead of each other.
const RUN_AHEAD = 2_000;

const INBOX_SQL = `
  WITH oldest AS (
    SELECT inbox_id, received_at FROM inbox_waiting WHERE program_id = $1
    ORDER BY received_at, inbox_id LIMIT 1
  ), finished AS MATERIALIZED (
    SELECT status, received_at, finished_at FROM inbox
    WHERE program_id = $1
      AND inbox_id <= coalesce((SELECT inbox_id + ${RUN_AHEAD} FROM oldest), 9223372036854775807)
    ORDER BY inbox_id DESC LIMIT ${COUNT_MAX}
  ), lag AS (
    SELECT greatest(0, extract(epoch FROM finished_at - received_at) * 1000)::float8 AS ms
    FROM finished WHERE status = 'done' AND finished_at IS NOT NULL LIMIT ${LAG_DELIVERIES}
  ), refolds AS MATERIALIZED (
    SELECT refold_failures, refold_reason FROM members WHERE program_id = $1 AND refold
    LIMIT ${COUNT_MAX + 1}
  ), hour AS (
    SELECT count(*) FILTER (WHERE status = 'done' AND finished_at > $2) AS done,
           count(*) = ${COUNT_MAX} AND bool_and(received_at > $2) AS cut
    FROM finished
  )
  SELECT (SELECT count(*) FROM (SELECT FROM inbox_waiting WHERE program_id = $1
                                LIMIT ${COUNT_MAX + 1}) w) AS waiting,
         (SELECT received_at FROM oldest) AS oldest_waiting_at,
         (SELECT count(*) FROM (SELECT FROM inbox
                                WHERE program_id = $1 AND status = 'parked' AND reason IS NOT NULL
                                LIMIT ${COUNT_MAX + 1}) p) AS parked,
         (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE program_id = $1
                                UNION ALL SELECT 1 FROM dead_letters WHERE program_id = $1
                                LIMIT ${COUNT_MAX + 1}) o) AS outbox,
         (SELECT received_at FROM inbox WHERE program_id = $1
          ORDER BY inbox_id DESC LIMIT 1) AS last_received_at,
         (SELECT done FROM hour) AS done_last_hour, (SELECT cut FROM hour) AS done_cut,
         (SELECT count(*) FROM refolds) AS refolds,
         (SELECT count(*) FROM refolds WHERE refold_failures > 0) AS refolds_failing,
         (SELECT refold_reason FROM refolds WHERE refold_failures > 0
          ORDER BY refold_failures DESC LIMIT 1) AS refold_reason,
         (SELECT count(*) FROM lag) AS lag_deliveries,
         (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY ms) FROM lag) AS p50_ms,
         (SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY ms) FROM lag) AS p99_ms`;

type InboxRow = {
  waiting: number;
  oldest_waiting_at: number | null;
  parked: number;
  outbox: number;
  last_received_at: number | null;
  done_last_hour: number;
  done_cut: boolean | null;
  refolds: number;
  refolds_failing: number;
  refold_reason: string | null;
  lag_deliveries: number;
  p50_ms: number | null;
  p99_ms: number | null;
};

/** Inbox, lag and outbox of the program the transaction names. */
export async function readInbox(
  client: pg.PoolClient,
  programId: number,
  asOf: number,
): Promise<Pick<ShopReading, 'inbox' | 'lag' | 'refolds' | 'outboxWaiting'>> {
  const { rows } = await client.query<InboxRow>({
    name: 'status-inbox',
    text: INBOX_SQL,
    values: [programId, new Date(asOf - 3_600_000)],
  });
  const parkedNewest = await client.query<ParkedDelivery>({
    name: 'status-parked',
    text: `SELECT inbox_id AS "inboxId", topic, reason, attempts, received_at AS "receivedAt"
           FROM inbox WHERE program_id = $1 AND status = 'parked' AND reason IS NOT NULL
           ORDER BY inbox_id DESC LIMIT ${PARKED_SHOWN}`,
    values: [programId],
  });
  const row = rows[0] as InboxRow;
  return {
    inbox: {
      waiting: bounded(row.waiting),
      oldestWaitingAt: row.oldest_waiting_at,
      doneLastHour: { count: row.done_last_hour, atLeast: row.done_cut ?? false },
      lastReceivedAt: row.last_received_at,
      parked: bounded(row.parked),
      parkedNewest: parkedNewest.rows,
    },
    lag:
      row.p50_ms === null || row.p99_ms === null
        ? null
        : { p50Ms: row.p50_ms, p99Ms: row.p99_ms, deliveries: row.lag_deliveries },
    refolds: {
      waiting: bounded(row.refolds),
      failing: row.refolds_failing,
      reason: row.refold_reason,
    },
    outboxWaiting: bounded(row.outbox),
  };
}

function bounded(count: number): BoundedCount {
  return { count: Math.min(count, COUNT_MAX), atLeast: count > COUNT_MAX };
}
