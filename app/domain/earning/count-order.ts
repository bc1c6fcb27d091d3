/**
 * What of an order counts: goods always, gift cards, shipping and tax where the program says so,
 * and of these what its conditions let through. Law: what counts and what is left out are the whole
 * order, each amount once. Points and tiers are made of the one and the same counted amount.
 *
 * Conditions on lines pick first; conditions on the order are asked about what they picked.
 */
import type { OrderFact, OrderLine, OrderStep } from '../facts/order-fact.ts';
import { minor, type MoneyMinor, NO_MONEY } from '../kernel/money.ts';
import type { ProgramDefinition } from '../program/program.ts';
import type { JudgedOrder } from './conditions/condition.ts';
import { lineHolds, orderHolds, picksLines } from './conditions/hold.ts';
import type { Placement } from './placement.ts';

/** An amount that counts together or not at all. */
export type Portion = {
  readonly of: 'goods' | 'gift-cards' | 'shipping' | 'tax';
  readonly amountMinor: MoneyMinor;
  /** The line it is of; null for shipping and tax, and where no rule asks about lines. */
  readonly line: OrderLine | null;
};

export type Counted = {
  /** Everything the order is made of, whether or not it counts; amounts above zero only. */
  readonly all: readonly Portion[];
  /** Those of them that count. */
  readonly portions: readonly Portion[];
  /** The order as its conditions see it; `countedMinor` is the sum of what counts. */
  readonly judged: JudgedOrder;
};

/** What counts of the order from this step on. */
export function countOrder(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
): Counted {
  const { eligible, counts } = definition;
  const all = portionsOf(definition, order, step);
  const portions = all.filter(
    ({ of, line }) => (of === 'goods' || isCounted(counts, of)) && isPicked(eligible, line),
  );
  const judged = {
    order,
    zone: definition.zone,
    tierId: placement.tierId,
    nth: placement.nth,
    countedMinor: sumOf(portions),
  };
  if (orderHolds(eligible, judged)) return { all, portions, judged };
  return { all, portions: [], judged: { ...judged, countedMinor: sumOf([]) } };
}

function portionsOf(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
): readonly Portion[] {
  const portions: Portion[] = [];
  const add = (of: Portion['of'], amountMinor: MoneyMinor, line: OrderLine | null): void => {
    if (amountMinor > 0) portions.push({ of, amountMinor, line });
  };
  if (asksAboutLines(definition)) {
    for (const [at, line] of order.lines.entries()) {
      add(line.giftCard ? 'gift-cards' : 'goods', step.linesMinor[at] ?? NO_MONEY, line);
    }
  } else {
    add('goods', step.eligibleMinor, null);
    add('gift-cards', giftCardsOf(order, step), null);
  }
  add('shipping', step.shippingMinor, null);
  add('tax', step.taxMinor, null);
  return portions;
}

export function sumOf(portions: readonly { readonly amountMinor: MoneyMinor }[]): MoneyMinor {
  return minor(portions.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
}

/** Whether all goods count, at one rate, and nothing else does: then no line needs looking at. */
export function isPlain({ eligible, rates, campaigns, counts }: ProgramDefinition): boolean {
  return (
    eligible.length === 0 &&
    rates.length === 0 &&
    campaigns.length === 0 &&
    !counts.giftCards &&
    !counts.shipping &&
    !counts.tax
  );
}

/** Whether conditions on lines, where there are any, pick this one. */
export function isPicked(when: ProgramDefinition['eligible'], line: OrderLine | null): boolean {
  return line === null || lineHolds(when, line);
}

export function isCounted(
  counts: ProgramDefinition['counts'],
  of: Exclude<Portion['of'], 'goods'>,
): boolean {
  return of === 'gift-cards' ? counts.giftCards : counts[of];
}

export function giftCardsOf(order: OrderFact, step: OrderStep): MoneyMinor {
  return minor(
    step.linesMinor.reduce(
      (sum, amount, at) => (order.lines[at]?.giftCard ? sum + amount : sum),
      0,
    ),
  );
}

function asksAboutLines({ eligible, rates, campaigns }: ProgramDefinition): boolean {
  return (
    picksLines(eligible) ||
    rates.some(({ when }) => picksLines(when)) ||
    campaigns.some(({ when }) => picksLines(when))
  );
}
