/**
 * Everything behind one rule line of an order at one step, as data. Law: the counted amount and
 * what is left out are the whole order, and whoever multiplies the parts, adds them up at the rate
 * and rounds once comes to `uncapped`.
 */
import { toldExpiry } from '../expiry/registry.ts';
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import type { Instant } from '../kernel/instant.ts';
import { minor, NO_MONEY } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { CapKind, LeftOut, OrderExplanation } from '../ledger/explanation.ts';
import type { ProgramDefinition } from '../program/program.ts';
import {
  type Counted,
  giftCardsOf,
  isCounted,
  isPlain,
  type Portion,
  sumOf,
} from './count-order.ts';
import {
  type EvaluatedLine,
  evaluateOrder,
  type Evaluation,
  type Part,
  tierMultiplier,
} from './evaluate-order.ts';
import type { Placement } from './placement.ts';

/** What caps and `once` made of a rule line, and the dates of its lot. */
export type LineOutcome = {
  readonly uncapped: Points;
  readonly points: Points;
  /** The cap that cut it; null where none did. */
  readonly by: CapKind | null;
  readonly earnedAt: Instant;
  readonly maturesAt: Instant | null;
};

/** Why a rule line is worth what it is. A rule that does not hold any more counts nothing. */
export function explainLine(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
  ruleId: string,
  outcome: LineOutcome,
): OrderExplanation {
  const made = isPlain(definition)
    ? madeOfPlain(definition, order, step, placement)
    : madeOf(definition, order, step, placement, ruleId);
  const { expiry, zone, earning } = definition;
  const named = ruleNamed(definition, ruleId);
  // Every movement of every order has one: each field by itself is put together fastest.
  return {
    type: 'order',
    step: step.kind,
    orderName: order.name,
    currency: order.currency,
    eligibleMinor: step.eligibleMinor,
    giftCardMinor: order.giftCardMinor,
    countedMinor: made.countedMinor,
    leftOut: made.leftOut,
    rule: ruleId,
    ruleName: named.ruleName,
    version: placement.version,
    earns: named.earns,
    ratePoints: named.ratePoints,
    ratePerMinor: named.ratePerMinor,
    multipliers: made.multipliers,
    stacking: definition.stacking,
    parts: made.parts,
    rounding: earning.rounding,
    uncapped: outcome.uncapped,
    cappedBy: outcome.by,
    orderPoints: outcome.points,
    pendingFrom: definition.pendingFrom,
    pendingDays: definition.pendingDays,
    maturesAt: outcome.maturesAt,
    expiresAt: toldExpiry(expiry, outcome.earnedAt, zone),
  };
}

/** What a rule line is made of. */
type Made = Pick<OrderExplanation, 'countedMinor' | 'leftOut' | 'multipliers' | 'parts'>;

function madeOf(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
  ruleId: string,
): Made {
  const evaluation = evaluateOrder(definition, order, step, placement);
  const line = evaluation.lines.find((one) => one.ruleId === ruleId) ?? null;
  const parts = line?.parts ?? [];
  return {
    countedMinor: sumOf(parts),
    leftOut: leftOutOf(definition, step, evaluation, line),
    ...multiplied(parts),
  };
}

const NOTHING: readonly never[] = [];

/** The same where all goods and nothing else count at one rate: nothing needs evaluating. */
function madeOfPlain(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
): Made {
  const { eligibleMinor: countedMinor, shippingMinor, taxMinor } = step;
  const tier = countedMinor > 0 ? tierMultiplier(definition, placement) : null;
  const isAll =
    order.giftCardMinor === 0 &&
    shippingMinor === 0 &&
    taxMinor === 0 &&
    step.creditMinor === undefined;
  return {
    countedMinor,
    leftOut: isAll ? NOTHING : notCountedByPlain(order, step),
    multipliers: tier ? [tier] : NOTHING,
    parts: NOTHING,
  };
}

function notCountedByPlain(order: OrderFact, step: OrderStep): LeftOut[] {
  const amounts: readonly LeftOut[] = [
    { why: 'gift-cards', amountMinor: giftCardsOf(order, step) },
    { why: 'shipping', amountMinor: step.shippingMinor },
    { why: 'tax', amountMinor: step.taxMinor },
  ];
  return [...amounts.filter(({ amountMinor }) => amountMinor > 0), ...paidWithCredit(step)];
}

function paidWithCredit({ creditMinor = NO_MONEY }: OrderStep): readonly LeftOut[] {
  return creditMinor > 0 ? [{ why: 'credit', amountMinor: creditMinor }] : [];
}

type RuleNamed = Pick<OrderExplanation, 'ruleName' | 'earns' | 'ratePoints' | 'ratePerMinor'>;

function ruleNamed({ earning, rates, campaigns }: ProgramDefinition, rule: string): RuleNamed {
  const campaign = rule === earning.id ? null : campaigns.find(({ id }) => id === rule);
  if (campaign?.gives.kind === 'bonus') {
    const { name: ruleName, gives } = campaign;
    return { ruleName, earns: 'bonus', ratePoints: gives.points, ratePerMinor: NO_MONEY };
  }
  const rate = rule === earning.id ? earning : (rates.find(({ id }) => id === rule) ?? earning);
  const { points: ratePoints, perMinor: ratePerMinor } = rate;
  return { ruleName: null, earns: 'rate', ratePoints, ratePerMinor };
}

function multiplied(parts: readonly Part[]): Pick<OrderExplanation, 'multipliers' | 'parts'> {
  const multipliers = new Map(parts.flatMap(({ by }) => by).map((each) => [each.id, each]));
  const isOne = parts.length < 2;
  return {
    multipliers: [...multipliers.values()],
    parts: isOne
      ? []
      : parts.map(({ amountMinor, by }) => ({ amountMinor, by: by.map(({ id }) => id) })),
  };
}

/** What of the order this rule line has no part in, and why. A bonus is not made of amounts. */
function leftOutOf(
  { counts }: ProgramDefinition,
  step: OrderStep,
  { counted }: Evaluation,
  line: EvaluatedLine | null,
): readonly LeftOut[] {
  if (line?.rate === null) return [];
  const others = counted.judged.countedMinor - sumOf(line?.parts ?? []);
  return [
    ...notCounted(counts, counted),
    ...paidWithCredit(step),
    ...(others > 0 ? [{ why: 'other-rule' as const, amountMinor: minor(others) }] : []),
  ];
}

/** What of the order no rule has a part in, by reason. */
export function notCounted(counts: ProgramDefinition['counts'], counted: Counted): LeftOut[] {
  const isIn = new Set(counted.portions);
  const byWhy = new Map<LeftOut['why'], Portion[]>();
  for (const portion of counted.all) {
    if (isIn.has(portion)) continue;
    const { of } = portion;
    const why = of === 'goods' || isCounted(counts, of) ? 'not-eligible' : of;
    byWhy.set(why, [...(byWhy.get(why) ?? []), portion]);
  }
  return [...byWhy].map(([why, portions]) => ({ why, amountMinor: sumOf(portions) }));
}
