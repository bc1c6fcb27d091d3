/**
 * An order judged rule by rule, with everything the points were worked out from. `judgeOrder` reads
 * the points of it and `explainLine` the reasons, so that what is explained is what was done.
 */
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Campaign, OwnRate, ProgramDefinition, Rate } from '../program/program.ts';
import { orderHolds, picksLines } from './conditions/hold.ts';
import { type Counted, countOrder, isPicked, type Portion, sumOf } from './count-order.ts';
import { exactWorth } from './exact-worth.ts';
import type { Placement } from './placement.ts';
import { effective, factorsOf } from './stack-multipliers.ts';

/** A campaign that multiplies, by its id, or a tier, as `tier:{id}`. */
export type Multiplier = { readonly id: string; readonly name: string; readonly percent: number };

/** What of a rule line is multiplied alike. */
export type Part = { readonly amountMinor: MoneyMinor; readonly by: readonly Multiplier[] };

export type EvaluatedLine = {
  readonly ruleId: string;
  /** null: the base rule or an own rate. */
  readonly campaign: Campaign | null;
  readonly points: Points;
  /** null for a bonus. */
  readonly rate: Rate | null;
  readonly parts: readonly Part[];
};

export type Evaluation = {
  readonly counted: Counted;
  /** Base rule first, then rates and bonuses that hold, as in the definition; worth 0 or more. */
  readonly lines: readonly EvaluatedLine[];
};

type Selector = (portion: Portion) => boolean;

type Evaluated = {
  readonly definition: ProgramDefinition;
  readonly order: OrderFact;
  readonly step: OrderStep;
  readonly placement: Placement;
  readonly evaluation: Evaluation;
};

// An order is judged once at a step and then explained line by line: what was worked out last is
// nearly always what is asked next.
let last: Evaluated | null = null;

/** The order from this step on, by every rule. */
export function evaluateOrder(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
): Evaluation {
  const isSame =
    last?.step === step &&
    last.order === order &&
    last.definition === definition &&
    last.placement === placement;
  if (last && isSame) return last.evaluation;
  const evaluation = evaluate(definition, order, step, placement);
  last = { definition, order, step, placement, evaluation };
  return evaluation;
}

function evaluate(
  definition: ProgramDefinition,
  order: OrderFact,
  step: OrderStep,
  placement: Placement,
): Evaluation {
  const counted = countOrder(definition, order, step, placement);
  const rates = definition.rates.filter(({ when }) => orderHolds(when, counted.judged));
  const multipliersOf = multipliersFor(definition, counted, placement);
  const portionsByRate = new Map<OwnRate | null, Portion[]>();
  for (const portion of counted.portions) {
    const rate = rateOf(rates, portion);
    const known = portionsByRate.get(rate);
    if (known) known.push(portion);
    else portionsByRate.set(rate, [portion]);
  }
  const rateLine = (id: string, rate: Rate, portions: readonly Portion[] = []): EvaluatedLine => {
    const parts = partsOf(portions, multipliersOf);
    const weighted = parts.map(({ amountMinor, by }) => ({
      amountMinor,
      percents: factorsOf(definition.stacking, by),
    }));
    const points = exactWorth(weighted, rate, definition.earning.rounding);
    return { ruleId: id, campaign: null, points, rate, parts };
  };
  const { earning } = definition;
  return {
    counted,
    lines: [
      rateLine(earning.id, earning, portionsByRate.get(null)),
      ...rates.map((rate) => rateLine(rate.id, rate, portionsByRate.get(rate))),
      ...bonusLines(definition, counted),
    ],
  };
}

/** Shipping, tax and gift cards belong to the base rule, here null. */
function rateOf(rates: readonly OwnRate[], { of, line }: Portion): OwnRate | null {
  if (of !== 'goods') return null;
  return rates.find(({ when }) => isPicked(when, line)) ?? null;
}

/** Which multipliers have an effect on a portion: campaigns as in the definition, then the tier. */
function multipliersFor(
  definition: ProgramDefinition,
  { judged }: Counted,
  placement: Placement,
): (portion: Portion) => readonly Multiplier[] {
  const { campaigns, stacking } = definition;
  const holding: { readonly multiplier: Multiplier; readonly selects: Selector }[] = [];
  for (const campaign of campaigns) {
    if (campaign.gives.kind !== 'multiplier' || !orderHolds(campaign.when, judged)) continue;
    const { id, name, gives } = campaign;
    holding.push({
      multiplier: { id, name, percent: gives.percent },
      selects: selectorOf(campaign),
    });
  }
  const tier = tierMultiplier(definition, placement);
  if (tier) holding.push({ multiplier: tier, selects: selectsAll });
  const effectiveOf = (some: typeof holding): readonly Multiplier[] =>
    effective(
      stacking,
      some.map(({ multiplier }) => multiplier),
    );
  const all = effectiveOf(holding);
  // Most campaigns are about whole orders: then there is nothing to choose.
  if (holding.every(({ selects }) => selects === selectsAll)) return () => all;
  return (portion) => effectiveOf(holding.filter(({ selects }) => selects(portion)));
}

/** The tier at the order's creation; one of 100 % is as good as none: null. */
export function tierMultiplier(
  { tiers }: ProgramDefinition,
  { tierId, tierPercent }: Placement,
): Multiplier | null {
  if (tierPercent === 100) return null;
  const name = tiers?.levels.find(({ id }) => id === tierId)?.name ?? '';
  return { id: `tier:${tierId ?? ''}`, name, percent: tierPercent };
}

/** Portions multiplied alike, together, in the order in which the first of them stands. */
function partsOf(
  portions: readonly Portion[],
  multipliersOf: (portion: Portion) => readonly Multiplier[],
): Part[] {
  const groups: { readonly by: readonly Multiplier[]; readonly of: Portion[] }[] = [];
  for (const portion of portions) {
    const by = multipliersOf(portion);
    const known = groups.find((group) => areSame(group.by, by));
    if (known) known.of.push(portion);
    else groups.push({ by, of: [portion] });
  }
  return groups.map(({ by, of }) => ({ amountMinor: sumOf(of), by }));
}

/** Whether the same multipliers: those of one order are the same objects throughout. */
function areSame(some: readonly Multiplier[], others: readonly Multiplier[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

function bonusLines({ campaigns }: ProgramDefinition, counted: Counted): EvaluatedLine[] {
  return campaigns.flatMap((campaign) => {
    if (campaign.gives.kind !== 'bonus' || !orderHolds(campaign.when, counted.judged)) return [];
    const amountMinor = sumOf(counted.portions.filter(selectorOf(campaign)));
    if (amountMinor === 0) return [];
    const { id: ruleId, gives } = campaign;
    return [
      { ruleId, campaign, points: gives.points, rate: null, parts: [{ amountMinor, by: [] }] },
    ];
  });
}

function selectsAll(): boolean {
  return true;
}

/** What a campaign is about: the lines it picks, or everything where it says nothing of lines. */
function selectorOf({ when }: Campaign): Selector {
  if (!picksLines(when)) return selectsAll;
  return ({ line }) => line !== null && isPicked(when, line);
}
