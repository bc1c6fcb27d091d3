/** Deliveries that speak of no order, in the inbox among those that do. */
import type pg from 'pg';
import type { Notice } from '../../contracts/observation.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { WaitingNotice } from '../../services/ports/intake.ts';

/** As in the index `inbox_notices`: only a statement that says the same is looked up in it. */
const IS_NOTICE = `topic IN ('app/uninstalled', 'app/scopes_update', 'shop/update',
      'bulk_operations/finish', 'customers/data_request', 'customers/redact',
      'customers/merge', 'customers/create', 'customers/update', 'shop/redact')`;

const AT_MOST = 100;

type Row = {
  inbox_id: number;
  shop_id: number;
  topic: string;
  observation: Notice;
  at: Instant;
};

export async function waitingNotices(
  client: pg.ClientBase,
  programId: number,
): Promise<WaitingNotice[]> {
  const { rows } = await client.query<Row>({
    name: 'waiting-notices',
    text: `SELECT i.inbox_id, shop_id, topic, observation,
                  coalesce(triggered_at, received_at) AS at
           FROM (
             SELECT inbox_id FROM inbox_waiting
             WHERE program_id = $1 AND is_notice) AS waiting
           CROSS JOIN LATERAL (
             SELECT * FROM inbox
             WHERE program_id = $1 AND inbox.inbox_id = waiting.inbox_id
             OFFSET 0) AS i
           ORDER BY i.inbox_id
           LIMIT ${AT_MOST}`,
    values: [programId],
  });
  return rows.map(({ inbox_id: inboxId, shop_id: shopId, topic, observation: notice, at }) => {
    return { inboxId, shopId, topic, notice, at };
  });
}

/** Locks a notice that waits; false where it does not, or another worker has it. */
export async function claimNotice(
  client: pg.ClientBase,
  programId: number,
  inboxId: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT inbox_id FROM inbox_waiting
     WHERE program_id = $1 AND inbox_id = $2 AND is_notice
     FOR UPDATE SKIP LOCKED`,
    [programId, inboxId],
  );
  return rowCount === 1;
}

export async function finishNotice(
  client: pg.ClientBase,
  programId: number,
  { inboxId, note }: { inboxId: number; note: string | null },
): Promise<void> {
  await client.query(
    `UPDATE inbox
     SET status = 'done', reason = $3, observation = NULL, attempts = attempts + 1,
         finished_at = clock_timestamp()
     WHERE program_id = $1 AND inbox_id = $2`,
    [programId, inboxId, note],
  );
}

/** Whether a younger delivery of the topic was applied already. */
export async function isOutdone(
  client: pg.ClientBase,
  programId: number,
  { shopId, topic, at }: WaitingNotice,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM inbox
     WHERE program_id = $1 AND shop_id = $2 AND topic = $3 AND ${IS_NOTICE}
       AND status = 'done' AND coalesce(triggered_at, received_at) > $4
     LIMIT 1`,
    [programId, shopId, topic, new Date(at)],
  );
  return rowCount === 1;
}
