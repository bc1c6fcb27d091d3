/** Decisions are inserted and never changed; what they did to redemptions is written beside. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { DecisionsWrite } from '../../services/ports/drain.ts';
import { contentOf } from './decision-row.ts';

const INSERT = {
  name: 'write-decisions',
  text: `INSERT INTO decisions (program_id, member_id, at, kind, redemption_id, content)
         SELECT $1, $2, new.at, new.kind, new.redemption_id, new.content
         FROM json_to_recordset($3) AS new (
           at timestamptz, kind text, redemption_id bigint, content jsonb)`,
};

// A field that is absent stays; a field that is null becomes so.
const UPDATE = {
  name: 'write-redemptions',
  text: `UPDATE redemptions r
         SET status = coalesce(new.change->>'status', r.status),
             order_key = CASE WHEN new.change ? 'orderKey'
                              THEN (new.change->>'orderKey')::bigint ELSE r.order_key END,
             asked_at = coalesce((new.change->>'askedAt')::timestamptz, r.asked_at),
             ended_at = coalesce((new.change->>'endedAt')::timestamptz, r.ended_at),
             charged = r.charged + coalesce((new.change->>'chargedMore')::bigint, 0),
             retry_at = CASE WHEN new.change ? 'status' THEN NULL ELSE r.retry_at END,
             failures = CASE WHEN new.change ? 'status' THEN 0 ELSE r.failures END,
             reason = CASE WHEN new.change ? 'status' THEN NULL ELSE r.reason END
         FROM unnest($2::bigint[], $3::jsonb[]) AS new (redemption_id, change)
         WHERE r.program_id = $1 AND r.redemption_id = new.redemption_id`,
};

export async function writeDecisions(
  client: pg.ClientBase,
  programId: number,
  { memberId, decisions, redemptions }: DecisionsWrite,
): Promise<void> {
  if (decisions.length > 0) {
    const rows = decisions.map((decision) => ({
      at: toIso(decision.at),
      kind: decision.kind,
      redemption_id: 'redemptionId' in decision ? decision.redemptionId : null,
      content: contentOf(decision),
    }));
    await client.query({ ...INSERT, values: [programId, memberId, JSON.stringify(rows)] });
  }
  // One by one: a redemption may change twice, bound and settled by the same knowledge.
  for (const { redemptionId, ...change } of redemptions) {
    const { askedAt, endedAt, ...rest } = change;
    const row = {
      ...rest,
      ...(askedAt === undefined ? {} : { askedAt: toIso(askedAt) }),
      ...(endedAt === undefined ? {} : { endedAt: toIso(endedAt) }),
    };
    const values = [programId, [redemptionId], [JSON.stringify(row)]];
    await client.query({ ...UPDATE, values });
  }
}

function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
