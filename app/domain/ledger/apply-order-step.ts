/**
 * An order's step becomes awards and claw-backs: what each rule line of the whole order is worth
 * now, less what it was worth before. The version is the one in force when the order was created,
 * for ever.
 *
 * Example: £10.50 paid awards 10; £0.60 refunded leaves £9.90, worth 9, so 1 is clawed back;
 * another £0.60 leaves £9.30, still worth 9, so nothing moves.
 */
import { explainLine } from '../earning/explain-order.ts';
import { judgeOrder } from '../earning/judge-order.ts';
import type { Placement } from '../earning/placement.ts';
import { lotExpiry } from '../expiry/registry.ts';
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import type { Instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import { addDays } from '../kernel/zone.ts';
import type { ProgramVersion } from '../program/program.ts';
import { noteEarned } from './cap-room.ts';
import type { Lot, LotNamed } from './lot.ts';
import type { PlacedOrder } from './member-state.ts';
import { lineLotId, lotIdOf } from './order-lots.ts';
import { placementOf, placeOrder, rememberedOrder } from './place-order.ts';
import { takeBack } from './take-back.ts';
import { written } from './unwritten.ts';
import { type WantedLine, wantedLines } from './wanted-lines.ts';
import type { Working } from './working.ts';

/** An order at one of its steps, with all that it is judged by. */
type Judged = {
  readonly order: OrderFact;
  readonly step: OrderStep;
  readonly placement: Placement;
  readonly version: ProgramVersion;
};

export function applyOrderStep(working: Working, order: OrderFact, step: OrderStep): void {
  if (step.kind === 'paid') placeOrder(working, order);
  const placement = placementOf(working, order);
  if (!placement) return;
  if (step.kind === 'paid') working.touch(step.at);
  const judged = { order, step, placement, version: working.version(placement.version) };
  const remembered = rememberedOrder(working, order);
  if (step.kind === 'fulfilled') letWait(working, judged, remembered);
  const { lines, countedMinor } = judgeOrder(judged.version.definition, order, step, placement);
  let change = 0;
  for (const line of wantedLines(working, judged, lines, remembered)) {
    change += tellLine(working, judged, line);
    if (remembered) noteLine(working, judged, remembered, line);
  }
  if (remembered) noteOrder(working, { judged, remembered, countedMinor, change });
}

/** Moves what the line is worth more or less than before; answers the change of what is earned. */
function tellLine(working: Working, judged: Judged, line: WantedLine): number {
  const { order, step, placement, version } = judged;
  const id = lineLotId(order, line.ruleId, version);
  const known = working.lots.get(id);
  const before = known?.awarded ?? 0;
  const change = line.points - before;
  if (change === 0) return 0;
  const lot = known ?? working.open(id, named(judged));
  if (known && before === 0 && known.label === '') working.rename(known, named(judged));
  const { definition } = version;
  const why = {
    at: step.at,
    cause: `${id}:${step.cause}`,
    explanation: explainLine(definition, order, step, placement, line.ruleId, {
      uncapped: line.uncapped ?? line.points,
      points: line.points,
      by: line.cappedBy ?? null,
      maturesAt: lot.maturesAt,
      earnedAt: lot.earnedAt,
    }),
  };
  if (change > 0) {
    const to = isWaiting(lot, step.at, version) ? 'pending' : 'available';
    working.move(lot, 'award', { from: 'issued', to, points: points(change) }, why);
  } else takeBack(working, lot, points(-change), why);
  return lot.awarded - before;
}

function isWaiting(lot: Lot, at: Instant, { definition }: ProgramVersion): boolean {
  if (lot.maturesAt !== null) return at < lot.maturesAt;
  return definition.pendingFrom === 'fulfilled';
}

/** What a lot is called and when it ends; also one that a decision opened before its order came. */
function named({ order, step, version }: Judged): LotNamed {
  const { expiry, zone } = version.definition;
  return {
    label: order.name,
    version: version.version,
    earnedAt: step.at,
    maturesAt: maturesAt(order, step.at, version),
    expiresAt: lotExpiry(expiry, step.at, zone),
  };
}

/** From payment, or from the fulfilment once there is one; null: at once, or not known yet. */
function maturesAt(order: OrderFact, at: Instant, { definition }: ProgramVersion): Instant | null {
  const { pendingFrom, pendingDays, zone } = definition;
  const from = order.steps.find(({ kind }) => kind === pendingFrom)?.at ?? at;
  if (pendingFrom === 'paid') return pendingDays > 0 ? addDays(from, pendingDays, zone) : null;
  const isFulfilled = order.steps.some(({ kind, at: then }) => kind === pendingFrom && then <= at);
  return isFulfilled ? addDays(from, pendingDays, zone) : null;
}

/** The order was fulfilled: what waited for that now waits so many days, or not at all. */
function letWait(
  working: Working,
  { order, step, version }: Judged,
  remembered: PlacedOrder | null,
): void {
  const { pendingFrom, pendingDays, zone, earning } = version.definition;
  if (pendingFrom !== 'fulfilled') return;
  for (const ruleId of remembered?.ruleIds ?? [earning.id]) {
    const lot = working.lots.get(lineLotId(order, ruleId, version));
    if (lot) working.waitUntil(lot, addDays(step.at, pendingDays, zone));
  }
}

/** Remembers which rules have a lot of the order, and who has a bonus that is given once. */
function noteLine(
  working: Working,
  { order, version }: Judged,
  remembered: PlacedOrder,
  { ruleId, points: worth, once }: WantedLine,
): void {
  const { progress } = working;
  if (worth > 0 && !remembered.ruleIds.includes(ruleId)) remembered.ruleIds.push(ruleId);
  if (!once) return;
  // Where only what waits is taken back a bonus may stay with an order that is worth none.
  const awarded = working.lots.get(lineLotId(order, ruleId, version))?.awarded ?? 0;
  if (worth === 0 && awarded > 0) return;
  const { onceHeldBy } = progress;
  if (worth > 0) progress.onceHeldBy = written(onceHeldBy).set(ruleId, order.id);
  else if (onceHeldBy.get(ruleId) === order.id) onceHeldBy.delete(ruleId);
}

/** Remembers what counts of the order, for its successors' numbers, caps and the tier. */
function noteOrder(
  working: Working,
  now: {
    readonly judged: Judged;
    readonly remembered: PlacedOrder;
    readonly countedMinor: number;
    readonly change: number;
  },
): void {
  const { judged, remembered, countedMinor, change } = now;
  const { order, step, version } = judged;
  const { progress } = working;
  progress.ordersCounting += Number(countedMinor > 0) - Number(remembered.countedMinor > 0);
  remembered.countedMinor = countedMinor;
  noteEarned(working, remembered.periods, change);
  if (!progress.tiers) return;
  const { at } = step;
  const { id, createdAt } = order;
  for (const basis of progress.memory.bases) {
    if (basis === 'spend') progress.tiers.note(basis, id, countedMinor, at, createdAt);
    else if (basis === 'orders') {
      progress.tiers.note(basis, id, countedMinor > 0 ? 1 : 0, at, createdAt);
    } else {
      let earned = 0;
      for (const ruleId of remembered.ruleIds) {
        earned += working.lots.get(lineLotId(order, ruleId, version))?.awarded ?? 0;
      }
      progress.tiers.note(basis, lotIdOf(order), earned, at, createdAt);
    }
  }
}
