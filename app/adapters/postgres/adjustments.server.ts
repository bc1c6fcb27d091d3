/** Points given or taken by hand: the decision, and who made it, for whoever asks later. */
import type pg from 'pg';
import type { AdjustDecision } from '../../domain/facts/decision.ts';
import { type AdjustContent, contentOf, type DecisionRow, toDecision } from './decision-row.ts';

// A member has few decisions, and the key finds them all.
const FIND = {
  name: 'find-adjustment',
  text: `SELECT d.at, d.kind, d.redemption_id, d.content
         FROM decisions d
         WHERE d.program_id = $1 AND d.member_id = $2 AND d.kind = 'adjust'
           AND d.content->>'id' = $3`,
};

const WRITE = {
  name: 'write-adjustment',
  text: `INSERT INTO decisions (program_id, member_id, at, kind, content)
         VALUES ($1, $2, $3, 'adjust', $4)`,
};

export async function findAdjustment(
  client: pg.ClientBase,
  programId: number,
  { memberId, key }: { memberId: number; key: string },
): Promise<AdjustDecision | null> {
  const values = [programId, memberId, key];
  const { rows } = await client.query<DecisionRow>({ ...FIND, values });
  const found = rows[0] && toDecision(rows[0]);
  return found?.kind === 'adjust' ? found : null;
}

export async function writeAdjustment(
  client: pg.ClientBase,
  programId: number,
  by: { memberId: number; decision: AdjustDecision; staffId: string },
): Promise<void> {
  const content = { ...contentOf(by.decision), staffId: by.staffId } as AdjustContent;
  const at = new Date(by.decision.at);
  await client.query({
    ...WRITE,
    values: [programId, by.memberId, at, JSON.stringify(content)],
  });
}
