/**
 * Why an order earns nothing, as data. Law: it answers null exactly where the order is worth points
 * as it stands now; else the first reason that holds, from what stops an order altogether to what
 * makes too little of it. Example: £0.60 at 1 point a pound, rounded down, is less than a point.
 */
import type { OrderFact } from '../facts/order-fact.ts';
import type { MoneyMinor } from '../kernel/money.ts';
import { points, type Points } from '../kernel/points.ts';
import type { CapKind, LeftOut, OrderExplanation } from '../ledger/explanation.ts';
import type { ProgramDefinition, ProgramVersion } from '../program/program.ts';
import { type Portion, sumOf } from './count-order.ts';
import { type EvaluatedLine, evaluateOrder } from './evaluate-order.ts';
import { explainLine, notCounted } from './explain-order.ts';
import type { Placement } from './placement.ts';

/** What is known of an order whose points are asked for. */
export type Asked = {
  readonly order: OrderFact;
  readonly isTest: boolean;
  /** The version in force when the order was created; null where none was. */
  readonly version: ProgramVersion | null;
  /** Whether the customer took part then. */
  readonly takesPart: boolean;
  readonly placement: Placement;
  /** What the caps left for the order, and the cap that did; null where nothing bounds it. */
  readonly bound: { readonly room: Points; readonly by: CapKind } | null;
  /** Ids of bonuses for one order only that another order of the member has; absent: none. */
  readonly givenElsewhere?: ReadonlySet<string>;
};

export type WhyNot = { readonly orderName: string } & (
  | { readonly why: 'test' | 'not-paid' | 'no-version' | 'not-taking-part' | 'paused' }
  | { readonly why: 'other-currency'; readonly currency: string; readonly programCurrency: string }
  | { readonly why: 'cancelled' | 'charged-back' | 'returned' | 'free' }
  | {
      readonly why: 'nothing-counts';
      readonly currency: string;
      /** All of the order, by the reason why it does not count. */
      readonly leftOut: readonly LeftOut[];
    }
  /** No rule gives points for what counts of it: only bonuses do, and none of them holds. */
  | { readonly why: 'no-rule' }
  /** It was worth a bonus that is for one order only, and another order has it. */
  | { readonly why: 'given-elsewhere'; readonly bonus: string }
  | {
      readonly why: 'less-than-a-point';
      /** The rule line with the most behind it. */
      readonly explanation: OrderExplanation;
    }
  | { readonly why: 'capped'; readonly by: CapKind; readonly uncapped: Points }
);

/** The reason, or null where the order earns. */
export function whyNot(asked: Asked): WhyNot | null {
  const { order, isTest, version, takesPart } = asked;
  const { name: orderName, currency } = order;
  if (isTest) return { orderName, why: 'test' };
  if (order.steps.length === 0) return { orderName, why: 'not-paid' };
  if (!version) return { orderName, why: 'no-version' };
  const { definition } = version;
  if (definition.currency !== currency) {
    return { orderName, why: 'other-currency', currency, programCurrency: definition.currency };
  }
  if (!takesPart) return { orderName, why: 'not-taking-part' };
  return definition.paused ? { orderName, why: 'paused' } : whyNotJudged(asked, definition);
}

function whyNotJudged(
  { order, placement, bound, givenElsewhere }: Asked,
  definition: ProgramDefinition,
): WhyNot | null {
  const { name: orderName, currency } = order;
  const step = order.steps.at(-1);
  if (!step) return { orderName, why: 'not-paid' };
  const evaluation = evaluateOrder(definition, order, step, placement);
  const { counted, lines } = evaluation;
  const gone = counted.all.some(isGoods) ? null : goneBy(order);
  if (gone) return { orderName, why: gone };
  if (counted.all.length === 0) return { orderName, why: 'free' };
  if (counted.portions.length === 0) {
    const leftOut = notCounted(definition.counts, counted);
    return { orderName, why: 'nothing-counts', currency, leftOut };
  }
  const isElsewhere = ({ ruleId }: EvaluatedLine) => givenElsewhere?.has(ruleId) ?? false;
  const theirs = lines.filter((line) => !isElsewhere(line));
  const uncapped = points(theirs.reduce((sum, line) => sum + line.points, 0));
  if (uncapped === 0) {
    const bonus = lines.find(isElsewhere)?.campaign;
    if (bonus) return { orderName, why: 'given-elsewhere', bonus: bonus.name };
    if (!lines.some(isByRule)) return { orderName, why: 'no-rule' };
    const { ruleId, points: worth } = heaviest(lines);
    const outcome = { uncapped: worth, points: worth, by: null, maturesAt: null };
    const explanation = explainLine(definition, order, step, placement, ruleId, {
      ...outcome,
      earnedAt: step.at,
    });
    return { orderName, why: 'less-than-a-point', explanation };
  }
  return bound?.room === 0 ? { orderName, why: 'capped', by: bound.by, uncapped } : null;
}

/** Whether a rule that gives points has something of the order. */
function isByRule({ rate, parts }: EvaluatedLine): boolean {
  return (rate === null || rate.points > 0) && sumOf(parts) > 0;
}

function isGoods({ of }: Portion): boolean {
  return of === 'goods' || of === 'gift-cards';
}

/** What took everything away from an order of which nothing is left; null where nothing did. */
function goneBy({ steps }: OrderFact): 'cancelled' | 'charged-back' | 'returned' | null {
  const kinds = steps.map(({ kind }) => kind);
  if (kinds.includes('cancel')) return 'cancelled';
  if (kinds.lastIndexOf('chargeback') > kinds.lastIndexOf('chargeback-won')) return 'charged-back';
  return kinds.includes('refund') ? 'returned' : null;
}

function heaviest(lines: readonly EvaluatedLine[]): EvaluatedLine {
  const amountOf = ({ parts }: EvaluatedLine): MoneyMinor => sumOf(parts);
  return lines.reduce((most, line) => (amountOf(line) > amountOf(most) ? line : most));
}
