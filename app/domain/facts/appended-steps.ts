/** What a newer timeline of an order adds to the one that was folded. */
import type { Instant } from '../kernel/instant.ts';
import type { OrderFact, OrderLine, OrderStep } from './order-fact.ts';

/**
 * The steps a newer timeline adds strictly after `foldedTo` (null: nothing was folded yet). Empty
 * when nothing changed; null when the past changed, so that the member must be folded again.
 */
export function appendedSteps(
  before: OrderFact | null,
  after: OrderFact,
  foldedTo: Instant | null,
): readonly OrderStep[] | null {
  const known = before?.steps ?? [];
  if (before && known.length > 0 && !isSameOrder(before, after)) return null;
  for (const [place, step] of known.entries()) {
    const now = after.steps[place];
    if (!now || !isSameStep(step, now)) return null;
  }
  const added = after.steps.slice(known.length);
  if (foldedTo !== null && added.some((step) => step.at <= foldedTo)) return null;
  return added;
}

/** Whether all that an order is judged by, beside its steps, is what it was. */
function isSameOrder(a: OrderFact, b: OrderFact): boolean {
  return (
    a.createdAt === b.createdAt &&
    a.currency === b.currency &&
    a.channel === b.channel &&
    isSameList(a.customerTags, b.customerTags) &&
    isSameList(a.segmentIds, b.segmentIds) &&
    (a.lines === b.lines || isSameList(a.lines, b.lines, isSameLine))
  );
}

function isSameLine(a: OrderLine, b: OrderLine): boolean {
  return (
    a.productId === b.productId &&
    a.vendor === b.vendor &&
    a.giftCard === b.giftCard &&
    isSameList(a.productTags, b.productTags) &&
    isSameList(a.collectionIds, b.collectionIds)
  );
}

function isSameStep(a: OrderStep, b: OrderStep): boolean {
  return (
    a.cause === b.cause &&
    a.at === b.at &&
    a.eligibleMinor === b.eligibleMinor &&
    a.shippingMinor === b.shippingMinor &&
    a.taxMinor === b.taxMinor &&
    isSameList(a.linesMinor, b.linesMinor)
  );
}

function isSameList<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (a: T, b: T) => boolean = Object.is,
): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((one, place) => isSame(one, b[place] as T));
}
