/**
 * A decision moves the very points it named, whatever has been learnt since. Where late knowledge
 * has taken those points away the lot goes below zero, and `repay-debts.ts` sees to it.
 */
import type { Decision, HoldDecision } from '../facts/decision.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Lot } from './lot.ts';
import type { Working } from './working.ts';

export function applyDecision(working: Working, decision: Decision): void {
  if (decision.kind === 'hold') {
    invariant(
      !working.holds.has(decision.redemptionId),
      `Redemption ${decision.redemptionId} is held once.`,
    );
    working.holds.set(decision.redemptionId, decision);
    moveHeld(working, decision, decision, 'hold');
    return;
  }
  const hold = working.holds.get(decision.redemptionId);
  invariant(hold, `Redemption ${decision.redemptionId} is held before it ends, and ends once.`);
  working.holds.delete(decision.redemptionId);
  moveHeld(working, hold, decision, decision.kind);
}

const ROUTES = {
  hold: { from: 'available', to: 'held' },
  settle: { from: 'held', to: 'spent' },
  release: { from: 'held', to: 'available' },
} as const;

function moveHeld(
  working: Working,
  hold: HoldDecision,
  { at }: { readonly at: Instant },
  kind: keyof typeof ROUTES,
): void {
  for (const take of hold.takes) {
    const lot = working.lots.get(take.lotId) ?? openForgotten(working, hold, take.lotId);
    working.move(
      lot,
      kind,
      { ...ROUTES[kind], points: take.points },
      {
        at,
        cause: `redemption:${hold.redemptionId}`,
        explanation: {
          type: 'redemption',
          rewardId: hold.rewardId,
          rewardName: hold.rewardName,
          version: hold.version,
        },
      },
    );
  }
}

/**
 * A lot whose fact is no longer this member's: the decision stands, so the lot does, worth nothing.
 */
function openForgotten(working: Working, hold: HoldDecision, lotId: string): Lot {
  return working.open({
    id: lotId,
    label: '',
    version: hold.version,
    earnedAt: hold.at,
    maturesAt: null,
    expiresAt: null,
  });
}
