/**
 * Two sides compared in short slices, in the order subject, yardstick, yardstick, subject and so
 * on: whatever else the machine does falls on both sides alike, and a drift cancels out. Runs of
 * seconds put side by side differ by a third for no reason; these ratios repeat within a few per
 * cent.
 *
 * Law: a comparison is the median of its pairs' ratios, and a figure is the median of five
 * comparisons, all of which are printed. Example: 24 pairs of 40 ms, five times.
 */
import { median } from './statistics.ts';

/**
 * One side of a comparison. `perform` is timed, `prepare` (building what a slice needs) is not. A
 * side that can stop only between members or batches answers how many operations it performed.
 */
export type Side = {
  readonly prepare?: (operations: number) => Promise<void> | void;
  readonly perform: (operations: number) => Promise<number | void> | number | void;
};

export type Protocol = {
  readonly pairs: number;
  readonly repeats: number;
  /** What a slice should last, in ms; operations a slice are found out for each side by trying. */
  readonly sliceMs: number;
  /** Fixes the operations of a slice instead, where the goal names them. */
  readonly operations?: { readonly subject: number; readonly yardstick: number };
};

export const PROTOCOL: Protocol = { pairs: 24, repeats: 5, sliceMs: 40 };

/**
 * One comparison: its ratio (subject's rate ÷ yardstick's) and both sides' median rates per second.
 */
export type Comparison = {
  readonly ratio: number;
  readonly subjectPerSecond: number;
  readonly yardstickPerSecond: number;
};

export type Sides = { readonly subject: Side; readonly yardstick: Side };
export type Clock = () => number;
type Operations = { readonly subject: number; readonly yardstick: number };

type Hooks = {
  readonly clock?: Clock;
  /** Both sides are warm; what was noted so far belongs to no figure. */
  readonly onWarm?: () => void;
  readonly onRepeat?: (done: Comparison) => void;
};

/** Warms both sides up and compares them `repeats` times. */
export async function compare(
  sides: Sides,
  protocol: Protocol,
  hooks: Hooks = {},
): Promise<Comparison[]> {
  const clock = hooks.clock ?? (() => performance.now());
  const operations = protocol.operations ?? {
    subject: await operationsFor(sides.subject, protocol.sliceMs, clock),
    yardstick: await operationsFor(sides.yardstick, protocol.sliceMs, clock),
  };
  // One discarded comparison: compilers, caches and connections settle on both sides.
  await comparePairs(sides, operations, { pairs: protocol.pairs, clock });
  hooks.onWarm?.();
  const comparisons: Comparison[] = [];
  for (let repeat = 0; repeat < protocol.repeats; repeat += 1) {
    const done = await comparePairs(sides, operations, { pairs: protocol.pairs, clock });
    comparisons.push(done);
    hooks.onRepeat?.(done);
  }
  return comparisons;
}

async function comparePairs(
  sides: Sides,
  operations: Operations,
  { pairs, clock }: { pairs: number; clock: Clock },
): Promise<Comparison> {
  const rates = { subject: [] as number[], yardstick: [] as number[] };
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['subject', 'yardstick'] as const) : BACKWARDS;
    for (const name of order) {
      const { performed, elapsedMs } = await timeSlice(sides[name], operations[name], clock);
      rates[name].push((performed * 1000) / elapsedMs);
    }
    ratios.push((rates.subject[pair] as number) / (rates.yardstick[pair] as number));
  }
  return {
    ratio: median(ratios),
    subjectPerSecond: median(rates.subject),
    yardstickPerSecond: median(rates.yardstick),
  };
}

const BACKWARDS = ['yardstick', 'subject'] as const;

async function timeSlice(side: Side, operations: number, clock: Clock) {
  await side.prepare?.(operations);
  const startedAt = clock();
  const performed = (await side.perform(operations)) ?? operations;
  return { performed, elapsedMs: Math.max(clock() - startedAt, Number.EPSILON) };
}

/** Doubles the operations until a slice lasts half as long as wished, then scales. */
async function operationsFor(side: Side, sliceMs: number, clock: Clock): Promise<number> {
  for (let operations = 8; ; operations *= 2) {
    await timeSlice(side, operations, clock);
    // The second of two equal slices: the first one pays for what is compiled and cached.
    const { performed, elapsedMs } = await timeSlice(side, operations, clock);
    if (elapsedMs >= sliceMs / 2 || operations >= 2 ** 30) {
      return Math.max(1, Math.round((performed * sliceMs) / elapsedMs));
    }
  }
}
