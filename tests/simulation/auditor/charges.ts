/** Who has to pay in points for which order, and with which points. */
import type { Decision, LotTake } from '../../../app/domain/facts/decision.ts';
import type { Heard } from '../order-told.ts';
import type { AuditedLot } from './lots.ts';
import { toldOf } from './told.ts';

/** The points a charge has to take: what there is in burn order; one lot owes the rest. */
export function auditCharge(
  lots: readonly AuditedLot[],
  { cost, held, redemptionId }: { cost: number; held: readonly LotTake[]; redemptionId: string },
) {
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
  decisions: readonly Decision[],
  code: string,
) {
  const orderIds = new Set(heard.map((one) => one.orderId));
  return [...orderIds].flatMap((orderId) => {
    const own = heard.filter((one) => one.orderId === orderId);
    const carries = own.some(
      (one) => 'snapshot' in one && one.snapshot.codes.some((used) => used.code === code),
    );
    if (!carries || !toldOf(own)?.covered) return [];
    const paidWith = decisions.flatMap((one) => {
      const isOf = (one.kind === 'settle' || one.kind === 'charge') && one.orderId === orderId;
      return isOf && one.redemptionId === code ? [one.kind] : [];
    });
    return [{ orderId, paidWith }];
  });
}
