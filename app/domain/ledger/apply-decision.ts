/**
 * A decision moves the very points it named, whatever has been learnt since. Where late knowledge
 * has taken those points away the lot goes below zero, and `repay-debts.ts` sees to it.
 */
import { lotExpiry } from '../expiry/registry.ts';
import type {
  AdjustDecision,
  ChargeDecision,
  Decision,
  HoldDecision,
  LotTake,
  ReleaseDecision,
  RewardNamed,
  SettleDecision,
} from '../facts/decision.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import { versionInForce } from '../program/program.ts';
import { applyEntry, applyImport, applyUndo } from './apply-gift.ts';
import { noteSpent } from './apply-use-step.ts';
import { noteGiven } from './lot-ends.ts';
import type { Lot } from './lot.ts';
import { written } from './unwritten.ts';
import type { Why, Working } from './working.ts';

export function applyDecision(working: Working, decision: Decision): void {
  switch (decision.kind) {
    case 'hold':
      return applyHold(working, decision);
    case 'settle':
    case 'release':
      return applyEnd(working, decision);
    case 'charge':
      return applyCharge(working, decision);
    case 'adjust':
      return applyAdjust(working, decision);
    case 'undo':
      return applyUndo(working, decision);
    case 'import':
      return applyImport(working, decision);
    case 'entry':
      return applyEntry(working, decision);
    case 'grant':
      return working.progress.tiers?.grant(decision);
  }
}

const ROUTES = {
  hold: { from: 'available', to: 'held' },
  settle: { from: 'held', to: 'spent' },
  release: { from: 'held', to: 'available' },
  adjust: { from: 'available', to: 'adjusted' },
} as const;

function applyHold(working: Working, hold: HoldDecision): void {
  const { redemptionId, at } = hold;
  const { state } = working;
  invariant(!state.holds.has(redemptionId), `Redemption ${redemptionId} is held once.`);
  state.holds = written(state.holds).set(redemptionId, hold);
  working.touch(at);
  const explanation = { type: 'redemption', ...named(hold), orderName: null } as const;
  take(working, hold, 'hold', { at, cause: `redemption:${redemptionId}`, explanation });
}

function applyEnd(working: Working, end: SettleDecision | ReleaseDecision): void {
  const { redemptionId, at, kind } = end;
  const hold = working.state.holds.get(redemptionId);
  invariant(hold, `Redemption ${redemptionId} is held before it ends, and ends once.`);
  working.state.holds.delete(redemptionId);
  const orderName = kind === 'settle' ? end.orderName : null;
  const explanation = { type: 'redemption', ...named(hold), orderName } as const;
  take(working, hold, kind, { at, cause: `redemption:${redemptionId}`, explanation });
  if (kind === 'settle') noteSpent(working, end, hold, at);
}

/** Reserved and spent in one breath, so that held is what open redemptions hold (law 3). */
function applyCharge(working: Working, charge: ChargeDecision): void {
  const { redemptionId, orderId, orderName, at, why } = charge;
  const reason = {
    at,
    cause: `redemption:${redemptionId}:charge:${orderId}`,
    explanation: { type: 'charge', ...named(charge), orderName, why },
  } as const;
  take(working, charge, 'hold', reason);
  take(working, charge, 'settle', reason);
  noteSpent(working, charge, charge, at);
}

function applyAdjust(working: Working, adjust: AdjustDecision): void {
  const { id, at, reason, takes } = adjust;
  const taken = takes.reduce((sum, one) => sum + one.points, 0);
  invariant(
    adjust.points > 0 ? takes.length === 0 : taken === -adjust.points && taken > 0,
    `Adjustment ${id} gives points, or takes those it names.`,
  );
  working.progress.adjusts = written(working.progress.adjusts).set(id, adjust);
  const inForce = versionInForce(working.versions, at);
  const version = inForce?.version ?? 0;
  const why = {
    at,
    cause: `adjust:${id}`,
    explanation: { type: 'adjust', points: adjust.points, reason },
  } as const;
  if (adjust.points < 0) return take(working, { ...adjust, version }, 'adjust', why);
  const lot = working.open(`adjust:${id}`, {
    ...{ label: '', version, earnedAt: at, maturesAt: null },
    // What is given lives as long as what is earned then.
    expiresAt: inForce && lotExpiry(inForce.definition.expiry, at, inForce.definition.zone),
  });
  noteGiven(working, lot, at);
  const route = { from: 'adjusted', to: 'available', points: points(adjust.points) } as const;
  working.move(lot, 'adjust', route, why);
}

type Taking = {
  readonly takes: readonly LotTake[];
  readonly version: number;
  readonly at: Instant;
  readonly rewardName?: string;
};

function take(working: Working, taking: Taking, kind: keyof typeof ROUTES, why: Why): void {
  for (const { lotId, points: amount } of taking.takes) {
    const lot = working.lots.get(lotId) ?? openForgotten(working, taking, lotId);
    working.move(lot, kind, { ...ROUTES[kind], points: amount }, why);
  }
}

/**
 * A lot whose fact is no longer this member's: the decision stands, so the lot does, worth nothing.
 * Also the lot a member without any is charged on, which has the reward's name.
 */
function openForgotten(
  working: Working,
  { version, at, rewardName = '' }: Taking,
  lotId: string,
): Lot {
  const label = lotId.startsWith('redemption:') ? rewardName : '';
  return working.open(lotId, { label, version, earnedAt: at, maturesAt: null, expiresAt: null });
}

function named({ rewardId, rewardName, version }: RewardNamed): RewardNamed {
  return { rewardId, rewardName, version };
}
