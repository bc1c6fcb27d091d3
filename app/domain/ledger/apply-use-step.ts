/**
 * Points spent on a reward come back as what its code took off is returned: in the proportion of
 * that discount, worked out anew at each step on all that has come back so far, and to the lots
 * they were taken from, in the order in which they were taken (law 5).
 *
 * Example: 500 points took £5.00 off an order; goods with £1.67 of it come back, so 167 points are
 * returned; with all of it, the other 333. Steps that happened before the points were spent are
 * told then, at that instant: what is not spent yet cannot come back.
 */
import type { CodeUse, CodeUseStep } from '../facts/code-use.ts';
import type { LotTake, RewardNamed } from '../facts/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import { written } from './unwritten.ts';
import type { Working } from './working.ts';

/** A reward's use by one order, as far as it has been told. */
export type RewardUse = {
  /** What was spent on it; null until it is settled or charged by that order. */
  spent: (RewardNamed & { readonly takes: readonly LotTake[] }) | null;
  /** Steps that are told once the points are spent. */
  waiting: { readonly use: CodeUse; readonly step: CodeUseStep }[];
  /** Points given back so far. */
  returned: Points;
};

/** Which redemption an order used. */
type UseOf = { readonly redemptionId: string; readonly orderId: string };

export function applyUseStep(working: Working, use: CodeUse, step: CodeUseStep): void {
  const known = knownUse(working, use);
  if (known.spent) giveBack(working, { known, use, step }, step.at);
  else known.waiting.push({ use, step });
}

/** Notes that points were spent on the use, and tells what had happened to the order before. */
export function noteSpent(
  working: Working,
  of: UseOf,
  spent: NonNullable<RewardUse['spent']>,
  at: Instant,
): void {
  const known = knownUse(working, of);
  invariant(!known.spent, `Redemption ${of.redemptionId} is paid once by order ${of.orderId}.`);
  const { rewardId, rewardName, version, takes } = spent;
  known.spent = { rewardId, rewardName, version, takes };
  const waiting = known.waiting;
  known.waiting = [];
  for (const { use, step } of waiting) giveBack(working, { known, use, step }, at);
}

/** Points that have to be back once so much of the discount is left; rounded down. */
export function pointsBack(
  cost: Points,
  { totalMinor }: Pick<CodeUse, 'totalMinor'>,
  { keptMinor, isAllBack }: Pick<CodeUseStep, 'keptMinor' | 'isAllBack'>,
): Points {
  if (isAllBack) return cost;
  if (totalMinor <= keptMinor) return NO_POINTS;
  const exact = (BigInt(cost) * BigInt(totalMinor - keptMinor)) / BigInt(totalMinor);
  return points(Number(exact));
}

function knownUse(working: Working, { redemptionId, orderId }: UseOf): RewardUse {
  const key = `${redemptionId}:${orderId}`;
  let known = working.state.uses.get(key);
  if (!known) {
    known = { spent: null, waiting: [], returned: NO_POINTS };
    working.state.uses = written(working.state.uses).set(key, known);
  }
  return known;
}

function giveBack(
  working: Working,
  { known, use, step }: { known: RewardUse; use: CodeUse; step: CodeUseStep },
  at: Instant,
): void {
  const { spent, returned } = known;
  invariant(spent, 'Only what was spent comes back.');
  const { rewardId, rewardName, version, takes } = spent;
  const cost = points(takes.reduce((sum, take) => sum + take.points, 0));
  const due = pointsBack(cost, use, step);
  if (due <= returned) return;
  const why = {
    at,
    cause: `redemption:${use.redemptionId}:return:${use.orderId}:${step.cause}`,
    explanation: {
      type: 'return',
      step: step.kind,
      rewardId,
      rewardName,
      version,
      orderName: use.orderName,
      currency: use.currency,
      totalMinor: use.totalMinor,
      keptMinor: step.keptMinor,
      isAllBack: step.isAllBack,
      cost,
      returned: due,
    },
  } as const;
  let passed = 0;
  for (const take of takes) {
    // Of this lot's points those between what is back already and what has to be.
    const amount = within(due - passed, take.points) - within(returned - passed, take.points);
    passed += take.points;
    const lot = working.lots.get(take.lotId);
    invariant(lot, `Lot ${take.lotId} is known, as points were taken from it.`);
    working.move(lot, 'return', { from: 'spent', to: 'available', points: points(amount) }, why);
  }
  known.returned = due;
}

/** The amount, but at least nothing and at most `most`. */
function within(amount: number, most: number): number {
  return Math.max(0, Math.min(amount, most));
}
