/**
 * Discounts of the order: on what product discounts leave of the goods, spread over them by the
 * cent. Percentages come first, each of that same subtotal, and fixed amounts after them: 10 % and
 * 15 % of 350.00 leave 262.50
 * (https://help.shopify.com/zh-CN/manual/discounts/combining-discounts/examples, 2026-11-23).
 */
import { allocateUpTo } from '../money/allocate.ts';
import type { Contender } from './contenders.ts';
import type { Draft } from './draft.ts';
import { takeFromLines } from './draft.ts';
import { minimumReason } from './eligibility.ts';
import type { Grant } from './grant.ts';
import { amountsOf, total } from './grant.ts';
import type { CodeReason } from './types.ts';

/** Applies the order grants of all members; one that misses its minimum by now is refused. */
export function applyOrderGrants(
  draft: Draft,
  set: readonly Contender[],
  refused: Map<Contender, CodeReason>,
): void {
  const asked = set.flatMap((contender) => contender.grants.map((grant) => ({ contender, grant })));
  const ofOrder = asked.filter(({ grant }) => grant.discountClass === 'ORDER');
  const isPercentage = ({ grant }: { grant: Grant }): boolean => grant.value.type === 'percentage';
  const inOrder = [
    ...ofOrder.filter(isPercentage),
    ...ofOrder.filter((each) => !isPercentage(each)),
  ];
  for (const { contender, grant } of inOrder) {
    const reason = shortOf(draft, contender, grant);
    if (reason !== null) refused.set(contender, reason);
    else applyOrderGrant(draft, grant);
  }
}

/** The minimum of a native discount against its lines after product discounts. */
export function shortOf(draft: Draft, contender: Contender, grant: Grant): CodeReason | null {
  if (contender.discount.kind === 'app') return null;
  const lines = grant.parts.flatMap((part) => draft.lines[part.line] ?? []);
  return minimumReason(contender.discount.minimum, {
    amountMinor: lines.reduce((sum, line) => sum + line.discountedMinor, 0),
    quantity: lines.reduce((sum, { line }) => sum + line.quantity, 0),
  });
}

/** Takes one grant off its lines, as far as anything is left of them. */
export function applyOrderGrant(
  draft: Draft,
  grant: Pick<Grant, 'parts' | 'value' | 'application'>,
): void {
  const bases = draft.lines.map((line) => ({
    amountMinor: line.discountedMinor,
    quantity: line.line.quantity,
  }));
  const whole = {
    ...grant,
    discountClass: 'ORDER',
    holds: [],
    isWhole: false,
    rates: null,
  } as const;
  const wanted = total(amountsOf(whole, bases));
  const left = grant.parts.map((part) => draft.lines[part.line]?.remainingMinor ?? 0);
  const amounts = allocateUpTo(wanted, left);
  takeFromLines(
    draft,
    grant.application,
    grant.parts.map(({ line }, index) => ({ line, amountMinor: amounts[index] ?? 0 })),
  );
}
