import type pg from 'pg';
import { traceOf } from '../../app/adapters/telemetry/trace-ids.server.ts';
import { followLog } from './follow-log.ts';
import { findDelivery, readAfter } from './read-delivery.ts';

/**
 * What became of a delivery, a sentence a line, from the books and from whatever log there is; null
 * where neither knows of it.
 */
export async function tellDelivery(
  pool: pg.Pool,
  deliveryId: string,
  log: string,
): Promise<string[] | null> {
  const [row, story] = [await findDelivery(pool, deliveryId), followLog(log, deliveryId)];
  if (row === null && story.lines.length === 0) return null;
  const told = [`Trace ${traceOf(deliveryId).traceId}`];
  if (row) {
    told.push(`${when(row.receivedAt)}  Taken in for ${row.domain}: ${row.topic}.`);
  } else told.push('The inbox keeps it no more: done rows go after thirty days.');
  for (const { at, words } of story.lines) told.push(`${when(at)}  ${words}`);
  if (row) {
    const reason = row.reason === null ? '' : ` (${row.reason})`;
    const since = row.finishedAt === null ? '' : ` since ${when(row.finishedAt)}`;
    told.push(`It is ${row.status}${reason}${since}.`);
  }
  const { orderKey, memberId } = story;
  if (row && orderKey !== null && memberId !== null) {
    const after = await readAfter(pool, { programId: row.programId, orderKey, memberId });
    for (const { seq, kind, points, postedAt } of after.movements) {
      told.push(`${when(postedAt)}  Movement ${seq} of member ${memberId}: ${kind} ${points}.`);
    }
    told.push(
      after.waitsToBeTold
        ? 'Shopify is still to be told.'
        : `Shopify was told up to movement ${after.cardSeq ?? 'none'}.`,
    );
  } else if (row?.status === 'done') {
    told.push('Which order it told of only the worker’s log says (LOG_LEVEL=info): --log FILE.');
  }
  return told;
}

function when(at: number): string {
  return new Date(at).toISOString();
}
