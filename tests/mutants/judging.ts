/** Bugs in what an order is worth: what counts, conditions, rates, multipliers, rounding. */
import type { Mutant } from './mutant.ts';

const JUDGE = 'app/domain/earning/judge-order.ts';
const JUDGE_TEST = 'app/domain/earning/judge-order.test.ts';
const EVALUATE = 'app/domain/earning/evaluate-order.ts';
const STACKING = 'app/domain/earning/stack-multipliers.ts';
const HOLD = 'app/domain/earning/conditions/hold.ts';
const CONDITIONS_TEST = 'app/domain/earning/conditions/conditions.test.ts';

export const JUDGING: readonly Mutant[] = [
  {
    name: 'floor per line: each line of an order is rounded by itself',
    breaks: 'The points of one rule are added up exactly and rounded once.',
    file: JUDGE,
    find: `{ eligibleMinor }: OrderStep,
  { tierPercent }: Placement,
): Judgement {
  if (paused) return { countedMinor: eligibleMinor, lines: NO_LINES };
  const points = plainWorth(eligibleMinor, tierPercent, earning, earning.rounding);`,
    put: `{ eligibleMinor, linesMinor }: OrderStep,
  { tierPercent }: Placement,
): Judgement {
  if (paused) return { countedMinor: eligibleMinor, lines: NO_LINES };
  const points = linesMinor.reduce(
    (sum, line) => (sum + plainWorth(line, tierPercent, earning, earning.rounding)) as Points,
    0 as Points,
  );`,
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'the whole order, not each line' },
  },
  {
    name: 'what is multiplied alike is rounded by itself',
    breaks: 'A rule’s lines × multiplier × rate are added up exactly and rounded once.',
    file: EVALUATE,
    find: 'const points = exactWorth(weighted, rate, definition.earning.rounding);',
    put: `const points = weighted.reduce(
      (sum, part) => (sum + exactWorth([part], rate, definition.earning.rounding)) as Points,
      0 as Points,
    );`,
    killedBy: {
      project: 'unit',
      file: JUDGE_TEST,
      title: 'what is multiplied and what is not are rounded together',
    },
  },
  {
    name: 'a half point is rounded down',
    breaks: '`nearest` rounds halves up.',
    file: 'app/domain/earning/exact-worth.ts',
    find: "return rounding === 'ceiling' || 2 * rest >= denominator ? floor + 1 : floor;",
    put: "return rounding === 'ceiling' || 2 * rest > denominator ? floor + 1 : floor;",
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'to the nearest, a half up' },
  },
  {
    name: 'of several multipliers the lowest is the best',
    breaks: '`best` takes the highest.',
    file: STACKING,
    find: 'each.percent > best.percent',
    put: 'each.percent < best.percent',
    killedBy: { project: 'unit', file: JUDGE_TEST, title: '1.5 and 2: the best' },
  },
  {
    name: 'multipliers to be multiplied are added',
    breaks: '`multiply` multiplies them.',
    file: STACKING,
    find: "if (stacking !== 'add' || percents.length < 2) return percents;",
    put: "if (stacking === 'best' || percents.length < 2) return percents;",
    killedBy: { project: 'unit', file: JUDGE_TEST, title: '1.5 and 2: multiplied' },
  },
  {
    name: 'multipliers to be added are multiplied',
    breaks: '`add` adds what each gives on top: 1.5 and 2 are 2.5.',
    file: STACKING,
    find: "if (stacking !== 'add' || percents.length < 2) return percents;",
    put: "if (stacking !== 'best' || percents.length < 2) return percents;",
    killedBy: { project: 'unit', file: JUDGE_TEST, title: '1.5 and 2: added' },
  },
  {
    name: 'a tier of 100 % outdoes a campaign that gives half',
    breaks: 'A tier of 100 % is no multiplier.',
    file: EVALUATE,
    find: '  if (tierPercent === 100) return null;\n',
    put: '',
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'half points, in a tier of 1' },
  },
  {
    name: 'the tier multiplies bonuses too',
    breaks: 'A bonus is so many points, not multiplied.',
    file: EVALUATE,
    find: '...bonusLines(definition, counted),',
    put: `...bonusLines(definition, counted).map((line) => ({
        ...line,
        points: Math.floor((line.points * placement.tierPercent) / 100) as Points,
      })),`,
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'a bonus is not multiplied' },
  },
  {
    name: 'a bonus is given for goods it does not select',
    breaks: 'A bonus needs a counted amount above zero among what it selects.',
    file: EVALUATE,
    find: 'const amountMinor = sumOf(counted.portions.filter(selectorOf(campaign)));',
    put: 'const amountMinor = sumOf(counted.portions);',
    killedBy: {
      project: 'unit',
      file: JUDGE_TEST,
      title: 'a bonus needs something that counts',
    },
  },
  {
    name: 'a rate of its own is every line’s',
    breaks: 'A line belongs to the first of the rates whose conditions all hold.',
    file: EVALUATE,
    find: 'return rates.find(({ when }) => isPicked(when, line)) ?? null;',
    put: 'return rates[0] ?? null;',
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'a rate of their own for shoes' },
  },
  {
    name: 'shipping counts where nothing says so',
    breaks: 'Shipping counts only where `counts` says so.',
    file: JUDGE,
    find: `  { eligibleMinor }: OrderStep,
  { tierPercent }: Placement,
): Judgement {
`,
    put: `  step: OrderStep,
  { tierPercent }: Placement,
): Judgement {
  const eligibleMinor = (step.eligibleMinor + step.shippingMinor) as MoneyMinor;
`,
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'gift cards, shipping and tax: not' },
  },
  {
    name: 'shipping counts as soon as a program has conditions',
    breaks: 'Shipping counts only where `counts` says so.',
    file: 'app/domain/earning/count-order.ts',
    find: "return of === 'gift-cards' ? counts.giftCards : counts[of];",
    put: "return of === 'gift-cards' ? counts.giftCards : of === 'shipping' || counts[of];",
    killedBy: {
      project: 'unit',
      file: JUDGE_TEST,
      title: 'gift cards, shipping and tax: not, whatever conditions there are',
    },
  },
  {
    name: 'a condition on orders turned round holds where it held before',
    breaks: 'Each condition can be turned round: `not`.',
    file: HOLD,
    find: "if (kind.of === 'order' && kind.holds(condition, judged) === condition.not)",
    put: "if (kind.of === 'order' && !kind.holds(condition, judged))",
    killedBy: { project: 'unit', file: CONDITIONS_TEST, title: 'in a tier' },
  },
  {
    name: 'a condition on lines turned round holds where it held before',
    breaks: 'Each condition can be turned round: `not`.',
    file: HOLD,
    find: "if (kind.of === 'line' && kind.holds(condition, line) === condition.not)",
    put: "if (kind.of === 'line' && !kind.holds(condition, line))",
    killedBy: { project: 'unit', file: JUDGE_TEST, title: 'all but the sale' },
  },
  {
    name: 'what an order came to at its payment is its value for ever',
    breaks: '`order-value` is of the counted amount now: a refund below it takes the bonus back.',
    file: 'app/domain/earning/conditions/order-value.ts',
    find: '{ countedMinor }) => countedMinor >= atLeastMinor,',
    put: `{ order, countedMinor }) =>
    (order.steps[0]?.eligibleMinor ?? countedMinor) >= atLeastMinor,`,
    killedBy: {
      project: 'unit',
      file: JUDGE_TEST,
      title: 'a return takes exactly what is worth less now, and the bonus with it',
    },
  },
  {
    name: 'zone ignored: weekdays are those of UTC',
    breaks: '`weekday-hours` holds on the weekdays of the shop’s clock.',
    file: 'app/domain/earning/conditions/weekday-hours.ts',
    find: 'const today = weekdayOf(order.createdAt, zone);',
    put: "const today = weekdayOf(order.createdAt, 'UTC');",
    killedBy: {
      project: 'unit',
      file: CONDITIONS_TEST,
      title: 'weekdays and hours: still Thursday there',
    },
  },
  {
    name: 'hours past midnight count to the day they end on',
    breaks: 'Hours past midnight count to the day they began on.',
    file: 'app/domain/earning/conditions/weekday-hours.ts',
    find: 'hour < toHour && has(weekdays, today - 1);',
    put: 'hour < toHour && has(weekdays, today);',
    killedBy: {
      project: 'unit',
      file: CONDITIONS_TEST,
      title: 'weekdays and hours: past midnight',
    },
  },
];
