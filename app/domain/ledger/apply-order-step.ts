/**
 * An order's step becomes an award or a claw-back: what the whole order is worth now, less what it
 * was worth before. The version is the one in force when the order was created, for ever.
 *
 * Example: £10.50 paid awards 10; £0.60 refunded leaves £9.90, worth 9, so 1 is clawed back;
 * another £0.60 leaves £9.30, still worth 9, so nothing moves.
 */
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import { orderPoints } from '../earning/order-points.ts';
import { addDays } from '../kernel/zone.ts';
import type { Instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import { type ProgramVersion, versionInForce } from '../program/program.ts';
import type { Explanation } from './explanation.ts';
import type { Lot } from './lot.ts';
import type { Working } from './working.ts';

export function applyOrderStep(working: Working, order: OrderFact, step: OrderStep): void {
  const version = versionInForce(working.versions, order.createdAt);
  // Points are per unit of the program's currency; a rate to another one is never invented.
  if (version?.definition.currency !== order.currency) return;
  const worth = orderPoints(version.definition.earning, step.eligibleMinor);
  const known = working.lots.get(lotIdOf(order));
  const change = worth - (known?.awarded ?? 0);
  if (change === 0) return;
  const lot = known ?? openLot(working, order, version, step.at);
  const why = {
    at: step.at,
    cause: `${lot.id}:${step.cause}`,
    explanation: explain(order, step, version, lot),
  };
  const isPending = lot.maturesAt !== null && step.at < lot.maturesAt;
  if (change > 0) {
    const to = isPending ? 'pending' : 'available';
    working.move(lot, 'award', { from: 'issued', to, points: points(change) }, why);
    return;
  }
  // Whatever still waits goes first; the rest comes off what could be spent, below zero if need be.
  const fromPending = points(Math.min(-change, Math.max(0, lot.pending)));
  const fromAvailable = points(-change - fromPending);
  working.move(lot, 'claw-back', { from: 'pending', to: 'revoked', points: fromPending }, why);
  working.move(lot, 'claw-back', { from: 'available', to: 'revoked', points: fromAvailable }, why);
}

/** The lot an order's points are kept in. */
export function lotIdOf(order: { readonly id: string }): string {
  return `order:${order.id}`;
}

function openLot(
  working: Working,
  order: OrderFact,
  { version, definition }: ProgramVersion,
  at: Instant,
): Lot {
  const { pendingDays, zone } = definition;
  return working.open({
    id: lotIdOf(order),
    label: order.name,
    version,
    earnedAt: at,
    maturesAt: pendingDays > 0 ? addDays(at, pendingDays, zone) : null,
    expiresAt: null,
  });
}

function explain(
  order: OrderFact,
  step: OrderStep,
  { version, definition: { earning } }: ProgramVersion,
  lot: Lot,
): Explanation {
  return {
    type: 'order',
    step: step.kind,
    orderName: order.name,
    currency: order.currency,
    eligibleMinor: step.eligibleMinor,
    giftCardMinor: order.giftCardMinor,
    rule: earning.id,
    version,
    ratePoints: earning.points,
    ratePerMinor: earning.perMinor,
    orderPoints: orderPoints(earning, step.eligibleMinor),
    maturesAt: lot.maturesAt,
  };
}
