/** What an order counts and is worth, in fractions that lose nothing. */
import type { OrderFact, OrderStep } from '../../../app/domain/facts/order-fact.ts';
import type { ProgramDefinition } from '../../../app/domain/program/program.ts';
import { hasLineConditions, lineIsMeant, type Looked, orderIsMeant } from './conditions.ts';

/** What was frozen when the order was created. */
export type Placed = {
  readonly version: number;
  readonly program: ProgramDefinition;
  readonly tierId: string | null;
  readonly tierPercent: number;
  readonly nth: number;
};

/** One thing that counts: a line of the order by its place, or shipping and tax, which are none. */
type Part = { readonly line: number | null; readonly minor: number };

export type Worth = {
  readonly countedMinor: number;
  /** In the order in which caps spare them. */
  readonly lines: readonly { ruleId: string; points: number; once: boolean }[];
};

export function worthOf(order: OrderFact, step: OrderStep, placed: Placed): Worth {
  const { program } = placed;
  const parts = partsOf(order, step, program);
  const countedMinor = parts.reduce((sum, part) => sum + part.minor, 0);
  const looked: Looked = { ...placed, order, zone: program.zone, countedMinor };
  if (!orderIsMeant(program.eligible, looked)) return { countedMinor: 0, lines: [] };
  // It counts, and earns nothing.
  if (program.paused) return { countedMinor, lines: [] };
  const lines = [];
  for (const rule of [program.earning, ...program.rates]) {
    let total: Fraction = [0n, 1n];
    for (const part of parts) {
      if (rateOf(part, { order, program, looked }) !== rule) continue;
      const rate: Fraction = [BigInt(rule.points), BigInt(rule.perMinor)];
      const times = multiplierOf(part, { order, placed, looked });
      total = plus(total, product(product([BigInt(part.minor), 1n], rate), times));
    }
    const points = wholeOf(total, program.earning.rounding);
    lines.push({ ruleId: rule.id, points, once: false });
  }
  for (const { id, when, gives } of program.campaigns) {
    if (gives.kind !== 'bonus' || !orderIsMeant(when, looked)) continue;
    const chosen = parts.filter((part) => isSelected(when, part, order));
    const amount = chosen.reduce((sum, part) => sum + part.minor, 0);
    if (amount > 0) lines.push({ ruleId: id, points: gives.points, once: gives.once });
  }
  return { countedMinor, lines: lines.filter(({ points }) => points > 0) };
}

function partsOf(order: OrderFact, step: OrderStep, program: ProgramDefinition): Part[] {
  const { counts, eligible } = program;
  const parts: Part[] = [];
  for (const [place, line] of order.lines.entries()) {
    if (line.giftCard && !counts.giftCards) continue;
    if (!lineIsMeant(eligible, line)) continue;
    parts.push({ line: place, minor: step.linesMinor[place] ?? 0 });
  }
  if (counts.shipping) parts.push({ line: null, minor: step.shippingMinor });
  if (counts.tax) parts.push({ line: null, minor: step.taxMinor });
  return parts;
}

type Seen = { readonly order: OrderFact; readonly looked: Looked };

function rateOf(part: Part, { order, program, looked }: Seen & { program: ProgramDefinition }) {
  const line = part.line === null ? undefined : order.lines[part.line];
  if (!line || line.giftCard) return program.earning;
  const own = program.rates.find(
    ({ when }) => orderIsMeant(when, looked) && lineIsMeant(when, line),
  );
  return own ?? program.earning;
}

/** Shipping and tax are in what no condition on lines selects from. */
function isSelected(when: Parameters<typeof lineIsMeant>[0], part: Part, order: OrderFact) {
  if (!hasLineConditions(when)) return true;
  const line = part.line === null ? undefined : order.lines[part.line];
  return line !== undefined && lineIsMeant(when, line);
}

function multiplierOf(part: Part, { order, looked, placed }: Seen & { placed: Placed }): Fraction {
  const { program, tierPercent } = placed;
  const percents = tierPercent === 100 ? [] : [tierPercent];
  for (const { when, gives } of program.campaigns) {
    if (gives.kind !== 'multiplier' || !orderIsMeant(when, looked)) continue;
    if (isSelected(when, part, order)) percents.push(gives.percent);
  }
  if (percents.length === 0) return [1n, 1n];
  if (program.stacking === 'best') return [BigInt(Math.max(...percents)), 100n];
  if (program.stacking === 'add') {
    return [
      BigInt(
        Math.max(
          0,
          percents.reduce((sum, each) => sum + (each - 100), 100),
        ),
      ),
      100n,
    ];
  }
  return percents.map((each): Fraction => [BigInt(each), 100n]).reduce(product);
}

type Fraction = readonly [bigint, bigint];

function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * d + c * b, b * d];
}

function product([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

/** Of a fraction that is not negative. */
function wholeOf([above, below]: Fraction, rounding: 'floor' | 'nearest' | 'ceiling'): number {
  const whole = above / below;
  const rest = above % below;
  const isMore = rounding === 'ceiling' ? rest > 0n : rounding === 'nearest' && rest * 2n >= below;
  return Number(isMore ? whole + 1n : whole);
}

/**
 * The lines cut to the room there is: who comes first is spared. What a line keeps whatever it is
 * worth has its room before anybody; `kept` is by rule.
 */
export function cutTo(
  room: number | null,
  lines: readonly { ruleId: string; points: number }[],
  kept: ReadonlyMap<string, number>,
) {
  let free = room ?? Infinity;
  for (const points of kept.values()) free -= points;
  return lines.map(({ ruleId, points }) => {
    const own = kept.get(ruleId) ?? 0;
    const more = Math.max(0, Math.min(points - own, free));
    free -= more;
    return { ruleId, points: Math.min(points, own) + more };
  });
}
