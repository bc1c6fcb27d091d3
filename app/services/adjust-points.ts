/** Staff give a member points, or take some, and say why. */
import { ADJUST_POINTS_MAX, REASON_MAX } from '../contracts/admin-members.ts';
import { isPlainText } from '../contracts/plain-text.ts';
import type { AdjustReply, AdjustRequest } from '../contracts/redemption-context.ts';
import type { AdjustDecision } from '../domain/facts/decision.ts';
import { points } from '../domain/kernel/points.ts';
import { planTake } from '../domain/rewards/plan-take.ts';
import { postDecision, tellTime } from './member-now.ts';
import { isMerged } from './ports/drain.ts';
import type { OpenRedemptions, RedemptionNeeds } from './ports/redemption.ts';

export type AdjustAsk = AdjustRequest & { readonly programId: number; readonly staffId: string };

/**
 * Adjusts a member's points. Asked again under the same key for the same it changes nothing more.
 * Refusals, in this order: `malformed` (naming the fields), `unknown_member` (or erased, or merged
 * into another), `key_reused` (for another change), `insufficient_points` (more taken than can be
 * spent).
 */
export function adjustPoints(needs: RedemptionNeeds): (ask: AdjustAsk) => Promise<AdjustReply> {
  return async (ask) => {
    const fields = malformedFields(ask);
    if (fields.length > 0) return { ok: false, reason: 'malformed', fields };
    const clean = { ...ask, reason: ask.reason.trim() };
    return needs.books.inProgram(ask.programId, (open) => adjust(open, needs, clean));
  };
}

function malformedFields({ points: change, reason, key }: AdjustAsk) {
  const fields: { field: string; problem: string }[] = [];
  if (!Number.isSafeInteger(change) || change === 0 || Math.abs(change) > ADJUST_POINTS_MAX) {
    const problem = `must be a whole number other than 0, at most ${ADJUST_POINTS_MAX} either way`;
    fields.push({ field: 'points', problem });
  }
  const { length } = reason.trim();
  if (length === 0 || length > REASON_MAX) {
    fields.push({ field: 'reason', problem: `must be 1 to ${REASON_MAX} characters` });
  }
  if (!isPlainText(reason.trim())) {
    fields.push({ field: 'reason', problem: 'must be text that can be shown' });
  }
  if (!/^[\w-]{8,64}$/.test(key)) {
    fields.push({ field: 'key', problem: 'must be 8 to 64 letters, digits, - or _' });
  }
  return fields;
}

async function adjust(
  open: OpenRedemptions,
  { clock, crypto }: RedemptionNeeds,
  ask: AdjustAsk,
): Promise<AdjustReply> {
  const header = await open.lockMember(ask.memberId);
  if (!header || isMerged(header)) return { ok: false, reason: 'unknown_member' };
  const asOf = clock();
  const change = points(ask.points);
  const before = await open.findAdjustment(header.memberId, ask.key);
  if (before) {
    const isSame = before.points === change && before.reason === ask.reason;
    if (!isSame) return { ok: false, reason: 'key_reused' };
    return { ok: true, available: header.available };
  }
  const { lastDecisionAt } = await open.readStanding(header.memberId, '');
  const versions = await open.readVersions();
  const now = await tellTime(open, header, { asOf, versions, crypto, lastDecisionAt });
  const plan =
    change > 0
      ? ({ ok: true, takes: [] } as const)
      : planTake(now.state.lots.values(), points(-change));
  if (!plan.ok) return plan;
  const { reason, key: id } = ask;
  const decision: AdjustDecision = {
    kind: 'adjust',
    id,
    at: now.at,
    points: change,
    reason,
    takes: plan.takes,
  };
  await open.writeAdjustment(header.memberId, decision, ask.staffId);
  const after = await postDecision(open, now, { decision, asOf, crypto });
  return { ok: true, available: after.available };
}
