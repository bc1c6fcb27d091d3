/** A decision as columns: its instant, kind and redemption stand beside what it decided. */
import type { AdjustDecision, Decision } from '../../domain/facts/decision.ts';
import type { Instant } from '../../domain/kernel/instant.ts';

export const DECISION_COLUMNS = 'd.at, d.kind, d.redemption_id, d.content';

/** What a staff member's adjustment says beside the decision itself. */
export type AdjustContent = Omit<AdjustDecision, 'kind' | 'at'> & { readonly staffId: string };

export type DecisionRow = {
  at: Instant;
  kind: Decision['kind'];
  redemption_id: number | null;
  content: object;
};

/** The content of a decision: what no column of its own says. */
export function contentOf(decision: Decision): object {
  const { kind: _kind, at: _at, ...content } = decision;
  if (!('redemptionId' in content)) return content;
  const { redemptionId: _redemptionId, ...rest } = content;
  return rest;
}

/** Written by `contentOf` and by nobody else, so its fields are those of its kind. */
export function toDecision(row: DecisionRow): Decision {
  const { at, kind, content, redemption_id: redemptionId } = row;
  if (kind === 'adjust') {
    const { staffId: _staffId, ...adjusted } = content as AdjustContent;
    return { kind, at, ...adjusted };
  }
  // Of a reward or of none: a decision that is about no redemption does not name one.
  if (redemptionId === null) return { kind, at, ...content } as Decision;
  return { kind, at, redemptionId: String(redemptionId), ...content } as Decision;
}
