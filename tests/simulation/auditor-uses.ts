/**
 * The auditor's view of rewards: what has to be back of the points an order used, who has to pay
 * for which order, and with which points.
 */
import { changesOf, statesOf } from './auditor-states.ts';
import { rounded, unitsLeft } from './auditor-sums.ts';
import type { AuditedDecision, AuditedLot, Take } from './auditor.ts';
import type { Heard } from './order-life.ts';

/** Points that have to be back from each instant on, of so many spent by that order. */
export function dueBack(heard: readonly Heard[], code: string, spent: number) {
  const states = statesOf(heard);
  const used = [states?.covered, states?.latest].flatMap((state) => state?.codes ?? []);
  const discount = used.find((one) => one.code === code);
  if (!states || !discount) return [];
  return changesOf(states).map(({ at, rank, cause, refunds }) => {
    let total = discount.shippingMinor;
    let kept = discount.shippingMinor;
    let units = 0;
    for (const line of states.covered.lines) {
      const left = unitsLeft(line, states.covered, states.still, refunds);
      units += left;
      for (const part of discount.lines) {
        if (part.lineId !== line.id) continue;
        total += part.discountMinor;
        kept += rounded(BigInt(part.discountMinor) * BigInt(left), BigInt(line.quantity));
      }
    }
    const isOver = units === 0 || at >= states.cancelledAt;
    const share = total === 0 ? 0 : Math.floor((spent * (total - kept)) / total);
    return { at, rank, cause, due: isOver ? spent : share };
  });
}

/** Gives back what is due and not back yet, point by point, to the lots they were taken from. */
export function giveBack(lots: readonly AuditedLot[], takes: readonly Take[], span: number[]) {
  const [from = 0, to = 0] = span;
  const origins = takes.flatMap((take) => Array.from({ length: take.points }, () => take.lotId));
  for (const lotId of origins.slice(from, to)) {
    const lot = lots.find((one) => one.id === lotId);
    if (lot) lot.available += 1;
  }
}

/** The points a charge has to take: what there is, oldest first; one lot owes the rest. */
export function auditCharge(
  lots: readonly AuditedLot[],
  { cost, held, redemptionId }: { cost: number; held: readonly Take[]; redemptionId: string },
): Take[] {
  const takes = new Map<string, number>();
  let rest = cost;
  for (const lot of lots) {
    const taken = Math.min(Math.max(lot.available, 0), rest);
    if (taken > 0) takes.set(lot.id, taken);
    rest -= taken;
  }
  if (rest > 0) {
    const still = held.filter((take) => lots.some((lot) => lot.id === take.lotId));
    const owes = still.at(-1)?.lotId ?? lots.at(-1)?.id ?? `redemption:${redemptionId}`;
    takes.set(owes, (takes.get(owes) ?? 0) + rest);
  }
  return [...takes].map(([lotId, points]) => ({ lotId, points }));
}

/** The orders that used the code and were paid, and what has been decided on each of them. */
export function auditPayments(
  heard: readonly Heard[],
  decisions: readonly AuditedDecision[],
  code: string,
) {
  const orderIds = new Set(heard.map((one) => one.orderId));
  return [...orderIds].flatMap((orderId) => {
    const told = heard.filter((one) => one.orderId === orderId);
    const carries = told.some(
      (one) => 'snapshot' in one && one.snapshot.codes.some((used) => used.code === code),
    );
    if (!carries || !statesOf(told)) return [];
    const paidWith = decisions.flatMap((one) => {
      const isOf = (one.kind === 'settle' || one.kind === 'charge') && one.orderId === orderId;
      return isOf && one.redemptionId === code ? [one.kind] : [];
    });
    return [{ orderId, paidWith }];
  });
}
