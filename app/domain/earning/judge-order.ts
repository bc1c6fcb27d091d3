/**
 * What an order is worth, rule by rule, from one of its steps on. Law: each rule line is worked out
 * anew from what is left of the order now, exactly, and rounded once; so refunds in any number and
 * order come to what one refund of them all comes to, and what is no longer there earns nothing.
 *
 * Example: £10.50 at 1 point a pound and a tier of 1.25 is 13.125, so 13; after £0.60 came back,
 * £9.90 × 1.25 is 12.375, so 12.
 */
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Campaign, ProgramDefinition } from '../program/program.ts';
import { isPlain } from './count-order.ts';
import { evaluateOrder } from './evaluate-order.ts';
import { plainWorth } from './exact-worth.ts';
import type { Placement } from './placement.ts';

export type RuleLine = {
  readonly ruleId: string;
  /** null: the base rule or an own rate. */
  readonly campaign: Campaign | null;
  readonly points: Points;
};

export type Judgement = {
  /** The one amount that points and tiers are made of. */
  readonly countedMinor: MoneyMinor;
  readonly lines: readonly RuleLine[];
};

const NO_LINES: readonly RuleLine[] = [];

/**
 * What the order is worth from this step on, before caps and `once`. Base rule first, then rates,
 * then bonuses, as in the definition; rules worth 0 are left out unless base. Under a pause no rule
 * has a line, and what counts is counted all the same.
 */
export function judgeOrder(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
): Judgement {
  if (isPlain(definition)) return judgePlain(definition, step, placement);
  const { counted, lines } = evaluateOrder(definition, order, step, placement);
  const { countedMinor } = counted.judged;
  if (definition.paused) return { countedMinor, lines: NO_LINES };
  return {
    countedMinor,
    lines: lines
      .filter(({ points }, at) => at === 0 || points > 0)
      .map(({ ruleId, campaign, points }) => ({ ruleId, campaign, points })),
  };
}

function judgePlain(
  { earning, paused }: ProgramDefinition,
  { eligibleMinor }: OrderStep,
  { tierPercent }: Placement,
): Judgement {
  if (paused) return { countedMinor: eligibleMinor, lines: NO_LINES };
  const points = plainWorth(eligibleMinor, tierPercent, earning, earning.rounding);
  return {
    countedMinor: eligibleMinor,
    lines: [{ ruleId: earning.id, campaign: null, points }],
  };
}
